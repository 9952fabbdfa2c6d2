"""Where a private person lives: street and number, postcode, the house next door."""

from collections.abc import Iterator
from functools import partial

from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.whose import Owner, whose
from assistant.privacy.wording import wording, words
from assistant.schema import LeakKind

_listed = partial(wording, "addresses", any_case=True)
_CAPITAL = (
    r"(?:St\. )?[^\W\d_a-zß-öø-ÿ][^\W\d_]{0,30}+(?:['-][^\W\d_]{1,30}){0,3}(?!\w)"
)
_UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_SPACED_POSTCODE = r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)"
_POSTCODE = (
    rf"(?:{_UK_POSTCODE}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{{4}}-\d{{3}}|\d{{5}}(?:-\d{{4}})?"
    r"|\d{4} ?[A-Z]{2}\b|\d{3} ?\d{3}|\d{4})(?!\w)"
)
_TOWN = (
    rf"{_CAPITAL}(?:[ -](?:{_CAPITAL}|am|an|der|de|la|sur|upon|under|le|les|do)){{0,3}}"
)


_TAIL = (
    rf"(?P<tail>(?:,? {{0,2}}\n? ?(?:{_listed('part of a house')}|#) ?\w{{1,5}})?"
    r"(?:,? \d{1,2} ?[ºoª°.]{1,2} ?\w{0,4}\b)?"
    rf"(?:[,\n] ?\n?{_TOWN}){{0,3}}(?:,? ?\n?(?:{_TOWN} )?{_POSTCODE}(?: {_TOWN})?)?)"
)
_NUMBER = r"(?<![\w.,:/£$€#-])\d{1,5}[A-Za-z]?(?:[-/]\d{1,4}[A-Za-z]?)?,? "
_ENGLISH = (
    rf"(?:{_listed('before a house')} ?(?:[Nn]o\.? ?)?\w{{1,4}},? )?{_NUMBER}"
    rf"(?:(?:{_CAPITAL}|\d{{1,3}}(?:st|nd|rd|th)|of|the|and|de|la) ){{1,4}}?"
    rf"{_listed('street')}\.?"
)
_LOWER = (
    r"(?<![\w.,:/£$€#-])\d{1,4}[a-z]? [a-z'-]{3,20}(?: [a-z'-]{3,20})? "
    rf"{wording('addresses', 'street in small letters')}"
)
_JOINED = wording("addresses", "joined street").removeprefix(r"(?<!\w)")
_GERMAN = (
    rf"(?:\b[A-ZÄÖÜ][\w-]{{2,30}}(?i:{_JOINED})"
    rf"|\b(?:[A-ZÄÖÜ][\w-]{{1,25}} ){{1,2}}{_listed('joined street')}"
    rf"|{_listed('before a german street')} [A-ZÄÖÜ][\w-]{{2,25}})"
    r" \d{1,4} ?[a-z]?\b(?:[-/] ?\d{1,4})?"
)
_FRENCH = (
    rf"(?<![\w.,])\d{{1,4}}(?: ?(?:bis|ter))?,? {_listed('french street')}"
    rf"(?: (?:{_listed('small words of french streets')}|{_CAPITAL})){{1,6}}"
)
_ROMANCE = (
    rf"(?:{_listed('southern street')} |\b[Cc]/ ?)"
    rf"(?:(?:{_listed('small words of southern streets')}|{_CAPITAL}) ){{0,5}}"
    rf"{_CAPITAL}"
    r",? (?:n[.ºo°]{1,2} ?)?\d{1,4}(?: ?[A-Za-z]\b)?"
)
_COTTAGE = (
    rf"\b{_CAPITAL} {_listed('country house')},"
    rf" {_CAPITAL}(?: {_CAPITAL}){{0,3}}"
)
_SHAPES = (_ENGLISH, _LOWER, _GERMAN, _FRENCH, _ROMANCE, _COTTAGE)
_JAPANESE = (
    r"〒? ?\d{3}-\d{4}[ 　]?[\u3040-\u30ff\u4e00-\u9fff]{2,30}[\d-]{1,20}[\w-]{0,20}"
    r"|[\u4e00-\u9fff]{1,6}[都道府県][\u3040-\u30ff\u4e00-\u9fff]{2,25}\d{1,4}"
    r"(?:[-丁目番地号]{1,2}\d{0,4}){0,4}"
    r"|〒 ?\d{3}-\d{4}"
)
_INDIAN = (
    rf"{_listed('indian house')}\.? ?(?:[Nn]o\.? ?)?"
    r"\w[\w/-]{0,8},? [^.!?\n]{3,80}?\b\d{3} ?\d{3}\b(?!\d)"
)
_PO_BOX = rf"{_listed('post box')} \d{{2,6}}\b"
_WHOLE_SHAPES = (_JAPANESE, _INDIAN, _PO_BOX)
_NEXT_DOOR = (
    rf"{wording('addresses', 'house')} (?P<house>\d{{1,4}}[a-z]?)\b(?![%\d.,:/-]\d|%)"
)
_DOORSTEP = wording("addresses", "doorstep")
_LEADING = rf"(?:{wording('addresses', 'at')}|[,:(]) (?:the )?$|^$"
_RANKED = rf"^ {wording('addresses', 'ranked')}"
_NOT_A_STREET = words("addresses", "not a street")
_WHOSE_POSTCODE = (
    r"\b(?:your|his|her|their) (?:postcode|post code|zip(?: code)?|postal code|plz)"
    r" (?:is |as |of |was |shows |:)?(?P<code>\w{2,5}(?:[ -]\w{3,4})?)\b"
)


def find_addresses(page: Page) -> Iterator[Guess]:
    """Yield street addresses, postcodes and house numbers of private people."""
    if page.codes:
        for shape in _SHAPES:
            for match in expression(shape + _TAIL).finditer(page.text):
                yield from _street(page, match.start(), match.end(), match["tail"])
        for shape in _WHOLE_SHAPES:
            for match in expression(shape).finditer(page.text):
                yield from _street(page, match.start(), match.end(), "0")
        yield from _postcodes(page)
        yield from _next_door(page)


def _street(page: Page, start: int, end: int, tail: str) -> Iterator[Guess]:
    if page.in_link(start, end) or not _is_named(page.text[start:end]):
        return
    owner = whose(page, start, end)
    complete = any(map(str.isdigit, tail))
    sure = 0.7 if complete else 0.6
    if owner is Owner.THEIRS:
        sure = 0.92
    elif owner is Owner.OURS:
        sure = 0.35
    if page.text[start:end].islower():
        sure -= 0.25  # "2 minutes road" reads like a street in small letters
    # A full stop after the last word is the sentence's, or no part of the secret.
    end = start + len(page.text[start:end].rstrip(" ,.\n"))
    yield Guess(LeakKind.POSTAL_ADDRESS, start, end, sure, "a street and house number")


def _is_named(written: str) -> bool:
    """A street has a proper name: "2 seats in a row" has none."""
    names = expression(r"[^\W\d_][\w'-]+|[\u3040-\u9fff]").findall(written)
    if not names:
        return True
    if names[0].lower() in _NOT_A_STREET:
        return False
    proper = any(name[0].isupper() or not name.isascii() for name in names[:4])
    return proper or len(names) <= 2


def _postcodes(page: Page) -> Iterator[Guess]:
    kind = LeakKind.POSTAL_ADDRESS
    for match in expression(_SPACED_POSTCODE).finditer(page.text):
        if not page.in_link(*match.span()):
            owner = whose(page, *match.span(), reach=45)
            sure = 0.7 if owner is Owner.THEIRS else 0.4
            yield Guess(kind, *match.span(), sure, "a full postcode")
    for match in expression(_WHOSE_POSTCODE).finditer(page.plain):
        if any(map(str.isdigit, match["code"])):
            yield Guess(kind, *match.span("code"), 0.75, "somebody's postcode")


def _next_door(page: Page) -> Iterator[Guess]:
    for match in expression(_NEXT_DOOR).finditer(page.plain):
        if not expression(_DOORSTEP).search(page.around(*match.span())):
            continue
        if expression(_RANKED).search(page.after(match.end(), reach=12)):
            continue
        if expression(_LEADING).search(page.before(match.start(), reach=20)):
            why = "a house number that points to one home"
            yield Guess(LeakKind.POSTAL_ADDRESS, *match.span(), 0.65, why)
