"""Cut a text into the pieces of words that an encoder knows, with their places."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.schema import Span

PADDING, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
SPECIAL = (PADDING, UNKNOWN, START, END)
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|[^\w\s]|_")
_LONGEST_WORD = 40  # characters; what is longer is no word
_REMEMBERED = 20_000
_APOSTROPHES = str.maketrans("’‘“”…–—", "''\"\".--")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text: their numbers, and where the word of each stands."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def placed(self, place: Callable[[int, int], Span]) -> "Pieces":
        """Return the same pieces where `place` says that a start and an end stand."""
        spans = [place(*bounds) for bounds in zip(self.starts, self.ends, strict=True)]
        return Pieces(
            self.ids,
            tuple(span.start for span in spans),
            tuple(span.end for span in spans),
        )

    def within(self, span: Span) -> slice:
        """Return which pieces belong to words that a stretch of the text touches."""
        first = bisect_right(self.ends, span.start)
        return slice(first, max(first, bisect_left(self.starts, span.end)))


class WordPieces:
    """A vocabulary of words and of pieces of words, which begin with `##`.

    Cutting takes the longest piece that is known, from left to right, and time linear
    in the text; letters are lowered and their accents dropped.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.start = self._ids[START]
        self.end = self._ids[END]
        self.unknown = self._ids[UNKNOWN]
        self._cut = lru_cache(maxsize=_REMEMBERED)(self._cut_word)

    def cut(self, text: str, most: int | None = None) -> Pieces:
        """Return the pieces of a text, without marks of its start and end.

        With `most`, the whole words of its beginning that make so many pieces or fewer.
        """
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for match in _WORD.finditer(text):
            pieces = self._cut(match[0])
            if most is not None and len(ids) + len(pieces) > most:
                break
            start, end = match.span()
            for piece in pieces:
                ids.append(piece)
                starts.append(start)
                ends.append(end)
        return Pieces(tuple(ids), tuple(starts), tuple(ends))

    def _cut_word(self, word: str) -> tuple[int, ...]:
        plain = plain_word(word)
        if len(plain) > _LONGEST_WORD:
            return (self.unknown,)
        ids: list[int] = []
        start = 0
        while start < len(plain):
            end, mark = len(plain), "##" if start else ""
            while end > start and mark + plain[start:end] not in self._ids:
                end -= 1
            if end == start:
                return (self.unknown,)
            ids.append(self._ids[mark + plain[start:end]])
            start = end
        return tuple(ids)


def words(text: str) -> list[str]:
    """Return the words and marks of a text, as they are looked up."""
    return [plain_word(match[0]) for match in _WORD.finditer(text)]


def plain_word(word: str) -> str:
    """Return a word in small letters without accents, and plain marks."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word.translate(_APOSTROPHES).lower())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
