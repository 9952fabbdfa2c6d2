"""Payment cards and bank accounts."""

from collections.abc import Iterator

from assistant.privacy.check_digits import is_valid_id, passes_luhn
from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording
from assistant.schema import LeakKind

_RUN = r"(?<![\w.,/-])(?<!\d[ -])\d(?:[ .\-]{0,2}\d){12,18}(?![\w])(?![ .-]?\d)"
_PREFIXES = (
    ((13, 16, 19), r"4"),
    ((16,), r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"),
    ((15,), r"3[47]"),
    ((14, 16), r"3(?:0[0-5]|[68])"),
    ((16, 19), r"6011|65|64[4-9]|35(?:2[89]|[3-8])|62"),
    ((13, 14, 15, 16, 17, 18, 19), r"5[06-9]|6[0-9]"),
)
_GROUPS = (
    r"\d{13,19}|\d{4}(?:\D{1,2}\d{4}){2,3}(?:\D{1,2}\d{1,3})?"
    r"|\d{4}\D{1,2}\d{6}\D{1,2}\d{4,5}|\d(?:\D\d){12,18}"
)
_CARD_WORDS = wording("numbers", "card")
_OTHER_WORDS = wording("numbers", "not a card")
_FOR_ALL = rf"{wording('numbers', 'a sample or our own')}"
_LAST_FOUR = (
    rf"{_CARD_WORDS}[^.!?\n]{{0,25}}?(?:{wording('numbers', 'last four')}"
    r"(?: (?:in|with|on|auf|en|par|em|op|is|are|digits?)){0,2}|[*x•.·…]{2,16}+)"
    r" ?:? ?(?P<digits>\d{4})(?!\d)"
)
_IBAN = (
    r"(?<![\w])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}(?:[ -]?[A-Z0-9]{1,3})?(?!\w)"
)
_SORT_AND_ACCOUNT = (
    rf"{wording('numbers', 'sort code')}\W{{0,3}}(?:(?:is|no|number)\W{{1,3}}){{0,2}}"
    r"(?P<code>[a-z0-9][\d -]{4,10}\d)"
    r"(?P<rest>[^.!?\d\n]{0,35}(?P<account>\d[\d -]{4,16}\d))?"
)
_PAIR = (
    r"(?<!\d)\d{2}-\d{2}-\d{2},? ?(?:/ ?|and "
    r"|a/?c(?:c(?:oun)?t)?\.? ?(?:no\.? ?)?)?\d{8}(?!\d)"
)


def find_cards(page: Page) -> Iterator[Guess]:
    """Yield card numbers, by length, prefix, check digit and the words around."""
    if not page.digits:
        return
    for match in expression(_RUN).finditer(page.text):
        if not page.in_link(*match.span()):
            guess = _card(page, match.start(), match.end())
            if guess is not None and not _is_for_all(page, guess):
                yield guess
    for match in expression(_LAST_FOUR).finditer(page.plain):
        why = "the last four digits of a card"
        start, end = match.span("digits")
        yield Guess(LeakKind.PAYMENT_CARD, start, end, 0.7, why)


def find_bank_accounts(page: Page) -> Iterator[Guess]:
    """Yield IBANs, and account numbers beside a sort or routing code."""
    if not page.digits:
        return
    for match in expression(_IBAN).finditer(page.text):
        guess = _iban(page, match.start(), match[0])
        if guess is not None and not _is_for_all(page, guess):
            yield guess
    for shape in (_SORT_AND_ACCOUNT, _PAIR):
        for match in expression(shape).finditer(page.plain):
            start = (
                match.start("code") if "code" in match.groupdict() else match.start()
            )
            why = "a sort or routing code with an account"
            yield Guess(LeakKind.BANK_ACCOUNT, start, match.end(), 0.9, why)


def _is_for_all(page: Page, guess: Guess) -> bool:
    """A number to test with or to give to is meant for everyone."""
    around = page.around(guess.start, guess.end, reach=60)
    return bool(expression(_FOR_ALL).search(around))


def _card(page: Page, start: int, end: int) -> Guess | None:
    written = page.text[start:end]
    digits = "".join(filter(str.isdigit, written))
    before = page.before(start, reach=50)
    around = before + " " + page.after(end, reach=30)
    named = bool(expression(_CARD_WORDS).search(around))
    other = bool(expression(_OTHER_WORDS).search(before))
    known = any(
        len(digits) in lengths and expression(prefix).match(digits)
        for lengths, prefix in _PREFIXES
    )
    grouped = bool(expression(_GROUPS).fullmatch(written))
    if known and grouped and passes_luhn(digits) and (named or not other):
        why = "length, first digits and check digit are a card's"
        return Guess(LeakKind.PAYMENT_CARD, start, end, 0.98, why)
    if named and not other and (known or len(digits) in (15, 16)):
        return Guess(LeakKind.PAYMENT_CARD, start, end, 0.8, "called a card")
    if (
        known
        and not other
        and "".join(filter(str.isalnum, written)) != written
        and (expression(r"\d{4}(?:\D\d{4}){3}").fullmatch(written))
    ):
        return Guess(LeakKind.PAYMENT_CARD, start, end, 0.6, "grouped like a card")
    return None


def _iban(page: Page, start: int, written: str) -> Guess | None:
    named = "iban" in page.before(start, reach=40)
    length = _iban_length(written)
    if length:
        why = "an IBAN with the right check digits"
        return Guess(LeakKind.BANK_ACCOUNT, start, start + length, 0.97, why)
    digits = sum(character.isdigit() for character in written)
    if named and digits >= 8:
        end = start + len(written)
        return Guess(LeakKind.BANK_ACCOUNT, start, end, 0.85, "called an IBAN")
    return None


def _iban_length(written: str) -> int:
    """Return how much of what is written is a valid IBAN, 0 for none."""
    ends = [match.end() for match in expression(r"[A-Z0-9]+").finditer(written)]
    for end in reversed(ends):
        if 15 <= sum(map(str.isalnum, written[:end])) <= 34 and (
            is_valid_id("iban", written[:end])
        ):
            return end
    return 0
