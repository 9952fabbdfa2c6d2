"""A small reader of text: numpy alone, as light to open as a dictionary.

It gives each piece of a text a vector that knows the pieces around it. What judges a
text is a linear layer or two above; `assistant/training/` teaches both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelError
from assistant.models.weights import (
    Array,
    read_manifest,
    read_vocabulary,
    read_weights,
)
from assistant.models.wordpiece import Pieces, WordPieces

KIND = "encoder"
BODY = "body."  # what the names of the encoder's own tensors begin with
_TINY = 1e-5
_ROOT = 0.7978845608  # of two over pi, in the smooth step
_MOST_PIECES = 256  # in one reading; a longer text is read in stretches


@dataclass(frozen=True, slots=True)
class States:
    """The pieces of a text and the vector of each, (pieces, width)."""

    pieces: Pieces
    vectors: Array


class Encoder:
    """Weights and a vocabulary, ready to read."""

    def __init__(
        self, weights: Mapping[str, Array], vocabulary: Sequence[str], heads: int
    ) -> None:
        self.words = WordPieces(vocabulary)
        self._heads = heads
        self._table = weights["pieces.weight"]
        self._distance = weights["distance"]
        self._norms = {name: one for name, one in weights.items() if one.ndim == 1}
        self._matrices = {
            name: np.ascontiguousarray(one.T)
            for name, one in weights.items()
            if one.ndim == 2 and name.startswith("layers.")
        }
        self._layers = 1 + max(int(name.split(".")[1]) for name in self._matrices)
        self._bias = lru_cache(maxsize=64)(self._bias_of)

    @classmethod
    def open(cls, folder: Path, kind: str = KIND) -> "Encoder":
        """Open the encoder of a folder of weights.

        Raises ModelError when it is missing or damaged.
        """
        return open_with_heads(folder, kind)[0]

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return int(self._table.shape[1])

    def read(self, text: str) -> States:
        """Return the vector of each piece of a text."""
        pieces = self.words.cut(text)
        stretches = [
            self._read(pieces.ids[start : start + _MOST_PIECES])
            for start in range(0, len(pieces), _MOST_PIECES)
        ]
        nothing = np.zeros((0, self.width), np.float32)
        return States(pieces, np.concatenate(stretches) if stretches else nothing)

    def encode(self, texts: Sequence[str]) -> Array:
        """Return one vector a text, (texts, width): the mean over its pieces."""
        vectors = np.zeros((len(texts), self.width), np.float32)
        for row, text in enumerate(texts):
            states = self.read(text).vectors
            if len(states):
                vectors[row] = states.mean(axis=0)
        return vectors

    def _read(self, ids: Sequence[int]) -> Array:
        known = self._table[[self.words.start, *ids, self.words.end]]
        states = self._normed(known, "first")
        bias = self._bias(len(states))
        for layer in range(self._layers):
            states = self._layer(states, f"layers.{layer}.", bias)
        return self._normed(states, "last")[1:-1]

    def _layer(self, states: Array, name: str, bias: Array) -> Array:
        length, width = states.shape
        each = width // self._heads
        mixed = self._linear(self._normed(states, name + "near"), name + "mix")
        query, key, value = mixed.reshape(length, 3, self._heads, each).transpose(
            1, 2, 0, 3
        )
        told: Array = query @ key.transpose(0, 2, 1)
        told *= each**-0.5
        told += bias
        seen: Array = (_shares(told) @ value).transpose(1, 0, 2)
        states = states + self._linear(seen.reshape(length, width), name + "out")
        wide = self._linear(self._normed(states, name + "own"), name + "wide")
        return states + self._linear(_smooth_step(wide), name + "back")

    def _linear(self, states: Array, name: str) -> Array:
        told: Array = states @ self._matrices[name + ".weight"]
        told += self._norms[name + ".bias"]
        return told

    def _normed(self, states: Array, name: str) -> Array:
        centred: Array = states - states.mean(axis=-1, keepdims=True)
        spread = np.einsum("ij,ij->i", centred, centred) / states.shape[-1]
        centred /= np.sqrt(spread + _TINY)[:, None]
        centred *= self._norms[name + ".weight"]
        centred += self._norms[name + ".bias"]
        return centred

    def _bias_of(self, length: int) -> Array:
        """Return what distance adds to attention, (heads, length, length)."""
        reach = self._distance.shape[1] // 2
        place = np.arange(length)
        apart = np.clip(place[None] - place[:, None], -reach, reach) + reach
        return np.ascontiguousarray(self._distance[:, apart])


def open_with_heads(
    folder: Path, kind: str
) -> tuple[Encoder, dict[str, Array], Mapping[str, Any]]:
    """Open an encoder with what was taught on top of it, and with its settings.

    Raises ModelError when it is missing or damaged.
    """
    manifest = read_manifest(folder, kind)
    weights = read_weights(folder)
    body = {
        name.removeprefix(BODY): one
        for name, one in weights.items()
        if name.startswith(BODY)
    }
    above = {name: one for name, one in weights.items() if not name.startswith(BODY)}
    try:
        heads = int(manifest.settings["heads"])
        encoder = Encoder(body, read_vocabulary(folder), heads)
        encoder.encode(["a"])
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise ModelError(f"{folder}: the weights are not those of {kind}") from error
    return encoder, above, manifest.settings


def _shares(told: Array) -> Array:
    told -= told.max(axis=-1, keepdims=True)
    np.exp(told, out=told)
    told /= told.sum(axis=-1, keepdims=True)
    return told


def _smooth_step(states: Array) -> Array:
    """Return the Gaussian error linear unit by its usual approximation."""
    inner: Array = states * states
    inner *= 0.044715
    inner += 1
    inner *= states
    inner *= _ROOT
    np.tanh(inner, out=inner)
    inner += 1
    inner *= states
    inner *= 0.5
    return inner
