"""Conditions, treatments, tests and the state of somebody's body."""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.terms import Terms, find_terms
from assistant.privacy.wording import wording, words
from assistant.schema import LeakKind

Strength = Literal["telling", "everyday"]
_STRENGTHS: tuple[Strength, ...] = ("everyday", "telling")
_WHOSE = (
    rf"(?:{wording('health', 'whose')}"
    r"|\b(?!(?:here|what|it|that|there|let|where|how|today|who|she|he)'s)[a-z]+'s\b)"
)
_OTHERS = wording("health", "third person")
_YOU = wording("health", "second person")
_ANYBODY = rf"(?:{_WHOSE}|{_OTHERS}|{_YOU})"
_HAS = (
    rf"(?:(?:{_YOU}|{_OTHERS})[^,;:.!?\n]{{0,40}}{wording('health', 'has')}"
    r"[^,;:.!?\n]{0,25}$"
    r"|\b(?:you|he|she|they)(?:'re|'ve|'d|'s) (?:\w+ ){0,3}$)"
)
_SUFFERS = rf"{wording('health', 'suffers')} (?:an? |the |his |her )?(?:\w+ )?$"
_RECORDS = wording("health", "records")
_HIT = rf"{wording('health', 'hit')} (?:\w+ )?$"
_ON_RECORD = (
    r"^[^.!?]{0,30}\b(?:on (?:your|his|her|the) (?:file|record|notes|booking|account)"
    r"|you (?:had|have|mentioned|told|were))\b"
)
_RESULT = r"^ results?\b"
_ANYONE = (
    rf"(?:{wording('health', 'anyone')}|{wording('health', 'places of a doctor')} $)"
)
_NOT_A_BODY = rf"^(?:'s)? {wording('health', 'not a body')}"
_WISHES = wording("health", "wishes")


def find_health(page: Page) -> Iterator[Guess]:
    """Yield what is said about somebody's health, the term itself as its core."""
    for start, end, strength in find_terms(page, health_words()):
        before = page.before(start, reach=160)
        after = page.after(end, reach=80)
        if expression(_NOT_A_BODY).search(after) or expression(_ANYONE).search(before):
            continue
        sure = _how_sure(before, after, strength)
        if sure:
            opens = _opening(before, start)
            why = "says something about somebody's health"
            yield Guess(LeakKind.HEALTH, opens, end, sure, why, (start, end))


@cache
def health_words() -> Terms[Strength]:
    """Return the terms of the list, each with how telling it is."""
    return Terms(
        {
            term: strength
            for strength in _STRENGTHS
            for term in words("health", strength)
        }
    )


def _how_sure(before: str, after: str, strength: Strength) -> float:
    if expression(_WISHES).search(before):
        return 0.0
    somebody = _is_about_somebody(before)
    if strength == "telling":
        if somebody:
            return 0.8
        result = before.endswith("the ") and expression(_RESULT).search(after)
        return 0.6 if result or expression(_ON_RECORD).search(after) else 0.0
    near = before[-70:]
    others = bool(expression(_OTHERS).search(near))
    recorded = bool(expression(_RECORDS).search(f"{near} | {after[:40]}"))
    if recorded and (others or somebody):
        return 0.65
    return 0.6 if others and expression(_HIT).search(near) else 0.0


def _is_about_somebody(before: str) -> bool:
    if expression(_SUFFERS).search(before):
        return True
    clause = max(before.rfind(mark) for mark in ",;:(")
    whose = expression(_WHOSE).search(before[max(clause + 1, len(before) - 45) :])
    return bool(whose or expression(_HAS).search(before[-75:]))


def _opening(before: str, start: int) -> int:
    """Begin the stretch at the nearest word for the person, at most 45 letters off."""
    last = max(
        (match.start() for match in expression(_ANYBODY).finditer(before)), default=None
    )
    return start if last is None else max(start - len(before) + last, start - 45)
