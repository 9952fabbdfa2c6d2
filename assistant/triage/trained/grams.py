"""Cut a text into words, and each word into hashed pieces.

Pieces of letters let "reciept" and "receipt", or "kaputt" and "kaputte", share most
of what is known of them, in any language with spaces.
"""

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import regex

from assistant.schema import Span
from assistant.text import fold
from assistant.text.words import plain_letters

MOST_WORDS = 160  # the beginning tells; the rest would only cost time
_SHORTEST, _LONGEST = 3, 5  # letters of a piece
_LONG_WORD = 24  # letters; what is longer is an address or a cry
_WORD = regex.compile(
    r"https?://\S++|@\w++|[\p{L}\p{M}]++(?:'[\p{L}]++)*+|\p{N}++(?:[.,:]\p{N}++)*+"
    r"|[!?]++|[£$€₹%]|\p{Extended_Pictographic}"
)
_DIGIT = regex.compile(r"\p{N}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in plain letters, and where it stands in the original."""

    plain: str
    span: Span


def words_of(text: str) -> list[Word]:
    """Return the first words of a text; numbers keep their length only."""
    folded = fold(text)
    words: list[Word] = []
    for match in _WORD.finditer(folded.text):
        words.append(Word(_plain(match[0]), folded.span(*match.span())))
        if len(words) == MOST_WORDS:
            break
    return words


@lru_cache(maxsize=32_768)
def pieces_of(word: str, buckets: int) -> tuple[int, ...]:
    """Return the buckets of a word: the word itself first, then its pieces."""
    found = [crc32(word.encode()) % buckets]
    marked = f"<{word[:_LONG_WORD]}>".encode()
    for length in range(_SHORTEST, _LONGEST + 1):
        for start in range(len(marked) - length + 1):
            piece = marked[start : start + length]
            found.append(crc32(piece, length) % buckets)
    return tuple(found)


@lru_cache(maxsize=32_768)
def pair_of(first: str, second: str, buckets: int) -> int:
    """Return the bucket of two words in a row."""
    return crc32(f"{first} {second}".encode()) % buckets


@lru_cache(maxsize=16_384)
def _plain(word: str) -> str:
    if word.startswith("http"):
        return "<link>"
    if word.startswith("@"):
        return "<handle>"
    if word[0] in "!?":
        return word[:2]
    return str(_DIGIT.sub("0", plain_letters(word)))
