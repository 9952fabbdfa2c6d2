"""Find many phrases at once in a text, in time linear in the text.

All phrases together form one graph whose edges are words. Where a word leads from a
set of places is worked out once and remembered, so a text is read at a few look-ups a
word, however many phrases there are. A place is laid out when it is first reached, and
what leads on from a set of places when a word is first read there: most words of a
library are never asked for.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any, Generic, TypeVar

from assistant.schema import Span
from assistant.text.folding import Folded, fold
from assistant.text.phrases import GAP, LETTERS, NUMBER, Phrase, Row
from assistant.text.words import Token, plain_letters, tokens_of

Owner = TypeVar("Owner", bound=Hashable)
Step = tuple[int, int, Row, int]  # phrase, piece of it, row of that, words of it read
_GAP_WORDS = 4
_SKIPS = 7  # the bits of an item that hold what a gap has left; 0 where there is none
_PLACE = 3  # how far to the left of them the number of the place stands
_ANYWHERE, _OPENING = 0, 1  # the places where phrases begin
_MOST_REMEMBERED = 100_000  # steps kept in memory; some 20 MB


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Owner]):
    """Where a phrase was found and whose it is."""

    owner: Owner
    span: Span


@dataclass(slots=True, eq=False)
class _Place:
    """A place between two words of a phrase, and the words that lead on from there."""

    onward: Sequence[str]
    gap: Sequence[int] = ()  # places that are reached over a few words of any kind
    ends: int | None = None  # the number of the phrase that may end here


@dataclass(slots=True, eq=False)
class _State(Generic[Owner]):
    """All places reached at once, with the number of words each may still skip.

    Where a word leads is worked out when it is first read there, and remembered.
    """

    items: frozenset[int]
    owners: Sequence[tuple[Owner, bool]] = ()  # True: the sentence must stop here
    ways: "_Ways | None" = None  # None: nobody has asked yet
    fading: "_State[Owner] | None" = None  # where a word leads that no phrase has
    after: "dict[str, _State[Owner] | None]" = field(default_factory=dict)


class _Ways:
    """Some places, and the words that lead on from them as phrases write them."""

    def __init__(
        self, places: frozenset[int], words: frozenset[str], starred: frozenset[str]
    ) -> None:
        self.places = places
        self._words = words
        self._begins = tuple([word[:-1] for word in starred if word[-1] == "*"])
        self._ends = tuple([word[1:] for word in starred if word[0] == "*"])
        self._numbers = NUMBER in words

    def has(self, word: str) -> bool:
        """Say whether a word may lead on; most do not."""
        return (
            word in self._words
            or word.startswith(self._begins)
            or word.endswith(self._ends)
            or (self._numbers and word[0].isdigit())
        )

    def forms(self, word: str) -> frozenset[str]:
        """Return how the phrases write a word that leads on."""
        return self._words.intersection(_forms(word))


_UNREAD: _State[Any] = _State(frozenset())  # stands for what nobody has worked out


class PhraseIndex(Generic[Owner]):
    """Many phrases, each with an owner, found in one walk over a text."""

    def __init__(self, phrases: Mapping[Owner, Iterable[Phrase]]) -> None:
        self._phrases = [
            (phrase, owner) for owner, owned in phrases.items() for phrase in owned
        ]
        self._laid_out: dict[Step, int] = {}
        self._starred: set[str] = set()  # of the words that lead on somewhere
        # Where each word leads from each place that is laid out.
        self._edges: dict[str, dict[int, list[Step]]] = {}
        begins: tuple[set[str], set[str]] = (set(), set())
        for number, (phrase, _) in enumerate(self._phrases):
            place = _OPENING if phrase.opens else _ANYWHERE
            for piece, row in phrase.onward(0)[0]:
                begins[place].add(row[0])
                self._lead(place, row[0], _step(number, piece, row, 1))
        self._places = [_Place(tuple(words)) for words in begins]  # where phrases begin
        self._learning = Lock()  # many threads read texts with one index
        self._forget()

    def find(self, text: str) -> Iterator[PhraseMatch[Owner]]:
        """Yield the longest match of each owner from each word, in reading order."""
        folded, tokens = _read(text)
        for owner, start, end in self._find(tokens):
            yield PhraseMatch(owner, folded.span(start, end))

    def find_among(self, words: Sequence[Token]) -> Iterator[PhraseMatch[Owner]]:
        """Yield what `find` would in a sentence of these words, by their places."""
        stop = words[-1].end if words else 0
        for owner, start, end in self._find([*words, Token("", stop, stop, False)]):
            yield PhraseMatch(owner, Span(start, end))

    def _find(self, tokens: Sequence[Token]) -> Iterator[tuple[Owner, int, int]]:
        if self._remembered > _MOST_REMEMBERED:
            self._forget()
        starts = self._starts
        for number, (word, start, _, opens) in enumerate(tokens):
            if word:
                state = starts[opens]
                first = state.after.get(word, _UNREAD)
                if first is _UNREAD:
                    first = self._learn(state, word)
                if first is not None:
                    for owner, end in self._ends(first, tokens, number).items():
                        yield owner, start, end

    def _ends(
        self, state: _State[Owner], tokens: Sequence[Token], number: int
    ) -> dict[Owner, int]:
        """Return where the longest match of each owner ends, after a first word."""
        ends: dict[Owner, int] = {}
        while True:
            following = tokens[number + 1].word
            for owner, stops in state.owners:
                if not stops or not following:
                    ends[owner] = tokens[number].end
            if not following:
                return ends
            after = state.after.get(following, _UNREAD)
            if after is _UNREAD:
                after = self._learn(state, following)
            if after is None:
                return ends
            state = after
            number += 1

    def _forget(self) -> None:
        self._remembered = 0
        self._states: dict[frozenset[int], _State[Owner]] = {}
        anywhere, opening = _ANYWHERE << _PLACE, _OPENING << _PLACE
        self._starts = (
            self._state(frozenset([anywhere])),
            self._state(frozenset([anywhere, opening])),
        )

    def _learn(self, state: _State[Owner], word: str) -> _State[Owner] | None:
        """Work out where a word leads, and remember it."""
        ways = state.ways or self._look_on(state)
        if ways.has(word):
            with self._learning:
                reached = self._follow(state, ways, word)
        else:
            fading = state.fading or self._fade(state)
            reached = fading if fading.items else None
        self._remembered += 1
        state.after[word] = reached
        return reached

    def _follow(
        self, state: _State[Owner], ways: _Ways, word: str
    ) -> _State[Owner] | None:
        items: set[int] = set()
        for form in ways.forms(word):
            edges = self._edges[form]
            for here in edges.keys() & ways.places:
                for step in edges[here]:
                    place = self._place(step)
                    items.add(place << _PLACE)
                    for beyond in self._places[place].gap:
                        items.add((beyond << _PLACE) + _GAP_WORDS + 1)
        fading = state.fading or self._fade(state)
        items |= fading.items
        return self._state(frozenset(items)) if items else None

    def _state(self, items: frozenset[int]) -> _State[Owner]:
        known = self._states.get(items)
        if known is not None:
            return known
        places = self._places
        reached = [places[item >> _PLACE].ends for item in items if not item & _SKIPS]
        ends = sorted([number for number in reached if number is not None])
        owners = [(self._phrases[n][1], self._phrases[n][0].stops) for n in ends]
        made: _State[Owner] = _State(items, tuple(dict.fromkeys(owners)))
        self._states[items] = made
        return made

    def _look_on(self, state: _State[Owner]) -> _Ways:
        """Work out which words lead on from a state, and remember them."""
        places = frozenset([item >> _PLACE for item in state.items])
        onward = [self._places[place].onward for place in places]
        words = frozenset[str]().union(*onward)
        state.ways = ways = _Ways(places, words, words & self._starred)
        return ways

    def _fade(self, state: _State[Owner]) -> _State[Owner]:
        """Work out where a word leads that only a gap can skip, and remember it."""
        items = frozenset([item - 1 for item in state.items if item & _SKIPS > 1])
        same = len(items) == len(state.items)  # as many places, so the same ways
        fading: _State[Owner] = _State(items, (), state.ways if same else None)
        state.fading = fading
        return fading

    def _place(self, step: Step) -> int:
        known = self._laid_out.get(step)
        return self._lay_out(step) if known is None else known

    def _lay_out(self, step: Step) -> int:
        """Make the place that a step leads to."""
        number, piece, row, read = step
        self._laid_out[step] = place = len(self._places)
        if row:  # within a row of words, where one leads on
            word = row[read]
            self._places.append(made := _Place((word,)))
            self._go_on(made, place, word, _step(number, piece, row, read + 1))
            return place
        rows, ends = self._phrases[number][0].onward(piece)
        made = _Place([each[0] for _, each in rows], (), number if ends else None)
        self._places.append(made)
        for at, each in rows:
            self._go_on(made, place, each[0], _step(number, at, each, 1))
        return place

    def _go_on(self, made: _Place, place: int, word: str, step: Step) -> None:
        if word == GAP:
            made.gap = [*made.gap, self._place(step)]
        else:
            self._lead(place, word, step)

    def _lead(self, place: int, word: str, step: Step) -> None:
        edges = self._edges.get(word)
        if edges is None:
            self._edges[word] = {place: [step]}
            if "*" in word:
                self._starred.add(word)
        elif place in edges:
            edges[place].append(step)
        else:
            edges[place] = [step]


def _step(phrase: int, piece: int, row: Row, read: int) -> Step:
    """Return where a row leads when so many of its words are read."""
    return (phrase, piece, row, read) if read < len(row) else (phrase, piece + 1, (), 0)


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
