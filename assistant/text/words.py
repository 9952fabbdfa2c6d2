"""Read a text word by word, letter for letter in place."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

_WORD = regex.compile(
    r"(?P<word>[\p{L}\p{M}\p{N}]+(?:['.][\p{L}\p{N}]+)*+)"
    r"|(?P<end>[.!?…]++(?=[\s\"')\]]|$)|\n++)"
)
_PLAIN_WORD = re.compile(  # the same for texts of plain letters, in half the time
    r"([A-Za-z0-9]+(?:['.][A-Za-z0-9]+)*+)|[.!?]++(?=[ \t-\r\"')\]]|$)|\n++"
)


class Token(NamedTuple):
    """A word with its place, or the end of a sentence."""

    word: str  # "" for the end of a sentence
    start: int
    end: int
    opens: bool  # first word of its sentence


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text, with an empty one where a sentence ends."""
    tokens: list[Token] = []
    opens = True
    for match in (_PLAIN_WORD if text.isascii() else _WORD).finditer(text):
        word = match[1] or ""
        start, end = match.span()
        tokens.append(Token(word, start, end, opens and bool(word)))
        opens = not word
    tokens.append(Token("", len(text), len(text), False))
    return tokens


def plain_letters(text: str) -> str:
    """Lower the case and take accents off, letter for letter, so positions stay."""
    if text.isascii():
        return text.lower()
    return "".join(_plain_letter(letter) for letter in text)


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].lower()[0]
