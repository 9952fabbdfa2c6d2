"""Read a text once for all detectors: plain copy, sentences, words and codes."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from assistant.schema import Span
from assistant.text import Folded, fold, sentence_spans

LETTERS = re.compile(r"[^\W\d_]++")
WORD = re.compile(r"[^\W\d_]++(?:'[^\W\d_]++)?|\d++")
_CODE = re.compile(r"[^\W_](?:[^\W]|[-/.*+](?=[^\W_]))*+")
_WITH_DIGIT = re.compile(r"(?<!\S)[^\s\d]*+\d\S*+")  # between spaces
_LINK = re.compile(
    r"(?:https?://|(?<!\w)www\.)\S++"
    r"|(?<![\w.@-])[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}+/\S*+"
)
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|dez)")
_DIGIT = re.compile(r"\d")
# Full stops after these end no sentence, beside those that the text room knows.
_SHORT_FORMS = re.compile(
    r"(?:^|[\s(])(?:res|rd|str|ave|apt|ref|acc|acct|geb|sra|srta|frl|mme|mlle|cllr"
    r"|[a-z])\.$"
)


class Word(NamedTuple):
    """A word or number of the plain copy, and where it stands."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """One text, read for finding private details.

    `text` is the folded copy; `plain` is the same in lower case without accents,
    letter for letter, so a place in one is the same place in the other.
    """

    folded: Folded
    text: str
    plain: str
    sentences: tuple[Span, ...]
    vocabulary: frozenset[str]  # every row of letters in the plain copy, and ""
    links: tuple[Span, ...]
    codes: tuple[Span, ...]  # words with a digit, outside links
    digits: bool  # somewhere, also in links; most numbers, sums and dates need one

    def sentence(self, position: int) -> Span:
        """Return the sentence that holds this place."""
        found = bisect_right(self.sentences, position, key=lambda s: s.start) - 1
        return self.sentences[found] if found >= 0 else Span(0, len(self.text))

    def before(self, start: int, *, reach: int = 60) -> str:
        """Return the plain words before a place, inside its sentence."""
        return self.plain[max(self.sentence(start).start, start - reach) : start]

    def after(self, end: int, *, reach: int = 60) -> str:
        """Return the plain words after a place, inside its sentence."""
        stop = self.sentence(max(0, end - 1)).end
        return self.plain[end : min(stop, end + reach)]

    def around(self, start: int, end: int, *, reach: int = 120) -> str:
        """Return the plain words on both sides of a stretch, inside its sentence."""
        sentence = self.sentence(start)
        return self.plain[
            max(sentence.start, start - reach) : min(sentence.end, end + reach)
        ]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words and numbers of the plain copy, in reading order."""
        found = WORD.finditer(self.plain)
        return tuple([Word(match[0], *match.span()) for match in found])

    def has(self, *letters: frozenset[str]) -> bool:
        """Say whether one of these rows of letters is on the page."""
        return not all(map(self.vocabulary.isdisjoint, letters))

    def in_link(self, start: int, end: int) -> bool:
        """Say whether this stretch belongs to a web address."""
        return any(link.start < end and start < link.end for link in self.links)

    def original(self, start: int, end: int) -> Span:
        """Map a stretch back to the text as it was written.

        Invisible marks that follow the last letter belong to it: the ring around a
        keycap digit goes with the digit.
        """
        span = self.folded.span(start, end)
        following = self.folded.span(end, end).start if end < len(self.text) else 0
        return Span(span.start, max(span.end, following))


@lru_cache(maxsize=8)  # several look at one text, one after the other
def read_page(text: str) -> Page:
    """Read `text` for the detectors."""
    folded = fold(text)
    plain = plain_letters(folded.text)
    links = _links(plain)
    digits = _DIGIT.search(folded.text) is not None
    return Page(
        folded,
        folded.text,
        plain,
        _sentences(plain),
        vocabulary_of(plain),
        links,
        _codes(folded.text, links) if digits else (),
        digits,
    )


def vocabulary_of(plain: str) -> frozenset[str]:
    """Return every row of letters in a plain text, and the empty one."""
    return frozenset(["", *LETTERS.findall(plain)])


def plain_letters(text: str) -> str:
    """Return `text` in lower case without accents, letter for letter."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain_letter, text))


@cache
def expression(source: str) -> re.Pattern[str]:
    """Return an expression, compiled when it is first needed."""
    return re.compile(source)


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].lower()[0]


def _links(plain: str) -> tuple[Span, ...]:
    if "/" not in plain and "www." not in plain:
        return ()
    return tuple([Span(*match.span()) for match in _LINK.finditer(plain)])


def _codes(text: str, links: tuple[Span, ...]) -> tuple[Span, ...]:
    found = (
        match
        for piece in _WITH_DIGIT.finditer(text)
        for match in _CODE.finditer(text, *piece.span())
        if _DIGIT.search(match[0])
    )
    spans = (Span(*match.span()) for match in found)
    return tuple(
        span for span in spans if not any(span.overlaps(link) for link in links)
    )


def _sentences(plain: str) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sentence_spans(plain):
        ending = plain[max(0, span.start - 9) : span.start].rstrip()
        if joined and (
            _SHORT_FORMS.search(ending)
            or (_ORDINAL.search(ending) and _MONTH.match(plain, span.start))
        ):
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
