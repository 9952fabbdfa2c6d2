"""What a larger reader hears in texts that nobody labelled, for a small one to learn.

A few thousand labelled replies teach a large encoder more than a small one. What it
then hears in tens of thousands of other texts, sentence by sentence and with how sure
it is, teaches the small one what the labels alone could not.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from assistant.models.weights import Array
from assistant.models.wordpiece import WordPieces
from assistant.text import sentence_spans
from assistant.training.course import Course, teach
from assistant.training.examples import (
    MOST_PIECES,
    Batch,
    Example,
    HeadShape,
    PiecesHeard,
    as_batch,
)
from assistant.training.larger import open_larger
from assistant.training.private_examples import hinted
from assistant.training.reader import Reader, peak

_ASKED = 32  # texts at once
_LONGEST = 600  # characters


@dataclass(frozen=True, slots=True)
class Teacher:
    """A larger encoder, the texts it is asked about, and how it is taught before."""

    folder: Path
    texts: Sequence[str]
    course: Course


def ask_teacher(
    teacher: Teacher,
    heads: dict[str, HeadShape],
    lessons: Callable[[int], Sequence[Example]],
    work: Path,
    progress: Callable[[int, float], None],
) -> list[Example]:
    """Teach a larger reader, and return what it hears in texts without labels.

    What was heard is kept in `work`, and a stopped run goes on after its last pass.
    Raises ModelError when the folder holds no encoder.
    """
    kept = work / "taught.pt"
    if not kept.exists():
        larger, pieces = open_larger(teacher.folder)
        torch.manual_seed(teacher.course.seed)
        reader = Reader(larger, heads)
        words = WordPieces(pieces)
        course = teacher.course
        keep = work / "larger.pt"
        teach(reader, words, lessons, course, progress=progress, keep=keep)
        torch.save(list(_heard(reader, words, teacher.texts)), kept)
    return [_example(*one) for one in torch.load(kept, weights_only=True)]


Chances = dict[str, torch.Tensor]  # of each head
Pieces = dict[str, tuple[list[int], torch.Tensor]]  # of each head: where, and chances
# A text; what was heard of its sentences or of it; of it as a whole; of its pieces.
Heard = tuple[str, Chances, Chances, Pieces]


def _heard(reader: Reader, words: WordPieces, texts: Sequence[str]) -> Iterator[Heard]:
    """Yield texts with the chances of each head by sentence, by text or by piece."""
    shapes = {n: one for n, one in reader.shapes.items() if not one.by_piece}
    by_piece = reader.shapes.keys() - shapes.keys()
    asked = sorted({text for text in texts if len(text) <= _LONGEST}, key=len)
    reader.eval()
    for start in range(0, len(asked), _ASKED):
        some = [_asked_of(text, by_piece) for text in asked[start:][:_ASKED]]
        batch = as_batch(some, words, reader.shapes)
        with torch.no_grad():
            told = reader(batch)
            whole = {
                name: peak(told[name], batch)
                for name, one in shapes.items()
                if one.by_sentence
            }
        for row, example in enumerate(some):
            starts = words.cut(example.text).starts[:MOST_PIECES]
            pieces = {
                name: (
                    list(starts),
                    told[name][row, 1 : len(starts) + 1].float().softmax(dim=-1).half(),
                )
                for name in by_piece
            }
            yield (
                example.text,
                {n: _chances(told[n][_rows(batch, row, shapes[n])]) for n in shapes},
                {name: _chances(one[row]) for name, one in whole.items()},
                pieces,
            )


def _asked_of(text: str, by_piece: Collection[str]) -> Example:
    marks = dict.fromkeys(by_piece, hinted(text)) if by_piece else {}
    return Example(text, sentence_spans(text), marks=marks)


def _rows(batch: Batch, text: int, head: HeadShape) -> torch.Tensor:
    """Return which rows of what a head told belong to a text."""
    if head.by_sentence:
        return (batch.owner == text).nonzero()[:, 0]
    return torch.tensor(text)


def _chances(told: torch.Tensor) -> torch.Tensor:
    return told.float().sigmoid().half()


def _example(text: str, targets: Chances, whole: Chances, pieces: Pieces) -> Example:
    marks = {
        name: replace(
            hinted(text), heard=PiecesHeard(np.array(starts), chances.float().numpy())
        )
        for name, (starts, chances) in pieces.items()
        if starts
    }
    sentences = sentence_spans(text)
    return Example(text, sentences, _numbers(targets), _numbers(whole), marks)


def _numbers(chances: Chances) -> dict[str, Array]:
    return {name: one.float().numpy() for name, one in chances.items()}
