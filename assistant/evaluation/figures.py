"""What an evaluation says: figures, tables and the cases that came out wrong."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Case = TypeVar("Case")
Cell = float | int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, 0 to 1, over so many cases, beside what a plain answer gets.

    `value` is None where there is nothing to measure it on.
    """

    key: str
    what: str
    value: float | None
    cases: int
    plain: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one kind side by side, such as precision and recall by family."""

    key: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that came out wrong: which one, what was labelled, what was given."""

    id: str
    labelled: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All that was measured of one task; `plain` says what the baseline answers."""

    task: str
    cases: int
    plain: str
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an answer was rightly given, wrongly given, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """The share of given answers that are right."""
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """The share of labelled answers that were given."""
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The balance of both, or None where the answer never arises."""
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    @property
    def labelled(self) -> int:
        """How many cases are labelled so."""
        return self.right + self.missed


def tally(answers: Iterable[tuple[bool, bool]]) -> Tally:
    """Count answers, each as labelled and as given."""
    seen = list(answers)
    return Tally(
        right=sum(labelled and given for labelled, given in seen),
        wrong=sum(given and not labelled for labelled, given in seen),
        missed=sum(labelled and not given for labelled, given in seen),
    )


def always(labels: Iterable[bool]) -> Tally:
    """Count as if every case were answered with yes, the best constant for F1."""
    return tally((labelled, True) for labelled in labels)


def share(part: int, whole: int) -> float | None:
    """Return the part of a whole, or None of nothing."""
    return part / whole if whole else None


def share_of(cases: Sequence[Case], holds: Callable[[Case], bool]) -> float | None:
    """Return the share of cases of which something holds."""
    return share(sum(map(holds, cases)), len(cases))


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of the values that are there."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
