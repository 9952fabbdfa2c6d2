"""Days and times that somebody has booked."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.ordinary import CLOCK, NUMERIC_DATE, WEEKDAY, WORDED_DATE
from assistant.privacy.page import Page, expression
from assistant.schema import LeakKind

_DAY = (
    rf"(?:{NUMERIC_DATE}|{WORDED_DATE}|{WEEKDAY}|\b(?:tomorrow|tonight|today"
    r"|morgen|heute|demain|manana|amanha|domani)\b)"
)
_WHEN = rf"(?:{_DAY}|{CLOCK})"
_THING = (
    r"(?:booking|reservation|stay|appointment|table|rental|session|visit|viewing"
    r"|lesson|hire"
    r"|check-?in|holiday|cruise|consultation|treatment|massage|haircut|test drive"
    r"|interview"
    r"|fitting|survey|installation|slot|induction|class|course|training|assessment"
    r"|exam|mot|inspection|repair|tour|meeting|collection|pickup|transfer|termin"
    r"|buchung|reservierung|aufenthalt|sejour"
    r"|rendez-vous|rdv|cita|reserva|estancia|consulta|estadia|marcacao|prenotazione"
    r"|soggiorno|appuntamento|afspraak|boeking|verblijf|wizyta|rezerwacja)"
)
_OWNED = (
    r"\b(?:your|his|her|their|ihr[e]?[nmrs]?|dein[e]?[nmrs]?|votre|ta|ton|tu|su|seu"
    r"|sua|la tua"
    r"|la sua|il suo|uw|je|jouw)"
    rf"(?: (?!next )[\w'-]+){{0,4}}? {_THING}\b(?P<between>[^.!?\n]{{0,45}}?)"
    rf"(?P<day>{_WHEN})"
)
_BOOKED = (
    r"\b(?:you|you're|you are|you've|he's|she's|they're|you both)(?: (?:now|been|all"
    r"|are|had|have|were))*"
    r" (?:booked|down|moved|rebooked|rescheduled|scheduled|confirmed|pencilled"
    r"|squeezed|in)\b"
    r"(?: (?:in|for|on|to|a|table|at"
    rf"|the))*(?P<between>[^.!?\n]{{0,30}}?) (?P<day>{_WHEN})"
    r"|\b(?:we've|we have|i've|we) (?:booked|moved|put|rebooked|pencilled|squeezed"
    r"|got|scheduled) (?:you|him|her|them|your \w+)"
    rf"(?P<then>[^.!?\n]{{0,40}}?) (?P<date>{_WHEN})"
)
_NOT_A_FACT = (
    r"\b(?:if|can|could|would|should|may|might|must|need to|please|when|whenever|want"
    r"|like|unless"
    r"|do|did|any|each|every|next time|before|until|up to|within|wenn|si|se)\b"
)


def find_bookings(page: Page) -> Iterator[Guess]:
    """Yield what a person has booked with its day or time."""
    for shape in (_OWNED, _BOOKED):
        for match in expression(shape).finditer(page.plain):
            groups = match.groupdict()
            name = "day" if groups.get("day") else "date"
            between = (groups.get("between") or "") + (groups.get("then") or "")
            before = page.before(match.start(), reach=30)
            if expression(_NOT_A_FACT).search(between):
                continue
            if expression(_NOT_A_FACT + r"[^.!?]{0,15}$").search(before):
                continue
            if page.plain[page.sentence(match.start()).end - 1] == "?":
                continue
            core = match.span(name)
            end = _last_time(page, core[1])
            why = "a booking with its day or time"
            yield Guess(LeakKind.BOOKING, match.start(), end, 0.65, why, (core[0], end))


def _last_time(page: Page, end: int) -> int:
    after = page.after(end, reach=30)
    return end + max((m.end() for m in expression(_WHEN).finditer(after)), default=0)
