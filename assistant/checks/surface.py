"""Find what a site forbids in a reply and wording rules cannot see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import regex

from assistant.channels import find_links
from assistant.checks.markup import Piece, find_bullets, find_markup, find_numbers
from assistant.schema import Context, Family, Finding, Severity, Span
from assistant.text import fold

_SIGNATURE = regex.compile(
    r"(?:\^\p{L}{1,20}+|[.!?]\s++[-–—] ?\p{Lu}\p{L}{1,20}+)\s*+$"
)
_MAIL_OR_PHONE = regex.compile(
    r"[\w.+-]{1,64}+@[\w-]++\.\w++|\+?\d(?:[ ().-]{0,2}\d){8,14}+"
)
_MENTION = regex.compile(
    r"(?<![\w.+@/-])@\p{L}[\w.]{1,29}+"
    r"(?! on (?:X|Twitter|Instagram|Facebook|TikTok|Threads|Bluesky)\b)"
)
_PLACE = (
    r"(?:manager|chef|receptionist|waiter|waitress|concierge|owner|porter|guide|host)"
)
_NAME = r"(?P<name>\p{Lu}\p{Ll}{2,20}+)"
_STAFF = regex.compile(
    r"\b(?:(?i:ask|asking) for|(?i:speak|write|talk) to"
    rf"|(?i:our|the) (?:\p{{Ll}}{{4,10}}+ )?{_PLACE}),? {_NAME}(?! \p{{Lu}}\p{{Ll}}++ )"
    rf"|\b{_NAME},? (?:(?:our|the) (?:\p{{Ll}}{{4,10}}+ )?{_PLACE}"
    r"|(?:on|at|from) (?:reception|the front desk|the bar|the desk))\b"
)
_NO_NAME = frozenset(
    "Reception Housekeeping Guest Guests Customer Front Sales Reservations Room Duty "
    "Events Concierge Management Our The Your This That Somebody Someone Both Please "
    "Call Write Speak Everyone They She You".split()
)
_QUOTE = regex.compile(r'"[^"\n]{12,400}+"')
_WORD = regex.compile(r"\p{L}[\p{L}'-]++")
_QUOTED_WORDS = 5  # a run this long of the customer's words is a quotation

Finder = Callable[[str, Context], Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class _Ban:
    """What a channel file may forbid: how it is found and what is said of it."""

    find: Finder
    message: str
    why: str = "The site takes such responses down."
    severity: Severity = Severity.ERROR


def check_surface(text: str, context: Context) -> Iterator[Finding]:
    """Yield a finding for each thing that the channel's site forbids."""
    for name in context.channel.forbids:
        if name not in _BANS:
            continue  # what the rules of reviewers find
        for piece in _BANS[name].find(text, context):
            yield _finding(name, _BANS[name], piece, context)
    if context.channel.max_links is not None:
        links = list(_links(text, context))
        if len(links) > context.channel.max_links:
            yield _finding("too_many_links", _TOO_MANY, links[-1], context)


def _finding(name: str, ban: _Ban, piece: Piece, context: Context) -> Finding:
    channel = context.channel
    return Finding(
        rule=f"surface.{name}",
        family=Family.SURFACE,
        severity=ban.severity,
        start=piece.span.start,
        end=piece.span.end,
        message=ban.message.format(site=channel.name, most=channel.max_links),
        why=ban.why,
        fix=piece.fix,
    )


def _links(text: str, context: Context) -> Iterator[Piece]:
    yield from map(Piece, find_links(text))


def _signature(text: str, context: Context) -> Iterator[Piece]:
    yield from _matches(_SIGNATURE, text)


def _contact_details(text: str, context: Context) -> Iterator[Piece]:
    yield from _matches(_MAIL_OR_PHONE, text)


def _mentions(text: str, context: Context) -> Iterator[Piece]:
    yield from _matches(_MENTION, text)


def _markup(text: str, context: Context) -> Iterator[Piece]:
    yield from chain(find_markup(text), find_bullets(text))


def _inline_lists(text: str, context: Context) -> Iterator[Piece]:
    yield from find_numbers(text)


def _raw_markup(text: str, context: Context) -> Iterator[Piece]:
    yield from find_markup(text)


def _names(text: str, context: Context) -> Iterator[Piece]:
    """Find the customer's name, and those of people who work there."""
    names = {word for word in context.customer.name.split() if len(word) > 1}
    for match in _WORD.finditer(text):
        if match[0] in names:
            yield Piece(Span(*match.span()))
    for match in _STAFF.finditer(text):
        if match["name"] not in _NO_NAME | names:
            yield Piece(Span(*match.span("name")))


def _quotes(text: str, context: Context) -> Iterator[Piece]:
    """Find the customer's own words in quotation marks."""
    theirs = " ".join(_words(context.customer_text))
    folded = fold(text)
    for match in _QUOTE.finditer(folded.text):
        quoted = _words(match[0])
        if len(quoted) >= _QUOTED_WORDS and " ".join(quoted) in theirs:
            yield Piece(folded.span(*match.span()))


def _matches(pattern: regex.Pattern[str], text: str) -> Iterator[Piece]:
    for match in pattern.finditer(text):
        yield Piece(Span(*match.span()))


def _words(text: str) -> list[str]:
    return [match[0].lower() for match in _WORD.finditer(fold(text).text)]


def _forbidden(find: Finder, what: str) -> _Ban:
    return _Ban(find, f"{{site}} does not allow {what} in a response.")


_TOO_MANY = _Ban(
    _links,
    "{site} refuses a text with more than {most} links.",
    "The site does not publish it.",
)
_BANS: dict[str, _Ban] = {
    "contact_details": _forbidden(_contact_details, "contact details"),
    "inline_lists": _forbidden(_inline_lists, "lists"),
    "links": _forbidden(_links, "links"),
    "markup": _forbidden(_markup, "lists or markup"),
    "mentions": _Ban(
        _mentions,
        "{site} makes no link of a name with @. Leave it out.",
        "Nobody is told of it there, and readers see a sign without a meaning.",
        Severity.WARNING,
    ),
    "names": _forbidden(_names, "a person's name"),
    "quotes": _forbidden(_quotes, "the customer's words in quotation marks"),
    "raw_markup": _Ban(
        _raw_markup,
        "{site} shows markup as it is typed. Write it as plain text.",
        "Stars and tags between words look like a text that nobody read through.",
        Severity.WARNING,
    ),
    "signature": _forbidden(_signature, "a person's name at the end"),
}
