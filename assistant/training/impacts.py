"""Teach the layer that hears what customers have been through, above the reader.

The reader stays as it is: what it sees of every message is worked out once, and one
layer is fitted to what people said. From which chance an impact may be told is set on
messages that the layer of their fold had not learnt from.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import Field

from assistant.channels import find_channel, load_channels
from assistant.evaluation.rows import Row
from assistant.library import Library
from assistant.models.weights import (
    Array,
    mark_of_weights,
    write_manifest,
    write_weights,
)
from assistant.schema import Impact
from assistant.training.held_out import tenth_of
from assistant.training.labelled import read_labelled
from assistant.training.layers import fit_layer
from assistant.training.real import read_real
from assistant.training.saying import SaidFigures, lowest_chance
from assistant.triage import Triage
from assistant.triage.trained.impacts import KIND, NEVER, ImpactHead
from assistant.triage.trained.reader import TrainedReader

IMPACTS = "impacts"  # the folder of the corpus
_HELD_OUT = 0  # the tenth for measuring; each other is a fold of its own
_CHANNEL = "x"  # of messages that come without one
_WELL = 0.8  # share of what is said that people told, too
_ONE_WELL = 0.65  # and of any single one
_FEWEST = 10  # sayings that a threshold must rest on
_SCALE = 0.1  # of what is seen; the smaller, the smaller the weights are held
_SELDOM = -4.0  # the log odds that an impact begins with
Told = Sequence[tuple[frozenset[Impact], Mapping[Impact, float]]]


class ImpactCase(Row):
    """A message, and what it tells that its writer has been through.

    `asked` are the impacts that somebody was asked about.
    """

    id: str
    text: str = Field(min_length=1)
    impacts: tuple[Impact, ...]
    asked: tuple[Impact, ...] = tuple(Impact)

    def and_also(self, other: "ImpactCase | None") -> "ImpactCase":
        """Return what is known of a message that somebody else was asked about, too."""
        if other is None:
            return self
        impacts = tuple(dict.fromkeys((*self.impacts, *other.impacts)))
        asked = tuple(dict.fromkeys((*self.asked, *other.asked)))
        return self.model_copy(update={"impacts": impacts, "asked": asked})


@dataclass(frozen=True, slots=True)
class ImpactFit:
    """A layer, the reader it was taught above, and what it says of unseen messages."""

    head: ImpactHead
    above: Path
    learnt: int
    figures: SaidFigures

    def write(self, folder: Path) -> None:
        """Write the weights of the runtime."""
        folder.mkdir(parents=True, exist_ok=True)
        write_weights({"last": self.head.weight, "last.bias": self.head.bias}, folder)
        sure = {one.value: round(at, 3) for one, at in self.head.sure.items()}
        write_manifest(
            folder, KIND, {"above": mark_of_weights(self.above), "sure": sure}
        )

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        told = [one.value for one, least in self.head.sure.items() if least < NEVER]
        yield f"learnt from {self.learnt} messages; tells: {', '.join(told) or 'none'}"
        yield self.figures.line()


def read_impacts(corpus: Path, data: Path | None) -> list[ImpactCase]:
    """Return the messages of a corpus, each once, and real ones that stand in `data`.

    Raises CasesError when a line is no labelled message.
    """
    cases: dict[str, ImpactCase] = {}
    for case in read_labelled(corpus / IMPACTS, ImpactCase):
        cases[case.text] = case.and_also(cases.get(case.text))
    for real in read_real(corpus, data):
        if real.row.impacts is not None:
            told = ImpactCase(id="", text=real.text, impacts=real.row.impacts)
            cases.setdefault(real.text, told)
    return list(cases.values())


def fit_impacts(
    cases: Sequence[ImpactCase], library: Library, above: Path
) -> ImpactFit:
    """Fit the layer above the reader of a folder.

    Raises ModelError when there is no such reader.
    """
    seen = _seen(cases, library, above)
    right = np.array([[one in case.impacts for one in Impact] for case in cases])
    asked = np.array([[one in case.asked for one in Impact] for case in cases])
    tenths = np.array([tenth_of(case.text) for case in cases])
    chances: Array = np.zeros(right.shape, np.float32)
    for tenth in sorted({*tenths.tolist()} - {_HELD_OUT}):
        learnt = (tenths != tenth) & (tenths != _HELD_OUT)
        tried = tenths == tenth
        head = _fitted(seen[learnt], right[learnt], asked[learnt])
        chances[tried] = [list(head.chances(one).values()) for one in seen[tried]]
    known = tenths != _HELD_OUT
    head = _fitted(seen[known], right[known], asked[known])
    head.sure = surest(_told(cases, chances, known.tolist()))
    held = np.array([list(head.chances(one).values()) for one in seen[~known]])
    chances[~known] = held.reshape(-1, len(Impact))
    measured = ~known & asked.all(axis=1)
    figures = measure(_told(cases, chances, measured.tolist()), head.sure)
    return ImpactFit(head, above, int(known.sum()), figures)


def surest(told: Told) -> dict[Impact, float]:
    """Return from which chance each impact may be told; NEVER for some.

    It is one chance for all, from which enough of what is told is right; an impact of
    which too little is right from there on is never told.
    """
    each = [
        (chance, one, one in theirs)
        for theirs, ours in told
        for one, chance in ours.items()
    ]
    said = ((chance, is_right) for chance, _, is_right in each)
    least = lowest_chance(said, well=_WELL, fewest=_FEWEST) or NEVER
    named = Counter(one for chance, one, _ in each if chance >= least)
    well = Counter(one for chance, one, good in each if chance >= least and good)
    return {
        one: least if named[one] and well[one] >= _ONE_WELL * named[one] else NEVER
        for one in Impact
    }


def measure(told: Told, sure: Mapping[Impact, float]) -> SaidFigures:
    """Hold the surest impact of each message against those that people told."""
    said = []
    for theirs, ours in told:
        spoken = [one for one, chance in ours.items() if chance >= sure[one]]
        if spoken:
            said.append(max(spoken, key=lambda one: ours[one]) in theirs)
    by_people = sum(bool(theirs) for theirs, _ in told)
    return SaidFigures(IMPACTS, len(told), by_people, len(said), sum(said))


def _seen(cases: Sequence[ImpactCase], library: Library, above: Path) -> Array:
    """Return what the reader makes of each message."""
    reader, triage = TrainedReader.open(above), Triage(library)
    channel = find_channel(_CHANNEL, load_channels(library.folder / "channels"))
    seen = [reader.see(case.text, triage.traits(case.text, channel)) for case in cases]
    return np.stack(seen).astype(np.float32)


def _fitted(seen: Array, right: Array, asked: Array) -> ImpactHead:
    """Return the layer that fits best what was asked, its weights held small."""
    weight, bias = fit_layer(seen, right, asked, scale=_SCALE, begin=_SELDOM)
    return ImpactHead(weight, bias, dict.fromkeys(Impact, NEVER))


def _told(cases: Sequence[ImpactCase], chances: Array, which: Sequence[bool]) -> Told:
    told = []
    for case, chance, chosen in zip(cases, chances.tolist(), which, strict=True):
        if chosen:
            each = zip(Impact, chance, strict=True)
            ours = {one: at for one, at in each if one in case.asked}
            told.append((frozenset(case.impacts), ours))
    return told
