"""Choose a few words of a message that an answer may quote as they stand.

Where nothing else says what a message is about, its own words show that it was read:
“three wards in five days”. Nothing is turned or cut inside, so what is quoted is true
of the message; whether it is the heart of the matter, and kind to say back, a small
judge above the trained reader weighs. It was taught by what people chose to quote.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import numpy as np
import regex

from assistant.drafting.choosing import Sight
from assistant.drafting.pieces import WORD, Piece, pieces_of
from assistant.drafting.sifting import trouble_in
from assistant.errors import ModelError
from assistant.models.judge import chance_of
from assistant.models.weights import Array, read_manifest, read_weights
from assistant.schema import Assessment, ContactReason, Span

KIND = "quotes"
_USUAL = range(5, 14)  # words
# What says how it was meant, and not what it is about.
_IDLE = regex.compile(
    r"\b(?:thanks?|thank you|cheers|regards|sincerely|faithfully|hope you|i hope|"
    r"sorry to (?:bother|trouble)|not (?:really )?a complaint|"
    r"just (?:saying|wondering|checking)|i(?:'m| am) (?:writing|not sure)|to whom|"
    r"please (?:advise|help|reply)|"
    r"no (?:rush|worries|hurry)|lol|haha)\b",
    regex.I,
)
# It leans on what goes before, or speaks of somebody who is not named in it.
_LEANS = regex.compile(
    r"^(?:which|who|whom|because|then|than|or|nor|as|if|when|while|until|though|"
    r"although|he|she|him|her|they|them|their|his|it|this|that|these|those|not|even|"
    r"too|again|either|neither|since|after|before|with|without|for|of|to|by|in|on|at|"
    r"from)\b",
    regex.I,
)
_NUMBER = regex.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twice|half)\b", regex.I
)
_MARKS = "“{}”"
_SURE = 1.5  # log odds by which a reason must be likelier than any other
_BEGINS, _ENDS = 12, 2  # characters from the edges of a message
_TEN = 10  # words


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a message: why it was written, and where that shows.

    `shown` are words that speak for what it was read as; `thing` names what it may be
    about.
    """

    text: str
    reason: ContactReason
    shown: tuple[Span, ...] = ()
    thing: Span | None = None

    @classmethod
    def of(cls, text: str, read: Assessment, thing: Span | None) -> "Around":
        """Return what is known of a message that was read."""
        shown = tuple(one.span for one in read.evidence)
        return cls(text, read.contact_reason, shown, thing)


_ANYTHING = [Piece(Span(0, 1), "so")]  # to see whether the weights fit what is known


class Quoter:
    """One layer above what is known of a piece, and from which chance it is quoted."""

    def __init__(
        self, weight: Array, bias: float, threshold: float, sight: Sight
    ) -> None:
        self.weight, self.bias = weight, bias
        self.threshold = threshold
        self.sight = sight

    @classmethod
    def open(cls, folder: Path, sight: Sight) -> "Quoter":
        """Open the layer of a folder.

        Raises ModelError when it is missing or damaged, or was taught above another
        reader.
        """
        settings = read_manifest(folder, KIND).settings
        if settings.get("above") != sight.mark:
            raise ModelError(f"{folder}: was taught above another reader")
        weights = read_weights(folder)
        try:
            threshold = float(settings["threshold"])
            quoter = cls(weights["last"], float(settings["bias"]), threshold, sight)
            quoter.chances(_ANYTHING, Around("", ContactReason.FEEDBACK))
            return quoter
        except (KeyError, ValueError, TypeError) as error:
            raise ModelError(
                f"{folder}: the weights are not those of {KIND}"
            ) from error

    def quote(self, around: Around) -> str:
        """Return words of a message in quotation marks, or nothing when unsure."""
        found = [one for one in pieces_of(around.text) if _fits(one, around.reason)]
        if not found or not self._is_borne_out(around):
            return ""
        each = zip(self.chances(found, around), found, strict=True)
        chance, best = max(each, key=itemgetter(0))
        return _MARKS.format(best.said) if chance >= self.threshold else ""

    def _is_borne_out(self, around: Around) -> bool:
        """Say whether the whole message surely reads as it was read.

        Whoever is thanked for a complaint in their own words was misread twice.
        """
        _, told = self.sight.read(around.text)
        return _bears_out(around.reason, told) >= _SURE

    def chances(self, found: Sequence[Piece], around: Around) -> list[float]:
        """Return of each piece how likely a person would quote it, 0 to 1."""
        if not found:
            return []
        return [*map(float, self.weigh(known_of(found, around, self.sight)))]

    def weigh(self, known: Array) -> Array:
        """Return the chances for what is known of pieces, a row each."""
        told: Array = chance_of(known @ self.weight + self.bias)
        return told


def open_quoter(
    folder: Path | None, sight: Sight | None
) -> tuple[Quoter | None, tuple[str, ...]]:
    """Open the layer of a folder, or say in a note why nothing is quoted."""
    if folder is None or sight is None or not folder.is_dir():
        return None, ()
    try:
        return Quoter.open(folder, sight), ()
    except ModelError as error:
        return None, (f"Drafts quote nothing of a message: {error}.",)


def known_of(found: Sequence[Piece], around: Around, sight: Sight) -> Array:
    """Return what is known of each piece, a row each: facts, answers, states."""
    whole_states, whole_told = sight.read(around.text)
    whole = _bears_out(around.reason, whole_told)
    rows = []
    for facts, piece in zip(_facts(found, around), found, strict=True):
        states, told = sight.read(piece.said)
        part = _bears_out(around.reason, told)
        both = (told, told - whole_told, states, states * whole_states)
        rows.append(np.concatenate([[whole, part], facts, *both]))
    return np.stack(rows).astype(np.float32)


def _bears_out(reason: ContactReason, told: Array) -> float:
    """Return by how much a reason is likelier than any other, as log odds.

    A complaint and a report of a problem are met alike, so neither speaks against the
    other.
    """
    each = dict(zip(ContactReason, told.tolist(), strict=False))
    alike = [one for one in each if one.is_trouble] if reason.is_trouble else [reason]
    ours = max(each.pop(one) for one in alike)
    return float(ours - max(each.values()))


def _facts(found: Sequence[Piece], around: Around) -> Iterator[Array]:
    """Yield plain facts of each piece."""
    worth = [_worth(piece, around) for piece in found]
    most, text = max(worth), around.text or " "
    why = [around.reason is reason for reason in ContactReason]
    for piece, one in zip(found, worth, strict=True):
        words = len(piece.said.split()) / _TEN
        asks = piece.said.endswith("?")
        yield np.array(
            [
                one,
                one - most,
                piece.span.start / len(text),
                piece.span.start < _BEGINS,
                piece.span.end >= len(text) - _ENDS,
                len(piece.said) / len(text),
                words,
                words * words,
                _stands_in(around.thing, piece),
                sum(_stands_in(shown, piece) for shown in around.shown),
                len(found) == 1,
                np.log(len(found)),
                asks,
                *why,
                *(asks and one for one in why),
            ],
            np.float32,
        )


FACTS = 2 + 13 + 2 * len(ContactReason)


def _fits(piece: Piece, reason: ContactReason) -> bool:
    """Say whether a piece can stand in what is said: lovely to read, or sad."""
    return reason is not ContactReason.SATISFACTION or not trouble_in(piece.said)


def _stands_in(span: Span | None, piece: Piece) -> bool:
    return span is not None and piece.span.start <= span.start < piece.span.end


def _worth(piece: Piece, around: Around) -> float:
    """Return how readily one would quote a piece by its look alone."""
    said = piece.said
    words = len(WORD.findall(said))
    inside = sum(_stands_in(shown, piece) for shown in around.shown)
    worth = 0.4 + 0.8 * min(inside, 3) + (0.5 if words in _USUAL else 0.0)
    worth += 1.0 if _stands_in(around.thing, piece) else 0.0
    worth += 0.3 if _NUMBER.search(said) else 0.0
    asks = piece.asks
    if around.reason is ContactReason.INQUIRY:
        worth += 3.0 * said.endswith("?") + 1.0 * asks
    elif asks:
        worth -= 0.7
    if around.reason.is_trouble:
        worth += 0.5 * min(trouble_in(said), 3)
    if _LEANS.match(said) and not asks:
        worth -= 0.7
    return worth - 2.0 * bool(_IDLE.search(said))
