"""Find the markup that a site shows as it is typed, and say it in plain text."""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from assistant.schema import Span

_TAG_NAMES = (
    "a|b|i|u|p|s|br|hr|em|strong|ul|ol|li|h[1-6]|span|div|img|font|code|pre|small"
)
_BOLD = regex.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,200}+)\1")
_NAMED_LINK = regex.compile(r"\[([^\[\]\n]{1,100}+)\]\(([^\s()]{1,300}+)\)")
_HTML_LINK = regex.compile(
    r"<a\s[^<>\n]{0,40}?href=[\"']?([^\s\"'<>]{1,300}+)[^<>\n]{0,200}+>"
    r"([^<>\n]{1,100}+)</a>",
    regex.IGNORECASE,
)
_TAG = regex.compile(
    rf"</?(?:{_TAG_NAMES})(?:\s[^<>\n]{{0,300}}+)?/?>", regex.IGNORECASE
)
_ENTITY = regex.compile(r"&(?:amp|nbsp|lt|gt|quot|apos|#\d{1,6});")
_HEADING = regex.compile(r"(?m)^#{1,6}[ \t]++(?=\S)")
_CODE = regex.compile(r"`([^`\n]{1,100}+)`")
_BULLET = regex.compile(r"(?m)^[ \t]*+(?:[-*•]|\d{1,2}[.)])[ \t]")
_NUMBERED = regex.compile(r"(?<=\s)\(?\d{1,2}\)(?=\s)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A place in a text, and what to put there, where one wording fits."""

    span: Span
    fix: str | None = None


_PLAIN: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], str]], ...] = (
    (_HTML_LINK, lambda match: f"{match[2]} ({match[1]})"),
    (_NAMED_LINK, lambda match: f"{match[1]} ({match[2]})"),
    (_BOLD, lambda match: match[2]),
    (_TAG, lambda match: "\n" if match[0][1:3].lower() == "br" else ""),
    (_ENTITY, lambda match: html.unescape(match[0]).replace("\xa0", " ")),
    (_HEADING, lambda match: ""),
    (_CODE, lambda match: match[1]),
)


def find_markup(text: str) -> Iterator[Piece]:
    """Yield each piece of Markdown or HTML with its plain wording, none twice."""
    taken = bytearray(len(text))
    for pattern, plain in _PLAIN:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"x" * (end - start)
                yield Piece(Span(start, end), plain(match))


def find_bullets(text: str) -> Iterator[Piece]:
    """Yield the mark of each entry of a list, a line an entry."""
    for match in _BULLET.finditer(text):
        yield Piece(Span(*match.span()))


def find_numbers(text: str) -> Iterator[Piece]:
    """Yield the numbers of a list inside a sentence, where there are two or more."""
    numbers = list(_NUMBERED.finditer(text))
    for match in numbers if len(numbers) > 1 else ():
        yield Piece(Span(*match.span()))
