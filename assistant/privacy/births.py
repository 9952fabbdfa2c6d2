"""Dates of birth, and statements from which one follows."""

import datetime
from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.ordinary import NUMERIC_DATE, WEEKDAY, WORDED_DATE
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording
from assistant.schema import LeakKind

_DATE = rf"(?:{NUMERIC_DATE}|{WORDED_DATE})"
_BORN = (
    rf"(?:{wording('births', 'born')}|(?<=[ (,;])b\.(?= ?\d)|(?<=\d )\*(?= ?\d)"
    r"|生年月日)"
)
_TURNS = rf"{wording('births', 'turns')} 1?\d{{1,2}}\b"
_WHO_TURNS = (
    r"\b(?:you|he|she|they|your [a-z]+|who)(?:'ll|'re|'s)?"
    r"(?: (?:will|only|just|don't|won't|doesn't)){0,2},? $"
)
_THAT_DAY = (
    r"^(?: on| until| this| next|,| in| the){0,3}"
    rf" (?:{_DATE}|tomorrow|today|{WEEKDAY})"
)
_YEAR = r"\b(?:born (?:back )?(?:in|on)|jahrgang) (?:19|20)\d\d\b"
_RECORD = (
    rf"{wording('births', 'record')} {wording('births', 'says')} (?:[a-z]+ ){{0,3}}?"
    rf"(?P<date>{_DATE})"
)
_UNTIL = rf"\b\d{{1,2}} until (?:the )?{_DATE}"
_PERSON = rf"{wording('births', 'person')}[^.!?]{{0,25}}$"
_NO_PERSON = rf"{wording('births', 'no person')}[^.!?]{{0,12}}$"
_GROWING_UP = 12  # years; what is older in a record is a birth rather than an order
_BESIDE = 25  # letters between a word for birth, a date and the next
_SHORT = 5  # letters of "geb." and "b.", which make one detail with their date


def find_births(page: Page) -> Iterator[Guess]:
    """Yield each date that a word makes a date of birth."""
    if not page.codes:
        return
    for match in expression(_BORN).finditer(page.plain):
        if not expression(_NO_PERSON).search(page.before(match.start(), reach=30)):
            yield from _dates_near(page, match.start(), match.end())
    for match in expression(_TURNS).finditer(page.plain):
        yield from _turning(page, match.start(), match.end())
    for shape, why in ((_YEAR, "a year of birth"), (_UNTIL, "an age and its end")):
        for match in expression(shape).finditer(page.plain):
            if expression(_PERSON).search(page.before(match.start(), reach=40)):
                yield _birth(match.start(), match.end(), 0.7, why)
    for match in expression(_RECORD).finditer(page.plain):
        if _is_long_ago(match["date"]):
            why = "a date long ago in somebody's records"
            yield _birth(*match.span("date"), 0.65, why)


def _dates_near(page: Page, cue_start: int, cue_end: int) -> Iterator[Guess]:
    """Read the dates of the cue's sentence: `born 07/11/1904 so we set 07/11/1994`."""
    sentence = page.sentence(cue_start)
    opening = max(sentence.start, cue_start - 60)
    stretch = page.plain[opening : min(sentence.end, cue_end + 110)]
    last = 0
    for match in expression(_DATE).finditer(stretch):
        start, end = opening + match.start(), opening + match.end()
        if _is_to_come(match[0]) or start - max(cue_end, last) > _BESIDE:
            continue
        last = end
        beside = 0 <= start - cue_end <= 3 and cue_end - cue_start <= _SHORT
        opens = cue_start if beside else start
        yield _birth(opens, end, 0.9, "a date beside a word for birth")


def _turning(page: Page, start: int, end: int) -> Iterator[Guess]:
    """Read `you turn 18 on 9 May`: the date follows from it."""
    if not expression(_WHO_TURNS).search(page.before(start, reach=30)):
        return
    match = expression(_THAT_DAY).search(page.after(end, reach=40))
    if match is not None:
        yield _birth(start, end + match.end(), 0.7, "an age and the day it begins")


def _year(date: str) -> int | None:
    match = expression(r"(?:19|20)\d\d").search(date)
    return int(match[0]) if match else None


def _is_to_come(date: str) -> bool:
    year = _year(date)
    return year is not None and year > datetime.date.today().year


def _is_long_ago(date: str) -> bool:
    year = _year(date)
    return year is not None and year < datetime.date.today().year - _GROWING_UP


def _birth(start: int, end: int, sure: float, why: str) -> Guess:
    return Guess(LeakKind.DATE_OF_BIRTH, start, end, sure, why)
