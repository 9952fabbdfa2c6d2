"""Where a private person lives: street and number, postcode, the house next door."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.whose import Owner, whose
from assistant.privacy.wording import wording, words
from assistant.schema import LeakKind

_CAPITAL = r"(?:St\. )?[^\W\d_a-zß-öø-ÿ][\w'-]{0,30}"
_UK_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
_SPACED_POSTCODE = r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\w)"
_POSTCODE = (
    rf"(?:{_UK_POSTCODE}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{{4}}-\d{{3}}|\d{{5}}(?:-\d{{4}})?"
    r"|\d{4} ?[A-Z]{2}\b|\d{3} ?\d{3}|\d{4})(?!\w)"
)
_TOWN = (
    rf"(?:{_CAPITAL}(?:[ -](?:{_CAPITAL}|am|an|der|de|la|sur|upon|under|le|les"
    r"|do)){0,3})"
)
_TAIL = (
    r"(?P<tail>(?:,? {0,2}\n? ?(?:[Aa]pt|[Uu]nit|[Ff]lat|[Ss]uite|[Ss]te|#|[Rr]oom"
    r"|[Ff]loor)\.? ?\w{1,5})?"
    r"(?:,? \d{1,2} ?[ºoª°.]{1,2} ?\w{0,4}\b)?"
    rf"(?:[,\n] ?\n?{_TOWN}){{0,3}}(?:,? ?\n?(?:{_TOWN} )?{_POSTCODE}(?: {_TOWN})?)?)"
)
_UNIT = (
    r"(?:\b(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit|[Ss]uite|[Rr]oom"
    r"|[Hh]ouse) ?(?:[Nn]o\.? ?)?\w{1,4},? )?"
)
_ENGLISH = (
    rf"{_UNIT}(?<![\w.,:/£$€#-])\d{{1,5}}[A-Za-z]?(?:[-/]\d{{1,4}}[A-Za-z]?)?,? "
    rf"(?:(?:{_CAPITAL}|\d{{1,3}}(?:st|nd|rd|th)|of|the|and|de"
    r"|la) ){1,4}?(?:[Ss]treet|[Ss]t|[Rr]oad|[Rr]d|[Aa]venue|[Aa]ve|[Ll]ane"
    r"|[Ll]n|[Dd]rive|Dr|[Cc]lose|[Cc]ourt|Ct|[Cc]rescent|Cres|[Pp]lace|Pl|[Ww]ay"
    r"|[Tt]errace|Tce|[Gg]ardens|[Gg]rove|Hill|Park|[Ss]quare|Sq|[Mm]ews|Row|Walk"
    r"|[Bb]oulevard|Blvd|[Hh]ighway|Hwy|[Pp]arade|Circuit|Quay|Rise|View|Green|Yard"
    r"|Wharf"
    r"|Circle|Cir|Trail|Parkway|Pkwy|Loop|Heights|Mount|Vale|Nagar|Marg|Colony|Layout"
    r"|Enclave|Vihar|Allee|Stra(?:ß|ss)e|Weg|Platz)\b\.?"
)
_GERMAN = (
    r"(?:\b[A-ZÄÖÜ][\w-]{2,30}(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Ww]eg|platz|allee"
    r"|gasse|ring|damm|ufer"
    r"|chaussee|steig|straat|laan|plein|gracht|kade|dijk|singel|dreef|steeg)"
    r"|\b(?:[A-ZÄÖÜ][\w-]{1,25} ){1,2}(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring"
    r"|Damm|Ufer)"
    r"|\b(?:Am|An der|An den|Im|In der|In den|Auf der|Auf dem|Zur|Zum|Unter den)"
    r" [A-ZÄÖÜ][\w-]{2,25}) \d{1,4} ?[a-z]?\b(?:[-/] ?\d{1,4})?"
)
_FRENCH = (
    r"(?<![\w.,])\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd\.?|place"
    r"|chemin"
    r"|all[ée]e|impasse|quai|route|cours|passage|square|faubourg)"
    rf"(?: (?:de|du|des|la|le|les|l'\w{{1,25}}|d'\w{{1,25}}|{_CAPITAL})){{1,6}}"
)
_ROMANCE = (
    r"\b(?:[Cc]/|[Cc]alle|[Aa]vda\.?|[Aa]venida|[Aa]v\.|[Pp]laza|[Pp]za\.?|[Pp]aseo"
    r"|[Cc]amino"
    r"|[Cc]arrera|[Rr]onda|[Rr]ua|[Tt]ravessa|[Pp]ra[çc]a|[Ee]strada|[Ll]argo|[Vv]ia"
    r"|[Vv]iale"
    r"|[Cc]orso|[Pp]iazza|[Vv]icolo)"
    r" ?(?:(?:de|del|da|do|das|dos|della|dei|degli|la|las|los"
    rf"|{_CAPITAL}) ){{0,5}}{_CAPITAL}"
    r",? (?:n[.ºo°]{1,2} ?)?\d{1,4}(?: ?[A-Za-z]\b)?"
)
_JAPANESE = (
    r"〒? ?\d{3}-\d{4}[ 　]?[\u3040-\u30ff\u4e00-\u9fff]{2,30}[\d-]{1,20}[\w-]{0,20}"
    r"|[\u4e00-\u9fff]{1,6}[都道府県][\u3040-\u30ff\u4e00-\u9fff]{2,25}\d{1,4}"
    r"(?:[-丁目番地号]{1,2}\d{0,4}){0,4}"
    r"|〒 ?\d{3}-\d{4}"
)
_INDIAN = (
    r"\b(?:[Pp]lot|[Ff]lat|[Hh]\.? ?[Nn]o|[Hh]ouse [Nn]o"
    r"|[Dd]oor [Nn]o)\.? ?(?:[Nn]o\.? ?)?"
    r"\w[\w/-]{0,8},? [^.!?\n]{3,80}?\b\d{3} ?\d{3}\b(?!\d)"
)
_COTTAGE = (
    rf"\b{_CAPITAL} (?:Cottage|House|Farm|Lodge|Barn|Villa|Manor|Farmhouse),"
    rf" {_CAPITAL}(?: {_CAPITAL}){{0,3}}"
)
_PO_BOX = (
    r"\b(?:P\.? ?O\.? ?[Bb]ox|Postfach|Apartado|Postbus"
    r"|[Aa]partado de correos) \d{2,6}\b"
)
_LOWER = (
    r"(?<![\w.,:/£$€#-])\d{1,4}[a-z]? [a-z'-]{3,20}(?: [a-z'-]{3,20})? (?:street|st"
    r"|road|rd"
    r"|avenue|ave|lane|ln|drive|close|court|ct|crescent|gardens|grove|terrace)\b"
)
_SHAPES = (_ENGLISH, _LOWER, _GERMAN, _FRENCH, _ROMANCE, _COTTAGE)
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
        for shape in (_JAPANESE, _INDIAN, _PO_BOX):
            for match in expression(shape).finditer(page.text):
                yield from _street(page, match.start(), match.end(), "0")
        yield from _postcodes(page)
        yield from _next_door(page)


def _street(page: Page, start: int, end: int, tail: str) -> Iterator[Guess]:
    if page.in_link(start, end) or not _is_named(page.text[start:end]):
        return
    owner = whose(page, start, end)
    complete = any(map(str.isdigit, tail))
    sure = 0.7 if complete else 0.5
    if owner is Owner.THEIRS:
        sure = 0.92
    elif owner is Owner.OURS:
        sure = 0.35
    if page.text[start:end].islower():
        sure -= 0.25  # "2 minutes road" reads like a street in small letters
    end -= len(page.text[start:end]) - len(page.text[start:end].rstrip(" ,\n"))
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
