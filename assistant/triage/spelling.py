"""Read what people write in haste as the words they mean, and find the way back."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from assistant.schema import Span
from assistant.text import Folded, Phrase, fold

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]++(?:'[\p{L}\p{N}]++)*+")
# "Parcel's late" and "parcel is late" read the same; so do "mum's" and "mum is", which
# costs nothing, since the phrases are read in the same way.
_SHORTENED = {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will"}
_DRAWN_OUT = regex.compile(r"(\p{L})\1{2,}+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the plain text and the stretch of the folded text it came from."""

    start: int
    before: int
    after: int
    changed: bool


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text in plain spelling that knows where its words stood."""

    text: str
    _folded: Folded
    _pieces: tuple[_Piece, ...]

    def original(self, span: Span) -> Span:
        """Return the stretch of the original that this stretch stands for."""
        start = self._place(span.start, end=False)
        return self._folded.span(start, self._place(span.end - 1, end=True))

    def _place(self, position: int, *, end: bool) -> int:
        index = bisect_right(self._pieces, position, key=lambda piece: piece.start)
        piece = self._pieces[index - 1]
        if piece.changed:
            return piece.after if end else piece.before
        return piece.before + position - piece.start + end


class Spelling:
    """A list of spellings, for messages and for the phrases that look in them."""

    def __init__(self, meant: Mapping[str, str]) -> None:
        self._meant = dict(meant)
        self._stands_for = lru_cache(maxsize=16_384)(self._word)
        self._respelled = lru_cache(maxsize=32_768)(self._row)

    def plain(self, text: str) -> PlainText:
        """Return the text with each hasty word as the word that is meant."""
        folded = fold(text)
        texts: list[str] = []
        pieces: list[_Piece] = []
        done = length = 0
        for match in _WORD.finditer(folded.text):
            meant = self._stands_for(match[0].lower())
            if meant is None:
                continue
            start, end = match.span()
            texts += (folded.text[done:start], meant)
            pieces.append(_Piece(length, done, start, changed=False))
            length += start - done
            pieces.append(_Piece(length, start, end, changed=True))
            length += len(meant)
            done = end
        texts.append(folded.text[done:])
        pieces.append(_Piece(length, done, len(folded.text), changed=False))
        return PlainText("".join(texts), folded, tuple(pieces))

    def phrase(self, phrase: Phrase) -> Phrase:
        """Return the phrase in the spelling that messages are read in."""
        pieces = tuple(
            tuple(dict.fromkeys(map(self._respelled, piece))) for piece in phrase.pieces
        )
        return replace(phrase, pieces=pieces)

    def _row(self, row: tuple[str, ...]) -> tuple[str, ...]:
        words: list[str] = []
        for word in row:
            words.extend((self._stands_for(word) or word).split())
        return tuple(words)

    def _word(self, word: str) -> str | None:
        """Return what this spelling stands for, or None for an ordinary word."""
        meant = self._meant.get(word)
        if meant is None:
            drawn_out = _DRAWN_OUT.search(word)
            short = _DRAWN_OUT.sub(r"\1", word) if drawn_out else word
            meant = self._meant.get(short, short)
        stem, mark, ending = meant.rpartition("'")
        if mark and ending in _SHORTENED:
            meant = f"{stem} {_SHORTENED[ending]}"
        return None if meant == word else meant
