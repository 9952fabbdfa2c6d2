"""Find the stretch of a text that a model marked most surely."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.schema import Span

if TYPE_CHECKING:
    from assistant.models.weights import Array
    from assistant.models.wordpiece import Pieces

_JOINS = 0.4  # the chance from which a piece belongs to the marked one beside it


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of a text that were marked, as what, and how sure that is, 0 to 1."""

    span: Span
    label: str
    chance: float


def likeliest(
    text: str, pieces: "Pieces", chances: "Array", labels: Sequence[str]
) -> Marked | None:
    """Return the surest stretch of marked pieces, as whole words, or None.

    `chances` are those of each label, a row for each piece; the first label means
    nothing. How sure a stretch is, is the mean over its pieces.
    """
    inside = 1 - chances[:, 0]
    best: Marked | None = None
    for first, after in _stretches(inside.tolist()):
        chance = float(inside[first:after].mean())
        if best is None or chance > best.chance:
            label = labels[1 + int(chances[first:after, 1:].sum(axis=0).argmax())]
            span = _whole_words(text, pieces.starts[first], pieces.ends[after - 1])
            best = Marked(span, label, chance)
    return best


def _stretches(inside: list[float]) -> Iterator[tuple[int, int]]:
    start = 0
    for place, chance in enumerate([*inside, 0.0]):
        if chance < _JOINS:
            if place > start:
                yield start, place
            start = place + 1


def _whole_words(text: str, start: int, end: int) -> Span:
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return Span(start, end)
