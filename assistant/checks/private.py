"""See private details that no pattern tells: a model marks words, beside the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.library import Enough
from assistant.privacy import (
    SURE_ENOUGH,
    PrivateDetail,
    asks_in_private,
    find_possible,
    may_be,
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
_TELLS_KIND = 0.2  # chance of a kind, on average over the words, that names it
_A_REQUEST = LeakKind.ASKS_PRIVATE_IN_PUBLIC
_JOINING = "/.:'\u2019@_-"  # signs that make one of what stands on both sides


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
        return join(possible, Marked(text, states.pieces, chances), self._enough)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text whose pieces a model has marked.

    `chances` are those of nothing and of each kind, a row for each piece.
    """

    text: str
    pieces: "Pieces"
    chances: "Array"

    @property
    def private(self) -> "Array":
        """How likely each piece is to be private, whatever the kind."""
        return 1 - self.chances[:, 0]


def join(
    possible: Sequence[PrivateDetail], marked: Marked, enough: Enough
) -> tuple[PrivateDetail, ...]:
    """Return what rules and model together take for private, in reading order."""
    sure = [detail for detail in possible if detail.confidence >= SURE_ENOUGH]
    told = ((detail, _chances_of(detail, sure, marked)) for detail in sure)
    kept = [
        _as_told(detail, chances, marked.text)
        for detail, chances in told
        if _is_borne_out(detail, chances, enough)
    ]
    others = (
        detail if detail.confidence >= enough.alone else _for_a_look(detail)
        for detail in stretches(marked, min(_LOOK, enough.alone))
        if not any(detail.span.overlaps(other.span) for other in kept)
        and not _is_asked_in_private(detail, marked.text)
    )
    return tuple(sorted([*kept, *others], key=lambda one: one.span.start))


def hints_of(text: str, told: str, possible: Sequence[PrivateDetail]) -> "list[Hint]":
    """Return what is known of the words of a text before the model reads it."""
    guessed = [(d.span, KINDS.index(d.kind), d.confidence) for d in possible]
    said = [(span, len(KINDS), 1.0) for span in words_told(text, told)]
    return [*guessed, *said]


def stretches(marked: Marked, enough: float) -> Iterator[PrivateDetail]:
    """Yield the stretches of marked words of which one is private enough.

    A word that is less sure joins its neighbours; one unmarked piece between two
    marked ones parts nothing. A kind that the words cannot be does not count.
    """
    private = marked.private
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
                detail = _detail(marked, start, end)
                if detail.confidence >= enough:
                    yield detail
        start = end + 1


def _is_asked_in_private(detail: PrivateDetail, text: str) -> bool:
    """Say whether a request that the model marked says itself that it is private."""
    asks = detail.kind is _A_REQUEST
    return asks and asks_in_private(text, detail.span)


def _for_a_look(detail: PrivateDetail) -> PrivateDetail:
    return replace(detail, confidence=_FOR_A_LOOK)


def _chances_of(
    detail: PrivateDetail, details: Sequence[PrivateDetail], marked: Marked
) -> "Array":
    """Return the chances of the pieces that are a detail's own.

    Those of a shorter one inside it say nothing of it, unless they are all it has.
    """
    pieces = marked.pieces
    inside = range(len(marked.chances))[pieces.within(detail.span)]
    shorter = [
        pieces.within(other.span)
        for other in details
        if len(other.span) < len(detail.span) and detail.span.overlaps(other.span)
    ]
    own = [n for n in inside if not any(one.start <= n < one.stop for one in shorter)]
    chances: Array = marked.chances[own or list(inside)]
    return chances


def _is_borne_out(detail: PrivateDetail, chances: "Array", enough: Enough) -> bool:
    if detail.confidence >= _CERTAIN or not len(chances):
        return True
    return bool(1 - chances[:, 0].min() >= enough.least)


def _as_told(detail: PrivateDetail, chances: "Array", text: str) -> PrivateDetail:
    """Return a detail of the kind that the words around it tell.

    Rules go by shape, and a membership is often shaped like a telephone number; only
    where check digits or an unmistakable shape speak do they know better.
    """
    if detail.confidence >= _CERTAIN or detail.kind is _A_REQUEST or not len(chances):
        return detail
    words = text[detail.span.start : detail.span.end]
    kinds = [
        n
        for n, kind in enumerate(KINDS)
        if kind is not _A_REQUEST and may_be(kind, words)
    ]
    likely = chances[:, 1:].mean(axis=0)
    best = max(kinds, key=lambda n: float(likely[n]))
    told = float(likely[best]) >= _TELLS_KIND
    return replace(detail, kind=KINDS[best]) if told else detail


def _detail(marked: Marked, start: int, end: int) -> PrivateDetail:
    """Return what some pieces tell, of the likeliest kind that their words can be."""
    pieces = marked.pieces
    span = _whole(marked.text, Span(pieces.starts[start], pieces.ends[end - 1]))
    words = marked.text[span.start : span.end]
    kinds = [n for n, kind in enumerate(KINDS) if may_be(kind, words)]
    chances = marked.chances[start:end, 1:][:, kinds]
    kind = KINDS[kinds[int(chances.sum(axis=0).argmax())]]
    return PrivateDetail(kind, span, float(chances.sum(axis=1).max()), _WHY, span)


def _whole(text: str, span: Span) -> Span:
    """Return a stretch with all of what signs join to it, as in `31/01/2026`."""
    start, end = span.start, span.end
    if text[start] in _JOINING or text[start - 1 : start] in _JOINING:
        while start and _is_joined(text[start - 1]):
            start -= 1
    if text[end - 1] in _JOINING or text[end : end + 1] in _JOINING:
        while end < len(text) and _is_joined(text[end]):
            end += 1
    words = text[start:end]
    end -= len(words) - len(words.rstrip(_JOINING))
    return Span(start + len(words) - len(words.lstrip(_JOINING)), end)


def _is_joined(letter: str) -> bool:
    return letter.isalnum() or letter in _JOINING
