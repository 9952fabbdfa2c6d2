"""Private details in a text: find them, or mask them before anything is kept."""

from collections.abc import Callable, Iterator
from itertools import chain

from assistant.privacy.addresses import find_addresses
from assistant.privacy.births import find_births
from assistant.privacy.bookings import find_bookings
from assistant.privacy.cards import find_bank_accounts, find_cards
from assistant.privacy.credentials import find_credentials
from assistant.privacy.details import Guess, PrivateDetail, settle
from assistant.privacy.devices import find_devices
from assistant.privacy.emails import find_emails
from assistant.privacy.health import find_health
from assistant.privacy.money import find_money
from assistant.privacy.national_ids import find_national_ids
from assistant.privacy.page import Page, read_page
from assistant.privacy.people import find_people
from assistant.privacy.phones import find_phones
from assistant.privacy.plausible import may_be
from assistant.privacy.references import find_references
from assistant.privacy.repeats import repeated, was_told, words_told
from assistant.privacy.requests import (
    asks_in_private,
    find_requests,
    find_secrets_asked,
)
from assistant.privacy.statements import find_statements
from assistant.privacy.travel import find_travel
from assistant.schema import LeakKind

__all__ = [
    "SURE_ENOUGH",
    "PrivateDetail",
    "asks_in_private",
    "find_possible",
    "find_private",
    "find_secrets",
    "find_secrets_asked",
    "mask",
    "may_be",
    "repeated",
    "was_told",
    "words_told",
]

DETECTORS: tuple[Callable[[Page], Iterator[Guess]], ...] = (
    find_emails,
    find_cards,
    find_bank_accounts,
    find_national_ids,
    find_devices,
    find_references,
    find_credentials,
    find_addresses,
    find_people,
    find_births,
    find_health,
    find_money,
    find_travel,
    find_bookings,
    find_requests,
    find_statements,
)
SECRETS = frozenset({LeakKind.PAYMENT_CARD, LeakKind.CREDENTIAL})  # no channel is safe
_SEE_SECRETS = (find_cards, find_credentials, find_references, find_statements)
SURE_ENOUGH = 0.5
_WORTH_MASKING = 0.25  # rather one word too many than a name kept


def find_private(
    text: str, *, country_hint: str | None = None
) -> tuple[PrivateDetail, ...]:
    """Return each private detail of `text`, in reading order.

    `country_hint` is a two-letter code such as `GB`; it helps to read telephone
    numbers without a country code.
    """
    possible = find_possible(text, country_hint=country_hint)
    return tuple(detail for detail in possible if detail.confidence >= SURE_ENOUGH)


def find_secrets(text: str) -> tuple[PrivateDetail, ...]:
    """Return those of the private details of `text` that nobody should ever send.

    Where nothing looks like one, as in most texts, the others need not be found.
    """
    page = read_page(text)
    seen = chain(
        *(find(page) for find in _SEE_SECRETS),
        find_phones(page),  # sees cards that are told in words
    )
    if not any(guess.kind in SECRETS for guess in seen):
        return ()
    return tuple(one for one in find_private(text) if one.kind in SECRETS)


def find_possible(
    text: str, *, country_hint: str | None = None
) -> tuple[PrivateDetail, ...]:
    """Return also what is less sure to be private, for something else to judge."""
    page = read_page(text)
    return tuple(_detail(page, guess) for guess in settle(_guesses(page, country_hint)))


def mask(text: str) -> str:
    """Return `text` with a label such as `[email]` in place of each private detail."""
    page = read_page(text)
    pieces: list[str] = []
    done = 0
    for guess in settle(_guesses(page, None)):
        span = page.original(guess.start, guess.end)
        if guess.confidence < _WORTH_MASKING or span.end <= done:
            continue
        if guess.kind is LeakKind.ASKS_PRIVATE_IN_PUBLIC:
            continue
        pieces += [
            text[done : max(done, span.start)],
            f"[{guess.kind.replace('_', ' ')}]",
        ]
        done = span.end
    return "".join([*pieces, text[done:]])


def _guesses(page: Page, country_hint: str | None) -> Iterator[Guess]:
    for find in DETECTORS:
        yield from find(page)
    yield from find_phones(page, country_hint)


def _detail(page: Page, guess: Guess) -> PrivateDetail:
    core = guess.core or (guess.start, guess.end)
    return PrivateDetail(
        guess.kind,
        page.original(guess.start, guess.end),
        guess.confidence,
        guess.why,
        page.original(*core),
    )
