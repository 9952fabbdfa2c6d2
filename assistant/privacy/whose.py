"""Tell the business's own contact from a private person's by the words around it."""

from enum import StrEnum

from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording


class Owner(StrEnum):
    """Whose a phone number, address or mailbox seems to be."""

    OURS = "ours"
    THEIRS = "theirs"
    UNKNOWN = "unknown"


_HOUR = r"\d{1,2}(?::\d\d)? ?(?:am|pm|h|uhr)"
_HOURS = rf"(?:{_HOUR}|\d{{1,2}}(?::\d\d)?) ?(?:-|to|a|bis) ?{_HOUR}(?!\w)"
_THEIRS = wording("owners", "theirs")
_OURS = (
    rf"(?:{wording('owners', 'ours')}|{_HOURS}"
    rf"|(?:^|[.!?:,;(] ?|{wording('owners', 'before getting in touch')} )"
    rf"{wording('owners', 'do get in touch')}(?! (?:you|him|her|your|his)\b))"
)
_NEAR_AFTER = r"^[\s,.;:()]{0,3}[^.!?]{0,30}"
_OURS_AFTER = (
    rf"{_NEAR_AFTER}(?:{wording('owners', 'ours after')}|\bfrom \d|\bpress \d|\b24/7"
    r"|\b\d{1,2}(?::\d\d)? ?(?:am|pm|h|uhr)? ?(?:-|to|a|bis) ?\d)"
)
_THEIRS_AFTER = rf"{_NEAR_AFTER}{wording('owners', 'theirs after')}"


def whose(page: Page, start: int, end: int, *, reach: int = 70) -> Owner:
    """Say whose the contact at this place is; the nearest word decides."""
    before = page.before(start, reach=reach)
    theirs, ours = _last(_THEIRS, before), _last(_OURS, before)
    if theirs >= max(ours, 0):
        return Owner.THEIRS
    if ours >= 0:
        return Owner.OURS
    after = page.after(end, reach=50)
    if expression(_THEIRS_AFTER).search(after):
        return Owner.THEIRS
    if expression(_OURS_AFTER).search(after):
        return Owner.OURS
    return Owner.UNKNOWN


def _last(cues: str, before: str) -> int:
    return max((match.end() for match in expression(cues).finditer(before)), default=-1)
