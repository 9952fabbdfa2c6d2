"""Details that a customer posted: what of them a reply repeats, what it may repeat."""

from bisect import bisect_right
from collections.abc import Iterator

from assistant.privacy.cues import Cue, cues_on
from assistant.privacy.details import PrivateDetail
from assistant.privacy.devices import belongs_to_somebody
from assistant.privacy.emails import find_emails
from assistant.privacy.ordinary import is_ordinary
from assistant.privacy.page import WORD, Page, expression, plain_letters, read_page
from assistant.schema import LeakKind, Span

# What the customer told of these is known to all; the others point to one person.
_MAY_BE_TOLD = frozenset(
    {
        LeakKind.HEALTH,
        LeakKind.FINANCIAL,
        LeakKind.TRAVEL_OR_LOCATION,
        LeakKind.DATE_OF_BIRTH,
        LeakKind.BOOKING,
        LeakKind.PERSON_NAME,
    }
)
_SMALL = frozenset(
    "the and you your was had has for with from his her their our are been that this"
    " mr mrs ms mx dr herr frau liebe dear senor senora sra sr madame monsieur".split()
)
_TELLING_SHAPE = r"\d+[a-z]+\d+[a-z\d]*|[a-z]+\d+[a-z]+[a-z\d]*"
# Groups with a digit, or a few capitals, one after the other: "JD01 0002 AB 34".
_GROUP = r"(?=[^ ]*\d)[\w/.*+-]{1,40}"
_GROUPED = rf"{_GROUP}(?:[ ().-]{{1,3}}(?:[A-Z]{{1,3}}(?= )|{_GROUP}))*"
_OPENS_A_NUMBER = r"\d{4}[ -]\d{4}(?![\d.,:/])"
_FREE_NUMBERS = ("0800", "0808", "1800", "1888", "1877")
_LEAST_SPELLED = 7  # letters of an address that ordinary words do not make by chance
_LEAST = 5  # letters and digits; what is shorter points to nobody
_MOST_GROUPS = 6
_LEAST_DIALLED = 10  # digits of a free number
_NEAR = 20  # letters between a word and the code it speaks of
_OFFICE = 0.3  # how sure an office mailbox is to be a person's


def repeated(text: str, customer_text: str) -> Iterator[Span]:
    """Yield each address, number or code of the customer's that `text` says again."""
    if not any(mark == "@" or mark.isdigit() for mark in customer_text):
        return
    theirs = read_page(customer_text)
    codes, emails = _telling_codes(theirs), _emails(theirs)
    page = read_page(text)
    for start, end in _written_again(page, emails):
        yield page.original(start, end)
    cues = cues_on(page)
    done = 0
    for position, code in enumerate(page.codes):
        if _is_public(page, code, _cues_before(cues, code)):
            continue
        for last in reversed(page.codes[position : position + _MOST_GROUPS]):
            if code.start >= done and _bare(page.plain[code.start : last.end]) in codes:
                done = last.end
                yield page.original(code.start, last.end)


def words_told(text: str, told: str) -> Iterator[Span]:
    """Yield each word of `text` that stands in the customer's own message, too."""
    known = frozenset(_words(told)) - _SMALL
    page = read_page(text)
    for word in page.words:
        if word.plain in known:
            yield page.original(word.start, word.end)


def was_told(detail: PrivateDetail, text: str, told: str) -> bool:
    """Say whether the customer has made this fact public in their own words."""
    if detail.kind not in _MAY_BE_TOLD or not told:
        return False
    core = text[detail.core.start : detail.core.end]
    words = [w for w in _words(core) if w not in _SMALL and (len(w) > 2 or w.isdigit())]
    known = _words(told)
    if detail.kind is LeakKind.PERSON_NAME:
        return bool(words) and words[-1] in known
    if detail.kind is LeakKind.HEALTH:
        return any(_alike(word, other) for word in words for other in known)
    return bool(words) and all(
        any(_alike(word, other) for other in known) for word in words
    )


def _words(text: str) -> list[str]:
    return WORD.findall(plain_letters(text))


def _alike(word: str, other: str) -> bool:
    """`broke` is like `broken`: the first letters agree."""
    if word.isdigit() or other.isdigit():
        return word.lstrip("0") == other.lstrip("0")
    shared = max(4, min(len(word), len(other)) - 2)
    return word == other or (
        min(len(word), len(other)) >= 4 and word[:shared] == other[:shared]
    )


def _emails(page: Page) -> frozenset[str]:
    return frozenset(
        page.plain[guess.start : guess.end]
        for guess in find_emails(page)
        if guess.confidence > _OFFICE
    )


def _written_again(page: Page, emails: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where an address stands again, also where it is spelled out."""
    for guess in find_emails(page) if emails else ():
        written = page.plain[guess.start : guess.end]
        if written in emails and len(_bare(written)) < _LEAST_SPELLED:
            yield guess.start, guess.end
    places = [place for place, letter in enumerate(page.plain) if letter.isalnum()]
    letters = "".join(page.plain[place] for place in places)
    for email in sorted(emails):
        bare = _bare(email)
        if len(bare) < _LEAST_SPELLED:
            continue
        at = letters.find(bare)
        while at >= 0:
            yield places[at], places[at + len(bare) - 1] + 1
            at = letters.find(bare, at + len(bare))


def _telling_codes(page: Page) -> frozenset[str]:
    cues = cues_on(page)
    found: set[str] = set()
    for position, code in enumerate(page.codes):
        near = _cues_before(cues, code)
        if _is_public(page, code, near):
            continue
        for last in page.codes[position : position + _MOST_GROUPS]:
            if not expression(_GROUPED).fullmatch(page.text, code.start, last.end):
                break
            bare = _bare(page.plain[code.start : last.end])
            if _points_to_somebody(bare, named=bool(near)):
                found.add(bare)
    return frozenset(found)


def _cues_before(cues: list[Cue], code: Span) -> list[Cue]:
    """Return the cues that end shortly before a code; `cues` are in reading order."""
    last = bisect_right(cues, code.start, key=lambda cue: cue.end)
    near: list[Cue] = []
    for cue in reversed(cues[max(0, last - _NEAR) : last]):
        if code.start - cue.end > _NEAR:
            break
        near.insert(0, cue)
    return near


def _is_public(page: Page, code: Span, near: list[Cue]) -> bool:
    """Say whether a code is a time, a version, a voucher, a handle or the like."""
    if expression(_OPENS_A_NUMBER).match(page.plain, code.start):
        return False  # the 2022 of 2022 7735 is no year
    if is_ordinary(page, code.start, code.end):
        return True
    if page.text[code.start - 1 : code.start] == "@":
        return True
    written = page.plain[code.start : code.end]
    if expression(r"\d{1,3}(?:\.\d{1,3}){3}").fullmatch(written):
        return not belongs_to_somebody(written)
    return any(cue.meaning.kind is None for cue in near)


def _bare(written: str) -> str:
    return "".join(filter(str.isalnum, written))


def _points_to_somebody(bare: str, *, named: bool) -> bool:
    digits = sum(map(str.isdigit, bare))
    if len(bare) < _LEAST or digits == 0 or len(bare) > 40:
        return False
    if bare.startswith(_FREE_NUMBERS) and len(bare) >= _LEAST_DIALLED:
        return False
    if named:
        return digits >= 2
    if bare.isdigit():
        return digits >= 6
    if expression(_TELLING_SHAPE).fullmatch(bare):
        return digits >= 2 and len(bare) >= 6
    return digits >= 5
