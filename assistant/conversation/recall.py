"""Say when something was, in words that stay true: "on Monday", "yesterday"."""

import re
from datetime import datetime

_RELATIVE = re.compile(
    r"\b(?:today|tomorrow|tonight|this|next|right|straight|later|immediately|at\sonce)\b",
    re.I,
)
_A_WEEK = 7


def when_was(then: datetime | None, now: datetime | None) -> str:
    """Return when a moment was, seen from another; empty where it cannot be said."""
    if then is None or now is None:
        return ""
    days = (now.date() - then.astimezone(now.tzinfo).date()).days
    if days < 0:
        return ""
    if days == 0:
        return "earlier today"
    if days == 1:
        return "yesterday"
    if days < _A_WEEK:
        return f"on {then.astimezone(now.tzinfo):%A}"
    return "last week" if days < 2 * _A_WEEK else ""


def promised_words(when: str, due: datetime, now: datetime | None) -> str:
    """Return by when we had promised, in words that are still true now."""
    if when and not _RELATIVE.search(when):
        return when
    if now is None:
        return ""
    days = (now.date() - due.astimezone(now.tzinfo).date()).days
    if days == 0:
        return "by now"
    if days == 1:
        return "yesterday"
    return f"on {due.astimezone(now.tzinfo):%A}" if 0 < days < _A_WEEK else ""
