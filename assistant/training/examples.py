"""What a reader learns from: texts, what is known of each, and batches of them."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from assistant.models.weights import Array
from assistant.models.wordpiece import Pieces, WordPieces
from assistant.schema import Span

MOST_PIECES = 254  # in one text, without the marks of its start and end
_POOL = 256  # groups sorted by length together


@dataclass(frozen=True, slots=True)
class HeadShape:
    """What a head tells, of each sentence or of a whole text.

    `one` means that exactly one of the labels is right; else each stands alone, and
    its target may be any number from 0 to 1. `weight` is how much its loss counts.
    """

    labels: tuple[str, ...]
    by_sentence: bool = False
    one: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what is known of it; a target that is not a number is not known.

    `targets` has one row for the text, or one a sentence for a head by sentence;
    `whole` has, for such a head, what is known of the text, the peak of its sentences.
    Examples of one `group` are learnt from together.
    """

    text: str
    sentences: tuple[Span, ...] = ()
    targets: Mapping[str, Array] = field(default_factory=dict)
    whole: Mapping[str, Array] = field(default_factory=dict)
    group: str = ""


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
        {name: _targets(examples, name, head) for name, head in heads.items()},
        {
            name: _rows([one.whole.get(name) for one in examples], len(head.labels))
            for name, head in heads.items()
            if head.by_sentence
        },
    )


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
