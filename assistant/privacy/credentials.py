"""What opens an account or a door: passwords, keys, links that carry a token.

PINs and codes that a word announces are found with the other references.
"""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.needs import needed
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording, words
from assistant.schema import LeakKind

_KEYS = (
    r"(?<![\w-])(?:[A-Za-z]{2,6}_(?:live|test|prod|sk|pk|pat)_[\w-]{8,200}"
    r"|gh[pousr]_\w{16,200}|github_pat_\w{20,200}|glpat-[\w-]{16,100}"
    r"|xox[abprs]-[\w-]{10,200}"
    r"|sk-[\w-]{16,200}|(?:AKIA|ASIA)[A-Z0-9]{12,20}|AIza[\w-]{30,50}"
    r"|ya29\.[\w-]{20,200}"
    r"|eyJ[\w-]{8,1000}\.[\w-]{8,1000}(?:\.[\w-]{5,1000})?"
    r"|SG\.[\w-]{16,50}\.[\w-]{16,60}"
    r"|shpat_\w{20,60}|npm_\w{20,60}|pypi-[\w-]{20,250}|hf_\w{20,60}"
    r"|key-[0-9a-f]{20,60}"
    r"|whsec_\w{16,80}|rk_\w{16,80})"
)
_KEY_SIGNS = (  # of which one is in every key
    *("_", "glpat-", "xox", "sk-", "AKIA", "ASIA", "AIza", "ya29.", "eyJ", "SG."),
    *("pypi-", "key-"),
)
_LINK_SECRET = (
    r"[?&#;/](?:token|access_token|auth|auth_token|key|api_key|apikey|sig|signature|otp"
    r"|code|pass|password|pwd|secret|session|sid|invite|magic|ticket|reset)="
    r"(?P<secret>[\w.~%+-]{6,500})"
)
_LINK_PATH = (
    r"/(?:reset|reset-password|password|verify|confirm|magic|login|signin|invite"
    r"|activate"
    r"|unlock|token|auth|share|s)/(?P<secret>[\w-]{8,200})(?![\w/])"
)
_PASSWORD = wording("credentials", "password")
_IS = (
    rf"(?:(?: {wording('credentials', 'for')} [^.!?\n:]{{1,30}}?)?"
    r"(?:(?: [\w-]+){0,2} ?[:=] ?|'s (?:now |back to )?"
    rf"| {wording('credentials', 'is')} ?:? ?))"
)
_VALUE = r"[\"'`*]{0,2}(?P<value>[^\s\"'`,;]{4,60})"
_BARE_VALUE = r" [\"'`*]{0,2}(?P<value>[^\s\"'`,;]{6,60})"
_VALUE_FIRST = (
    r"(?<![\w/])(?P<value>[^\s\"'`,;]{5,60}) (?:is|as|was) (?:the|your|his"
    r"|her) (?:[\w-]+ ){0,2}?"
    r"(?:password|passphrase|passcode|passwort|wifi key|wi-fi key)\b"
)
_PASSCODES = frozenset(["passcode"])  # and the words of the list
_NO_PASSWORD = words("credentials", "no password")
_ANSWER = (
    rf"{wording('credentials', 'question')}[^.!?\n]{{0,20}}?(?:is|was|:|=) ?[\"']?"
    r"(?P<value>[^\s\"',.;!?]{3,40})"
)
_LONG_MIX = r"(?<![\w/=&?.@#-])(?=[\w-]{0,60}\d)[\w-]{24,200}(?![\w/.@])"


def find_credentials(page: Page) -> Iterator[Guess]:
    """Yield keys by their shape, passwords by their announcement, links by theirs."""
    if any(sign in page.text for sign in _KEY_SIGNS):
        for match in expression(_KEYS).finditer(page.text):
            why = "it has the shape of a key"
            yield _secret(match.start(), match.end(), 0.97, why)
    for match in expression(_LONG_MIX).finditer(page.text) if page.digits else ():
        if _is_mixed(match[0]):
            yield _secret(match.start(), match.end(), 0.6, "a long random string")
    for link in page.links:
        yield from _in_link(page, link.start, link.end)
    if page.has(_PASSCODES, needed("credentials", "password")):
        yield from _passwords(page)
    if page.has(needed("credentials", "question")):
        for match in expression(_ANSWER).finditer(page.plain):
            if match["value"] not in _NO_PASSWORD:
                why = "the answer to a security question"
                yield _secret(*match.span("value"), 0.75, why)


def _passwords(page: Page) -> Iterator[Guess]:
    for match in expression(_PASSWORD + _IS + _VALUE).finditer(page.plain):
        yield from _password(page, match.start("value"), match.end("value"))
    for shape in (_PASSWORD + _BARE_VALUE, _VALUE_FIRST):
        for match in expression(shape).finditer(page.plain):
            quoted = page.text[match.start("value") - 1] in "\"'`"
            if quoted or any(map(str.isdigit, match["value"])):
                yield from _password(page, match.start("value"), match.end("value"))


def _in_link(page: Page, start: int, end: int) -> Iterator[Guess]:
    link = page.plain[start:end]
    for shape, least in ((_LINK_SECRET, 8), (_LINK_PATH, 10)):
        match = expression(shape).search(link)
        if match is None:
            continue
        secret = match["secret"]
        random = any(map(str.isdigit, secret)) and any(map(str.isalpha, secret))
        if random and len(secret) >= least:
            why = "a link that carries a token"
            yield _secret(start, end, 0.8, why)
            return


def _password(page: Page, start: int, end: int) -> Iterator[Guess]:
    written = page.text[start:end].rstrip(".!?)")
    plain = page.plain[start : start + len(written)]
    quoted = page.text[start - 1] in "\"'`*"
    colon = page.plain[start - 2 : start].strip() in (":", "=")
    if plain in _NO_PASSWORD or len(written) < 4 or page.in_link(start, end):
        return
    odd = expression(r"\d|[^\w'’-]|_").search(written) or (
        written[1:] != written[1:].lower() and written.upper() != written
    )
    if quoted or odd or colon:
        why = "announced as a password"
        yield _secret(start, start + len(written), 0.85, why)


def _is_mixed(code: str) -> bool:
    return (
        any(map(str.islower, code))
        and any(map(str.isupper, code))
        and sum(map(str.isdigit, code)) >= 3
    )


def _secret(start: int, end: int, sure: float, why: str) -> Guess:
    return Guess(LeakKind.CREDENTIAL, start, end, sure, why)
