"""A small reader of whole sentences: a few layers of attention, in numpy alone.

It is what knows that a dialysis unit on its generator is no trifle: its weights began
as a general encoder of English and were then taught what messages are labelled with.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from assistant.models.weights import Array
from assistant.models.wordpiece import WordPieces

MOST_PIECES = 126  # of a message; the beginning tells
_HEADS = 12
_TINY = 1e-12
_ROOT = 0.7978845608  # of two over pi, in the smooth step


class SentenceReader:
    """Weights and a vocabulary, ready to read."""

    def __init__(self, weights: Mapping[str, Array], vocabulary: Sequence[str]) -> None:
        self._words = WordPieces(vocabulary)
        self._table = weights["pieces"]
        self._places = weights["places"]
        self._layers = [
            _Layer(weights, f"layers.{number}.")
            for number in range(sum(name.endswith(".mix") for name in weights))
        ]
        self._first = weights["first"]
        self._middle = np.ascontiguousarray(weights["middle"].T)
        self._middle_bias = weights["middle.bias"]
        self._last = np.ascontiguousarray(weights["last"].T)
        self._last_bias = weights["last.bias"]

    def judge(self, text: str) -> Array:
        """Return what a text tells, as the log odds of every label."""
        states = self.read(text)
        pooled = np.concatenate([3 * states.mean(axis=0), states.max(axis=0)])
        hidden = _smooth_step(pooled @ self._middle + self._middle_bias)
        told: Array = hidden @ self._last + self._last_bias
        return told

    def read(self, text: str) -> Array:
        """Return the vector of each piece of a text, its ends among them."""
        words = self._words
        ids = [words.start, *words.cut(text).ids[:MOST_PIECES], words.end]
        states = _normed(self._table[ids] + self._places[: len(ids)], self._first)
        for layer in self._layers:
            states = layer.step(states)
        return states


class _Layer:
    """Attention, then a step for each piece on its own; each normed after it."""

    def __init__(self, weights: Mapping[str, Array], name: str) -> None:
        def turned(part: str) -> Array:
            return np.ascontiguousarray(weights[name + part].T)

        self._mix, self._mix_bias = turned("mix"), weights[name + "mix.bias"]
        self._out, self._out_bias = turned("out"), weights[name + "out.bias"]
        self._wide, self._wide_bias = turned("wide"), weights[name + "wide.bias"]
        self._back, self._back_bias = turned("back"), weights[name + "back.bias"]
        self._near, self._own = weights[name + "near"], weights[name + "own"]

    def step(self, states: Array) -> Array:
        mixed = states @ self._mix
        mixed += self._mix_bias
        seen = _attention(mixed, len(states)) @ self._out
        seen += self._out_bias
        seen += states
        states = _normed(seen, self._near)
        wide = states @ self._wide
        wide += self._wide_bias
        back: Array = _smooth_step(wide) @ self._back
        back += self._back_bias
        back += states
        return _normed(back, self._own)


def _attention(mixed: Array, length: int) -> Array:
    """Let each piece look at the others, head by head.

    Each head is laid out in one stretch of memory, which the product of matrices is
    several times faster with.
    """
    width = mixed.shape[1] // 3
    each = width // _HEADS
    heads = np.ascontiguousarray(
        mixed.reshape(length, 3, _HEADS, each).transpose(1, 2, 0, 3)
    )
    seen = np.empty((length, _HEADS, each), np.float32)
    for head in range(_HEADS):
        query, key, value = heads[:, head]
        told = query @ key.T
        told *= np.float32(each**-0.5)
        told -= told.max(axis=-1, keepdims=True)
        np.exp(told, out=told)
        told /= told.sum(axis=-1, keepdims=True)
        seen[:, head] = told @ value
    return seen.reshape(length, width)


def _normed(states: Array, norm: Array) -> Array:
    """Centre and scale each vector; `norm` is how much, then what to add."""
    scale, added = norm.reshape(2, -1)
    centred = states - states.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + _TINY)
    told: Array = centred / spread * scale + added
    return told


def _smooth_step(states: Array) -> Any:
    inner = states * states
    inner *= np.float32(0.044715 * _ROOT)
    inner += np.float32(_ROOT)
    inner *= states
    np.tanh(inner, out=inner)
    inner += 1
    inner *= states
    inner *= np.float32(0.5)
    return inner
