"""Which tokens may come next, so that a model cannot say what nobody gave.

A word may be written when the message or the brand file has it, in any of its usual
endings, or when it carries no fact: the small words of grammar and the words of care.
Words are spelled in tokens, so the question is asked token by token along a tree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

from assistant.models.jobs import END, token_of
from assistant.text import word_forms

Mask = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
_NO = np.float32(-np.inf)


@dataclass(slots=True)
class _Node:
    """A place in the tree of spellings; `ends` says that a word is whole here."""

    next: dict[int, "_Node"] = field(default_factory=dict)
    ends: bool = False

    def add(self, tokens: Iterable[int]) -> None:
        node = self
        for token in tokens:
            node = node.next.setdefault(token, _Node())
        node.ends = True


# Where a row stands: the places its word may have reached, none between two words.
State = tuple[_Node, ...]
BETWEEN: State = ()


class SmallWords:
    """The words that may always be written, spelled once for every message."""

    def __init__(self, tokenizer: Tokenizer, words: Iterable[str]) -> None:
        self.tokenizer = tokenizer
        self.first, self.later = _Node(), _Node()
        _grow(self.first, self.later, words, tokenizer)

    def with_words_of(self, *texts: str, marks: str) -> "Guide":
        """Return the guide for one message: these texts' words may be used as well.

        `marks` are the punctuation marks that may follow a word.
        """
        words = {form for text in texts for form in word_forms(text)}
        return Guide(self, words, marks)


class Guide:
    """Says token by token what may be written about one message."""

    def __init__(self, small: SmallWords, words: Iterable[str], marks: str) -> None:
        tokenizer = small.tokenizer
        first, later = _Node(), _Node()
        _grow(first, later, sorted(words), tokenizer)
        self._firsts: State = (small.first, first)
        self._laters: State = (small.later, later)
        self._end = token_of(tokenizer, END)
        self._marks = frozenset(
            token
            for mark in marks
            if (token := tokenizer.token_to_id(mark)) is not None
        )
        self._size = tokenizer.get_vocab_size()
        self._at_start = self._mask(_tokens(self._firsts) | {self._end})
        self._between = self._mask(_tokens(self._laters) | self._marks | {self._end})
        self._after_mark = self._mask(_tokens(self._laters) | {self._end})

    def start(self) -> State:
        """Return the state of a row that has written nothing."""
        return self._firsts

    def mask(self, state: State, *, after_mark: bool) -> Mask:
        """Return 0 for each token that may come next and -inf for each other."""
        if state is self._firsts:
            return self._at_start
        if state == BETWEEN:
            return self._after_mark if after_mark else self._between
        if any(node.ends for node in state):
            mask = self._between.copy()
        else:
            mask = np.full(self._size, _NO)
        mask[list(_tokens(state))] = 0.0
        return mask

    def after(self, state: State, token: int) -> State:
        """Return where a row stands after one more token."""
        reached = tuple(node.next[token] for node in state if token in node.next)
        if not reached:
            if token in self._marks:
                return BETWEEN
            reached = tuple(n.next[token] for n in self._laters if token in n.next)
        return reached if any(node.next for node in reached) else BETWEEN

    def is_mark(self, token: int) -> bool:
        """Say whether a token is a punctuation mark."""
        return token in self._marks

    def is_whole(self, state: State) -> bool:
        """Say whether the text could end here, with no word half written."""
        return state == BETWEEN or any(node.ends for node in state)

    def _mask(self, tokens: Iterable[int]) -> Mask:
        mask = np.full(self._size, _NO)
        mask[list(tokens)] = 0.0
        return mask


def _tokens(state: State) -> set[int]:
    return {token for node in state for token in node.next}


def _grow(
    first: _Node, later: _Node, words: Iterable[str], tokenizer: Tokenizer
) -> None:
    """Spell each word as the first of a text and after a space."""
    many = list(words)
    bare = tokenizer.encode_batch(many, add_special_tokens=False)
    spaced = tokenizer.encode_batch(
        [f" {word}" for word in many], add_special_tokens=False
    )
    for one, other in zip(bare, spaced, strict=True):
        first.add(one.ids)
        later.add(other.ids)
