"""Find what a customer's messages tell in passing: the place, the day, the device.

Who has told it is not asked for it. Nothing of what was told is said again, so only
that it was told is kept.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from assistant.conversation.ear import Ear
from assistant.library import GIVEN, Library, class_word
from assistant.privacy import find_private
from assistant.schema import Span
from assistant.text import Phrase, PhraseIndex, Token, fold
from assistant.text.words import plain_letters, tokens_of

_Owner = tuple[str, bool]  # name, whether it excuses
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DAY = re.compile(
    r"(?<![\d/.-])(?:[0-3]?\d/[01]?\d(?:/(?:20)?\d\d)?|[0-3]?\d\.[01]?\d\.(?:20)?\d\d"
    r"|20\d\d-[01]\d-[0-3]\d)(?![\d/]|[.-]\d)"
    rf"|(?<!\d)[0-3]?\d(?:st|nd|rd|th)? (?:of )?{_MONTH}"
    rf"|\b{_MONTH} (?:the )?[0-3]?\d(?:st|nd|rd|th)?(?![\d:])"
    r"|\bthe [0-3]?\d(?:st|nd|rd|th)\b(?= *(?:[.,;:!?)]|and\b|but\b|at\b|of\b|$))"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:tues|weds|thurs)\b"
    r"|\byesterday\b|\btoday\b|\btonight\b|\btomorrow\b|\blast night\b"
    r"|\bthis (?:morning|afternoon|evening|lunchtime)\b"
)
_VERSION = re.compile(r"(?<![\w.£$€:])v?\d{1,4}(?:\.\d{1,5}){1,4}(?![\w:%])")
_CODE = re.compile(
    r"(?<![\w-])(?:(?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z\d][a-z\d-]{4,}+|\d{5,})(?![\w-])"
)
_STRETCHES = (("DAY", _DAY), ("VERSION", _VERSION), ("CODE", _CODE))
_NO_NAME = re.compile(r"[@#&/.-]$")  # what stands before part of a handle or a link
_ABBREVIATED = 3  # letters; a longer word of capitals was shouted
_REMEMBERED = 32  # texts; a reply and its private opener ask of the same
_SHOUTED = 0.5  # the share of capitals from which on they make no name


class Mentions:
    """All phrases of a library that tell what a reply would else ask for."""

    def __init__(self, library: Library, ear: Ear) -> None:
        self._ear = ear
        self._instead = {one.name: one.instead for one in library.mentions}
        self._kinds = {one.name: frozenset(one.kinds) for one in library.mentions}
        phrases: dict[_Owner, Iterable[Phrase]] = {}
        for one in library.mentions:
            phrases[one.name, False] = one.phrases
            phrases[one.name, True] = one.unless
        self._index = PhraseIndex(phrases)
        self._told = lru_cache(maxsize=_REMEMBERED)(self._told_in)
        self._vocabulary = frozenset(
            word
            for each in phrases.values()
            for phrase in each
            for piece in phrase.pieces
            for row in piece
            for word in row
        )

    def told(self, texts: Iterable[str], *, brand: str = "") -> frozenset[str]:
        """Return the names of all that a customer's texts tell; `brand` is no place."""
        return frozenset[str]().union(*(self._told(text, brand) for text in texts))

    def values(self, texts: Iterable[str], *, brand: str = "") -> dict[str, str]:
        """Return what texts tell as templates take it: which, and never the words."""
        return {f"{GIVEN}{name}": name for name in self.told(texts, brand=brand)}

    def instead(self, texts: Iterable[str], *, brand: str = "") -> dict[str, str]:
        """Return which words of templates are said otherwise to who wrote these texts.

        Where two details would have it two ways, the words stay as they are. What is
        part of something longer comes after it.
        """
        wished: dict[str, set[str]] = {}
        for name in self.told(texts, brand=brand):
            for words, others in self._instead.get(name, {}).items():
                wished.setdefault(words, set()).add(others)
        longest_first = sorted(wished, key=len, reverse=True)
        sure = (words for words in longest_first if len(wished[words]) == 1)
        return {words: min(wished[words]) for words in sure}

    def is_told(self, name: str, text: str) -> bool:
        """Say whether a text tells one detail."""
        return name in self.told((text,))

    def _told_in(self, text: str, brand: str) -> frozenset[str]:
        kinds = {detail.kind for detail in find_private(text)}
        by_kind = {name for name, own in self._kinds.items() if own & kinds}
        heard = self._ear.given(text)
        return frozenset({*by_kind, *heard, *self._in_words(text, brand)})

    def _in_words(self, text: str, brand: str) -> set[str]:
        found: dict[_Owner, list[Span]] = {}
        for match in self._index.find_among(self._read(text, brand)):
            found.setdefault(match.owner, []).append(match.span)
        return {
            name
            for (name, excuses), spans in found.items()
            if not excuses and _free(spans, found.get((name, True), ()))
        }

    def _read(self, text: str, brand: str) -> list[Token]:
        """Return the words of a text, each as the class it is read as."""
        written = fold(text).text
        plain = plain_letters(written)
        words = _joined(tokens_of(plain), [*_stretches(plain)])
        if _is_shouted(written):
            return words
        own = {token.word for token in tokens_of(plain_letters(brand))}
        no_names = self._vocabulary | own
        return [
            token._replace(word=class_word("NAME"))
            if token.word and _is_name(token, written, no_names)
            else token
            for token in words
        ]


def _free(spans: Iterable[Span], excuses: Iterable[Span]) -> bool:
    """Say whether some stretch overlaps none of the excuses."""
    excuses = [*excuses]
    return any(not any(span.overlaps(one) for one in excuses) for span in spans)


def _stretches(plain: str) -> Iterator[tuple[str, Span]]:
    """Yield what stands for one word of a class."""
    taken: list[Span] = []
    for name, shape in _STRETCHES:
        for match in shape.finditer(plain):
            span = Span(*match.span())
            if not any(span.overlaps(one) for one in taken):
                taken.append(span)
                yield class_word(name), span


def _joined(
    tokens: Sequence[Token], stretches: Sequence[tuple[str, Span]]
) -> list[Token]:
    """Return words, with one for each stretch in the place of those within it."""
    opening = {token.start for token in tokens if token.opens}
    made = [
        Token(word, span.start, span.end, span.start in opening)
        for word, span in stretches
    ]
    spans = [span for _, span in stretches]
    outside = [
        token
        for token in tokens
        if not (token.word and any(s.start <= token.start < s.end for s in spans))
    ]
    return sorted([*outside, *made], key=lambda token: token.start)


def _is_name(token: Token, written: str, no_names: frozenset[str]) -> bool:
    """Say whether a word is a name by its capital, which a first word has anyway."""
    word = written[token.start : token.end]
    if token.opens or token.word in no_names or not word[0].isupper():
        return False
    if word.isupper() and len(word) > _ABBREVIATED:
        return False
    return not _NO_NAME.search(written[: token.start][-1:])


def _is_shouted(written: str) -> bool:
    letters = [letter for letter in written if letter.isalpha()]
    return sum(map(str.isupper, letters)) > _SHOUTED * len(letters)
