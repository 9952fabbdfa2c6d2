"""Reckon with a brand's hours: the close of a day, working days, the next opening."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.schema import Hours

_NIGHT = time(21)
_LAST = time(23, 59)
_MOST_DAYS = 370  # no promise reaches further


@dataclass(frozen=True, slots=True)
class Calendar:
    """The hours a brand keeps, or ordinary ones; `now` is in the brand's time."""

    now: datetime
    hours: Hours

    @classmethod
    def at(cls, moment: datetime, hours: Hours | None) -> "Calendar":
        """Return the calendar as it stands at a moment, in the brand's time zone."""
        local = moment.astimezone(ZoneInfo(hours.zone)) if hours else moment
        return cls(local, hours or Hours())

    def close(self, days: int = 0) -> datetime:
        """Return the end of work so many days on; after hours, the end of that day."""
        closing = self.on(self.hours.closes, days)
        return closing if closing > self.now else self.on(_LAST, days)

    def evening(self, days: int = 0) -> datetime:
        """Return the evening so many days on."""
        late = self.on(_NIGHT, days)
        return late if late > self.now else self.on(_LAST, days)

    def on(self, clock: time, days: int = 0) -> datetime:
        """Return a time of day so many days on."""
        day = self.now + timedelta(days=days)
        return day.replace(
            hour=clock.hour, minute=clock.minute, second=0, microsecond=0
        )

    def days_to(self, weekday: int, *, today: bool) -> int:
        """Return how many days on that weekday is; `today` lets it be none."""
        ahead = (weekday - self.now.weekday()) % 7
        return ahead or (0 if today else 7)

    def last_open_day(self, weeks: int = 0) -> int:
        """Return how many days on the last day of work of a week is."""
        monday = weeks * 7 - self.now.weekday()
        return max(monday + max(self.hours.days), 0)

    def working_days(self, many: int) -> datetime:
        """Return the end of work so many days of work on."""
        days = 0
        while many > 0 and days < _MOST_DAYS:
            days += 1
            many -= (self.now + timedelta(days=days)).weekday() in self.hours.days
        return self.close(days)

    def working_hours(self, many: float) -> datetime:
        """Return the moment after so many hours of work."""
        left = timedelta(hours=many)
        at = self.next_open(self.now)
        for _ in range(_MOST_DAYS):
            room = at.replace(hour=self.hours.closes.hour, minute=0, second=0) - at
            room += timedelta(minutes=self.hours.closes.minute)
            if left <= room:
                return at + left
            left -= room
            at = self.next_open(at + room)
        return at

    def next_open(self, moment: datetime) -> datetime:
        """Return the moment itself inside hours, else when work begins again."""
        for _ in range(_MOST_DAYS):
            opens = moment.replace(
                hour=self.hours.opens.hour,
                minute=self.hours.opens.minute,
                second=0,
                microsecond=0,
            )
            if moment.weekday() in self.hours.days:
                if moment < opens:
                    return opens
                if moment.time() < self.hours.closes:
                    return moment
            moment = (opens + timedelta(days=1)).replace(hour=0, minute=0)
        return moment
