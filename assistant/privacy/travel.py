"""Where somebody is, sleeps and travels, or when they will be away."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.ordinary import NUMERIC_DATE, WEEKDAY, WORDED_DATE
from assistant.privacy.page import Page, expression
from assistant.schema import LeakKind

_DAY = (
    rf"(?:{NUMERIC_DATE}|{WORDED_DATE}|{WEEKDAY}|\bthe \d{{1,2}}(?:st|nd|rd|th)\b"
    r"|\b(?:tonight|today|tomorrow|this (?:morning|afternoon|evening|weekend)|next week"
    r"|heute|morgen|demain|manana|amanha|domani|vandaag)\b)"
)
_WHO = (
    r"\b(?:you|you're|you'll|you've|your|his|her|he|she|he's|she's|they|they're|their"
    r"|mr|mrs"
    r"|ms|guest|passenger|patient|ihr[e]?[nmrs]?|sie|votre|vous|tu|su|usted|seu|sua"
    r"|voce"
    r"|uw|je)\b"
)
_COORDINATES = (
    r"(?<![\d.])[-+]?\d{1,3}\.\d{3,10}°? ?[ns]?[,;/ ]{1,3}[-+]?\d{1,3}\.\d{3,10}°?"
    r" ?[ewo]?\b"
    r"|(?<!\d)\d{1,2}° ?\d{1,2}['′][^,.!?]{0,12}[ns][, ]{1,2}\d{1,3}°"
    r" ?\d{1,2}['′][^,.!?]{0,12}[ewo]\b"
    r"|///[a-z]{2,20}\.[a-z]{2,20}\.[a-z]{2,20}"
    r"|(?<!\w)[2-9cfghjmpqrvwx]{4,8}\+[2-9cfghjmpqrvwx]{2,3}(?!\w)"
)
_ROOM = (
    r"\b(?:room|rm|zimmer|chambre|habitacion|quarto|camera|kamer|cabin|bed|ward|berth"
    r"|pitch|villa|lodge|chalet|bungalow|cell|dorm|pokoj)(?: number| no\.?| nr\.?"
    r"| n°)? ?#?"
    r"(?P<place>\d{1,4}[a-z]?)\b(?! ?(?:%|and up|€|£|\$|rooms|types))"
)
_SEAT = (
    r"\b(?:seats?|sitz|sitzplatz|siege|asiento|assento|posto|stoel)"
    r"(?: number| no\.?)? (?P<place>\d{1,3}[a-k]?)\b(?!-)|\b(?:in|on|to|at"
    r"|have) (?P<bare>[1-9]\d?[a-k])\b"
)
_TRIP = (
    r"\b(?:you|he|she|they|your (?:mum|dad|son|daughter|wife|husband|partner|family"
    r"|parents?"
    r"|kids|boys|girls))(?:'re|'ll|'ve|'s| are| is| be| will| were| was)*(?: (?:both"
    r"|all|now|due|then|to|be"
    r"|currently|also))* (?:fly(?:ing)?|flies|flew|travel(?:s|ling|ing)?|leav(?:e|es"
    r"|ing)|depart(?:s|ing)?"
    r"|arriv(?:e|es|ing)|land(?:s|ing)?|sail(?:s|ing)?|return(?:s|ing)?|head(?:s|ing)"
    r"|(?:com(?:e|es|ing)|go(?:es|ing)?)"
    r" (?:back|home|to|away)|booked on|(?:are |is )?on (?:the )?[a-z][a-z0-9]\d{2,4}\b"
    r"|out on|off (?:to|on)|board(?:ing)?)\b"
    rf"[^.!?\n]{{0,60}}?{_DAY}"
    r"|\b(?:you're|you are|he's|she's|they're) (?:booked )?on (?:the"
    rf" )?[a-z][a-z0-9]\d{{2,4}}\b[^.!?\n]{{0,60}}?{_DAY}"
    r"|\byour (?:\w+ )?(?:flight|train|ferry|coach|cruise|sailing|crossing|return"
    rf"|connection) [a-z][a-z0-9]\d{{2,4}}\b[^.!?\n]{{0,40}}?{_DAY}"
    r"|\b(?:sie|ihr|du) (?:fliegen|fliegst|reisen|reist|fahren|kommen"
    rf"|landen)\b[^.!?\n]{{0,60}}?{_DAY}"
    r"|\b(?:vous|tu) (?:partez|pars|voyagez|arrivez|volez|rentrez"
    rf"|etes sur le vol)\b[^.!?\n]{{0,60}}?{_DAY}"
    r"|\b(?:viaja|viajas|vuela|vuelas|llega|regresa|voa|chega|vliegt"
    rf"|reist)\b (?:usted |voce |u )?[^.!?\n]{{0,60}}?{_DAY}"
)
_MAYBE = (
    r"\b(?:if|when|whenever|(?<!we )can|could|would|should|may|might|must|need|please"
    r"|do|did|are you"
    r"|will you|whether|unless|have you|where|once)\b[^.!?\n]{0,25}$"
)
_AWAY = (
    r"\b(?:you(?:'re|'ll be| are| will be| were)|they(?:'re| are)|he(?:'s| is)"
    r"|she(?:'s| is)"
    r"|your (?:house|home|flat|place|family|neighbour)(?:'s| is| are)?|nobody(?:'s"
    r"| is)|no one(?:'s| is))"
    r"(?: \w+){0,2}? (?:away|abroad|on holiday|on vacation|out of (?:town|the country"
    r"|office)"
    r"|overseas|empty|unoccupied|not (?:at )?home|home alone|at home)(?: \w+){0,3}?"
    r" (?:until|till|to|from|since|between|for (?:a|two|three|the|\d+)|on|next"
    rf"|{_DAY})[^.!?\n]{{0,25}}"
    r"|\b(?:you|he|she|they)(?:'re| are|'s| is|'ll)? (?:won't be |not )?(?:back"
    r"|home) (?:again )?"
    rf"(?:until|till|before|on) (?:the )?[^.!?\n]{{0,20}}?{_DAY}"
    r"|\bhome alone\b"
    r"|\b(?:sie|ihr|vous|usted|voce|tu|esta|estas|estais|etes|sind|bent|zijn"
    r"|lei e)\b[^.!?\n]{0,25}"
    r"\b(?:de vacaciones|en vacances|im urlaub|de ferias|in vacanza"
    r"|op vakantie)\b[^.!?\n]{0,45}"
)
_SEEN = (
    r"\b(?:last seen|last (?:known )?location|last (?:logged|signed) in|logged in"
    r"|log-?in (?:was )?"
    r"|sign-?in|signed in|was used|is used|pinging|pinged|tracker|gps|located|parked"
    r"|is currently"
    r"|are currently|is now|are now|is waiting|standing|is sitting|spotted"
    r"|shows? (?:you|him|her|them|it)"
    r"|(?:see|saw|have) (?:you|him|her|them)(?: are| were|'re)?|you(?:'re| are| were)"
    r"|your [a-z']+(?: [a-z]+)?(?:'s| is| was| are)(?: parked)?|whereabouts"
    r"|gps puts (?:it|you|him|her))"
    r"(?: (?:are|were|was|is|being|still|now|currently|just|right now|on level \d"
    r"|on floor \d))*"
    r" (?:at|in|near|from|outside|on|by|around|behind|next to)(?: (?:the"
    r"|our))? (?P<place>[a-z0-9][\w'-]{1,40})"
)
_SEEN_STRONG = (
    r"\b(?:last seen|last (?:known )?location|logged in|log-?in|sign-?in|signed in"
    r"|tracker|gps|parked"
    r"|pinging|pinged|whereabouts|spotted|was used|we can see|we see|shows? (?:you|him"
    r"|her)|currently|right now)\b"
)
_LIVES = (
    r"\b(?:you|he|she|they|your [a-z]+|who)(?:'re|'s| are| is)?(?: (?:now|still"
    r"|currently|both))*"
    r" (?:live|lives|living|lived|reside[sd]?|residing|stay|stays|staying|stayed"
    r"|work at|works at|at school|moved|relocated|gets? (?:off"
    r"|on)(?: the [\w:]{1,6})?)"
    r" (?:in|on|at|near|next to|with|opposite|by|above|around|to)(?: (?:the"
    r"|our))? (?P<place>[a-z0-9][\w'-]{1,40})"
)
_STAYING = (
    r"\b(?P<who>mr|mrs|ms|mx|dr)\.? \w{1,30} (?:is|are|was) (?:staying|in|with us"
    r"|at)\b[^.!?\n]{3,50}"
    r"|\b(?:he|she|they|your (?:husband|wife|partner|son|daughter|mum|dad|mother"
    r"|father|friend|boss|ex))"
    r"(?:'s| has| have|'ve| is)?(?: just| already)? (?:checked (?:in|out)"
    r"|staying with us|a guest (?:here|with us)|with us until)\b[^.!?\n]{0,40}"
)
_RIDE = (
    r"\byour (?:[a-z]+ )?(?:ride|trip|journey|taxi|cab|transfer|pick-?up|drop-?off"
    r"|commute|walk|run|route) (?:from|to|at"
    r"|was from) (?P<place>[a-z][\w'-]{1,40})"
)
_TRAVELLING = frozenset(
    "fly flying flies flew travel travels travelling traveling leave leaves leaving"
    " depart"
    " departs departing arrive arrives arriving land lands landing sail sails sailing"
    " return returns returning head heads heading come comes coming go goes going"
    " booked"
    " board boarding out off flight train ferry coach cruise crossing connection"
    " fliegen"
    " fliegst reisen reist fahren kommen landen partez pars voyagez arrivez volez"
    " rentrez"
    " vol viaja viajas vuela vuelas llega regresa voa chega vliegt".split()
)
_DAYS = frozenset(
    "tonight today tomorrow weekend week morning afternoon evening heute morgen demain"
    " manana amanha domani vandaag monday tuesday wednesday thursday friday saturday"
    " sunday mon tue tues wed weds thu thur thurs fri sat sun montag dienstag mittwoch"
    " donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi"
    " dimanche lunes martes miercoles jueves viernes sabado domingo".split()
)
_ABSENCE = frozenset(
    "away abroad holiday vacation town country office overseas empty unoccupied home"
    " back alone vacaciones vacances urlaub ferias vacanza vakantie".split()
)
_QUESTION = (
    r"^[^.!?\n]{0,120}(?<!right)(?<!correct)(?<!richtig)(?<!oder)(?<!verdad)"
    r"(?<!certo)(?<!toch)\?"
)


def find_travel(page: Page) -> Iterator[Guess]:
    """Yield places and journeys of people, with the place or day as the core."""
    for match in expression(_COORDINATES).finditer(page.plain):
        if not page.in_link(*match.span()):
            yield _travel(*match.span(), 0.9, "a point on the map")
    yield from _rooms_and_seats(page)
    yield from _journeys(page)
    yield from _whereabouts(page)


def _rooms_and_seats(page: Page) -> Iterator[Guess]:
    if not page.codes:
        return
    for shape, names in ((_ROOM, ("place",)), (_SEAT, ("place", "bare"))):
        for match in expression(shape).finditer(page.plain):
            near = page.around(*match.span(), reach=80)
            bare = len(names) == 2 and match["bare"] is not None
            if not expression(_WHO).search(near) or _is_maybe(page, match.start()):
                continue
            if bare and not expression(
                r"\b(?:flight|seat|plane|train|row|[a-z][a-z0-9]\d{2,4})\b"
            ).search(near):
                continue
            name = next(name for name in names if match[name] is not None)
            core = match.span(name)
            start = match.start() if not bare else core[0]
            yield _travel(start, core[1], 0.7, "a room or seat of somebody", core)


def _journeys(page: Page) -> Iterator[Guess]:
    shapes = []
    if page.has(_TRAVELLING) and (page.codes or page.has(_DAYS)):
        shapes.append((_TRIP, "a journey and its day"))
    if page.has(_ABSENCE):
        shapes.append((_AWAY, "when somebody is away"))
    for shape, why in shapes:
        for match in expression(shape).finditer(page.plain):
            if _is_maybe(page, match.start()) or _asks(page, match.end()):
                continue
            yield _travel(match.start(), _last_day(page, match.end()), 0.7, why)


def _whereabouts(page: Page) -> Iterator[Guess]:
    for shape in (_SEEN, _LIVES, _RIDE):
        for match in expression(shape).finditer(page.plain):
            start, end = match.span("place")
            if not page.text[start].isupper() and not page.text[start].isdigit():
                continue
            if _is_maybe(page, match.start()):
                continue
            if shape is not _SEEN and _asks(page, end):
                continue
            strong = shape is not _SEEN or expression(_SEEN_STRONG).search(
                page.before(start, reach=60) + " | " + page.after(end, reach=40)
            )
            if strong and not _is_a_day(page.plain[start:end]):
                why = "where somebody is or lives"
                yield _travel(match.start(), end, 0.65, why, (start, end))
    for match in expression(_STAYING).finditer(page.plain):
        yield _travel(*match.span(), 0.7, "where somebody stays")


def _is_maybe(page: Page, start: int) -> bool:
    return bool(expression(_MAYBE).search(page.before(start, reach=40)))


def _asks(page: Page, end: int) -> bool:
    return bool(expression(_QUESTION).search(page.plain[end : end + 140]))


def _is_a_day(word: str) -> bool:
    return bool(expression(WEEKDAY).fullmatch(word)) or word in ("january", "february")


def _last_day(page: Page, end: int) -> int:
    """Take in later days of the sentence: `tonight in 23F, coming back on Sunday`."""
    after = page.after(end, reach=60)
    return end + max((m.end() for m in expression(_DAY).finditer(after)), default=0)


def _travel(
    start: int, end: int, sure: float, why: str, core: tuple[int, int] | None = None
) -> Guess:
    return Guess(LeakKind.TRAVEL_OR_LOCATION, start, end, sure, why, core)
