"""What the readers of sentences begin from: an encoder, or nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from assistant.models.wordpiece import SPECIAL, plain_word
from assistant.training.network import Network, Shape
from assistant.training.reader import open_network
from assistant.triage.trained.grams import words_of

_FEWEST = 2  # times that a word is seen before it is a piece of its own
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,!?'-£$€%&@#:;()/\""


def begin(
    encoder: Path | None, texts: Iterable[str], otherwise: Shape
) -> tuple[Network, list[str]]:
    """Open our encoder in a folder, or make one of a shape that knows nothing yet.

    Raises ModelError when it is missing or damaged.
    """
    if encoder is not None:
        return open_network(encoder)
    vocabulary = list(_own_vocabulary(texts))
    return Network(replace(otherwise, pieces=len(vocabulary))), vocabulary


def _own_vocabulary(texts: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(
        plain_word(word.plain) for text in texts for word in words_of(text)
    )
    words = sorted(
        word
        for word, times in counted.items()
        if times >= _FEWEST and word.isalnum() and len(word) > 1
    )
    ends = [f"##{letter}" for letter in _LETTERS if letter.isalnum()]
    return (*SPECIAL, *_LETTERS, *ends, *words)
