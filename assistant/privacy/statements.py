"""Statements about one person, found by phrases over words and classes of words.

`words/statements.txt` holds the phrases. Sums, dates, times, codes and names are read
as one word each before the phrases are looked for, so `you're {sum} over your limit`
finds any sum.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.privacy.details import STATEMENTS, Guess
from assistant.privacy.ordinary import CLOCK, MONEY, NUMERIC_DATE, WEEKDAY, WORDED_DATE
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import phrases_by_line, words
from assistant.schema import LeakKind
from assistant.text import Phrase, PhraseIndex

KINDS = (
    LeakKind.HEALTH,
    LeakKind.FINANCIAL,
    LeakKind.TRAVEL_OR_LOCATION,
    LeakKind.BOOKING,
    LeakKind.DATE_OF_BIRTH,
    LeakKind.CREDENTIAL,
    LeakKind.POSTAL_ADDRESS,
    LeakKind.PERSON_NAME,
)
Owner = tuple[LeakKind, bool]  # the flag says that a phrase is only a hint
_SURE, _HINT = 0.66, 0.5
_LESS_SURE = 0.6  # than detectors that know where the detail begins and ends
_CLASSES = ("AMOUNT", "NUM", "CODE", "DAY", "TIME", "CAPS", "CAP", "KIN", "SPELLED")
_SECTION = re.compile(r"\{([a-z']+)\}")
_DIGIT_WORD = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine)"
_FOREIGN_SUM = (
    r"\b(?:kr|zl|ft|huf|czk|pln|sek|nok|dkk|lei|rub|tl)\.? ?\d[\d .,]{0,12}\d\b"
    r"|(?<![\d.,])\d[\d .,]{0,12} ?(?:ft|huf|kc|zl|kr|lei|tl|grand|quid|k)\b"
)
_SPELLED = (
    rf"\b(?:(?:\d|{_DIGIT_WORD})[ -]{{1,2}}){{2,12}}(?:\d|{_DIGIT_WORD})\b"
    r"|\b(?:(?:\d|[a-z])[ -]){3,12}(?:\d|[a-z])\b"
)
_DAYS_IN_WORDS = (
    rf"{WEEKDAY}s?\b"
    r"|\b(?:tomorrow|tonight|today|yesterday|easter|christmas|new year|ramadan|diwali"
    r"|january|february|march|april|june|july|august|september|october|november"
    r"|december)\b"
)
_DAYS = (
    rf"{NUMERIC_DATE}|{WORDED_DATE}|\bthe \d{{1,2}}(?:st|nd|rd|th)\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)\b|{_DAYS_IN_WORDS}"
)
_STRETCHES = (
    ("spelledx", _SPELLED),
    ("amountx", MONEY),
    ("amountx", _FOREIGN_SUM),
    ("dayx", _DAYS),
    ("timex", CLOCK),
)
_STRETCHES_IN_WORDS = (("spelledx", _SPELLED), ("dayx", _DAYS_IN_WORDS))
_VOUCHER = r"[a-z]{3,}\d{1,3}"
_WORD = r"[^\W_]+(?:['.][^\W_]+)*"
_NEVER_A_FACT = (
    r"\b(?:if|when|whenever|unless|whether|in case|should|any|anyone|anybody|everyone"
    r"|somebody|someone|each|every|people|customers|guests|passengers|members|can|could"
    r"|would|may|might|must|please|how to|do|does|did|don't|doesn't|never|always"
    r"|usually|normally|typically|until|once|before you|as soon as|want to|like to"
    r"|need to|try to|able to|feel free to|up to|at least|from just|only|prices"
    r"|starting)\b[^.!?;:]{0,24}$"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence with its classes in place of words, and where each word stood."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]  # of the same words on the page
    telling: tuple[bool, ...]  # sums, dates, codes and names


def find_statements(page: Page) -> Iterator[Guess]:
    """Yield each statement, with what is telling in it as its core."""
    for sentence in page.sentences:
        reading = _read(page, sentence.start, sentence.end)
        for match in _index().find_among(reading.words):
            first, last = match.span.start, match.span.end - 1
            start, end = reading.places[first][0], reading.places[last][1]
            if expression(_NEVER_A_FACT).search(page.before(start, reach=40)):
                continue
            kind, hint = match.owner
            core = _core(reading, first, last)
            sure = _HINT if hint else _SURE if kind in STATEMENTS else _LESS_SURE
            yield Guess(kind, start, end, sure, "a statement about one person", core)


def _core(reading: _Reading, first: int, last: int) -> tuple[int, int]:
    telling = [n for n in range(first, last + 1) if reading.telling[n]]
    if not telling:
        telling = [first, last]
    return reading.places[telling[0]][0], reading.places[telling[-1]][1]


def _read(page: Page, start: int, end: int) -> _Reading:
    stretches = list(_stretches(page, start, end))
    return _Reading(
        words=tuple([written for _, _, written, _ in stretches]),
        places=tuple([(opens, closes) for opens, closes, _, _ in stretches]),
        telling=tuple([tells for _, _, _, tells in stretches]),
    )


def _stretches(
    page: Page, start: int, end: int
) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the words of a sentence, each with the class it is read as."""
    classed = _classed(page, start, end)
    first = True
    position = start
    for opens, closes, name in [*classed, (end, end, "")]:
        for match in expression(_WORD).finditer(page.plain, position, opens):
            written, tells = _plain_word(page, match.start(), match.end(), first=first)
            first = False
            yield match.start(), match.end(), written, tells
        if name:
            yield opens, closes, name, True
            first = False
        position = closes


def _classed(page: Page, start: int, end: int) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    if not any(map(str.isalnum, page.plain[start:end])):
        return found
    for name, shape in _STRETCHES if page.digits else _STRETCHES_IN_WORDS:
        for match in expression(shape).finditer(page.plain, start, end):
            if not any(o < match.end() and match.start() < c for o, c, _ in found):
                found.append((match.start(), match.end(), name))
    for code in page.codes:
        if start <= code.start < end and not any(
            o < code.end and code.start < c for o, c, _ in found
        ):
            written = page.plain[code.start : code.end]
            found.append((code.start, code.end, _code_class(written)))
    return sorted(found)


def _code_class(written: str) -> str:
    if expression(_VOUCHER).fullmatch(written):
        return "voucherx"
    return "codex" if any(map(str.isalpha, written)) else "numx"


def _plain_word(page: Page, start: int, end: int, *, first: bool) -> tuple[str, bool]:
    plain = page.plain[start:end]
    bare = plain.removesuffix("'s")
    belongs = "'s" if plain != bare else ""
    if bare in _kin():
        return f"kinx{belongs}", False
    capital = page.text[start].isupper() and not plain.startswith("i'")
    if not capital or bare == "i" or bare in _vocabulary():
        return plain, False
    if first and not _goes_on_capital(page, end):
        return plain, False
    plural = plain.endswith("s") and plain[-2:] != "ss"
    return f"capsx{belongs}" if plural else f"capx{belongs}", True


def _goes_on_capital(page: Page, end: int) -> bool:
    """The first word of a sentence is a name where another capital follows."""
    return bool(expression(r" [A-Z][a-z]").match(page.text, end))


@cache
def _kin() -> frozenset[str]:
    return words("statements", "kin")


@cache
def _phrases() -> dict[Owner, list[Phrase]]:
    found: dict[Owner, list[Phrase]] = {}
    for kind in KINDS:
        for line in phrases_by_line("statements", kind):
            hint = line.startswith("~")
            source = spelled_out(line.removeprefix("~"))
            found.setdefault((kind, hint), []).append(Phrase.parse(source))
    return found


def spelled_out(line: str) -> str:
    """Put the phrases of a section in place of its name, and words for classes."""
    while _SECTION.search(line):
        line = _SECTION.sub(lambda match: _either(match[1]), line)
    for name in _CLASSES:
        either = "(capx|capsx)" if name == "CAP" else f"{name.lower()}x"
        line = re.sub(rf"\b{name}\b(?!')", either, line)
        line = re.sub(rf"\b{name}'s\b", f"{name.lower()}x's", line)
    return line


@lru_cache(maxsize=64)
def _either(section: str) -> str:
    if section == "kin":
        return "KIN"
    rows = phrases_by_line("statements", section)
    return "(" + "|".join(part.strip() for row in rows for part in row.split(",")) + ")"


@cache
def _index() -> PhraseIndex[Owner]:
    return PhraseIndex(_phrases())


@cache
def _vocabulary() -> frozenset[str]:
    """Return the words of the phrases: a capital makes no name of them."""
    return frozenset(
        word
        for phrases in _phrases().values()
        for phrase in phrases
        for piece in phrase.pieces
        for row in piece
        for word in row
    )
