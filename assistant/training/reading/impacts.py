"""Labels of what customers have been through, and how sure the reader must be of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from pydantic import Field

from assistant.evaluation.rows import Row as LabelledRow
from assistant.schema import Impact
from assistant.training.held_out import tenth_of
from assistant.training.labelled import read_labelled
from assistant.training.reading.messages import Labelled, Row

IMPACTS = "impacts"  # the folder of the corpus
NEVER = 2.0  # a chance that there is not
_HELD_OUT, _TRIED = 0, 1  # tenths: for measuring, and for setting thresholds
_WELL = 0.75  # share of what is said that people told, too
_ONE_WELL = 0.6  # and of any single one
_FEWEST = 10  # sayings that the threshold must rest on
Told = Sequence[tuple[frozenset[Impact], Mapping[Impact, float]]]


class ImpactCase(LabelledRow):
    """A message, and what it tells that its writer has been through."""

    id: str
    text: str = Field(min_length=1)
    impacts: tuple[Impact, ...]


@dataclass(frozen=True, slots=True)
class ImpactFigures:
    """Of how many messages something is said, and how often people told it, too."""

    messages: int
    by_people: int
    said: int
    right: int

    def line(self) -> str:
        """Return what to print."""
        return (
            f"impacts: {self.messages} messages, {self.by_people} with one; said of "
            f"{self.said} ({self.said / max(1, self.messages):.2f}), of those right "
            f"{self.right / max(1, self.said):.2f}"
        )


def with_impacts(rows: Sequence[Row], corpus: Path) -> Iterator[Row]:
    """Yield the rows with what people said of their impacts, where they were asked."""
    cases = read_labelled(corpus / IMPACTS, ImpactCase)
    known = {" ".join(case.text.split()): frozenset(case.impacts) for case in cases}
    for row in rows:
        if isinstance(row, Labelled) and row.impacts is None:
            yield replace(row, impacts=known.get(" ".join(row.text.split())))
        else:
            yield row


def to_learn(rows: Sequence[Labelled]) -> list[Labelled]:
    """Return the rows without the labels that thresholds are set by."""
    return [
        replace(row, impacts=None) if tenth_of(row.text) == _TRIED else row
        for row in rows
    ]


def to_try(rows: Sequence[Row]) -> list[Labelled]:
    """Return the rows that thresholds are set by."""
    return _of_tenth(rows, _TRIED)


def held_out(rows: Sequence[Row]) -> list[Labelled]:
    """Return the rows that nothing was learnt from or set by."""
    return _of_tenth(rows, _HELD_OUT)


def surest(told: Told) -> dict[Impact, float]:
    """Return from which chance each impact may be said; NEVER for some.

    It is one chance for all, from which enough of what is said is right; an impact of
    which too little is right from there on is never said.
    """
    each = sorted(
        (
            (chance, one, one in theirs)
            for theirs, ours in told
            for one, chance in ours.items()
        ),
        key=lambda one: -one[0],
    )
    least, right, said = NEVER, 0, 0
    for chance, some in groupby(each, key=lambda one: one[0]):
        alike = [is_right for _, _, is_right in some]
        right, said = right + sum(alike), said + len(alike)
        if said >= _FEWEST and right / said >= _WELL:
            least = chance
    named: Counter[Impact] = Counter(one for chance, one, _ in each if chance >= least)
    well: Counter[Impact] = Counter(
        one for chance, one, is_right in each if chance >= least and is_right
    )
    return {
        one: least if well[one] >= _ONE_WELL * max(1, named[one]) else NEVER
        for one in Impact
    }


def measure(told: Told, sure: Mapping[Impact, float]) -> ImpactFigures:
    """Hold the surest impact of each message against those that people told."""
    said = []
    for theirs, ours in told:
        spoken = [one for one, chance in ours.items() if chance >= sure[one]]
        if spoken:
            said.append(max(spoken, key=lambda one: ours[one]) in theirs)
    by_people = sum(bool(theirs) for theirs, _ in told)
    return ImpactFigures(len(told), by_people, len(said), sum(said))


def _of_tenth(rows: Sequence[Row], tenth: int) -> list[Labelled]:
    return [
        row
        for row in rows
        if isinstance(row, Labelled)
        and row.impacts is not None
        and tenth_of(row.text) == tenth
    ]
