"""Lessons as rows of tokens of one length, with the weight of each in the loss."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assistant.models.jobs import END, PAD, token_of
from assistant.training.language.pairs import Lesson

_READ_WEIGHT = 40  # of 255: in a job, the words read teach little
_FULL_WEIGHT = 255
_BATCH = 2000  # lessons encoded at once
_OPEN = 12  # rows that wait for a lesson that fills them
Encoded = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True)
class Rows:
    """`tokens` and `weights`, each (rows, length); a weight of 0 is padding."""

    tokens: np.ndarray
    weights: np.ndarray

    def __len__(self) -> int:
        return len(self.tokens)

    def save(self, path: Path) -> None:
        """Write the rows, so that a run that is taken up again need not make them."""
        np.savez(path, tokens=self.tokens, weights=self.weights)

    @classmethod
    def load(cls, path: Path) -> "Rows":
        """Read rows that were saved."""
        with np.load(path, allow_pickle=False) as saved:
            return cls(saved["tokens"], saved["weights"])

    @classmethod
    def joined(cls, rows: Iterable["Rows"], *, seed: int) -> "Rows":
        """Return all rows in a shuffled order."""
        many = list(rows)
        tokens = np.concatenate([one.tokens for one in many])
        weights = np.concatenate([one.weights for one in many])
        order = np.random.default_rng(seed).permutation(len(tokens))
        return cls(tokens[order], weights[order])


def pack(lessons: Iterable[Lesson], tokenizer: Tokenizer, *, length: int) -> Rows:
    """Return rows of `length` tokens; a job is never split, longer talk is."""
    full: list[Encoded] = []
    open_rows: list[Encoded] = []
    for ids, weigh in _pieces(_encoded(lessons, tokenizer), length):
        fitting = [row for row in open_rows if len(row[0]) + len(ids) <= length]
        row = max(fitting, key=lambda one: len(one[0]), default=([], []))
        if not fitting:
            open_rows.append(row)
        row[0].extend(ids)
        row[1].extend(weigh)
        if len(open_rows) > _OPEN:
            fullest = max(open_rows, key=lambda one: len(one[0]))
            open_rows = [one for one in open_rows if one is not fullest]
            full.append(fullest)
    return _padded(full + open_rows, token_of(tokenizer, PAD), length)


def _padded(rows: list[Encoded], pad: int, length: int) -> Rows:
    tokens = [ids + [pad] * (length - len(ids)) for ids, _ in rows]
    weights = [weigh + [0] * (length - len(weigh)) for _, weigh in rows]
    return Rows(
        np.array(tokens, dtype=np.uint16).reshape(-1, length),
        np.array(weights, dtype=np.uint8).reshape(-1, length),
    )


def encode_lesson(lesson: Lesson, tokenizer: Tokenizer) -> Encoded:
    """Return the tokens of one lesson, each with its weight."""
    return next(_encoded([lesson], tokenizer))


def _encoded(lessons: Iterable[Lesson], tokenizer: Tokenizer) -> Iterator[Encoded]:
    tokenizer.encode_special_tokens = True  # a mark in a text is only text
    end = token_of(tokenizer, END)
    for batch in _batches(lessons):
        texts = [turn.text for lesson in batch for turn in lesson.turns]
        encoded = iter(tokenizer.encode_batch(texts, add_special_tokens=False))
        for lesson in batch:
            ids: list[int] = []
            weights: list[int] = []
            for place, turn in enumerate(lesson.turns):
                last = place == len(lesson.turns) - 1
                told = last or not lesson.job
                words = next(encoded).ids + ([end] if last else [])
                ids += [token_of(tokenizer, turn.mark), *words]
                weight = _FULL_WEIGHT if told else _READ_WEIGHT
                # Which job is asked is not ours to guess.
                weights += [0 if lesson.job else weight, *[weight] * len(words)]
            yield ids, weights


def _batches(lessons: Iterable[Lesson]) -> Iterator[list[Lesson]]:
    batch: list[Lesson] = []
    for lesson in lessons:
        batch.append(lesson)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _pieces(encoded: Iterable[Encoded], length: int) -> Iterator[Encoded]:
    for ids, weights in encoded:
        is_job = len(set(weights)) > 2 or 0 in weights
        if is_job and len(ids) > length:
            continue
        for start in range(0, len(ids), length):
            yield ids[start : start + length], weights[start : start + length]
