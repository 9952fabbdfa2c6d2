"""The private detail: what detectors hand in and what the room gives out."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.schema import LeakKind, Span

# Kinds told by a whole statement; they may hold a number that is a detail of its own.
STATEMENTS = frozenset(
    {
        LeakKind.HEALTH,
        LeakKind.FINANCIAL,
        LeakKind.TRAVEL_OR_LOCATION,
        LeakKind.BOOKING,
        LeakKind.ASKS_PRIVATE_IN_PUBLIC,
    }
)


@dataclass(frozen=True, slots=True)
class PrivateDetail:
    """A stretch of a text that tells something private, and how that shows.

    `core` is the word, number or date inside `span` that is the secret itself.
    """

    kind: LeakKind
    span: Span
    confidence: float
    why: str
    core: Span


@dataclass(frozen=True, slots=True)
class Guess:
    """A detail as a detector sees it, in code points of the folded page."""

    kind: LeakKind
    start: int
    end: int
    confidence: float
    why: str
    core: tuple[int, int] | None = None


def settle(guesses: Iterable[Guess]) -> list[Guess]:
    """Keep the surest guess of every stretch, in reading order.

    A statement and a number inside it may both stay; two readings of one number
    may not.
    """
    kept: list[Guess] = []
    taken: tuple[set[int], set[int]] = (set(), set())  # by numbers, by statements
    for guess in sorted(guesses, key=_surest_first):
        places = taken[guess.kind in STATEMENTS]
        stretch = range(guess.start, guess.end)
        if places.isdisjoint(stretch):
            places.update(stretch)
            kept.append(guess)
    return sorted(kept, key=lambda guess: (guess.start, guess.end))


def _surest_first(guess: Guess) -> tuple[float, int, int]:
    return -guess.confidence, guess.start - guess.end, guess.start
