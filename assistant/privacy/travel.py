"""Where somebody is, sleeps and travels, or when they will be away."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.needs import needed
from assistant.privacy.ordinary import NUMERIC_DATE, WEEKDAY, WEEKDAYS, WORDED_DATE
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording
from assistant.schema import LeakKind

_FLIGHT = r"[a-z][a-z0-9]\d{2,4}\b"
_DAY = (
    rf"(?:{NUMERIC_DATE}|{WORDED_DATE}|{WEEKDAY}|\bthe \d{{1,2}}(?:st|nd|rd|th)\b"
    rf"|{wording('travel', 'days')})"
)
_SOMEBODY = wording("travel", "somebody")
_COORDINATES = (
    r"(?<![\d.])[-+]?\d{1,3}\.\d{3,10}°? ?[ns]?[,;/ ]{1,3}[-+]?\d{1,3}\.\d{3,10}°?"
    r" ?[ewo]?\b"
    r"|(?<!\d)\d{1,2}° ?\d{1,2}['′][^,.!?]{0,12}[ns][, ]{1,2}"
    r"\d{1,3}° ?\d{1,2}['′][^,.!?]{0,12}[ewo]\b"
    r"|///[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}"
    r"|(?<!\w)[2-9cfghjmpqrvwx]{4,8}\+[2-9cfghjmpqrvwx]{2,3}(?!\w)"
)
_ROOM = (
    rf"{wording('travel', 'room')}(?: number| no\.?| nr\.?| n°)? ?#?"
    r"(?P<place>\d{1,4}[a-z]?)\b(?! ?(?:%|and up|€|£|\$|rooms|types))"
)
_SEAT = (
    rf"{wording('travel', 'seat')}(?: number| no\.?)? (?P<place>\d{{1,3}}[a-k]?)\b(?!-)"
)
_SEAT_ALONE = r"\b(?:in|on|to|at|have) (?P<place>[1-9]\d?[a-k])\b"
_ABOARD = rf"\b(?:flight|seat|plane|train|row|{_FLIGHT})"
_TRAVELLER = (
    rf"{wording('travel', 'traveller')}(?: {wording('travel', 'already')}){{0,4}}"
)
_ON_FLIGHT = rf"(?:booked )?on (?:the )?{_FLIGHT}"
_TRIP = (
    rf"(?:{_TRAVELLER} (?:{wording('travel', 'goes')}|{_ON_FLIGHT})"
    rf"|\byour (?:\w+ )?{wording('travel', 'carrier')} {_FLIGHT}"
    rf"|{wording('travel', 'goes, in other languages')})[^.!?\n]{{0,60}}?{_DAY}"
)
_MAYBE = rf"(?:{wording('travel', 'maybe')}|(?<!we )\bcan\b)[^.!?\n]{{0,25}}$"
_AWAY = (
    rf"{wording('travel', 'absent')}(?: \w+){{0,2}}? {wording('travel', 'away')}"
    rf"(?: \w+){{0,3}}? (?:{wording('travel', 'how long')}|for \d+|{_DAY})"
    r"[^.!?\n]{0,25}"
    r"|\b(?:you|he|she|they)(?:'re| are|'s| is|'ll)? (?:won't be |not )?(?:back|home)"
    rf" (?:again )?(?:until|till|before|on) (?:the )?[^.!?\n]{{0,20}}?{_DAY}"
    r"|\bhome alone\b"
    rf"|{wording('travel', 'somebody, in other languages')}[^.!?\n]{{0,25}}"
    rf"{wording('travel', 'away, in other languages')}[^.!?\n]{{0,45}}"
)
_AT_HOME = frozenset(("home", "back"))
_PLACE = r"(?: (?:the|our))? (?P<place>[a-z0-9][\w'-]{1,40})"
_AT = wording("travel", "at")
_STILL = rf"(?: (?:{wording('travel', 'still')}|on (?:level|floor) \d)){{0,3}}"
_SEEN_FOR_CERTAIN = (
    rf"{wording('travel', 'seen for certain')}{_STILL} {_AT}{_PLACE}"
    rf"|\byour (?:[a-z]+ )?{wording('travel', 'ride')}(?: was)? (?:from|to|at) "
    r"(?P<stop>[a-z][\w'-]{1,40})"
)
_SEEN = rf"{wording('travel', 'seen')}{_STILL} {_AT}{_PLACE}"
_RIGHT_NOW = wording("travel", "right now")
_LIVES = (
    r"\b(?:you|he|she|they|your [a-z]+|who)(?:'re|'s| are| is)?"
    rf"(?: (?:now|still|currently|both)){{0,2}} {wording('travel', 'living')}"
    rf"(?: the [\w:]{{1,6}})? {_AT}{_PLACE}"
)
_WHERE = {  # and the words that each needs
    _SEEN_FOR_CERTAIN: ("seen for certain", "ride"),
    _SEEN: ("seen",),
    _LIVES: ("living",),
}
_TITLES = frozenset(("mr", "mrs", "ms", "mx", "dr"))
_STAYING = (
    r"\b(?:mr|mrs|ms|mx|dr)\.? \w{1,30} (?:is|are|was) (?:staying|in|with us|at)\b"
    r"[^.!?\n]{3,50}"
    rf"|{wording('travel', 'staying with us')}[^.!?\n]{{0,40}}"
)
_QUESTION = (
    r"^[^.!?\n]{0,120}(?<!right)(?<!correct)(?<!richtig)(?<!oder)(?<!verdad)"
    r"(?<!certo)(?<!toch)\?"
)


def find_travel(page: Page) -> Iterator[Guess]:
    """Yield places and journeys of people, with the place or day as the core."""
    if page.digits or "///" in page.plain or "+" in page.plain:
        for match in expression(_COORDINATES).finditer(page.plain):
            if not page.in_link(*match.span()):
                yield _travel(*match.span(), 0.9, "a point on the map")
    if page.codes:
        yield from _rooms_and_seats(page)
    if page.digits or page.has(WEEKDAYS, needed("travel", "days")):
        yield from _journeys(page, _TRIP, "a journey and its day")
    if page.has(_AT_HOME, needed("travel", "away", "away, in other languages")):
        yield from _journeys(page, _AWAY, "an absence")
    yield from _whereabouts(page)


def _rooms_and_seats(page: Page) -> Iterator[Guess]:
    for shape in (_ROOM, _SEAT, _SEAT_ALONE):
        for match in expression(shape).finditer(page.plain):
            near = page.around(*match.span(), reach=80)
            if not expression(_SOMEBODY).search(near) or _is_maybe(page, match.start()):
                continue
            if shape is _SEAT_ALONE and not expression(_ABOARD).search(near):
                continue
            core = match.span("place")
            start = core[0] if shape is _SEAT_ALONE else match.start()
            yield _travel(start, core[1], 0.7, "a room or seat of somebody", core)


def _journeys(page: Page, shape: str, why: str) -> Iterator[Guess]:
    for match in expression(shape).finditer(page.plain):
        if not _is_maybe(page, match.start()) and not _asks(page, match.end()):
            yield _travel(match.start(), _last_day(page, match.end()), 0.7, why)


def _whereabouts(page: Page) -> Iterator[Guess]:
    for shape, sections in _WHERE.items():
        if not page.has(needed("travel", *sections)):
            continue
        for match in expression(shape).finditer(page.plain):
            name = "place" if match["place"] else "stop"
            start, end = match.span(name)
            if not (page.text[start].isupper() or page.text[start].isdigit()):
                continue
            if _is_maybe(page, match.start()) or _is_a_day(match[name]):
                continue
            if shape is _SEEN and not _is_now(page, start, end):
                continue
            if shape is _LIVES and _asks(page, end):
                continue
            why = "where somebody is or lives"
            yield _travel(match.start(), end, 0.65, why, (start, end))
    if page.has(_TITLES, needed("travel", "staying with us")):
        for match in expression(_STAYING).finditer(page.plain):
            yield _travel(*match.span(), 0.7, "where somebody stays")


def _is_maybe(page: Page, start: int) -> bool:
    return bool(expression(_MAYBE).search(page.before(start, reach=40)))


def _is_now(page: Page, start: int, end: int) -> bool:
    return bool(expression(_RIGHT_NOW).search(page.around(start, end, reach=50)))


def _asks(page: Page, end: int) -> bool:
    return bool(expression(_QUESTION).search(page.plain[end : end + 140]))


def _is_a_day(word: str) -> bool:
    return bool(expression(WEEKDAY).fullmatch(word))


def _last_day(page: Page, end: int) -> int:
    """Take in later days of the sentence: `tonight in 23F, coming back on Sunday`."""
    after = page.after(end)
    return end + max((m.end() for m in expression(_DAY).finditer(after)), default=0)


def _travel(
    start: int, end: int, sure: float, why: str, core: tuple[int, int] | None = None
) -> Guess:
    return Guess(LeakKind.TRAVEL_OR_LOCATION, start, end, sure, why, core)
