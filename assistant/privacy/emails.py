"""E-mail addresses, also those spelled out to slip past a filter."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording, words
from assistant.schema import LeakKind

_PLAIN = (
    r"(?<![\w.+%@-])[\w.+%'-]{1,64}+"
    r"@(?:[^\W_][\w-]{0,62}\.){1,5}[^\W\d_]{2,24}(?![\w@])"
)
_OPEN, _CLOSE = r"[\[({<] ?", r" ?[\])}>]"
_DOT_WORD, _AT_WORD = wording("emails", "dot"), wording("emails", "at")
_MARK = rf"(?: {wording('emails', 'mark')} )"
_DOT = rf"(?: ?{_OPEN}{_DOT_WORD}{_CLOSE} ?| {_DOT_WORD} | ?\. ?)"
_AT = rf"(?P<at> ?{_OPEN}(?:{_AT_WORD}|a){_CLOSE} ?| (?:{_AT_WORD}|@) |@)"
_SPELLED = (
    rf"{_AT}(?P<domain>[^\W_][\w-]{{0,62}}(?:{_DOT}[^\W\d_][\w-]{{1,62}}){{0,2}}?"
    rf"{_DOT}{wording('emails', 'ending')})"
)
_LOCAL = rf"[\w+%-]{{1,40}}(?:(?:{_DOT}|{_MARK})[\w+%-]{{1,40}}){{0,3}}$"
_HINTS = (" at ", "arroba", "@ ", " . ")  # of which one is in most that are spelled
_CLOSED = rf"{_AT_WORD} ?[\])}}>]"
_UNHIDDEN = ("at", "arroba", "klammeraffe")
_GONE_TO = wording("emails", "gone to") + r"[^.!?]{0,12}$"
_PROVIDERS = words("emails", "provider")
_NOBODY = words("emails", "nobody")
_ROLES = words("emails", "role")
_ROLE_PARTS = words("emails", "part of a role")


def find_emails(page: Page) -> Iterator[Guess]:
    """Yield each e-mail address; an office mailbox with little confidence."""
    if "@" in page.plain:
        for match in expression(_PLAIN).finditer(page.plain):
            local = match[0].partition("@")[0]
            yield _email(page, match.start(), match.end(), local)
    if _may_be_spelled(page.plain):
        yield from _spelled(page)


def _email(page: Page, start: int, end: int, local: str) -> Guess:
    theirs = expression(_GONE_TO).search(page.before(start, reach=30))
    if _is_office(local) and not theirs:
        return Guess(LeakKind.EMAIL, start, end, 0.3, "an office mailbox")
    return Guess(LeakKind.EMAIL, start, end, 0.95, "an e-mail address")


def _is_office(local: str) -> bool:
    parts = expression(r"[.+_-]").split(local)
    if any(part in _ROLES for part in parts):
        return True
    return any(word in local for word in _ROLE_PARTS)


def _may_be_spelled(plain: str) -> bool:
    if any(hint in plain for hint in _HINTS):
        return True
    closes = any(sign in plain for sign in "])}>")
    return closes and expression(_CLOSED).search(plain) is not None


def _spelled(page: Page) -> Iterator[Guess]:
    for match in expression(_SPELLED).finditer(page.plain):
        if match["at"] == "@" or not _means_a_domain(match["at"], match["domain"]):
            continue
        window_start = max(0, match.start() - 90)
        local = expression(_LOCAL).search(page.plain[window_start : match.start()])
        if local is None or local[0] in _NOBODY:
            continue
        if _means_an_address(match["at"], match["domain"], local[0]):
            start = window_start + local.start()
            why = "an e-mail address spelled out"
            yield Guess(LeakKind.EMAIL, start, match.end(), 0.9, why)


def _means_a_domain(at: str, domain: str) -> bool:
    """Say whether it is spelled out: "meet me at example.com" is no address."""
    if at.strip() not in _UNHIDDEN:
        return True
    return expression(rf"{_DOT_WORD}[\])}}> ]").search(domain) is not None


def _means_an_address(at: str, domain: str, local: str) -> bool:
    if at.strip() not in _UNHIDDEN:
        return True  # brackets around the sign are there to hide it
    label = domain.split(maxsplit=1)[0]
    strong = expression(rf"[\d._]| {_DOT_WORD} ").search(local)
    return label in _PROVIDERS or bool(strong) or len(local) >= 5
