"""Full names and surnames of people who are not there as their business."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording, words
from assistant.schema import LeakKind

_NAME_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*+\.?"
_TITLES = words("people", "titles")
_SHORT_TITLES = words("people", "titles with a full stop")
_FULL_NAME_TITLES = words("people", "titles that need a full name")
_DEGREES = frozenset(("dr", "prof", "professor"))
_PARTICLES = words("people", "small words of names")
_OFFICES = words("people", "offices")
_GREETING_WORDS = words("people", "words a greeting begins with")
_NO_SURNAMES = words("people", "no surnames")
_EVERYBODY = words("people", "everybody")
_ART = wording("people", "named for an office or an art")
_OURS = wording("people", "ours")
_PASSING_ON = wording("people", "passing something on")
_KIN = (
    rf"{wording('people', 'whose kin')}[ -](?:{wording('people', 'kin adjectives')}"
    rf" )?{wording('people', 'kin')},? ?(?:is |was |called |named )?$"
)
_NAMED_BY = rf"{wording('people', 'before a name')}[\s:\"'(]{{1,3}}$"
_ONLY_FOR = r"(?<!card )(?<!parcel )\bfor $"
_GREETING = rf"{wording('people', 'greetings')}[ ,]{{1,2}}$"
_BELONGINGS = rf"^ (?:[a-z]+ )?{wording('people', 'belongings')}"
_AFFAIRS = wording("people", "affairs")
_SIGNING_OFF = (
    rf"(?:{wording('people', 'signing off')}[,.!]? ?(?:from )?"
    r"|[\^~*] ?|(?:^|\s)[-/] ?)$"
)
_STAFF_BEFORE = rf"{_ART}[,:]?(?: (?:is|are|by|of|called|named|from|at|the|with))* ?$"
_OURS_BEFORE = rf"{_OURS},? (?:[a-z-]+[ ,]{{1,2}}){{0,3}}$"
_STAFF_AFTER = (
    rf"^(?:,| \(| -)? ?(?:is |was )?(?:our |the |a )?(?:[a-z]+ ){{0,2}}?{_ART}"
)
_INTRODUCED = (
    r"(?i:\b(?:my name is|my name's|name:|i am|i'm|this is|ich bin|ich heisse|ich heiße"
    r"|je m'appelle|me llamo|soy|chamo-me|meu nome é|mi chiamo|ik ben)) "
    r"(?P<name>[^\W\d_a-zà-ÿ][\w'-]{1,30}(?: [^\W\d_a-zà-ÿ][\w'-]{1,30}){0,2})"
)
# Of each way to begin, the word that the fewest texts have.
_INTRODUCING = frozenset(
    "name am m this ich appelle llamo soy chamo nome chiamo ik".split()
)
_MASK_ONLY = 0.3
_JAPANESE = r"[\u4e00-\u9fff]{2,6}(?=様|さん|氏)"
_LONGEST = 5  # words in one name
_KIN_SURE = 0.86


class _Piece(NamedTuple):
    text: str
    plain: str
    start: int
    end: int


def find_people(page: Page) -> Iterator[Guess]:
    """Yield full names, and surnames that follow a title."""
    for run in _runs(page):
        guess = _titled(page, run) or _untitled(page, run)
        if guess is not None:
            yield guess
    for match in (
        expression(_INTRODUCED).finditer(page.text) if page.has(_INTRODUCING) else ()
    ):
        why = "a name given by its bearer"
        yield Guess(LeakKind.PERSON_NAME, *match.span("name"), _MASK_ONLY, why)
    japanese = () if page.text.isascii() else expression(_JAPANESE).finditer(page.text)
    for match in japanese:
        if match[0] not in _EVERYBODY:
            why = "a name before a Japanese title"
            yield Guess(LeakKind.PERSON_NAME, *match.span(), 0.8, why)


@cache
def given_names() -> frozenset[str]:
    """Return the first names that we know, in plain letters."""
    lines = words("given_names", "first names")
    return frozenset(name for line in lines for name in line.split())


def _runs(page: Page) -> Iterator[list[_Piece]]:
    """Yield rows of capitalised words, with the small words of names between them."""
    run: list[_Piece] = []
    text, plain = page.text, page.plain
    for match in expression(_NAME_WORD).finditer(text):
        start, end = match.span()
        capital = run or text[start].isupper()
        if not capital and plain[start:end].rstrip(".") not in _TITLES:
            continue  # as most words
        piece = _piece(page, match[0], match.start())
        if run and not _goes_on(page, run[-1], piece):
            yield from _closed(run)
            run = []
        if piece.text[0].isupper() or (run and piece.plain in _PARTICLES):
            run.append(piece)
        else:
            yield from _closed(run)
            run = [piece] if piece.plain in _TITLES else []
    yield from _closed(run)


def _piece(page: Page, text: str, start: int) -> _Piece:
    short = len(text) == 2 or text[:-1].lower() in _TITLES  # "J." and "Mr."
    if text.endswith(".") and not short:
        text = text[:-1]
    end = start + len(text)
    return _Piece(text, page.plain[start:end].rstrip("."), start, end)


def _goes_on(page: Page, last: _Piece, piece: _Piece) -> bool:
    between = page.text[last.end : piece.start]
    if between == ". ":
        return last.plain in _SHORT_TITLES or len(last.plain) == 1
    return between in (" ", "\n")


def _closed(run: list[_Piece]) -> Iterator[list[_Piece]]:
    while run and not run[-1].text[0].isupper():
        run = run[:-1]
    if run:
        yield run


def _titled(page: Page, run: list[_Piece]) -> Guess | None:
    """Read `Mr Leopold Adjei`, `Frau Annika Ostermann`, `mevrouw de Vries`."""
    for position, piece in enumerate(run[:-1]):
        if piece.plain not in _TITLES:
            continue
        rest = run[position + 1 :]
        learned = bool(rest) and rest[0].plain in _DEGREES
        while rest and rest[0].plain in _DEGREES:
            rest = rest[1:]
        rest = _name_part(rest)
        if not rest or _is_no_name(rest[0]) or len(rest[-1].plain) < 2:
            return None
        if piece.plain in _FULL_NAME_TITLES and len(rest) < 2:
            return None
        greeted = expression(_GREETING).search(page.before(piece.start))
        at_work = learned and not greeted
        staff = at_work or _is_staff(page, piece.start, rest[-1].end)
        sure = 0.4 if staff else 0.9
        why = "a title and a surname"
        return Guess(LeakKind.PERSON_NAME, piece.start, rest[-1].end, sure, why)
    return None


def _untitled(page: Page, run: list[_Piece]) -> Guess | None:
    while run and (run[0].plain in _GREETING_WORDS or run[0].plain.startswith("i'")):
        run = run[1:]
    name = _name_part(run)
    if len(name) < len(run) and _is_no_name(run[len(name)]):
        return None  # the Benjamin Franklin Museum, Tom Baker Customer Care
    if not _reads_as_name(page, name):
        return None
    start, end = name[0].start, name[-1].end
    if expression(_SIGNING_OFF).search(page.before(start)):
        return None
    sure, why = _how_sure(page, name)
    if 0 < sure < _KIN_SURE and _is_staff(page, start, end):
        sure = 0.35
    return Guess(LeakKind.PERSON_NAME, start, end, sure, why) if sure else None


def _reads_as_name(page: Page, name: list[_Piece]) -> bool:
    if sum(piece.text[0].isupper() for piece in name) < 2 or len(name[-1].text) < 3:
        return False
    if name[0].plain in _OFFICES or _is_no_name(name[0]) or _is_no_name(name[-1]):
        return False
    return not _is_shouting(page, name)


def _how_sure(page: Page, name: list[_Piece]) -> tuple[float, str]:
    start, end = name[0].start, name[-1].end
    before = page.before(start)
    known = name[0].plain in given_names() or name[0].text.endswith(".")
    belongs = name[-1].plain.endswith("'s")
    if expression(_KIN).search(before):
        return _KIN_SURE, "a name beside a word for a person"
    if belongs and expression(_BELONGINGS).search(page.after(end, reach=20)):
        return 0.8, "somebody's account, order or the like"
    if known and expression(_NAMED_BY).search(before):
        only_for = expression(_ONLY_FOR).search(before)
        return (0.6 if only_for else 0.85), "a name where a person is named"
    if expression(_GREETING).search(before):
        return (0.85 if known else 0.45), "a full name in a greeting"
    if known and expression(_AFFAIRS).search(page.around(start, end)):
        return 0.62, "a first name and a surname in somebody's affairs"
    return (0.6 if known else 0.0), "a first name and a surname"


def _name_part(run: list[_Piece]) -> list[_Piece]:
    """Cut a run where the name ends: `Jane Doe Customer Care` is Jane Doe."""
    name: list[_Piece] = []
    for piece in run[:_LONGEST]:
        if len(name) >= 2 and _is_no_name(piece):
            break
        name.append(piece)
    while name and not name[-1].text[0].isupper():
        name.pop()
    return name


def _is_no_name(piece: _Piece) -> bool:
    return len(piece.plain) > 1 and piece.plain.partition("'")[0] in _NO_SURNAMES


def _is_shouting(page: Page, name: list[_Piece]) -> bool:
    if not all(piece.text.isupper() for piece in name):
        return False
    letters = [character for character in page.text if character.isalpha()]
    return sum(map(str.isupper, letters)) > len(letters) * 0.6


def _is_staff(page: Page, start: int, end: int) -> bool:
    """Say whether somebody is named for an office, a job with us or their art."""
    before = page.before(start, reach=45)
    last = before.replace(",", " ").replace(":", " ").split()[-1:]
    if last and last[0].strip(".") in _OFFICES:
        return True
    if expression(_STAFF_BEFORE).search(before):
        return True
    if expression(_OURS_BEFORE).search(before):
        return not expression(_PASSING_ON).search(before)
    return bool(expression(_STAFF_AFTER).search(page.after(end, reach=45)))
