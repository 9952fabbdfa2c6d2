"""Addresses and numbers of one machine: IP, MAC, IMEI."""

from collections.abc import Callable, Iterator

from assistant.privacy.check_digits import passes_luhn
from assistant.privacy.details import Guess
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording
from assistant.schema import LeakKind

_IPV4 = r"(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)(?P<range>/\d{1,2})?"
_IPV6 = (
    r"(?<![\w:.])(?:[0-9a-f]{1,4}:){1,7}(?::?[0-9a-f]{1,4}){0,7}(?:::)?(?![\w:])"
    r"(?P<range>/\d{1,3})?|(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}[0-9a-f]{1,4}(?![\w:])"
    r"(?P<r>/\d{1,3})?"
)
_MAC = (
    r"(?<![\w:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\w:-])"
    r"|(?<![\w.])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?![\w.])"
)
_IMEI = r"(?<![\w/-])\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d(?!\w)"
_PUBLISHED = rf"{wording('numbers', 'published addresses')}[^.!?]{{0,30}}$"
_THEIRS = wording("numbers", "somebody's machine")
# The same in every home, so they point to nobody.
_HOMES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "255.0.0.0/8", "fc00::/7")
_WELL_KNOWN = frozenset(("1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9"))


def find_devices(page: Page) -> Iterator[Guess]:
    """Yield the addresses that point to one machine of a customer."""
    colons, dots = page.plain.count(":"), page.plain.count(".")
    if dots >= 3 and page.digits:
        yield from _addresses(page, _IPV4)
    if colons >= 2:
        yield from _addresses(page, _IPV6)
    if colons or dots >= 3:
        yield from _cards(page, str.isdigit, 0.9) if page.digits else ()
    elif "-" in page.plain:
        yield from _cards(page, str.isalpha, 0.85)
    for match in expression(_IMEI).finditer(page.plain) if page.digits else ():
        digits = "".join(filter(str.isdigit, match[0]))
        named = r"\b(?:imei|handset|phone|device|handy|telefono)\b"
        if passes_luhn(digits) and expression(named).search(
            page.before(match.start(), reach=40)
        ):
            yield _device(
                match.start(), match.end(), 0.97, "an IMEI by its check digit"
            )


def _addresses(page: Page, shape: str) -> Iterator[Guess]:
    for match in expression(shape).finditer(page.plain):
        yield from _address(page, match[0], match.start())


def _cards(page: Page, tells: Callable[[str], bool], sure: float) -> Iterator[Guess]:
    """Yield the addresses of network cards; a letter or digit tells them from times."""
    for match in expression(_MAC).finditer(page.plain):
        if any(map(tells, match[0])):
            yield _device(match.start(), match.end(), sure, "a MAC address")


def _address(page: Page, written: str, start: int) -> Iterator[Guess]:
    if "/" in written or written.count(":") == 1:
        return  # a published range, or a time of day
    if not belongs_to_somebody(written):
        return
    before = page.before(start, reach=60)
    if expression(_PUBLISHED).search(before) and not expression(_THEIRS).search(before):
        return
    yield _device(start, start + len(written), 0.9, "an IP address")


def belongs_to_somebody(written: str) -> bool:
    """Say whether this is an IP address that points to one machine or household."""
    import ipaddress

    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return False
    if written in _WELL_KNOWN or address.is_loopback or address.is_unspecified:
        return False
    if address.is_link_local or address.is_multicast:
        return False
    return not any(
        address in ipaddress.ip_network(home)
        for home in _HOMES
        if (":" in home) == (address.version == 6)
    )


def _device(start: int, end: int, sure: float, why: str) -> Guess:
    return Guess(LeakKind.IP_OR_DEVICE_ID, start, end, sure, why)
