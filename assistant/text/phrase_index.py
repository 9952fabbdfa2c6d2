"""Find many phrases at once in a text, in time linear in the text.

All phrases together form one graph whose edges are words. Where a word leads from a
set of places is worked out once and remembered, so a text is read at a few look-ups a
word, however many phrases there are. A phrase is laid out in the graph when a word is
first read that it may begin with: most phrases of a library never meet theirs.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Generic, TypeVar

from assistant.schema import Span
from assistant.text.folding import Folded, fold
from assistant.text.phrases import GAP, LETTERS, NUMBER, Phrase, Row
from assistant.text.words import Token, plain_letters, tokens_of

Owner = TypeVar("Owner", bound=Hashable)
_GAP_WORDS = 4
_MOST_REMEMBERED = 100_000  # steps kept in memory; some 20 MB


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Owner]):
    """Where a phrase was found and whose it is."""

    owner: Owner
    span: Span


@dataclass(slots=True, eq=False)
class _Node(Generic[Owner]):
    """A place between two words; `gap` leads on over a few words of any kind."""

    number: int
    gap: Sequence["_Node[Owner]"] = ()
    owners: Sequence[tuple[Owner, bool]] = ()  # True: the sentence must stop here


@dataclass(slots=True, eq=False)
class _State(Generic[Owner]):
    """All places reached at once, with the number of words each may still skip.

    Where a word leads is worked out when it is first read there, and remembered.
    """

    items: frozenset[tuple[int, int]]
    numbers: frozenset[int]  # of the places
    owners: tuple[tuple[Owner, bool], ...]
    fading: "_State[Owner] | None" = None  # where a word leads that no phrase has
    after: dict[str, "_State[Owner] | None"] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Owner]):
    """A phrase that no word has called for yet."""

    phrase: Phrase
    owner: Owner
    called: bool = False


class PhraseIndex(Generic[Owner]):
    """Many phrases, each with an owner, found in one walk over a text."""

    def __init__(self, phrases: Mapping[Owner, Iterable[Phrase]]) -> None:
        self._nodes: list[_Node[Owner]] = []
        self._anywhere = self._new_node()
        self._opening = self._new_node()
        self._waiting: dict[str, list[_Waiting[Owner]]] = {}
        self._openings: set[str] = set()  # the words that phrases begin with
        self._stars = False  # some phrase begins with a star
        # Of the phrases that are laid out: where each word leads from each place.
        self._edges: dict[str, dict[int, list[_Node[Owner]]]] = {}
        self._starred = False  # some of these words has a star
        self._had: dict[str, Set[str]] = {}
        for owner, owned in phrases.items():
            for phrase in owned:
                self._await(_Waiting(phrase, owner))
        self._learning = Lock()  # many threads read texts with one index
        self._forget()

    def find(self, text: str) -> Iterator[PhraseMatch[Owner]]:
        """Yield the longest match of each owner from each word, in reading order."""
        if self._remembered > _MOST_REMEMBERED:
            self._forget()
        folded, tokens = _read(text)
        for position, token in enumerate(tokens):
            state = self._start[token.opens]
            ends: dict[Owner, int] = {}
            for number in range(position, len(tokens)):
                word = tokens[number].word
                if not word:
                    break
                known = state.after
                after = known[word] if word in known else self._learn(state, word)
                if after is None:
                    break
                state = after
                for owner, stops in state.owners:
                    if not stops or not tokens[number + 1].word:
                        ends[owner] = tokens[number].end
            for owner, end in ends.items():
                yield PhraseMatch(owner, folded.span(token.start, end))

    def _new_node(self) -> _Node[Owner]:
        node: _Node[Owner] = _Node(len(self._nodes))
        self._nodes.append(node)
        return node

    def _await(self, waiting: "_Waiting[Owner]") -> None:
        for word in waiting.phrase.openings:
            self._waiting.setdefault(word, []).append(waiting)
            self._openings.add(word)
            self._stars = self._stars or "*" in word

    def _call(self, word: str) -> None:
        """Lay out the phrases that may begin with a word."""
        for form in _forms(word) if self._stars else _plain_forms(word):
            if form not in self._waiting:
                continue
            for waiting in self._waiting.pop(form):
                if not waiting.called:
                    waiting.called = True
                    self._add(waiting.phrase, waiting.owner)

    def _add(self, phrase: Phrase, owner: Owner) -> None:
        self._had.clear()  # some of these words are known from now on
        reached = [self._opening if phrase.opens else self._anywhere]
        for piece in phrase.pieces:
            after = self._new_node()
            for row in piece:
                if row:
                    self._link(reached, row, after)
            reached = [*reached, after] if () in piece else [after]
        for node in reached:
            node.owners = [*node.owners, (owner, phrase.stops)]

    def _link(self, reached: list[_Node[Owner]], row: Row, after: _Node[Owner]) -> None:
        for word in reversed(row[1:]):
            before = self._new_node()
            self._lead(before, word, after)
            after = before
        for node in reached:
            self._lead(node, row[0], after)

    def _lead(self, node: _Node[Owner], word: str, after: _Node[Owner]) -> None:
        """Let a word lead from one place to another."""
        if word == GAP:
            node.gap = [*node.gap, after]
            return
        self._edges.setdefault(word, {}).setdefault(node.number, []).append(after)
        self._starred = self._starred or "*" in word

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
            owners = dict.fromkeys(owned for node in nodes for owned in node.owners)
            numbers = frozenset(number for number, _ in items)
            self._states[items] = _State(items, numbers, tuple(owners))
        return self._states[items]

    def _learn(self, state: _State[Owner], word: str) -> _State[Owner] | None:
        """Work out where a word leads, and remember it."""
        if state in self._start and self._opens_nothing(word):
            state.after[word] = None
            return None
        with self._learning:
            self._remembered += 1
            if (self._anywhere.number, 0) in state.items:
                self._call(word)
            state.after[word] = reached = self._follow(state, word)
        return reached

    def _follow(self, state: _State[Owner], word: str) -> _State[Owner] | None:
        reached: set[tuple[int, int]] = set()
        for form in self._known_forms(word):
            edges = self._edges[form]
            for number in edges.keys() & state.numbers:
                for after in edges[number]:
                    reached.add((after.number, 0))
                    for beyond in after.gap:
                        reached.add((beyond.number, _GAP_WORDS + 1))
        fading = self._fade(state)
        if reached:
            return self._state(fading.items | reached)
        return fading if fading.items else None

    def _known_forms(self, word: str) -> Set[str]:
        """Return how the phrases that are laid out write a word."""
        if word not in self._had:
            forms = _forms(word) if self._starred else _plain_forms(word)
            self._had[word] = self._edges.keys() & forms
        return self._had[word]

    def _fade(self, state: _State[Owner]) -> _State[Owner]:
        """Return where a word leads that only a gap can skip."""
        if state.fading is None:
            items = frozenset((n, skips - 1) for n, skips in state.items if skips > 1)
            state.fading = self._state(items)
        return state.fading

    def _opens_nothing(self, word: str) -> bool:
        """Say whether no phrase begins with a word, as most words begin none."""
        forms = _forms(word) if self._stars else _plain_forms(word)
        return self._openings.isdisjoint(forms)


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[Folded, list[Token]]:
    """Read a text word by word; several indexes look in it one after the other."""
    folded = fold(text)
    return folded, tokens_of(plain_letters(folded.text))


def _plain_forms(word: str) -> tuple[str, ...]:
    return (word, NUMBER) if word[0].isdigit() else (word,)


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """Return how a phrase may write a word, with and without stars."""
    lengths = range(LETTERS, len(word) + 1)
    begins = (f"{word[:length]}*" for length in lengths)
    ends = (f"*{word[-length:]}" for length in lengths)
    return (*_plain_forms(word), *begins, *ends)
