"""Phrases that people wrote down, and the rows of words that each stands for.

The way to write a phrase is described in CONTRIBUTING.md. Reviewers never write
regular expressions: a phrase is a row of words, and a text is read word by word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.text.folding import fold
from assistant.text.words import plain_letters, tokens_of

Row = tuple[str, ...]
GAP, NUMBER = "...", "#"
LETTERS = 2  # a word with a star needs so many letters, and is found by them
_START, _STOP = "^", "$"
_FLAT_PIECE = regex.compile(r"\([^()]*+\)\??|[^\s()|]++")
_FLAT = regex.compile(r"\s*+(?:(?:\([^()]*+\)\??|[^\s()|]++)(?:\s++|$))*+")
_MOST_GAPS = 2
_MOST_ROWS = 400  # that one bracket may stand for


class PhraseError(ValueError):
    """A phrase is not written as phrases are."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as its author wrote it, piece by piece.

    Each piece is the rows of words that may stand in its place; an empty row says
    that the piece may be left out.
    """

    source: str
    pieces: tuple[tuple[Row, ...], ...]
    opens: bool
    stops: bool

    @classmethod
    @lru_cache(maxsize=16_384)
    def parse(cls, source: str) -> "Phrase":
        """Read a phrase.

        Raises PhraseError when it has a bracket or sign out of place, or could match
        nothing at all.
        """
        parts = list(_pieces(source))
        opens, stops = parts[:1] == [_START], parts[-1:] == [_STOP]
        parts = parts[opens : len(parts) - stops]
        if not parts or GAP in (parts[0], parts[-1]):
            raise PhraseError(f"'{source}' must begin and end with a word")
        if parts.count(GAP) > _MOST_GAPS:
            raise PhraseError(f"'{source}' has more than {_MOST_GAPS} gaps; split it")
        pieces = tuple(_read_piece(part, source) for part in parts)
        if all(() in piece or piece == ((GAP,),) for piece in pieces):
            raise PhraseError(f"'{source}' could match nothing at all; add a word")
        return cls(source, pieces, opens, stops)

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
            raise PhraseError(f"'{source}' has a bracket out of place")
        if sign.isspace() and depth == 0:
            if piece:
                yield piece
            piece = ""
        else:
            piece += sign
    if piece:
        raise PhraseError(f"'{source}' has a bracket that is not closed")


def _read_piece(part: str, source: str) -> tuple[Row, ...]:
    if "|" in part and "(" not in part:
        raise PhraseError(f"'{source}' has a bar outside of brackets")
    optional = part.startswith("(") and part.endswith(")?")
    spelled = _spell_out(part.removesuffix("?") if optional else part, source)
    rows = tuple(_read_row(row, source) for row in dict.fromkeys(spelled))
    return (*rows, ()) if optional else rows


def _spell_out(part: str, source: str) -> list[str]:
    if "(" not in part:
        return [part]
    if part.startswith("(") and part.endswith(")") and part.count("(") == 1:
        return part[1:-1].split("|")
    return _spell(part, 0, source)[0]


def _spell(part: str, position: int, source: str) -> tuple[list[str], int]:
    """Return every plain row that a part stands for, and where its bracket ends."""
    rows: list[str] = []
    current = [""]
    while position < len(part):
        sign = part[position]
        position += 1
        if sign == ")":
            break
        if sign == "|":
            rows, current = rows + current, [""]
        elif sign == "(":
            inner, position = _spell(part, position, source)
            if part[position : position + 1] == "?":
                inner, position = [*inner, ""], position + 1
            current = [row + ending for row in current for ending in inner]
        else:
            current = [row + sign for row in current]
        if len(rows) + len(current) > _MOST_ROWS:
            raise PhraseError(f"'{source}' stands for too many rows; split it")
    return rows + current, position


def _read_row(row: str, source: str) -> Row:
    words: list[str] = []
    for piece in row.split():
        words.extend((piece,) if piece in (GAP, NUMBER) else _read_words(piece))
    if not words:
        raise PhraseError(f"'{source}' has '{row}' where a word should be")
    if any("*" in w and len(w.strip("*")) < LETTERS for w in words):
        raise PhraseError(f"'{source}' has a star with fewer than two letters")
    return tuple(words)


@lru_cache(maxsize=16_384)
def _read_words(piece: str) -> tuple[str, ...]:
    if piece.isascii() and piece.isalnum():
        return (piece.lower(),)
    plain = plain_letters(fold(piece).text)
    words = [token.word for token in tokens_of(plain.strip("*")) if token.word]
    if words and plain.startswith("*"):
        words[0] = "*" + words[0]
    if words and plain.endswith("*"):
        words[-1] += "*"
    return tuple(words)
