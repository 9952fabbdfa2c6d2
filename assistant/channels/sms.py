"""Count a text message: in septets where GSM 7-bit holds it, else in UTF-16 units."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["gsm7", "ucs2"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("\f^{}\\[~]|€")  # two septets each
_SPELLED = {"œ": "oe", "Œ": "OE", "’": "'", "…": "...", "«": '"', "»": '"'}
_WHOLE = {"gsm7": 160, "ucs2": 70}
_PART = {"gsm7": 153, "ucs2": 67}  # the rest numbers the parts


@dataclass(frozen=True, slots=True)
class SmsCount:
    """How a text travels: `units` are septets in `gsm7`, UTF-16 units in `ucs2`."""

    encoding: Encoding
    units: int
    parts: int


def sms_parts(text: str) -> SmsCount:
    """Return the encoding, the length and the number of messages a text takes."""
    if set(text) <= _BASIC | _ESCAPED:
        return _count("gsm7", [2 if c in _ESCAPED else 1 for c in text])
    return _count("ucs2", [2 if c > "\uffff" else 1 for c in text])


def in_septets(text: str) -> str:
    """Return the text with letters that GSM 7-bit lacks written without their accents.

    One "í" would more than halve the room; people read "aqui" for "aquí" in a text.
    """
    return "".join(c if c in _BASIC | _ESCAPED else _without_accent(c) for c in text)


def _without_accent(character: str) -> str:
    plain = _SPELLED.get(character, unicodedata.normalize("NFD", character)[0])
    return plain if set(plain) <= _BASIC else character


def _count(encoding: Encoding, sizes: list[int]) -> SmsCount:
    units = sum(sizes)
    parts = 1 if units <= _WHOLE[encoding] else _fill(sizes, _PART[encoding])
    return SmsCount(encoding, units, parts)


def _fill(sizes: Iterable[int], room: int) -> int:
    """Return how many parts it takes when no character is cut in two."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
