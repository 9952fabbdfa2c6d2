"""Judge stretches of a text: an encoder and what was taught to stand above it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelError
from assistant.models.encoder import Encoder, States, open_with_heads
from assistant.models.weights import Array, product
from assistant.models.wordpiece import Pieces
from assistant.schema import Span

_MOST_SURE = 30.0  # log odds
Hint = tuple[Span, int, float]  # of a stretch: which number, and how strong
HEAD = "head."  # what the names of a head's tensors begin with


@dataclass(frozen=True, slots=True)
class Head:
    """One linear layer, and the names of what it tells."""

    labels: tuple[str, ...]
    weight: Array
    bias: Array

    def told(self, pooled: Array) -> Array:
        """Return how strongly each label is told, (stretches, labels), as log odds."""
        return pooled @ self.weight.T + self.bias


class Judge:
    """Tells, of each stretch of a text, how strongly each head's labels apply."""

    def __init__(
        self, encoder: Encoder, heads: Mapping[str, Head], settings: Mapping[str, Any]
    ) -> None:
        self.encoder = encoder
        self.heads = dict(heads)
        self.settings = settings

    @classmethod
    def open(cls, folder: Path, kind: str) -> "Judge":
        """Open a folder of weights with heads.

        Raises ModelError when it is missing or damaged.
        """
        encoder, above, settings = open_with_heads(folder, kind)
        try:
            heads = {
                name: Head(
                    labels=tuple(labels),
                    weight=above[f"{HEAD}{name}.weight"],
                    bias=above[f"{HEAD}{name}.bias"],
                )
                for name, labels in settings["labels"].items()
            }
        except (KeyError, AttributeError, TypeError) as error:
            raise ModelError(
                f"{folder}: the weights are not those of {kind}"
            ) from error
        return cls(encoder, heads, settings)

    def judge(self, states: States, stretches: Sequence[Span], head: str) -> Array:
        """Return the log odds of a head's labels, (stretches, labels).

        A stretch without a piece is told as nothing at all.
        """
        one = self.heads[head]
        told = np.full((len(stretches), len(one.labels)), -np.inf, np.float32)
        starts = states.pieces.starts
        for row, stretch in enumerate(stretches):
            first = bisect_left(starts, stretch.start)
            after = bisect_left(starts, stretch.end, first)
            if after > first:
                told[row] = one.told(pooled(states.vectors[first:after]))
        return told

    def mark(self, states: States, hints: Iterable[Hint], head: str) -> Array:
        """Return the chances of a head's labels for each piece, (pieces, labels).

        `hints` is what is known beforehand of stretches of the text.
        """
        one = self.heads[head]
        if not len(states.pieces):
            return np.zeros((0, len(one.labels)), np.float32)
        width = states.vectors.shape[1]
        own, whole, before = np.split(one.weight, (width, 2 * width), axis=1)
        known = hints_on(states.pieces, hints, before.shape[1])
        mean = mean_of(states.vectors)
        told = product(states.vectors, own.T) + known @ before.T
        told += whole @ mean + one.bias
        told = np.exp(told - told.max(axis=1, keepdims=True))
        chances: Array = told / told.sum(axis=1, keepdims=True)
        return chances


def hints_on(pieces: Pieces, hints: Iterable[Hint], width: int) -> Array:
    """Return what is known beforehand of each piece, (pieces, width)."""
    known: Array = np.zeros((len(pieces), width), np.float32)
    for span, number, strength in hints:
        row = known[pieces.within(span), number]
        np.maximum(row, strength, out=row)
    return known


def pooled(vectors: Array) -> Array:
    """Return what stands for a stretch: the mean and the peak of its vectors."""
    return np.concatenate([mean_of(vectors), np.maximum.reduce(vectors, axis=0)])


def mean_of(vectors: Array) -> Array:
    """Return the mean of vectors, as `mean` does at several times its price."""
    mean: Array = np.add.reduce(vectors, axis=0) / np.float32(len(vectors))
    return mean


def chance_of(log_odds: Array) -> Array:
    """Return the chance, 0 to 1, that log odds stand for."""
    sure: Array = np.clip(log_odds, -_MOST_SURE, _MOST_SURE)
    chance: Array = np.reciprocal(1 + np.exp(-sure))
    return chance
