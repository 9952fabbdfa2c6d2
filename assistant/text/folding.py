"""Fold a text into a plain copy for finding things, and map what is found back.

Only detection looks at the copy; the original is what people see and what is kept.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.schema import Span

_INVISIBLE = frozenset(
    "\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\ufe00\ufe01\ufe02\ufe03\ufe04"
    "\ufe05\ufe06\ufe07\ufe08\ufe09\ufe0a\ufe0b\ufe0c\ufe0d\ufe0e\ufe0f\uffa0\u20e3\u034f"
)
_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "´": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
    }
)

# Letters of other scripts that Unicode's table of confusables (UTS #39) holds against
# Latin ones, those that look the same in nearly every typeface.
_LOOK_ALIKE = str.maketrans(
    "асԁеһіјӏорԛѕѵԝхукАВСЕНІЈКМОРЅТХУԌԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρι",
    "acdehijlopqsvwxykABCEHIJKMOPSTXYGWABEZHIKMNOPTYXovapi",
)
_ANY_LOOK_ALIKE = re.compile(f"[{''.join(map(chr, _LOOK_ALIKE))}]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A detection copy that knows where each of its code points came from."""

    text: str
    origins: tuple[int, ...] | None  # None: position by position the same
    original_length: int

    def span(self, start: int, end: int) -> Span:
        """Map a stretch of the copy to code points of the original."""
        if self.origins is None:
            return Span(start, end)
        if start >= len(self.origins):
            return Span(self.original_length, self.original_length)
        last = self.origins[end - 1] + 1 if end > start else self.origins[start]
        return Span(self.origins[start], last)


def fold(text: str) -> Folded:
    """Return the detection copy: compatible forms plain, the invisible removed.

    Full-width, mathematical, keycap and other decimal digits become 0-9, zero-width
    and other format characters go, curly quotes and dashes become straight ones, and
    where words mix Latin letters with letters that only look so, these become Latin.
    Case stays.
    """
    if text.isascii():
        return Folded(text, None, len(text))
    pieces = list(map(_fold_character, text))
    folded = _in_one_script("".join(pieces))
    if max(map(len, pieces)) == 1 and len(folded) == len(text):
        return Folded(folded, None, len(text))
    origins = [
        position for position, piece in enumerate(pieces) for _ in range(len(piece))
    ]
    return Folded(folded, tuple(origins), len(text))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isascii():
        return character
    if character in _INVISIBLE or unicodedata.category(character) == "Cf":
        return ""
    if "\U000e0000" <= character <= "\U000e01ef":
        return ""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return unicodedata.normalize("NFKC", character).translate(_PLAIN)


def _in_one_script(text: str) -> str:
    """Return a text of the same length in which no Latin word has foreign look-alikes.

    Words of such letters alone are Latin only beside a word that mixes them.
    """
    if not _ANY_LOOK_ALIKE.search(text):
        return text
    words = [match[0] for match in _LETTERS.finditer(text)]
    if not any(_LATIN.search(w) and _ANY_LOOK_ALIKE.search(w) for w in words):
        return text
    return _LETTERS.sub(lambda match: _in_latin(match[0]), text)


def _in_latin(word: str) -> str:
    latin = word.translate(_LOOK_ALIKE)
    return latin if latin.isascii() or _LATIN.search(word) else word
