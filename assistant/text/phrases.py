"""Phrases that people wrote down, and the rows of words that each stands for.

The way to write a phrase is described in CONTRIBUTING.md. Reviewers never write
regular expressions: a phrase is a row of words, and a text is read word by word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.text.folding import fold
from assistant.text.words import plain_letters, tokens_of

Row = tuple[str, ...]
Piece = tuple[Row, ...]
GAP, NUMBER = "...", "#"
LETTERS = 2  # a word with a star needs so many letters, and is found by them
_START, _STOP = "^", "$"
_FLAT_PIECE = re.compile(r"\([^()]*+\)\??|[^\s()|]++")
_FLAT = re.compile(r"\s*+(?:(?:\([^()]*+\)\??|[^\s()|]++)(?:\s++|$))*+")
_SIGN = re.compile(r"([()|])")
_MOST_GAPS = 2
_MOST_ROWS = 400  # that one bracket may stand for


class PhraseError(ValueError):
    """A phrase is not written as phrases are."""


class _Wrong(Exception):
    """What is wrong with a phrase, without the phrase itself."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as its author wrote it, piece by piece.

    Each piece is the rows of words that may stand in its place; an empty row says
    that the piece may be left out.
    """

    source: str
    pieces: tuple[Piece, ...]
    opens: bool
    stops: bool

    @classmethod
    @lru_cache(maxsize=16_384)
    def parse(cls, source: str) -> "Phrase":
        """Read a phrase.

        Raises PhraseError when it has a bracket or sign out of place, or could match
        nothing at all.
        """
        try:
            parts = list(_pieces(source))
            opens, stops = parts[:1] == [_START], parts[-1:] == [_STOP]
            pieces = _read_pieces(parts[opens : len(parts) - stops])
        except _Wrong as wrong:
            raise PhraseError(f"'{source}' {wrong}") from None
        return cls(source, pieces, opens, stops)

    def onward(self, piece: int) -> tuple[list[tuple[int, Row]], bool]:
        """Return what may come next before a piece, and whether nothing needs to.

        What may come is each row of words with the number of its piece.
        """
        rows: list[tuple[int, Row]] = []
        for number in range(piece, len(self.pieces)):
            each = self.pieces[number]
            rows += [(number, row) for row in each if row]
            if () not in each:
                return rows, False
        return rows, True

    def sample(self) -> str:
        """Return one text that the phrase is found in."""
        words = [word for piece in self.pieces for word in piece[0] if word != GAP]
        return " ".join(words).replace("*", "").replace(NUMBER, "3")


def _pieces(source: str) -> Iterator[str]:
    """Yield the parts of a phrase that stand between spaces outside brackets."""
    if _FLAT.fullmatch(source):
        yield from _FLAT_PIECE.findall(source)
        return
    piece, depth = "", 0
    for sign in f"{source} ":
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            raise _Wrong("has a bracket out of place")
        if sign.isspace() and depth == 0:
            if piece:
                yield piece
            piece = ""
        else:
            piece += sign
    if piece:
        raise _Wrong("has a bracket that is not closed")


def _read_pieces(parts: list[str]) -> tuple[Piece, ...]:
    if not parts or GAP in (parts[0], parts[-1]):
        raise _Wrong("must begin and end with a word")
    if parts.count(GAP) > _MOST_GAPS:
        raise _Wrong(f"has more than {_MOST_GAPS} gaps; split it")
    pieces = tuple(map(_read_piece, parts))
    if all(() in piece or piece == ((GAP,),) for piece in pieces):
        raise _Wrong("could match nothing at all; add a word")
    return pieces


@lru_cache(maxsize=16_384)
def _read_piece(part: str) -> Piece:
    if "(" not in part:
        if "|" in part:
            raise _Wrong("has a bar outside of brackets")
        return (_read_row(part),)
    optional = part.startswith("(") and part.endswith(")?")
    spelled = _spell_out(part.removesuffix("?") if optional else part)
    rows = tuple(map(_read_row, dict.fromkeys(spelled)))
    return (*rows, ()) if optional else rows


def _spell_out(part: str) -> list[str]:
    if part.startswith("(") and part.endswith(")") and part.count("(") == 1:
        return part[1:-1].split("|")
    return _spell(_SIGN.split(part)[::-1])


def _spell(signs: list[str]) -> list[str]:
    """Return every plain row up to the end of a bracket; `signs` stand last first."""
    rows: list[str] = []
    current = [""]
    while signs:
        sign = signs.pop()
        if sign == ")":
            break
        if sign == "|":
            rows, current = rows + current, [""]
        elif sign == "(":
            inner = _spell(signs)
            if signs and signs[-1].startswith("?"):
                inner, signs[-1] = [*inner, ""], signs[-1][1:]
            current = [row + ending for row in current for ending in inner]
        else:
            current = [row + sign for row in current]
        if len(rows) + len(current) > _MOST_ROWS:
            raise _Wrong("stands for too many rows; split it")
    return rows + current


@lru_cache(maxsize=32_768)
def _read_row(row: str) -> Row:
    if row.isascii() and row.replace(" ", "").isalnum():
        return tuple(row.lower().split())
    words: list[str] = []
    for piece in row.split():
        words.extend((piece,) if piece in (GAP, NUMBER) else _read_words(piece))
    if not words:
        raise _Wrong(f"has '{row}' where a word should be")
    if any("*" in w and len(w.strip("*")) < LETTERS for w in words):
        raise _Wrong("has a star with fewer than two letters")
    return tuple(words)


def _read_words(piece: str) -> Row:
    plain = plain_letters(fold(piece).text)
    words = [token.word for token in tokens_of(plain.strip("*")) if token.word]
    if words and plain.startswith("*"):
        words[0] = "*" + words[0]
    if words and plain.endswith("*"):
        words[-1] += "*"
    return tuple(words)
