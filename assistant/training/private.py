"""Choose how sure the model of private details must be, beside the rules."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from assistant.checks.leaks import SURE, may_stand
from assistant.checks.private import HEAD, Marked, join
from assistant.engine import Engine
from assistant.evaluation.rows import PrivacyCase
from assistant.library import Enough
from assistant.models.wordpiece import WordPieces
from assistant.privacy import PrivateDetail, find_possible
from assistant.schema import Brand, Context
from assistant.training.examples import as_batch
from assistant.training.private_examples import from_private
from assistant.training.reader import Reader

_ALONE = tuple(round(0.3 + 0.05 * step, 2) for step in range(14))
_LEAST = (0.0, 0.05, 0.1, 0.2, 0.3)
_RECALL = 1.0  # how much a leak that is missed counts beside one that is none


@dataclass(frozen=True, slots=True)
class _Read:
    """A reply as rules and model see it."""

    case: PrivacyCase
    possible: tuple[PrivateDetail, ...]
    marked: Marked
    context: Context


@dataclass(frozen=True, slots=True)
class Found:
    """How much is found at what is enough, and how much of what is found is right."""

    enough: Enough
    recall: float
    precision: float

    @property
    def worth(self) -> float:
        """How good that is, 0 to 1."""
        both = _RECALL**2 * self.precision + self.recall
        return (1 + _RECALL**2) * self.precision * self.recall / both if both else 0.0


def choose_enough(
    cases: Sequence[PrivacyCase], reader: Reader, words: WordPieces, engine: Engine
) -> Found:
    """Return what is enough for the best of recall and precision on some replies."""
    read = [_read(case, reader, words, engine) for case in cases]
    tried = (Enough(*pair) for pair in itertools.product(_ALONE, _LEAST))
    return max((measure(read, one) for one in tried), key=lambda found: found.worth)


def measure(read: Sequence[_Read], enough: Enough) -> Found:
    """Return how well replies are read where that is enough."""
    leaks = found = flags = right = 0
    for one in read:
        details = [
            detail.span
            for detail in join(one.possible, one.marked, enough)
            if detail.confidence >= SURE
            and not may_stand(detail, one.case.text, one.context)
        ]
        leaks += len(one.case.spans)
        found += sum(any(s.overlaps(d) for d in details) for s in one.case.spans)
        flags += len(details)
        right += sum(any(s.overlaps(d) for s in one.case.spans) for d in details)
    return Found(enough, found / max(1, leaks), right / max(1, flags))


def _read(
    case: PrivacyCase, reader: Reader, words: WordPieces, engine: Engine
) -> _Read:
    reader.eval()
    with torch.no_grad():
        batch = as_batch([from_private(case)], words, reader.shapes)
        told = reader(batch)[HEAD][0, 1:-1].softmax(dim=-1).numpy()
    channel = engine.channel(case.channel)
    context = Context(
        channel,
        public=True,
        brand=Brand(case.brand.name, case.brand.contacts),
        customer_text=case.customer_text or "",
    )
    marked = Marked(case.text, words.cut(case.text), told)
    return _Read(case, find_possible(case.text), marked, context)
