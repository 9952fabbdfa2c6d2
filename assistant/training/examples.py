"""What a reader learns from: texts, what is known of each, and batches of them."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from assistant.models.judge import Hint, hints_on
from assistant.models.weights import Array
from assistant.models.wordpiece import Pieces, WordPieces
from assistant.schema import Span

MOST_PIECES = 254  # in one text, without the marks of its start and end
_POOL = 256  # groups sorted by length together


@dataclass(frozen=True, slots=True)
class HeadShape:
    """What a head tells, of each piece, of each sentence or of a whole text.

    `one` means that exactly one of the labels is right; else each stands alone, and
    its target may be any number from 0 to 1. `weight` is how much its loss counts.
    A head by piece is `one`, its first label means nothing, and it is given `hints`
    numbers about each piece beside the state.
    """

    labels: tuple[str, ...]
    by_sentence: bool = False
    by_piece: bool = False
    one: bool = False
    hints: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class PiecesHeard:
    """What another reader heard in the pieces of a text, which it may cut otherwise.

    `starts` are the places where its pieces begin, in order, and `chances` (pieces,
    labels) how likely each label is there.
    """

    starts: Array
    chances: Array

    def at(self, places: Array) -> Array:
        """Return the chances at some places of the text, (places, labels)."""
        number = np.searchsorted(self.starts, places, side="right") - 1
        found: Array = self.chances[number.clip(0)]
        return found


@dataclass(frozen=True, slots=True)
class Marks:
    """Which label stretches of a text have; `counts` is how much they count.

    `hints` are stretches of which something is known beforehand: which number of the
    hints it is, and how strong. What another reader `heard` stands for stretches.
    """

    stretches: tuple[tuple[Span, int], ...] = ()
    hints: tuple[Hint, ...] = ()
    counts: float = 1.0
    heard: PiecesHeard | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what is known of it; a target that is not a number is not known.

    `targets` has one row for the text, or one a sentence for a head by sentence;
    `whole` has, for such a head, what is known of the text, the peak of its sentences.
    `marks` has what is known of its pieces, for a head by piece.
    Examples of one `group` are learnt from together.
    """

    text: str
    sentences: tuple[Span, ...] = ()
    targets: Mapping[str, Array] = field(default_factory=dict)
    whole: Mapping[str, Array] = field(default_factory=dict)
    marks: Mapping[str, Marks] = field(default_factory=dict)
    group: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """How likely each label of each piece of texts is, hints, what each text counts.

    `known` is true at pieces of which that is known.
    """

    chances: Tensor
    known: Tensor
    hints: Tensor
    counts: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts side by side; `sentence` and `text` number the owner of each piece."""

    ids: Tensor
    mask: Tensor
    sentence: Tensor
    text: Tensor
    owner: Tensor
    targets: Mapping[str, Tensor]
    whole: Mapping[str, Tensor]
    marked: Mapping[str, Marked]

    @property
    def sentences(self) -> int:
        """How many sentences there are in all texts."""
        return len(self.owner)


def batches(
    examples: Sequence[Example],
    words: WordPieces,
    heads: Mapping[str, HeadShape],
    *,
    size: int,
    seed: int,
) -> Iterator[Batch]:
    """Yield every example once, in an order that the seed decides.

    Texts of like length share a batch, and groups are not parted.
    """
    order = random.Random(seed)
    groups = list(_groups(examples))
    order.shuffle(groups)
    ready: list[list[Example]] = []
    for start in range(0, len(groups), _POOL):
        current: list[Example] = []
        for group in sorted(groups[start : start + _POOL], key=_length):
            current += group
            if len(current) >= size:
                ready.append(current)
                current = []
        ready += [current] if current else []
    order.shuffle(ready)
    for together in ready:
        yield as_batch(together, words, heads)


def as_batch(
    examples: Sequence[Example], words: WordPieces, heads: Mapping[str, HeadShape]
) -> Batch:
    """Return texts side by side, with what is known of them."""
    cut = [words.cut(example.text) for example in examples]
    length = 2 + min(MOST_PIECES, max(len(pieces) for pieces in cut))
    ids = torch.zeros(len(examples), length, dtype=torch.long)
    mask = torch.zeros(len(examples), length, dtype=torch.bool)
    sentence = torch.full((len(examples), length), -1)
    text = torch.full((len(examples), length), -1)
    owner: list[int] = []
    for row, (example, pieces) in enumerate(zip(examples, cut, strict=True)):
        known = [words.start, *pieces.ids[:MOST_PIECES], words.end]
        ids[row, : len(known)] = torch.tensor(known)
        mask[row, : len(known)] = True
        inner = len(known) - 2
        text[row, 1 : inner + 1] = row
        places = torch.from_numpy(_sentence_of(pieces, example.sentences)[:inner])
        numbered = torch.where(places < 0, places, places + len(owner))
        sentence[row, 1 : inner + 1] = numbered
        owner += [row] * len(example.sentences)
    return Batch(
        ids,
        mask,
        sentence,
        text,
        torch.tensor(owner, dtype=torch.long),
        {
            name: _targets(examples, name, head)
            for name, head in heads.items()
            if not head.by_piece
        },
        {
            name: _rows([one.whole.get(name) for one in examples], len(head.labels))
            for name, head in heads.items()
            if head.by_sentence
        },
        {
            name: _marked([one.marks.get(name) for one in examples], cut, ids, head)
            for name, head in heads.items()
            if head.by_piece
        },
    )


def _marked(
    marks: Sequence[Marks | None],
    cut: Sequence[Pieces],
    ids: Tensor,
    head: HeadShape,
) -> Marked:
    chances = torch.zeros(*ids.shape, len(head.labels))
    known = torch.zeros(ids.shape, dtype=torch.bool)
    hints = torch.zeros(*ids.shape, head.hints)
    counts = torch.zeros(len(ids))
    for row, (one, pieces) in enumerate(zip(marks, cut, strict=True)):
        if one is None:
            continue
        inner = min(len(pieces), ids.shape[1] - 2)
        chances[row, 1 : inner + 1] = torch.from_numpy(_told(one, pieces, head)[:inner])
        known[row, 1 : inner + 1] = True
        hinted = hints_on(pieces, one.hints, head.hints)
        hints[row, 1 : inner + 1] = torch.from_numpy(hinted[:inner])
        counts[row] = one.counts
    return Marked(chances, known, hints, counts)


def _told(marks: Marks, pieces: Pieces, head: HeadShape) -> Array:
    """Return how likely each label of each piece is, (pieces, labels)."""
    if marks.heard:
        return marks.heard.at(np.asarray(pieces.starts, np.int64))
    label = np.zeros(len(pieces), np.int64)
    for span, number in marks.stretches:
        label[pieces.within(span)] = number
    return np.eye(len(head.labels), dtype=np.float32)[label]


def _groups(examples: Iterable[Example]) -> Iterator[list[Example]]:
    grouped: dict[str, list[Example]] = {}
    for number, example in enumerate(examples):
        grouped.setdefault(example.group or f"#{number}", []).append(example)
    yield from grouped.values()


def _length(group: Sequence[Example]) -> int:
    return max(len(example.text) for example in group)


def _sentence_of(
    pieces: Pieces, sentences: Sequence[Span]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the number of the sentence in which each piece begins, or -1."""
    if not sentences:
        return np.full(len(pieces), -1, np.int64)
    starts = np.array([span.start for span in sentences])
    ends = np.array([span.end for span in sentences])
    place = np.array(pieces.starts, np.int64)
    number = np.searchsorted(starts, place, side="right") - 1
    inside = (number >= 0) & (place < ends[number])
    return np.where(inside, number, -1)


def _targets(examples: Sequence[Example], name: str, head: HeadShape) -> Tensor:
    if not head.by_sentence:
        return _rows([one.targets.get(name) for one in examples], len(head.labels))
    found = [
        one.targets.get(name, _unknown(len(one.sentences), len(head.labels)))
        for one in examples
    ]
    return torch.from_numpy(np.concatenate(found).astype(np.float32))


def _rows(found: Sequence[Array | None], labels: int) -> Tensor:
    rows = [_unknown(1, labels)[0] if one is None else one for one in found]
    return torch.from_numpy(np.stack(rows).astype(np.float32))


def _unknown(rows: int, labels: int) -> Array:
    return np.full((rows, labels), np.nan, np.float32)
