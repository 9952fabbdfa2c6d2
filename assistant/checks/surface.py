"""Find what a site forbids in a reply and wording rules cannot see."""

from collections.abc import Callable, Iterator

import regex

from assistant.channels import find_links
from assistant.schema import Context, Family, Finding, Severity, Span
from assistant.text import fold

_SIGNATURE = regex.compile(
    r"(?:\^\p{L}{1,20}+|[.!?]\s++[-–—] ?\p{Lu}\p{L}{1,20}+)\s*+$"
)
_MAIL_OR_PHONE = regex.compile(
    r"[\w.+-]{1,64}+@[\w-]++\.\w++|\+?\d(?:[ ().-]{0,2}\d){8,14}+"
)
_MARKUP = regex.compile(r"(?m)^[ \t]*+(?:[-*•]|\d{1,2}[.)])[ \t]|[*_]{2}\S|</?\w++>")
_QUOTE = regex.compile(r'"[^"\n]{12,400}+"')
_WORD = regex.compile(r"\p{L}[\p{L}'-]++")
_QUOTED_WORDS = 5  # a run this long of the customer's words is a quotation

Finder = Callable[[str, Context], Iterator[Span]]


def check_surface(text: str, context: Context) -> Iterator[Finding]:
    """Yield a finding for each thing that the channel's site forbids."""
    for ban in context.channel.forbids:
        finder, what = _FINDERS.get(ban, (None, ""))
        if finder is None:
            continue
        for span in finder(text, context):
            yield Finding(
                rule=f"surface.{ban}",
                family=Family.SURFACE,
                severity=Severity.ERROR,
                start=span.start,
                end=span.end,
                message=f"{context.channel.name} does not allow {what} in a response.",
                why="The site takes such responses down.",
            )
    if context.channel.max_links is not None:
        links = list(_links(text, context))
        if len(links) > context.channel.max_links:
            yield _too_many_links(links[-1], context)


def _links(text: str, context: Context) -> Iterator[Span]:
    yield from find_links(text)


def _signature(text: str, context: Context) -> Iterator[Span]:
    for match in _SIGNATURE.finditer(text):
        yield Span(*match.span())


def _contact_details(text: str, context: Context) -> Iterator[Span]:
    for match in _MAIL_OR_PHONE.finditer(text):
        yield Span(*match.span())


def _markup(text: str, context: Context) -> Iterator[Span]:
    for match in _MARKUP.finditer(text):
        yield Span(*match.span())


def _names(text: str, context: Context) -> Iterator[Span]:
    names = {word for word in context.customer.name.split() if len(word) > 1}
    for match in _WORD.finditer(text):
        if match[0] in names:
            yield Span(*match.span())


def _quotes(text: str, context: Context) -> Iterator[Span]:
    """Find the customer's own words in quotation marks."""
    theirs = " ".join(_words(context.customer_text))
    folded = fold(text)
    for match in _QUOTE.finditer(folded.text):
        quoted = _words(match[0])
        if len(quoted) >= _QUOTED_WORDS and " ".join(quoted) in theirs:
            yield folded.span(*match.span())


def _words(text: str) -> list[str]:
    return [match[0].lower() for match in _WORD.finditer(fold(text).text)]


def _too_many_links(span: Span, context: Context) -> Finding:
    most = context.channel.max_links
    return Finding(
        rule="surface.too_many_links",
        family=Family.SURFACE,
        severity=Severity.ERROR,
        start=span.start,
        end=span.end,
        message=f"{context.channel.name} refuses a text with more than {most} links.",
        why="The site does not publish it.",
    )


_FINDERS: dict[str, tuple[Finder, str]] = {
    "contact_details": (_contact_details, "contact details"),
    "links": (_links, "links"),
    "markup": (_markup, "lists or markup"),
    "names": (_names, "the guest's name"),
    "signature": (_signature, "a person's name at the end"),
    "quotes": (_quotes, "the customer's words in quotation marks"),
}
