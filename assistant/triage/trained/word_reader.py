"""A reader of words and of what the rules found: hashed pieces, three words at a time.

It knows words by their letters, so it reads typos and other languages, and it can say
which words moved a label most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from assistant.models.weights import Array, product
from assistant.schema import Span
from assistant.triage.trained.grams import Word, pair_of, pieces_of, words_of

_NOTHING = "<none>"
_START = "<s>"
_ROOT = 0.7978845608  # of two over pi, in the smooth step
_REMEMBERED = 20_000
_MOST_SHOWN = 6  # words; more would not point at anything
_LEAST_SHOWN = 0.15  # of all that speaks for a label; less is spread too thin


@dataclass(frozen=True, slots=True)
class WordStates:
    """A text as it was read: its words, what each showed, and the steps after."""

    words: list[Word]
    shown: Array  # (words, features)
    peaks: Any  # the word at which each feature was highest
    hidden: Array  # before its smooth step
    told: Array


class WordReader:
    """Weights of the words and names of the traits, ready to read."""

    def __init__(self, weights: Mapping[str, Array], traits: Sequence[str]) -> None:
        self._table = weights["table"]
        self._buckets = len(weights["table"]) * 2 // 3  # the rest are for pairs
        self._traits = {name: place for place, name in enumerate(traits)}
        self._scale = weights["traits"]
        self._look = np.ascontiguousarray(weights["look"].T)
        self._look_bias = weights["look.bias"]
        self._middle = np.ascontiguousarray(weights["middle"].T)
        self._middle_bias = weights["middle.bias"]
        self._last = np.ascontiguousarray(weights["last"].T)
        self._last_bias = weights["last.bias"]
        self._vector = lru_cache(maxsize=_REMEMBERED)(self._vector_of)

    def read(self, text: str, traits: Mapping[str, float]) -> WordStates:
        """Read a text beside what the rules found in it."""
        words = words_of(text)
        plain = [word.plain for word in words] or [_NOTHING]
        vectors = np.stack([self._vector(word) for word in plain])
        pairs = len(self._table) - self._buckets
        befores = [_START, *plain[:-1]]
        vectors = (
            vectors
            + self._table[
                [
                    self._buckets + pair_of(before, word, pairs)
                    for before, word in zip(befores, plain, strict=True)
                ]
            ]
        )
        none = np.zeros((1, vectors.shape[1]), np.float32)
        around = np.concatenate([none, vectors, none])
        near = np.concatenate([around[:-2], vectors, around[2:]], axis=1)
        shown = np.maximum(product(near, self._look) + self._look_bias, 0)
        pooled = np.concatenate(
            [
                shown.max(axis=0),
                shown.sum(axis=0) / len(plain) ** 0.5,
                self._as_vector(traits),
            ]
        )
        hidden = pooled @ self._middle + self._middle_bias
        told = _smooth_step(hidden) @ self._last + self._last_bias
        return WordStates(words, shown, shown.argmax(axis=0), hidden, told)

    def telling(self, states: WordStates, label: int, rival: int | None) -> Span | None:
        """Return the few words that speak most for a label, or None if none does.

        With a `rival`, they speak for the label and against that one.
        """
        if not states.words:
            return None
        wanted = self._last[:, label]
        if rival is not None:
            wanted = wanted - self._last[:, rival]
        back = self._middle @ (wanted * _slope(states.hidden))
        width = states.shown.shape[1]
        share = back[width : 2 * width] / len(states.words) ** 0.5
        each = states.shown @ share
        highest = states.shown.max(axis=0) * back[:width]
        np.add.at(each, states.peaks, highest)
        return _best_stretch(each, states.words)

    def _vector_of(self, word: str) -> Array:
        told: Array = self._table[list(pieces_of(word, self._buckets))].mean(axis=0)
        return told

    def _as_vector(self, traits: Mapping[str, float]) -> Array:
        vector = np.zeros(len(self._traits), np.float32)
        for name, strength in traits.items():
            place = self._traits.get(name)
            if place is not None:
                vector[place] = strength
        return vector * self._scale


def _best_stretch(each: Array, words: Sequence[Word]) -> Span | None:
    """Return the stretch of a few words with the largest sum; a feature saw three."""
    summed = np.concatenate([[0.0], np.cumsum(each)])
    speaking = float(np.maximum(each, 0).sum())
    best, first, last = 0.0, 0, 0
    for start in range(len(words)):
        stop = min(len(words), start + _MOST_SHOWN)
        gains = summed[start + 1 : stop + 1] - summed[start]
        end = int(gains.argmax())
        if gains[end] > best:
            best, first, last = float(gains[end]), start, start + end
    if best <= 0 or best < _LEAST_SHOWN * speaking:
        return None
    first, last = max(0, first - 1), min(len(words) - 1, last + 1)
    return Span(words[first].span.start, words[last].span.end)


def _smooth_step(states: Array) -> Any:
    inner = states * (_ROOT + (0.044715 * _ROOT) * states * states)
    return 0.5 * states * (1 + np.tanh(inner))


def _slope(states: Array) -> Any:
    """Return how fast the smooth step rises."""
    inner = states * (_ROOT + (0.044715 * _ROOT) * states * states)
    bent = np.tanh(inner)
    rise = _ROOT + 3 * 0.044715 * _ROOT * states * states
    return 0.5 * (1 + bent) + 0.5 * states * (1 - bent * bent) * rise
