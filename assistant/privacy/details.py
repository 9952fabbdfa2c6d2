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
    ranked = sorted(guesses, key=lambda g: (-g.confidence, g.start - g.end, g.start))
    for guess in ranked:
        if not any(_clash(guess, other) for other in kept):
            kept.append(guess)
    return sorted(kept, key=lambda guess: (guess.start, guess.end))


def _clash(one: Guess, other: Guess) -> bool:
    if one.start >= other.end or other.start >= one.end:
        return False
    return (one.kind in STATEMENTS) == (other.kind in STATEMENTS)
