"""Read by when something will be done: "within two hours", "by Friday", "tonight"."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from assistant.conversation.calendars import Calendar
from assistant.schema import Span

_NUMBERS = {
    **{"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0},
    **{"five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0},
    **{"eleven": 11.0, "twelve": 12.0, "twenty": 20.0, "thirty": 30.0, "couple": 2.0},
    **{"few": 3.0, "half": 0.5, "fifteen": 15.0, "forty-eight": 48.0},
    **{"twenty-four": 24.0, "the": 1.0, "couple of": 2.0, "half an": 0.5},
    **{"a couple of": 2.0, "a few": 3.0, "half a": 0.5},
}
_DAYS = {
    name: number
    for number, names in enumerate(
        "monday|mon tuesday|tue|tues wednesday|wed thursday|thu|thurs friday|fri"
        " saturday|sat sunday|sun".split()
    )
    for name in names.split("|")
}
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
}
_COUNT = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_DAY = r"(?:" + "|".join(sorted(_DAYS, key=len, reverse=True)) + r")(?![a-z])"
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>am|pm|a\.m|p\.m)?"
    r"(?:\s?o['’]?clock)?|(?P<noon>noon|midday|lunchtime)|(?P<midnight>midnight)"
    r"|(?P<spoken>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:\s?o['’]?clock)?)"
)
_BARE = re.sub(r"\(\?P<\w+>", "(?:", _CLOCK)
_READ_CLOCK = re.compile(rf"(?<!\w){_CLOCK}(?!\w)")
_PART = r"(?P<part>morning|lunchtime|afternoon|evening|night)"
_CLOSE = r"(?:the\s)?(?:end|close)\sof\s(?:play\s|business\s|the\sday\s)?(?:on\s)?"


@dataclass(frozen=True, slots=True)
class Moment:
    """The words that name a time, and the moment they mean."""

    span: Span
    due: datetime


Reckon = Callable[[re.Match[str], Calendar], datetime | None]


def find_moments(text: str, at: Calendar) -> Iterator[Moment]:
    """Yield each time that a text names, in order; of two readings the longer one."""
    taken: list[Moment] = []
    plain = text.lower()
    for pattern, reckon in _KINDS:
        for match in pattern.finditer(plain):
            span = Span(*match.span())
            if any(span.overlaps(other.span) for other in taken):
                continue
            due = reckon(match, at)
            if due is not None:
                taken.append(Moment(span, due))
    yield from sorted(taken, key=lambda moment: moment.span.start)


def _after(match: re.Match[str], at: Calendar) -> datetime | None:
    words = match["most"] or match["count"] or "the"
    number = _NUMBERS[words] if words in _NUMBERS else float(words)
    number += 0.5 if match["more"] else 0.0
    unit, works = match["unit"], bool(match["work"])
    if unit.startswith("min"):
        return at.now + timedelta(minutes=number)
    if unit.startswith("h"):
        if works:
            return at.working_hours(number)
        return at.now + timedelta(hours=number)
    if unit.startswith("day"):
        return at.working_days(int(number)) if works else _days(at, number)
    if unit.startswith("week"):
        return _days(at, number * 7)
    return _days(at, number * 30)


def _days(at: Calendar, number: float) -> datetime:
    return at.now + timedelta(days=number)


def _weekday(match: re.Match[str], at: Calendar) -> datetime:
    weekday = _DAYS[match["day"]]
    days = at.days_to(weekday, today=match["how"] in ("by", "before", "this"))
    if match["next"] and days + at.now.weekday() < 7:
        days += 7
    return _time_of_day(match, at, days)


def _tomorrow(match: re.Match[str], at: Calendar) -> datetime:
    return _time_of_day(match, at, 1)


def _today(match: re.Match[str], at: Calendar) -> datetime:
    return _time_of_day(match, at, 0)


def _tonight(match: re.Match[str], at: Calendar) -> datetime:
    clock = _clock(match[0])
    return at.on(clock) if clock is not None else at.evening()


def _part_of_today(match: re.Match[str], at: Calendar) -> datetime:
    return _part(match["part"], at, 0)


def _by_clock(match: re.Match[str], at: Calendar) -> datetime | None:
    clock = _clock(match[0])
    if clock is None:
        return None
    due = at.on(clock)
    if due <= at.now and clock.hour < 12 and "am" not in match[0]:
        due += timedelta(hours=12)
    return due if due > at.now else due + timedelta(days=1)


def _day_of_month(match: re.Match[str], at: Calendar) -> datetime | None:
    number = int(match["date"] or match["first"])
    named = match["month"] or match["leading"]
    month = _MONTHS[named] if named else at.now.month
    year = at.now.year
    for _ in range(24):
        try:
            due = at.on(at.hours.closes).replace(year=year, month=month, day=number)
        except ValueError:
            due = None
        if due and due.date() >= at.now.date():
            return due
        if named:
            year += 1
        else:
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def _week(match: re.Match[str], at: Calendar) -> datetime:
    return at.close(at.last_open_day(1 if match["which"] == "next" else 0))


def _weekend(match: re.Match[str], at: Calendar) -> datetime:
    if match["how"] in ("by", "before"):
        return at.close(at.last_open_day())
    return at.close(at.days_to(6, today=True))


def _month_end(match: re.Match[str], at: Calendar) -> datetime:
    last = calendar.monthrange(at.now.year, at.now.month)[1]
    return at.close(last - at.now.day)


def _at_once(match: re.Match[str], at: Calendar) -> datetime:
    return at.now + timedelta(hours=1)


def _time_of_day(match: re.Match[str], at: Calendar, days: int) -> datetime:
    clock = _clock(match[0])
    if clock is not None:
        return at.on(clock, days)
    return _part(match["part"], at, days) if match["part"] else at.close(days)


def _part(part: str, at: Calendar, days: int) -> datetime:
    if part in ("morning", "lunchtime"):
        due = at.on(time(12 if part == "morning" else 13), days)
    elif part == "afternoon":
        due = at.on(min(time(17), max(at.hours.closes, time(13))), days)
    else:
        return at.evening(days)
    return due if due > at.now else at.close(days)


def _clock(words: str) -> time | None:
    """Return the time of day in some words, or None where they name none."""
    match = _READ_CLOCK.search(words)
    if match is None:
        return None
    if match["noon"]:
        return time(12)
    if match["midnight"]:
        return time(23, 59)
    if match["spoken"]:
        hour = int(_NUMBERS[match["spoken"]])
        return time(hour + 12 if hour < 8 else hour)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "")[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif not half and hour < 8 and not match["minute"]:
        hour += 12  # nobody answers by five in the morning
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _compile(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w]){source}(?![\w])")


_AT = rf"(?:\s(?:{_PART}|(?:(?:by|at|before|around)\s)?{_BARE}))?"
_LEAD = rf"(?:(?:at|by|before|around)\s{_BARE}\s(?:on\s)?)?"
_KINDS: tuple[tuple[re.Pattern[str], Reckon], ...] = (
    (
        _compile(
            r"(?:within|in|inside|under|over|takes?|for)\s(?:the\s(?:next\s|coming\s)?)?"
            r"(?:up\sto\s|about\s|less\sthan\s)?"
            rf"(?:(?P<count>{_COUNT})(?:\s?(?:-|–|to|or)\s?(?P<most>{_COUNT}))?[\s-]?)?"
            r"(?P<more>and\sa\shalf\s)?(?P<work>working\s|business\s|work\s)?"
            r"(?P<unit>min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?)"
        ),
        _after,
    ),
    (
        _compile(
            rf"{_LEAD}(?:(?P<how>by|before|on|this|come)\s)?(?:{_CLOSE})?(?P<next>next\s)?"
            rf"(?P<day>{_DAY}){_AT}"
        ),
        _weekday,
    ),
    (
        _compile(
            rf"{_LEAD}(?:by\s|before\s|for\s)?(?:{_CLOSE}|first\sthing\s)?tomorrow{_AT}"
        ),
        _tomorrow,
    ),
    (_compile(rf"{_LEAD}(?:by\s|later\s)?tonight{_AT}"), _tonight),
    (_compile(rf"{_LEAD}(?:by\s|later\s|before\s)?(?:{_CLOSE})?today{_AT}"), _today),
    (_compile(rf"(?:by\s|later\s)?this\s{_PART}"), _part_of_today),
    (
        _compile(
            rf"(?:by\s|before\s)?the\s(?:end|close)\sof\s(?:the\s|play|business)"
            rf"(?:working\s)?(?:day)?{_AT}"
        ),
        _today,
    ),
    (_compile(rf"(?:by\s|before\s)?(?:eod|close\sof\s(?:play|business)){_AT}"), _today),
    (_compile(rf"(?:by|before|at)\s{_BARE}"), _by_clock),
    (
        _compile(
            rf"(?:on|by|before)\s(?:the\s)?(?:(?P<date>\d{{1,2}})(?:st|nd|rd|th)"
            rf"(?:\s(?:of\s)?(?P<month>{_MONTH}))?"
            rf"|(?P<leading>{_MONTH})\s(?P<first>\d{{1,2}})(?:st|nd|rd|th)?)"
        ),
        _day_of_month,
    ),
    (
        _compile(r"(?:by\s|before\s)?the\send\sof\sthe\smonth"),
        _month_end,
    ),
    (
        _compile(
            r"(?:by\s|before\s)?(?:later\s)?(?:the\send\sof\s)?(?P<which>this|next|the)"
            r"\s(?:working\s)?week"
        ),
        _week,
    ),
    (
        _compile(r"(?P<how>by|before|over|at|on|during)\s(?:this\s|the\s)?weekend"),
        _weekend,
    ),
    (
        _compile(r"(?:right|straight)\saway|at\sonce|immediately|right\snow"),
        _at_once,
    ),
)
