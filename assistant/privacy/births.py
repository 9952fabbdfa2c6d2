"""Dates of birth, and statements from which one follows."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.ordinary import NUMERIC_DATE, WORDED_DATE
from assistant.privacy.page import Page, expression
from assistant.schema import LeakKind

_DATE = rf"(?:{NUMERIC_DATE}|{WORDED_DATE})"
_BORN = (
    r"(?:\b(?:born|birth ?date|birth ?day|birthdate|d\.?o\.?b\.?|geboren|geb\.?"
    r"|geburtsdatum|geburtstag|nacid[oa]|nacimiento|cumpleanos|nascid[oa]|nascimento"
    r"|aniversario|nat[oa] il|nascita|geboortedatum|naissance|anniversaire|urodzon[ya]"
    r"|syntynyt|fodt)\b|\bdate of birth\b|\bne(?:\(e\)|e)? le\b"
    r"|\bmakes (?:you|him|her|them) (?:under|over|only|\d)|(?<=[ (,;])b\.(?= ?\d)"
    r"|(?<=\d )\*(?= ?\d)|生年月日)"
)
_TURNS = (
    r"\b(?:turn(?:s|ed|ing)?|be|is|are|was|were|becomes?|reach(?:es|ed)?) (?:1?\d"
    r"|[2-9]\d|1[01]\d)\b"
)
_YEAR_BORN = (
    r"\bborn (?:back )?(?:in|on) (?P<year>(?:19|20)\d\d)\b"
    r"|\bjahrgang (?P<jahr>(?:19|20)\d\d)\b"
)
_AGE = (
    r"\b(?:you|he|she|they|who|passenger|guest|child|son|daughter|patient)(?:'re|'s"
    r"| are| is"
    r"| was| were|,)? (?:only |just |still |already |aged "
    r"|not )?(?P<age>\d{1,2}) years? old\b"
)
_PERSON = (
    r"\b(?:you|you're|he|she|he's|she's|they|who|mr|mrs|ms|was|were|sie"
    r"|vous)\b[^.!?]{0,25}$"
)
_NO_PERSON = r"\b(?:offer|sale|promotion|deal|our|the brand's|company)\b[^.!?]{0,12}$"


def find_births(page: Page) -> Iterator[Guess]:
    """Yield each date that a word makes a date of birth."""
    if not page.codes:
        return
    for match in expression(_BORN).finditer(page.plain):
        if not expression(_NO_PERSON).search(page.before(match.start(), reach=30)):
            yield from _dates_near(page, match.start(), match.end())
    for match in expression(_TURNS).finditer(page.plain):
        yield from _turning(page, match.start(), match.end())
    for match in expression(_YEAR_BORN).finditer(page.plain):
        if expression(_PERSON).search(page.before(match.start(), reach=40)):
            yield _birth(match.start(), match.end(), 0.75, "a year of birth")
    for match in expression(_AGE).finditer(page.plain):
        yield _birth(match.start("age"), match.end(), 0.45, "somebody's age")


def _dates_near(page: Page, cue_start: int, cue_end: int) -> Iterator[Guess]:
    """Read the dates of the cue's sentence: `born 07/11/1904 so we set 07/11/1994`."""
    sentence = page.sentence(cue_start)
    opening = max(sentence.start, cue_start - 60)
    stretch = page.plain[opening : min(sentence.end, cue_end + 110)]
    for match in expression(_DATE).finditer(stretch):
        start, end = opening + match.start(), opening + match.end()
        opens = start
        if 0 <= start - cue_end <= 3 and cue_end - cue_start <= 5:
            opens = cue_start  # "b. 30.11.88" is one detail
        yield _birth(opens, end, 0.9, "a date beside a word for birth")


def _turning(page: Page, start: int, end: int) -> Iterator[Guess]:
    person = (
        r"\b(?:you|he|she|they|your [a-z]+|who)(?:'ll|'re|'s)?(?: (?:will|only"
        r"|just|don't|won't|doesn't))*,? $"
    )
    if not expression(person).search(page.before(start, reach=30)):
        return
    after = page.after(end, reach=40)
    match = expression(
        rf"^(?: on| until| this| next|,| in| the){{0,3}} (?:{_DATE}|tomorrow|today"
        r"|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    ).search(after)
    if match is not None:
        yield _birth(start, end + match.end(), 0.7, "an age and the day it begins")


def _birth(start: int, end: int, sure: float, why: str) -> Guess:
    return Guess(LeakKind.DATE_OF_BIRTH, start, end, sure, why)
