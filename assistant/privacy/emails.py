"""E-mail addresses, also those spelled out to slip past a filter."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.whose import Owner, whose
from assistant.schema import LeakKind

_PLAIN = (
    r"(?<![\w.+%-])[\w.+%'-]{1,64}+@(?:[^\W_][\w-]{0,62}\.){1,5}[^\W\d_]{2,24}(?![\w@])"
)
_DOT = (
    r"(?: ?[\[({<] ?(?:dot|punto|ponto|punkt|point|punt) ?[\])}>] ?"
    r"| (?:dot|punto|ponto|punkt|point|punt) | ?\. ?)"
)
_AT = r"(?P<at> ?[\[({<] ?(?:at|arroba|a) ?[\])}>] ?| (?:at|arroba|klammeraffe|@) |@)"
_ENDINGS = (
    r"(?:com|net|org|co|uk|de|fr|es|it|nl|pt|br|pl|se|no|dk|fi|ch|at|be|ie|in|au|nz|ca"
    r"|jp|us"
    r"|eu|io|me|info|biz|example|test|invalid|edu|gov|ac|mx|ar|cl|za|app|dev|email"
    r"|mail)"
)
_SPELLED = (
    rf"{_AT}(?P<domain>[^\W_][\w-]{{0,62}}(?:{_DOT}[^\W\d_][\w-]{{1,62}}){{0,2}}?"
    rf"{_DOT}{_ENDINGS})(?!\w)"
)
_LOCAL = rf"[\w+%-]{{1,40}}(?:{_DOT}[\w+%-]{{1,40}}){{0,3}}$"
_SPELLED_DOT = r"[\[({< ](?:dot|punto|ponto|punkt|point|punt)[\])}> ]"
_PROVIDERS = (
    "gmail googlemail hotmail outlook yahoo icloud aol proton protonmail gmx web live"
    " msn"
).split()
_ROLE_PARTS = (
    "support service customer help feedback enquir inquir contact office team complain"
).split()
_NOBODY = frozenset(
    "us me you it them him her here there find visit shop store online more is are"
    " look stay see one book order site website page".split()
)
# Mailboxes of an office, which no person owns.
_ROLES = frozenset(
    "help info information support hello hi contact service services sales press media"
    " team office care complaints complaint privacy security abuse billing accounts"
    " jobs"
    " careers hr noreply no-reply donotreply feedback customer customerservice"
    " customercare customerservices bookings booking reservations stay dpo gdpr legal"
    " returns refunds orders shop store mail admin enquiries inquiries enquiry welcome"
    " ask ceo chair board events community moderation webmaster postmaster newsletter"
    " kontakt hilfe kundenservice kundendienst service-client contacto atencion ayuda"
    " sac"
    " contato apoio suporte assistenza contatti klantenservice reception frontdesk desk"
    " guestrelations guestservices claims lostproperty lost found".split()
)


def find_emails(page: Page) -> Iterator[Guess]:
    """Yield each e-mail address; an office mailbox with little confidence."""
    if "@" in page.plain:
        for match in expression(_PLAIN).finditer(page.plain):
            yield _email(page, match.start(), match.end(), match[0].split("@")[0])
    if " at " in page.plain or expression(r"\b(?:at|arroba) ?[\])}>]|arroba").search(
        page.plain
    ):
        yield from _spelled(page)


def _email(page: Page, start: int, end: int, local: str) -> Guess:
    owner = whose(page, start, end)
    why = "an e-mail address"
    if _is_office(local):
        sure = 0.7 if owner is Owner.THEIRS else 0.3
        return Guess(LeakKind.EMAIL, start, end, sure, "an office mailbox")
    return Guess(LeakKind.EMAIL, start, end, 0.95, why)


def _is_office(local: str) -> bool:
    parts = expression(r"[.+_-]").split(local)
    if any(part in _ROLES for part in parts):
        return True
    return any(word in local for word in _ROLE_PARTS)


def _spelled(page: Page) -> Iterator[Guess]:
    for match in expression(_SPELLED).finditer(page.plain):
        if match["at"] == "@":
            continue
        window_start = max(0, match.start() - 90)
        local = expression(_LOCAL).search(page.plain[window_start : match.start()])
        if local is None or local[0] in _NOBODY:
            continue
        if _means_an_address(match["at"], match["domain"], local[0]):
            start = window_start + local.start()
            why = "an e-mail address spelled out"
            yield Guess(LeakKind.EMAIL, start, match.end(), 0.9, why)


def _means_an_address(at: str, domain: str, local: str) -> bool:
    if at.strip() not in ("at", "arroba"):
        return True  # brackets around the sign are there to hide it
    if not expression(_SPELLED_DOT).search(domain):
        return False  # "meet me at example.com"
    label = domain.split()[0]
    strong = expression(r"[\d._]| (?:dot|punto|ponto|punkt|point|punt) ").search(local)
    return label in _PROVIDERS or bool(strong) or len(local) >= 5
