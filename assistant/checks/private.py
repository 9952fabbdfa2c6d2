"""See private details that no pattern tells: a model marks words, beside the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.library import Enough
from assistant.privacy import (
    SURE_ENOUGH,
    PrivateDetail,
    find_possible,
    words_told,
)
from assistant.schema import LeakKind, Span

if TYPE_CHECKING:
    from assistant.checks.tone import Read
    from assistant.models.judge import Hint, Judge
    from assistant.models.weights import Array
    from assistant.models.wordpiece import Pieces

HEAD = "private"  # what marks the pieces of a text
KINDS = tuple(LeakKind)
HINTS = len(KINDS) + 1  # what the rules guess, and that the customer said the word
_CERTAIN = 0.9  # a number with its check digits needs no second opinion
_JOINS = 0.3  # the chance from which a word belongs to the private one beside it
_LOOK = 0.6  # what the model gives that much, a colleague should look at
_FOR_A_LOOK = 0.5  # how sure that makes it: less than what keeps a text from going out
_WHY = "the words around it"


class PrivateModel:
    """Weights that mark private words, and how sure they must be to be heard."""

    def __init__(self, judge: "Judge", enough: Enough, read: "Read") -> None:
        self._judge = judge
        self._enough = enough
        self._read = read

    def find(self, text: str, told: str) -> tuple[PrivateDetail, ...]:
        """Return each private detail of a public text, in reading order.

        `told` is what the customer has said themselves.
        """
        possible = find_possible(text)
        states = self._read(text)
        chances = self._judge.mark(states, hints_of(text, told, possible), HEAD)
        return join(possible, states.pieces, chances, self._enough)


def join(
    possible: Sequence[PrivateDetail],
    pieces: "Pieces",
    chances: "Array",
    enough: Enough,
) -> tuple[PrivateDetail, ...]:
    """Return what rules and model together take for private, in reading order.

    `chances` are those of nothing and of each kind, a row for each piece.
    """
    private = 1 - chances[:, 0]
    kept = [
        detail
        for detail in possible
        if detail.confidence >= SURE_ENOUGH
        and _is_borne_out(detail, private[pieces.within(detail.span)], enough)
    ]
    marked = (
        detail if detail.confidence >= enough.alone else _for_a_look(detail)
        for detail in stretches(pieces, chances, min(_LOOK, enough.alone))
        if not any(detail.span.overlaps(other.span) for other in kept)
    )
    return tuple(sorted([*kept, *marked], key=lambda one: one.span.start))


def hints_of(text: str, told: str, possible: Sequence[PrivateDetail]) -> "list[Hint]":
    """Return what is known of the words of a text before the model reads it."""
    guessed = [(d.span, KINDS.index(d.kind), d.confidence) for d in possible]
    said = [(span, len(KINDS), 1.0) for span in words_told(text, told)]
    return [*guessed, *said]


def stretches(
    pieces: "Pieces", chances: "Array", enough: float
) -> Iterator[PrivateDetail]:
    """Yield the stretches of marked words of which one is private enough.

    A word that is less sure joins its neighbours; one unmarked piece between two
    marked ones parts nothing.
    """
    private = 1 - chances[:, 0]
    joined: list[bool] = (private >= min(_JOINS, enough)).tolist()
    start = 0
    while start < len(joined):
        end = start
        while end < len(joined) and any(joined[end : end + 2]):
            end += 1
        if end > start:
            while not joined[start]:
                start += 1
            while not joined[end - 1]:
                end -= 1
            if private[start:end].max() >= enough:
                yield _detail(pieces, chances[start:end], start, end)
        start = end + 1


def _for_a_look(detail: PrivateDetail) -> PrivateDetail:
    return replace(detail, confidence=_FOR_A_LOOK)


def _is_borne_out(detail: PrivateDetail, private: "Array", enough: Enough) -> bool:
    if detail.confidence >= _CERTAIN or not len(private):
        return True
    return bool(private.max() >= enough.least)


def _detail(pieces: "Pieces", chances: "Array", start: int, end: int) -> PrivateDetail:
    kind = KINDS[int(chances[:, 1:].sum(axis=0).argmax())]
    span = Span(pieces.starts[start], pieces.ends[end - 1])
    sure = float(1 - chances[:, 0].min())
    return PrivateDetail(kind, span, sure, _WHY, span)
