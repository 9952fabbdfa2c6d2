"""A small reader of whole sentences: an encoder, and two layers above it.

It is what knows that a dialysis unit on its generator is no trifle. A message in
another language is put into English words first.
"""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from assistant.models.encoder import Encoder
from assistant.models.judge import pooled
from assistant.models.weights import Array
from assistant.text.glossary import in_english_words

MOST_PIECES = 126  # of a message; the beginning tells
_REMEMBERED = 16  # texts: a message is read once for all that asks of it
_ROOT = 0.7978845608  # of two over pi, in the smooth step


class SentenceReader:
    """Weights above an encoder, ready to read."""

    def __init__(self, encoder: Encoder, weights: Mapping[str, Array]) -> None:
        self._encoder = encoder
        self._middle, self._middle_bias = weights["middle"], weights["middle.bias"]
        self._last, self._last_bias = weights["last"], weights["last.bias"]
        self.see = lru_cache(maxsize=_REMEMBERED)(self._see)

    def _see(self, text: str) -> Array:
        """Return what stands for a text: the mean and the peak of its states."""
        vectors = self._encoder.read(in_english_words(text), MOST_PIECES).vectors
        if not len(vectors):
            vectors = np.zeros((1, self._encoder.width), np.float32)
        return pooled(vectors)

    def judge(self, seen: Array) -> Array:
        """Return what a text that was seen tells, as the log odds of every label."""
        hidden = _smooth_step(self._middle @ seen + self._middle_bias)
        told: Array = self._last @ hidden + self._last_bias
        return told


def _smooth_step(states: Array) -> Array:
    """Return the Gaussian error linear unit by its usual approximation."""
    told: Array = 0.5 * states * (1 + np.tanh(_ROOT * (states + 0.044715 * states**3)))
    return told
