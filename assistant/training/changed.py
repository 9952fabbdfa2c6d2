"""Texts of our own, changed: a larger reader judges them, and a small one learns.

Labelled texts are few. Put other words of like meaning into them, leave a sentence
out or join the first half of one to the second of another, and there are as many as
one wants, near those that matter. No label holds for them any longer: what a larger
reader says of each is what is learnt.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from assistant.text import sentence_spans
from assistant.training.larger import Larger

_WORD = re.compile(r"[A-Za-z]{3,}")
_COMMONEST = 80  # words that stay: they carry grammar, and the table begins with them
_ROWS = 1024  # of the table at once
_NEAR = 0.33  # cosine in the table of pieces
_MOST_NEAR = 10  # words that may stand for one
_SHARES = (0.1, 0.35)  # of the words of a text
_WITHOUT = 0.2  # chance that a sentence goes
_JOINED = 0.2  # chance that another text goes on
_LONGEST = 600  # characters


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Words that stand near each word in a table of pieces, in small letters."""

    near: dict[str, list[str]]

    def instead_of(self, word: str, chance: random.Random) -> str:
        """Return a near word in the letters of this one, or it itself."""
        near = self.near.get(word.lower())
        if not near:
            return word
        other = chance.choice(near)
        if word.isupper():
            return other.upper()
        return other.capitalize() if word[0].isupper() else other


def neighbours_in(larger: Larger, pieces: Sequence[str]) -> Neighbours:
    """Return which words of a larger encoder's table stand near each other."""
    numbers = [n for n, piece in enumerate(pieces) if _is_word(piece)][_COMMONEST:]
    table: torch.Tensor = larger.model.embeddings.word_embeddings.weight
    words = functional.normalize(table.detach().float()[numbers], dim=1)
    near: dict[str, list[str]] = {}
    for start in range(0, len(numbers), _ROWS):
        alike = words[start : start + _ROWS] @ words.T
        most, places = alike.topk(min(_MOST_NEAR + 1, len(numbers)))
        for row, (values, others) in enumerate(zip(most, places, strict=True)):
            near[pieces[numbers[start + row]]] = [
                pieces[numbers[int(other)]]
                for value, other in zip(values[1:], others[1:], strict=True)
                if value >= _NEAR
            ]
    return Neighbours(near)


def changed(
    texts: Sequence[str], neighbours: Neighbours, *, times: int, seed: int
) -> Iterator[str]:
    """Yield each text changed this many times; equal seeds change alike."""
    chance = random.Random(seed)
    for text in texts:
        for _ in range(times):
            one = text
            if chance.random() < _JOINED:
                one = _joined(one, chance.choice(texts), chance)
            elif chance.random() < _WITHOUT:
                one = _without_one(one, chance)
            share = chance.uniform(*_SHARES)
            yield _reworded(one[:_LONGEST], neighbours, share, chance)


def _reworded(
    text: str, neighbours: Neighbours, share: float, chance: random.Random
) -> str:
    def instead(found: re.Match[str]) -> str:
        word = found.group()
        if chance.random() >= share:
            return word
        return neighbours.instead_of(word, chance)

    return _WORD.sub(instead, text)


def _without_one(text: str, chance: random.Random) -> str:
    spans = sentence_spans(text)
    if len(spans) < 2:
        return text
    gone = chance.choice(spans)
    return (text[: gone.start] + text[gone.end :].lstrip()).strip()


def _joined(text: str, other: str, chance: random.Random) -> str:
    """Return the first sentences of one text and the last of another."""
    first, second = sentence_spans(text), sentence_spans(other)
    if not first or not second:
        return text
    end = first[chance.randrange(len(first))].end
    start = second[chance.randrange(len(second))].start
    return f"{text[:end].rstrip()} {other[start:]}"


def _is_word(piece: str) -> bool:
    return piece.isascii() and piece.isalpha() and len(piece) > 2
