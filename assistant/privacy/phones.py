"""Telephone numbers of people, in digits of any script and in words."""

from collections.abc import Iterator

from assistant.privacy.check_digits import passes_luhn
from assistant.privacy.details import Guess
from assistant.privacy.ordinary import CLOCK, NUMERIC_DATE
from assistant.privacy.page import Page, expression
from assistant.privacy.whose import Owner, whose
from assistant.privacy.wording import wording
from assistant.schema import LeakKind

_CANDIDATE = (
    r"(?<![\w.,/:$£€₹-])(?:\+ ?)?\(?\d(?:[ ().\-/]{0,3}\d){6,14}(?![\w%])(?![.,:/-]\d)"
)
_WORDS = wording("numbers", "phone")
_NOT_A_PHONE = (
    rf"{wording('numbers', 'not a phone')}(?: (?:no|numbers?|nr|ref|id|is|gb|:|#))*"
    r"[\s.:#]{0,3}(?:[\d-]{5,20} and )?$"
)
_FREE_OR_SHARED = (
    r"(?:\+?44 ?\(?0?\)? ?|0)"
    r"(?:800|808|500|84[345]|87[0-3]|3(?:0[03]|3[03]|4[345]|7[0-2]))"
    r"|\+?1?[ -]?\(?8(?:00|88|77|66|55|44|33)\)?[ -]"
    r"|0(?:180|800|805|806|809|810|820|900|137|32)|(?:1[38]00|13) ?\d"
    r"|(?:90[012]|80[08])(?=(?:[ .-]?\d){6}$)"
)
_RANGE = (
    r"\d{1,3}(?:\.\d{1,3}){3}|\d{4}-\d{2}-\d{2}.*|\d{4} ?[-/] ?\d{3,4}|\d{1,2}-\d{5,6}"
)
_REGIONS_FROM_ZERO = ("GB", "DE", "FR", "AU", "NL", "IT", "BE", "IN")
_REGIONS = ("US", "ES", "PT", "IN", "PL", "BR")
_MOST_LOOKUPS = 4
_SPOKEN = {
    word: digit
    for digit, words in enumerate(
        (
            "zero oh o nought null cero",
            "one eins ein uno",
            "two zwei zwo dos deux",
            "three drei tres trois",
            "four vier cuatro quatre",
            "five funf cinco cinq",
            "six sechs seis",
            "seven sieben siete sept",
            "eight acht ocho huit",
            "nine neun nueve neuf",
        )
    )
    for word in words.split()
}
SPOKEN_WORDS = frozenset(_SPOKEN)
_FEWEST_SPOKEN = 4  # digits in words in a text that may tell a number
_REPEATS = {"double": 2, "triple": 3, "treble": 3, "doppel": 2}
_SPOKEN_RUN = (
    rf"(?<!\w)(?:(?:{'|'.join([*_SPOKEN, *_REPEATS])}"
    r"|\d{1,2})\b[\s,.-]{0,3}){7,40}+"
)


def find_phones(page: Page, country_hint: str | None = None) -> Iterator[Guess]:
    """Yield each telephone number; a hotline with little confidence."""
    lookups = 0
    for match in expression(_CANDIDATE).finditer(page.text) if page.digits else ():
        start, end = match.span()
        if page.in_link(start, end) or _is_other_number(page, start, match[0]):
            continue
        around = page.before(start, reach=45) + " " + page.after(end, reach=25)
        named = bool(expression(_WORDS).search(around))
        likely = _looks_dialled(match[0])
        if not named and likely and lookups < _MOST_LOOKUPS:
            lookups += 1
            likely = _is_valid(match[0], country_hint)
        if likely or (named and _has_groups(match[0])):
            yield _phone(page, start, end, named=named)
    if page.has(SPOKEN_WORDS) and _count_spoken(page) >= _FEWEST_SPOKEN:
        yield from _spoken(page)


def _count_spoken(page: Page) -> int:
    return sum(word.plain in _SPOKEN for word in page.words)


def _is_other_number(page: Page, start: int, written: str) -> bool:
    digits = [character for character in written if character.isdigit()]
    if expression(NUMERIC_DATE).search(written) or expression(CLOCK).search(written):
        return True
    if expression(_RANGE).fullmatch(written):
        return True
    if expression(r"\d{4}[ -]\d{4}[ -]\d{4}(?:[ -]\d{4})?").fullmatch(written):
        return True
    if expression(_NOT_A_PHONE).search(page.before(start, reach=40)):
        return True
    return len(set(digits)) == 1


def _looks_dialled(written: str) -> bool:
    """Say whether the number is written the way numbers to dial are."""
    digits = sum(character.isdigit() for character in written)
    if written.startswith(("+", "00")):
        return digits >= 8
    if written.startswith(("0", "(0", "(")):
        return 9 <= digits <= 12
    return 9 <= digits <= 11 and _has_groups(written)


def _has_groups(written: str) -> bool:
    return bool(expression(r"\d[ ().-]+\d").search(written)) or written[0] in "+0"


def _is_valid(written: str, country_hint: str | None) -> bool:
    """Ask the numbering plans; reserved ranges are not valid but possible."""
    import phonenumbers

    if written.startswith("00"):
        written = "+" + written[2:]
    regions = _REGIONS_FROM_ZERO if "0" in written[:2] else _REGIONS
    hints = (country_hint,) if country_hint else ()
    for region in (None,) if written.startswith("+") else (*hints, *regions):
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
        if region in (None, "GB", "FR") and phonenumbers.is_possible_number(number):
            return written[0] in "+0("
    return False


def _phone(page: Page, start: int, end: int, *, named: bool) -> Guess:
    kind, written = LeakKind.PHONE, page.text[start:end]
    if expression(_FREE_OR_SHARED).match(written):
        return Guess(kind, start, end, 0.35, "a free or shared-cost number")
    owner = whose(page, start, end)
    if owner is Owner.THEIRS:
        return Guess(kind, start, end, 0.95 if named else 0.8, "a person's number")
    if owner is Owner.OURS:
        return Guess(
            kind, start, end, 0.35, "a number introduced as the business's own"
        )
    return Guess(kind, start, end, 0.75, "a telephone number")


def _spoken(page: Page) -> Iterator[Guess]:
    for match in expression(_SPOKEN_RUN).finditer(page.plain):
        digits = _in_digits(match[0])
        end = match.start() + len(match[0].rstrip(" ,.-\n\t"))
        if 13 <= len(digits) <= 19 and passes_luhn(digits):
            why = "a card number in words"
            yield Guess(LeakKind.PAYMENT_CARD, match.start(), end, 0.95, why)
        elif 7 <= len(digits) <= 15 and not match[0].replace(" ", "").isdigit():
            why = "a telephone number in words"
            yield Guess(LeakKind.PHONE, match.start(), end, 0.8, why)


def _in_digits(spoken: str) -> str:
    digits: list[str] = []
    repeat = 1
    for word in expression(r"[a-z]+|\d").findall(spoken):
        if word in _REPEATS:
            repeat = _REPEATS[word]
            continue
        digit = word if word.isdigit() else str(_SPOKEN[word])
        digits.append(digit * repeat)
        repeat = 1
    return "".join(digits)
