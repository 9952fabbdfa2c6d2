"""From which chance on something may be said, and how often it is right then."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter


@dataclass(frozen=True, slots=True)
class SaidFigures:
    """What is said of messages that nothing was learnt from, beside what people said.

    `by_people` counts the messages of which people said something.
    """

    what: str
    messages: int
    by_people: int
    said: int
    right: int

    def line(self) -> str:
        """Return what to print."""
        return (
            f"{self.what}: {self.messages} messages, {self.by_people} with one; said "
            f"of {self.said} ({self.said / max(1, self.messages):.2f}), of those right "
            f"{self.right / max(1, self.said):.2f}"
        )


def lowest_chance(
    said: Iterable[tuple[float, bool]], *, well: float, fewest: int
) -> float | None:
    """Return the lowest chance from which enough of what is said is right, if any.

    `said` has the chance of each, 0 to 1, and whether it is right; `well` is the share
    that should be, on `fewest` sayings or more. Equal chances stand or fall together.
    """
    right, named, lowest = 0, 0, None
    surest = sorted(said, key=itemgetter(0), reverse=True)
    for chance, some in groupby(surest, key=itemgetter(0)):
        each = [is_right for _, is_right in some]
        right, named = right + sum(each), named + len(each)
        if named >= fewest and right / named >= well:
            lowest = chance
    return lowest
