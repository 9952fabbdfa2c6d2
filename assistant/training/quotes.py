"""Teach what chooses the words of a message that an answer may quote.

People chose, of the parts of each message that stand by themselves, the one that they
would quote, others that would do nearly as well, or none. The reader stays as it is:
what it makes of each part is worked out once, and one layer is fitted to what people
chose. From which chance on a part may be quoted is set on messages that the layer of
their fold had not learnt from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from pydantic import Field

from assistant.channels import find_channel, load_channels
from assistant.drafting.choosing import Sight
from assistant.drafting.marker import Marker, open_marker
from assistant.drafting.pieces import Piece, pieces_of
from assistant.drafting.quoting import (
    FACTS,
    KIND,
    Around,
    Quoter,
    known_of,
)
from assistant.evaluation.rows import Row
from assistant.library import Library
from assistant.models.weights import Array, write_manifest, write_weights
from assistant.schema import Assessment, ContactReason, Message
from assistant.training.held_out import tenth_of
from assistant.training.labelled import read_labelled
from assistant.training.layers import fit_layer
from assistant.training.saying import SaidFigures, lowest_chance
from assistant.triage import Triage
from assistant.triage.trained.reader import TrainedReader

QUOTES = "quotes"  # the folder of the corpus
_CHANNEL = "x"  # of messages that come without one
_HELD_OUT = 0  # the tenth for measuring; the others make folds
_FOLDS = 6
_WELL = 0.87  # share of what is quoted that people chose, or would have taken too
_FEWEST = 20  # quotes that a threshold must rest on
_NEVER = 2.0  # the chance where too few are well chosen
_NEARLY = 0.6  # how much counts what would do nearly as well
# How large facts, answers and states are taken; states are many, and each tells little.
_FACTS, _ANSWERS, _STATES = 0.13, 0.045, 0.022
_BEGIN = -0.4  # log odds
# Read wrongly, a message is quoted in the wrong spirit: nothing of it will do then.
_MISREAD = {
    ContactReason.SATISFACTION: ContactReason.DISSATISFACTION,
    ContactReason.DISSATISFACTION: ContactReason.SATISFACTION,
    ContactReason.PROBLEM_ALERT: ContactReason.SATISFACTION,
    ContactReason.FEEDBACK: ContactReason.DISSATISFACTION,
    ContactReason.INQUIRY: ContactReason.DISSATISFACTION,
}
_MISREAD_COUNTS = 0.25


class QuoteCase(Row):
    """A message, and which of its words people would quote; nothing where none.

    They are a part of the message, or two short sentences together.
    """

    id: str
    text: str = Field(min_length=1)
    contact_reason: str
    best: str = ""
    also: tuple[str, ...] = ()

    def right(self, said: str) -> float:
        """Return how well a part will do: 1 where it was chosen, `_NEARLY`, or 0.

        Part of what was chosen, where that was two sentences, will nearly do.
        """
        if said == self.best:
            return 1.0
        return _NEARLY if said in self.also or said in self.best else 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """The parts of one message, what is known of each, and which people chose.

    `right` is 1 for the best, `_NEARLY` for others that would do, and 0 for the rest.
    `misread` are the rows where the message is taken for another kind.
    """

    tenth: int
    pieces: Sequence[Piece]
    rows: Array
    misread: Array
    right: Array


@dataclass(frozen=True, slots=True)
class QuoteFit:
    """The layer, and what it then quotes of messages that it did not learn from."""

    quoter: Quoter
    learnt: int
    figures: SaidFigures

    def write(self, folder: Path) -> None:
        """Write the weights of the runtime."""
        folder.mkdir(parents=True, exist_ok=True)
        write_weights({"last": self.quoter.weight}, folder)
        settings = {
            "above": self.quoter.sight.mark,
            "bias": round(self.quoter.bias, 4),
            "threshold": round(self.quoter.threshold, 3),
        }
        write_manifest(folder, KIND, settings)

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        at = self.quoter.threshold
        yield f"learnt from {self.learnt} messages; quotes from: {at:.2f}"
        yield self.figures.line()


def read_quotes(corpus: Path) -> list[QuoteCase]:
    """Return the messages of a corpus. Raises CasesError where a line is none."""
    return list(read_labelled(corpus / QUOTES, QuoteCase))


def fit_quotes(
    cases: Sequence[QuoteCase],
    library: Library,
    above: Path,
    *,
    marker: Path | None = None,
) -> QuoteFit:
    """Fit the layer above the reader of a folder, and set from which chance it quotes.

    `marker` is the folder of what marks things in messages, if there is one.
    Raises ModelError when there is no such reader.
    """
    reader, things = TrainedReader.open(above), open_marker(marker)[0]
    sight = Sight(reader.pooled, cache(reader.read), reader.mark)
    channel = find_channel(_CHANNEL, load_channels(library.folder / "channels"))
    messages = [Message(case.text, channel) for case in cases]
    triage = Triage(library, reader)
    reads = [triage.assess(one) for one in messages]
    known = [*_known(cases, reads, sight, things)]
    learnt = [one for one in known if one.tenth != _HELD_OUT]
    folds = [one.tenth % _FOLDS for one in learnt]
    said: list[tuple[float, bool]] = []
    for fold in sorted(set(folds)):
        rest = [one for one, at in zip(learnt, folds, strict=True) if at != fold]
        quoter = _fitted(rest, sight)
        tried = [one for one, at in zip(learnt, folds, strict=True) if at == fold]
        said += _chosen(tried, quoter)
    quoter = _fitted(learnt, sight)
    lowest = lowest_chance(said, well=_WELL, fewest=_FEWEST)
    quoter.threshold = _NEVER if lowest is None else lowest
    held = [one for one in known if one.tenth == _HELD_OUT]
    return QuoteFit(quoter, len(learnt), _measured(held, quoter))


def _known(
    cases: Sequence[QuoteCase],
    reads: Sequence[Assessment],
    sight: Sight,
    marker: Marker | None,
) -> Iterator[Known]:
    """Yield what is known of each message that has a part to quote."""
    for case, read in zip(cases, reads, strict=True):
        pieces = pieces_of(case.text)
        if not pieces:
            continue
        marked = marker.mark(case.text).subject if marker else None
        around = Around.of(case.text, read, marked.span if marked else None)
        right = np.array([case.right(one.said) for one in pieces], np.float32)
        rows = known_of(pieces, around, sight)
        wrongly = replace(around, reason=_MISREAD[around.reason])
        misread = known_of(pieces, wrongly, sight)
        yield Known(tenth_of(case.text), pieces, rows, misread, right)


def _fitted(known: Sequence[Known], sight: Sight) -> Quoter:
    rows = np.concatenate([one.rows for one in known] + [one.misread for one in known])
    right = np.concatenate([one.right for one in known])
    chosen = np.concatenate([right, np.zeros_like(right)])[:, None]
    counts = np.where(chosen == np.float32(_NEARLY), _NEARLY, 1.0)
    counts[len(right) :] = _MISREAD_COUNTS
    states = len(sight.see(known[0].pieces[0].said))
    answers = (rows.shape[1] - FACTS - 2 * states) // 2
    sizes = ((_FACTS, FACTS), (_ANSWERS, 2 * answers), (_STATES, 2 * states))
    scale = np.concatenate([np.full(many, size) for size, many in sizes])
    wanted = (chosen > 0).astype(np.float32)
    weight, bias = fit_layer(rows, wanted, counts, scale=scale, begin=_BEGIN)
    return Quoter(weight[0], float(bias[0]), _NEVER, sight)


def _chosen(known: Sequence[Known], quoter: Quoter) -> Iterator[tuple[float, bool]]:
    """Yield how sure the likeliest part of each message is, and whether it will do."""
    for one in known:
        chances = quoter.weigh(one.rows)
        best = int(chances.argmax())
        yield float(chances[best]), bool(one.right[best])


def _measured(known: Sequence[Known], quoter: Quoter) -> SaidFigures:
    said = [
        right for chance, right in _chosen(known, quoter) if chance >= quoter.threshold
    ]
    return SaidFigures(
        what=QUOTES,
        messages=len(known),
        by_people=sum(bool(one.right.any()) for one in known),
        said=len(said),
        right=sum(said),
    )
