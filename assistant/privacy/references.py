"""Codes and numbers that a word beside them explains: order, policy, PIN, serial."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from assistant.privacy.cues import Cue, cues_on
from assistant.privacy.details import Guess
from assistant.privacy.ordinary import is_ordinary
from assistant.privacy.page import WORD, Page, expression
from assistant.privacy.wording import wording, words
from assistant.schema import LeakKind

# Small words that may stand between a cue and its code.
_LINKING = words("numbers", "small words beside a code")
_MARK = r"(?:#|\b(?:no|nr|num|number|numero|nummer|ref|reference|id|code|n°|n)\b)"
_GENERAL = frozenset(("ref", "reference", "ref no", "reference number", "ticket"))
_MOST_LINKING = 5
_SHIPPING_CODES = (
    r"(?:1z[a-z0-9]{16}|[a-z]{2}\d{9}[a-z]{2}|j?jd\d{10,20}|tba\d{9,12}"
    r"|9[2-5]\d{18,20})"
)
_VOUCHER = r"[a-z]{3,}\d{1,3}"
_PERSONAL = (
    r"\b(?:you|your|you're|we've|i've|we|his|her|their|ihre?|votre|tu|su|seu|uw)\b"
)
_LOCK = r"\d(?:[ -]?\d){3,7}(?!\d)"
_LOCATOR = r"(?=[a-z]{0,5}\d)[a-z0-9]{5,7}"
_MOVING = wording("numbers", "on its way")
_BANK = wording("numbers", "bank")
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_FLIGHT = r"[a-z][a-z0-9]\d{2,4}"
_FOR_ALL = wording("numbers", "the same for all")


def find_references(page: Page) -> Iterator[Guess]:
    """Yield each code that its words make an order, account, booking, PIN and so on."""
    if not page.codes:
        return
    cues = cues_on(page)
    taken = 0
    for position, code in enumerate(page.codes):
        if code.start < taken or page.in_link(code.start, code.end):
            continue
        if is_ordinary(page, code.start, code.end):
            continue
        end = _whole(page, position)
        guess = _read(page, cues, code.start, end)
        if guess is not None:
            taken = end
            yield guess


def _whole(page: Page, position: int) -> int:
    """Return where a code written in groups ends: `JD0146 0002 2234`."""
    end = page.codes[position].end
    for code in page.codes[position + 1 : position + 10]:
        gap = page.text[end : code.start]
        if not expression(r" (?:[A-Z]{1,3} )?|-").fullmatch(gap):
            break
        group = page.text[code.start : code.end]
        if len(group) < 2 or group != group.upper():
            break
        if is_ordinary(page, code.start, code.end) and len(group) != 4:
            break
        end = code.end
    return end


def _read(page: Page, cues: Sequence[Cue], start: int, end: int) -> Guess | None:
    value = page.plain[start:end]
    cue = _cue_before(page, cues, start)
    if cue is None:
        cue = _cue_after(page, cues, end)
        sure = 0.75
    else:
        sure = 0.85
    if cue is not None:
        kind = cue.meaning.kind
        gap = page.plain[min(cue.start, end) : max(cue.end, start)]
        if kind is None or not _long_enough(value, cue, gap):
            return None
        if kind is LeakKind.CREDENTIAL and _opens_nothing(page, value, cue):
            return None
        why = f"the words beside it call it {kind.replace('_', ' ')}"
        return Guess(_in_bank(page, kind, start), start, end, sure, why)
    return _by_shape(page, start, end, value)


def _cue_before(page: Page, cues: Sequence[Cue], start: int) -> Cue | None:
    sentence = page.sentence(start).start
    position = bisect_right(cues, start, key=lambda cue: cue.end)
    for cue in cues[max(0, position - 1) : position]:
        if cue.start < sentence or start - cue.end > 60:
            return None
        if _all_linking(page.plain[cue.end : start], _MOST_LINKING):
            return _more_exact(page, cues, cue)
        return cue if _is_told_later(page, cue, start) else None
    return None


def _more_exact(page: Page, cues: Sequence[Cue], cue: Cue) -> Cue:
    """A tenancy ref is a tenancy's: a general word lets the word before it decide."""
    if page.plain[cue.start : cue.end] not in _GENERAL:
        return cue
    position = bisect_left(cues, cue.start, key=lambda other: other.start)
    for other in cues[max(0, position - 1) : position]:
        if 0 <= cue.start - other.end <= 1 and other.meaning.kind is not None:
            return other
    return cue


def _is_told_later(page: Page, cue: Cue, start: int) -> bool:
    """Read `the gate code for the car park is C1507X`."""
    gap = page.plain[cue.end : start]
    secret = cue.meaning.kind is LeakKind.CREDENTIAL
    lock = expression(_LOCK).match(page.plain, start)
    if secret and lock and not cue.meaning.loose and len(gap) < 25:
        return True
    told = r"(?:\b(?:is|was|lautet|est|es|ist)|[:=]) ?[\"']?$"
    return (
        (not cue.meaning.loose or bool(secret and lock))
        and len(gap) < 45
        and "," not in gap
        and bool(expression(told).search(gap))
    )


def _cue_after(page: Page, cues: Sequence[Cue], end: int) -> Cue | None:
    stop = page.sentence(max(0, end - 1)).end
    position = bisect_left(cues, end, key=lambda cue: cue.start)
    for cue in cues[position : position + 1]:
        if cue.end > stop or cue.start - end > 25:
            return None
        return cue if _all_linking(page.plain[end : cue.start], 3) else None
    return None


def _all_linking(gap: str, most: int) -> bool:
    words = WORD.findall(gap)
    return len(words) <= most and all(word in _LINKING for word in words)


def _long_enough(value: str, cue: Cue, around: str) -> bool:
    digits = sum(character.isdigit() for character in value)
    length = sum(character.isalnum() for character in value)
    marked = bool(expression(_MARK).search(around))
    if not cue.meaning.loose:
        return digits >= 2 and length >= 3
    if (
        digits >= 1
        and expression(_LOCATOR).fullmatch(value)
        and cue.meaning.kind
        in (
            LeakKind.BOOKING,
            None,
        )
    ):
        return True
    return digits >= 3 and length >= (4 if marked else 5)


def _opens_nothing(page: Page, value: str, cue: Cue) -> bool:
    """Vouchers are for all, and six digits of an Indian PIN code are a place."""
    if expression(r"pin ?code").fullmatch(page.plain, cue.start, cue.end):
        return bool(expression(r"\d{3} ?\d{3}").fullmatch(value))
    return cue.meaning.loose and bool(expression(_VOUCHER).fullmatch(value))


def _in_bank(page: Page, kind: LeakKind, start: int) -> LeakKind:
    """An account number beside a sort code or a bank is a bank account."""
    if kind is not LeakKind.ACCOUNT_NUMBER:
        return kind
    around = page.before(start, reach=80) + page.after(start, reach=80)
    return LeakKind.BANK_ACCOUNT if expression(_BANK).search(around) else kind


def _by_shape(page: Page, start: int, end: int, value: str) -> Guess | None:
    kind = LeakKind.ORDER_NUMBER
    bare = value.replace(" ", "").replace("-", "")
    if expression(_SHIPPING_CODES).fullmatch(bare):
        return Guess(kind, start, end, 0.85, "it has the shape of a parcel number")
    digits = sum(character.isdigit() for character in bare)
    letters = sum(character.isalpha() for character in bare)
    hashed = page.text[start - 1 : start] == "#" if start else False
    if hashed and digits >= 4 and len(bare) >= 5:
        return Guess(kind, start, end, 0.7, "it is written like a ticket: #…")
    mixed = (
        letters >= 1
        and digits >= 4
        and page.text[start:end].upper() == (page.text[start:end])
    )
    written = page.text[start:end]
    if _is_long_group(written, digits) and not _is_spoken_of(page, start):
        why = "a long code that is nobody's but one person's"
        return Guess(kind, start, end, 0.6, why)
    if mixed and len(bare) >= 7 and not expression(_FLIGHT).fullmatch(bare):
        if expression(_MOVING).search(page.after(end, reach=25)):
            why = "a code of something that is on its way"
            return Guess(kind, start, end, 0.62, why)
        if expression(_PERSONAL).search(page.around(start, end)):
            why = "a code in a sentence about a person"
            return Guess(kind, start, end, 0.62 if digits > 4 else 0.5, why)
    return None


def _is_long_group(written: str, digits: int) -> bool:
    """Say whether this is a code in groups, as offices give them: `R-3309-551-0`."""
    if written.upper() != written or digits < 5 or _IP.fullmatch(written):
        return False
    letters = sum(map(str.isalpha, written))
    groups = len(expression(r"[A-Z\d]+").findall(written))
    return groups >= 2 and (letters >= 1 or groups >= 3) and digits + letters >= 7


def _is_spoken_of(page: Page, start: int) -> bool:
    """Say whether the words around speak of a thing that is the same for all."""
    return bool(expression(_FOR_ALL).search(page.around(start, start, reach=50)))
