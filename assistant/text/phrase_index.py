"""Find many phrases at once in a text, in time linear in the text.

All phrases together form one graph whose edges are words. Where a word leads from a
set of places is worked out once and remembered, so a text is read at a few look-ups a
word, however many phrases there are.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from assistant.schema import Span
from assistant.text.folding import fold
from assistant.text.phrases import GAP, LETTERS, NUMBER, Phrase, Row
from assistant.text.words import plain_letters, tokens_of

Owner = TypeVar("Owner", bound=Hashable)
_GAP_WORDS = 4
_MOST_REMEMBERED = 100_000  # steps kept in memory; some 20 MB


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Owner]):
    """Where a phrase was found and whose it is."""

    owner: Owner
    span: Span


@dataclass(slots=True)
class _Node(Generic[Owner]):
    """A place between two words; `gap` leads on over a few words of any kind."""

    number: int
    edges: dict[str, list["_Node[Owner]"]] | None = None
    stars: bool = False  # some edge begins or ends with a star
    gap: Sequence["_Node[Owner]"] = ()
    owners: Sequence[tuple[Owner, bool]] = ()  # True: the sentence must stop here


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
        tokens = tokens_of(plain_letters(folded.text))
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
            node.owners = [*node.owners, (owner, phrase.stops)]

    def _link(self, node: _Node[Owner], row: Row, after: _Node[Owner]) -> None:
        last = len(row) - 1
        for number, word in enumerate(row):
            target = after if number == last else self._new_node()
            if word == GAP:
                node.gap = [*node.gap, target]
            else:
                if node.edges is None:
                    node.edges = {}
                node.stars = node.stars or "*" in word
                node.edges.setdefault(word, []).append(target)
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


def _followers(node: _Node[Owner], word: str) -> Iterator[_Node[Owner]]:
    edges = node.edges
    if edges is None:
        return
    yield from edges.get(word, ())
    if word[0].isdigit():
        yield from edges.get(NUMBER, ())
    if node.stars:
        for length in range(LETTERS, len(word) + 1):
            yield from edges.get(f"{word[:length]}*", ())
            yield from edges.get(f"*{word[-length:]}", ())
