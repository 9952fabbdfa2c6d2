"""Find phrases that people wrote down, many at once, in time linear in the text.

The way to write a phrase is described in CONTRIBUTING.md. Reviewers never write
regular expressions: a phrase is a row of words, and a text is read word by word.
All phrases together form one graph whose edges are words.
"""

import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

import regex

from assistant.schema import Span
from assistant.text.folding import fold

Owner = TypeVar("Owner", bound=Hashable)
Row = tuple[str, ...]
_GAP_WORDS = 4
_MOST_GAPS = 2
_MOST_REMEMBERED = 100_000  # steps kept in memory; some 20 MB
_MOST_ROWS = 400  # that one bracket may stand for
_LETTERS = 2  # a word with a star needs so many letters, and is found by them
_START, _STOP, _GAP, _NUMBER = "^", "$", "...", "#"
_WORD = regex.compile(
    r"(?P<word>[\p{L}\p{M}\p{N}]+(?:['.][\p{L}\p{N}]+)*+)"
    r"|(?P<end>[.!?…]++(?=[\s\"')\]]|$)|\n++)"
)


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
        if not parts or _GAP in (parts[0], parts[-1]):
            raise PhraseError(f"'{source}' must begin and end with a word")
        if parts.count(_GAP) > _MOST_GAPS:
            raise PhraseError(f"'{source}' has more than {_MOST_GAPS} gaps; split it")
        pieces = tuple(_read_piece(part, source) for part in parts)
        if all(() in piece or piece == ((_GAP,),) for piece in pieces):
            raise PhraseError(f"'{source}' could match nothing at all; add a word")
        return cls(source, pieces, opens, stops)

    def sample(self) -> str:
        """Return one text that the phrase is found in."""
        words = [word for piece in self.pieces for word in piece[0] if word != _GAP]
        return " ".join(words).replace("*", "").replace(_NUMBER, "3")


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Owner]):
    """Where a phrase was found and whose it is."""

    owner: Owner
    span: Span


@dataclass(slots=True)
class _Node(Generic[Owner]):
    """A place between two words; `gap` leads on over a few words of any kind."""

    number: int
    words: dict[str, list["_Node[Owner]"]] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, "_Node[Owner]"]]] = field(default_factory=dict)
    ends: dict[str, list[tuple[str, "_Node[Owner]"]]] = field(default_factory=dict)
    gap: list["_Node[Owner]"] = field(default_factory=list)
    owners: list[tuple[Owner, bool]] = field(default_factory=list)  # True: must stop


@dataclass(frozen=True, slots=True)
class _Token:
    word: str  # "" for the end of a sentence
    start: int
    end: int
    opens: bool  # first word of its sentence


@dataclass(slots=True)
class _State(Generic[Owner]):
    """All places reached at once, with the number of words each may still skip.

    Where a word leads is worked out when it is first read there, and remembered.
    """

    items: frozenset[tuple[int, int]]
    owners: tuple[tuple[Owner, bool], ...]
    after: dict[str, "_State[Owner] | None"] = field(default_factory=dict)


class PhraseIndex(Generic[Owner]):
    """Many phrases, each with an owner, found in one walk over a text."""

    def __init__(self, phrases: Mapping[Owner, Iterable[Phrase]]) -> None:
        self._nodes: list[_Node[Owner]] = []
        self._anywhere = self._new_node()
        self._opening = self._new_node()
        for owner, owned in phrases.items():
            for phrase in owned:
                self._add(phrase, owner)
        self._forget()

    def find(self, text: str) -> Iterator[PhraseMatch[Owner]]:
        """Yield the longest match of each owner from each word, in reading order."""
        if self._remembered > _MOST_REMEMBERED:
            self._forget()
        folded = fold(text)
        tokens = _tokens(_plain_letters(folded.text))
        for position, token in enumerate(tokens):
            state: _State[Owner] | None = self._start[token.opens]
            ends: dict[Owner, int] = {}
            for number in range(position, len(tokens)):
                read = tokens[number]
                state = self._step(state, read.word) if state and read.word else None
                if state is None:
                    break
                for owner, stops in state.owners:
                    if not stops or not tokens[number + 1].word:
                        ends[owner] = read.end
            for owner, end in ends.items():
                yield PhraseMatch(owner, folded.span(token.start, end))

    def _new_node(self) -> _Node[Owner]:
        node: _Node[Owner] = _Node(len(self._nodes))
        self._nodes.append(node)
        return node

    def _add(self, phrase: Phrase, owner: Owner) -> None:
        reached = [self._opening if phrase.opens else self._anywhere]
        for piece in phrase.pieces:
            after = self._new_node()
            for row in piece:
                for node in reached:
                    self._link(node, row, after)
            reached = [*reached, after] if () in piece else [after]
        for node in reached:
            node.owners.append((owner, phrase.stops))

    def _link(self, node: _Node[Owner], row: Row, after: _Node[Owner]) -> None:
        for number, word in enumerate(row):
            target = after if number == len(row) - 1 else self._new_node()
            letters = word.strip("*")
            if word == _GAP:
                node.gap.append(target)
            elif word.startswith("*"):
                known = node.ends.setdefault(letters[-_LETTERS:], [])
                known.append((letters, target))
            elif word.endswith("*"):
                known = node.starts.setdefault(letters[:_LETTERS], [])
                known.append((letters, target))
            else:
                node.words.setdefault(word, []).append(target)
            node = target

    def _forget(self) -> None:
        self._remembered = 0
        self._states: dict[frozenset[tuple[int, int]], _State[Owner]] = {}
        anywhere, opening = (self._anywhere.number, 0), (self._opening.number, 0)
        self._start = (
            self._state(frozenset([anywhere])),
            self._state(frozenset([anywhere, opening])),
        )

    def _state(self, items: frozenset[tuple[int, int]]) -> _State[Owner]:
        if items not in self._states:
            nodes = (self._nodes[number] for number, skips in items if skips == 0)
            owners = {owned for node in nodes for owned in node.owners}
            self._states[items] = _State(items, tuple(owners))
        return self._states[items]

    def _step(self, state: _State[Owner], word: str) -> _State[Owner] | None:
        if word not in state.after:
            self._remembered += 1
            items = frozenset(self._follow(state.items, word))
            state.after[word] = self._state(items) if items else None
        return state.after[word]

    def _follow(
        self, items: frozenset[tuple[int, int]], word: str
    ) -> Iterator[tuple[int, int]]:
        for number, skips in items:
            if skips > 1:
                yield number, skips - 1
            for after in _followers(self._nodes[number], word):
                yield after.number, 0
                for beyond in after.gap:
                    yield beyond.number, _GAP_WORDS + 1


def _pieces(source: str) -> Iterator[str]:
    """Yield the parts of a phrase that stand between spaces outside brackets."""
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
        words.extend((piece,) if piece in (_GAP, _NUMBER) else _read_words(piece))
    if not words:
        raise PhraseError(f"'{source}' has '{row}' where a word should be")
    if any("*" in w and len(w.strip("*")) < _LETTERS for w in words):
        raise PhraseError(f"'{source}' has a star with fewer than two letters")
    return tuple(words)


@lru_cache(maxsize=16_384)
def _read_words(piece: str) -> tuple[str, ...]:
    if piece.isascii() and piece.isalnum():
        return (piece.lower(),)
    plain = _plain_letters(fold(piece).text)
    words = [token.word for token in _tokens(plain.strip("*")) if token.word]
    if words and plain.startswith("*"):
        words[0] = "*" + words[0]
    if words and plain.endswith("*"):
        words[-1] += "*"
    return tuple(words)


def _followers(node: _Node[Owner], word: str) -> Iterator[_Node[Owner]]:
    yield from node.words.get(word, ())
    if word[0].isdigit():
        yield from node.words.get(_NUMBER, ())
    for letters, after in node.starts.get(word[:_LETTERS], ()):
        if word.startswith(letters):
            yield after
    for letters, after in node.ends.get(word[-_LETTERS:], ()):
        if word.endswith(letters):
            yield after


def _plain_letters(text: str) -> str:
    """Lower the case and take accents off, letter for letter, so positions stay."""
    if text.isascii():
        return text.lower()
    return "".join(_plain_letter(letter) for letter in text)


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].lower()[0]


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    opens = True
    for match in _WORD.finditer(text):
        if match["word"] is not None:
            tokens.append(_Token(match[0], match.start(), match.end(), opens))
            opens = False
        else:
            tokens.append(_Token("", match.start(), match.end(), False))
            opens = True
    tokens.append(_Token("", len(text), len(text), False))
    return tokens
