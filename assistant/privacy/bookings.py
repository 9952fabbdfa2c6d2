"""Days and times that somebody has booked."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.needs import needed
from assistant.privacy.ordinary import (
    CLOCK,
    NUMERIC_DATE,
    WEEKDAY,
    WEEKDAYS,
    WORDED_DATE,
)
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording
from assistant.schema import LeakKind

_DAY = rf"{NUMERIC_DATE}|{WORDED_DATE}|{WEEKDAY}|{wording('bookings', 'today')}"
_WHEN = rf"(?:{_DAY}|{CLOCK})"
_OWNED = (
    rf"{wording('bookings', 'whose')}(?: (?!next )[\w'-]+){{0,4}}?"
    rf" {wording('bookings', 'thing')}(?P<between>[^.!?\n]{{0,45}}?)(?P<when>{_WHEN})"
)
_BOOKED = (
    rf"{wording('bookings', 'booked')}(?: (?:in|for|on|to|a|table|at|the)){{0,3}}"
    rf"(?P<between>[^.!?\n]{{0,30}}?) (?P<when>{_WHEN})"
)
_WE_BOOKED = (
    rf"{wording('bookings', 'we booked')}(?P<between>[^.!?\n]{{0,40}}?)"
    rf" (?P<when>{_WHEN})"
)
_SHAPES = {_OWNED: "thing", _BOOKED: "booked", _WE_BOOKED: "we booked"}
_NOT_A_FACT = wording("bookings", "not a fact")
_NOT_A_FACT_BEFORE = rf"{_NOT_A_FACT}[^.!?]{{0,15}}$"


def find_bookings(page: Page) -> Iterator[Guess]:
    """Yield what a person has booked with its day or time."""
    if not (page.digits or page.has(WEEKDAYS, needed("bookings", "today"))):
        return
    for shape, section in _SHAPES.items():
        if not page.has(needed("bookings", section)):
            continue
        for match in expression(shape).finditer(page.plain):
            before = page.before(match.start(), reach=30)
            if expression(_NOT_A_FACT).search(match["between"]):
                continue
            if expression(_NOT_A_FACT_BEFORE).search(before):
                continue
            if page.plain[page.sentence(match.start()).end - 1] == "?":
                continue
            start, end = match.start("when"), _last_time(page, match.end("when"))
            why = "a booking with its day or time"
            yield Guess(LeakKind.BOOKING, match.start(), end, 0.65, why, (start, end))


def _last_time(page: Page, end: int) -> int:
    after = page.after(end, reach=30)
    return end + max((m.end() for m in expression(_WHEN).finditer(after)), default=0)
