"""What words must look like to be a private detail of a kind."""

from assistant.privacy.devices import belongs_to_somebody
from assistant.privacy.ordinary import NUMERIC_DATE
from assistant.privacy.page import expression
from assistant.privacy.phones import SPOKEN_WORDS
from assistant.schema import LeakKind
from assistant.text import fold

_NUMBERED = frozenset(
    {
        LeakKind.PHONE,
        LeakKind.ORDER_NUMBER,
        LeakKind.ACCOUNT_NUMBER,
        LeakKind.PAYMENT_CARD,
        LeakKind.BANK_ACCOUNT,
        LeakKind.NATIONAL_ID,
        LeakKind.IP_OR_DEVICE_ID,
    }
)
_FEWEST_SPOKEN = 2
_A_DATE = rf"^\W*{NUMERIC_DATE}\W*$"
_AN_IP = r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)"
_AN_EMAIL = r"@|\S[(\[{ ](?:at|arroba|chez|dot|punkt|punto)[)\]} ]"


def may_be(kind: LeakKind, words: str) -> bool:
    """Say whether words have what every detail of a kind has.

    A number has digits, told in figures or in words, and is no calendar date; an
    address for mail has its sign, and an address of a machine is not that of every
    home. Other kinds may have any shape.
    """
    plain = fold(words).text.lower()
    if kind is LeakKind.EMAIL:
        return bool(expression(_AN_EMAIL).search(plain))
    if kind not in _NUMBERED:
        return True
    if expression(_A_DATE).search(plain):
        return False
    machines = expression(_AN_IP).findall(plain)
    if machines and kind is LeakKind.IP_OR_DEVICE_ID:
        return any(map(belongs_to_somebody, machines))
    spoken = sum(word in SPOKEN_WORDS for word in expression(r"[a-z]+").findall(plain))
    return any(letter.isdigit() for letter in plain) or spoken >= _FEWEST_SPOKEN
