"""Statements about one person, found by phrases over words and classes of words.

`words/statements.txt` holds the phrases. Sums, dates, times, codes and names are read
as one word each before the phrases are looked for, so `you're {sum} over your limit`
finds any sum.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.privacy.details import STATEMENTS, Guess
from assistant.privacy.ordinary import (
    CLOCK,
    MONEY,
    NUMERIC_DATE,
    WEEKDAYS,
    WORDED_DATE,
)
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import phrases_by_line, words
from assistant.schema import LeakKind, Span
from assistant.text import Phrase, PhraseIndex, Token

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
_CLASS = re.compile(rf"\b({'|'.join(_CLASSES)})\b(?:('s)\b|(?!'))")
_SECTION = re.compile(r"\{([a-z']+)\}")
_DIGIT_WORDS = frozenset(
    "zero oh nought one two three four five six seven eight nine".split()
)
_DIGIT_WORD = rf"(?:{'|'.join(sorted(_DIGIT_WORDS))})"
_FOREIGN_SUM = (
    r"\b(?:kr|zl|ft|huf|czk|pln|sek|nok|dkk|lei|rub|tl)\.? ?\d[\d .,]{0,12}\d\b"
    r"|(?<![\d.,])\d[\d .,]{0,12} ?(?:ft|huf|kc|zl|kr|lei|tl|grand|quid|k)\b"
)
_SPELLED = (
    rf"\b(?:(?:\d|{_DIGIT_WORD})[ -]{{1,2}}){{2,12}}(?:\d|{_DIGIT_WORD})\b"
    r"|\b(?:(?:\d|[a-z])[ -]){3,12}(?:\d|[a-z])\b"
)
_LETTER_BY_LETTER = r"\b[a-z][ -][a-z][ -][a-z][ -]"
_DAY_WORDS = WEEKDAYS.union(
    "tomorrow tonight today yesterday easter christmas ramadan diwali january february"
    " march april june july august september october november december".split()
)
_DAYS_IN_WORDS = rf"\b(?:{'|'.join(sorted(_DAY_WORDS))}|new year)\b"
_NEW_YEAR = frozenset(["year"])
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
_TELLING = frozenset(  # sums, dates, codes and names
    "spelledx amountx dayx timex codex numx voucherx capx capsx capx's capsx's".split()
)
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


def find_statements(page: Page) -> Iterator[Guess]:
    """Yield each statement, with what is telling in it as its core."""
    in_words = tuple(_stretches_in_words(page))
    for sentence in page.sentences:
        tokens = list(_read(page, sentence, in_words))
        for match in _index().find_among(tokens):
            start, end = match.span.start, match.span.end
            if expression(_NEVER_A_FACT).search(page.before(start, reach=40)):
                continue
            kind, hint = match.owner
            core = _core(tokens, start, end)
            sure = _HINT if hint else _SURE if kind in STATEMENTS else _LESS_SURE
            yield Guess(kind, start, end, sure, "a statement about one person", core)


def _core(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    first, last = (bisect_left(tokens, at, key=_start) for at in (start, end))
    within = tokens[first:last]
    telling = [one for one in within if one.word in _TELLING] or within
    return telling[0].start, telling[-1].end


def _start(token: Token) -> int:
    return token.start


def _stretches_in_words(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what stands for a class without any digit, where the page may have it."""
    letters = expression(_LETTER_BY_LETTER)
    if page.has(_DIGIT_WORDS) or letters.search(page.plain):
        yield "spelledx", _SPELLED
    if page.has(_DAY_WORDS, _NEW_YEAR):
        yield "dayx", _DAYS_IN_WORDS


def _read(
    page: Page, sentence: Span, in_words: Sequence[tuple[str, str]]
) -> Iterator[Token]:
    """Yield the words of a sentence, each as the class it is read as."""
    position, end = sentence.start, sentence.end
    digit = page.digits and expression(r"\d").search(page.plain, position, end)
    shapes = _STRETCHES if digit else in_words
    first = True
    for opens, closes, name in [*_classed(page, sentence, shapes), (end, end, "")]:
        for match in expression(_WORD).finditer(page.plain, position, opens):
            written = _plain_word(page, match, first=first)
            yield Token(written, *match.span(), first)
            first = False
        if name:
            yield Token(name, opens, closes, first)
            first = False
        position = closes


def _classed(
    page: Page, sentence: Span, shapes: Sequence[tuple[str, str]]
) -> list[tuple[int, int, str]]:
    start, end = sentence.start, sentence.end
    found: list[tuple[int, int, str]] = []
    for name, shape in shapes:
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


def _plain_word(page: Page, word: re.Match[str], *, first: bool) -> str:
    plain = word[0]
    small, name = _readings(plain)
    if small is name or not page.text[word.start()].isupper():
        return small
    return small if first and not _goes_on_capital(page, word.end()) else name


@lru_cache(maxsize=4096)
def _readings(plain: str) -> tuple[str, str]:
    """Return what a word is read as in small letters, and with a capital."""
    bare = plain.removesuffix("'s")
    belongs = "'s" if plain != bare else ""
    if bare in _kin():
        kin = f"kinx{belongs}"
        return kin, kin
    if bare == "i" or plain.startswith("i'") or bare in _vocabulary():
        return plain, plain
    plural = plain.endswith("s") and plain[-2:] != "ss"
    return plain, f"capsx{belongs}" if plural else f"capx{belongs}"


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
    return _CLASS.sub(_class_words, line)


def _class_words(match: re.Match[str]) -> str:
    name, belongs = match[1], match[2] or ""
    if name == "CAP" and not belongs:
        return "(capx|capsx)"
    return f"{name.lower()}x{belongs}"


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
