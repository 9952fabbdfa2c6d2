"""Find the links of a text as X and Mastodon see them, in one pass.

The rules are those of twitter-text: a link may stand without `http://` where its domain
ends in a known name, and it ends before the punctuation of the sentence around it.
Known expressions for these rules take minutes on a text made to stall them; here every
character is looked at a bounded number of times.
"""

import re
from typing import NamedTuple

from assistant.channels.domains import TOP_LEVEL_NAMES
from assistant.schema import Span

_LONGEST_LINK = 4096 - len("https://")
_LONGEST_LABEL = 63
_LONGEST_SHORT_CODE = 40  # what may follow t.co/

_ACCENTED = (
    "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268"
    "\u026f\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BROKEN = "\ufeff\ufffe\uffff"
_IN_PATH = rf"[a-z0-9{_ACCENTED}\u0400-\u04ff!*';:=+,.$/%#\[\]\-–_~@|&]"
_IN_QUERY = r"[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]"

_HOST = re.compile(
    rf"[^!'#%&()*+,/:;<=>?@\[\\\]^{{|}}~${_SPACES}{_BROKEN}{_DIRECTIONS}]+"
)
_PLAIN_HOST = re.compile(rf"[-a-z0-9{_ACCENTED}.]+", re.IGNORECASE)
_SCHEMES = ("https://", "http://")
_DOT = re.compile(r"\.")
_GLUED = re.compile(rf"[A-Za-z0-9@＠$#＃{_BROKEN}]")
_NAME = re.compile(r"[0-9A-Za-z]++(?![@+-])")
_GOES_ON = re.compile(r"[0-9A-Za-z@+-]")
_ENCODED_NAME = re.compile(r"xn--[-0-9a-z]+", re.IGNORECASE)
_PORT = re.compile(r":[0-9]+")
_PATH_PART = re.compile(
    rf"{_IN_PATH}++|\({_IN_PATH}++\)|\({_IN_PATH}*+\({_IN_PATH}++\){_IN_PATH}*+\)",
    re.IGNORECASE,
)
_SOLID_PATH = re.compile(
    rf"{_IN_PATH}*[a-z0-9{_ACCENTED}\u0400-\u04ff+\-=_#/]", re.IGNORECASE
)
_QUERY = re.compile(rf"\?{_IN_QUERY}*[a-z0-9\-_&=#/]", re.IGNORECASE)
_SHORTENED = re.compile(
    rf"https?://t\.co/([a-z0-9]++)(?:\?{_IN_QUERY}*[a-z0-9\-_&=#/])?", re.IGNORECASE
)

_OTHER_SCRIPTS = [name for name in TOP_LEVEL_NAMES if not name.isascii()]
_OTHER_SCRIPT_LENGTHS = {
    first: sorted(
        {len(name) for name in _OTHER_SCRIPTS if name[0] == first}, reverse=True
    )
    for first in {name[0] for name in _OTHER_SCRIPTS}
}


class _Host(NamedTuple):
    """A run of characters that may hold domains, cut at its dots.

    `names` has the length of the top-level name after each dot, 0 where there is none.
    `furthest` has, for each label, the last dot that a domain beginning with this whole
    label can reach, or -1.
    """

    start: int
    dots: list[int]
    names: list[int]
    furthest: list[int]


def find_links(text: str, *, bare: bool = True) -> list[Span]:
    """Return the links of a text in order; `bare` ones have no `http://`."""
    if not bare and "://" not in text:
        return []
    links: list[Span] = []
    free = 0  # what stands before belongs to the link before
    for run in _HOST.finditer(text):
        if "." not in run[0] or run.end() <= free:
            continue
        host = _read_host(text, run.start(), run.end())
        if not any(host.names):
            continue
        for label in range(len(host.dots)):
            start, last = _domain(text, host, label, free)
            if last < 0:
                continue
            end = host.dots[last] + 1 + host.names[last]
            scheme = _scheme(text, host, start, free)
            free, found = _whole_links(text, start, end, scheme)
            links.extend(found if bare or scheme else [])
    return links


def _read_host(text: str, start: int, end: int) -> _Host:
    dots = [match.start() for match in _DOT.finditer(text, start, end)]
    names = [_top_level_name(text, dot + 1) for dot in dots]
    furthest = [-1] * (len(dots) + 1)
    for label in range(len(dots) - 1, 0, -1):
        begin, dot = dots[label - 1] + 1, dots[label]
        if begin < dot and text[begin] not in "-_" and text[dot - 1] not in "-_":
            furthest[label] = furthest[label + 1]
            if furthest[label] < 0 and names[label] and "_" not in text[begin:dot]:
                furthest[label] = label
    return _Host(start, dots, names, furthest)


def _top_level_name(text: str, start: int) -> int:
    name = _NAME.match(text, start)
    if name and name[0].lower() in TOP_LEVEL_NAMES:
        return len(name[0])
    for length in _OTHER_SCRIPT_LENGTHS.get(text[start : start + 1].lower(), ()):
        other = text[start : start + length].lower()
        if other in TOP_LEVEL_NAMES and not _GOES_ON.match(text, start + length):
            return length
    encoded = _ENCODED_NAME.match(text, start)
    return len(encoded[0]) if encoded else 0


def _domain(text: str, host: _Host, label: int, free: int) -> tuple[int, int]:
    """Return where a domain begins in this label and the last dot it reaches, or -1."""
    begin = host.dots[label - 1] + 1 if label else host.start
    dot = host.dots[label]
    if dot == begin or text[dot - 1] in "-_":
        return begin, -1
    last = host.furthest[label + 1]
    if last < 0:
        if not host.names[label]:
            return begin, -1
        last = label
        begin = text.rfind("_", begin, dot) + 1 or begin
    if begin == 0 and dot > 1 and text[1] not in "-_" and not _GLUED.match(text):
        begin = 1  # the letter that opens the text is taken as what stands before
    for start in range(max(begin, free), dot):
        if text[start] not in "-_" and (
            _may_begin(text, start, free) or _scheme(text, host, start, free)
        ):
            return start, last
    return begin, -1


def _may_begin(text: str, start: int, free: int) -> bool:
    return start == 0 or (start > free and not _GLUED.match(text, start - 1))


def _scheme(text: str, host: _Host, start: int, free: int) -> int:
    """Return the length of the `http://` before a domain, 0 where there is none."""
    if start != host.start or text[start - 3 : start] != "://":
        return 0
    for scheme in _SCHEMES:
        begin = start - len(scheme)
        if (
            begin >= 0
            and text[begin:start].lower() == scheme
            and _may_begin(text, begin, free)
        ):
            return len(scheme)
    return 0


def _whole_links(
    text: str, start: int, end: int, scheme: int
) -> tuple[int, list[Span]]:
    """Return where the link ends and the links that count in it, path and all."""
    done, has_path = _tail(text, end)
    if scheme:
        return done, _link_with_scheme(text, start, end, start - scheme, done)
    if start and text[start - 1] in "-_./":
        return done, []
    domains = _plain_domains(text, start, end)
    if domains and has_path:
        last = domains.pop()
        # What X cuts out is as long as the link with its domain in Latin letters.
        plain = text[last.start : last.end]
        length = len(text[start:done].replace(text[start:end], plain))
        if length <= _LONGEST_LINK:
            domains.append(Span(last.start, last.start + length))
    return done, domains


def _tail(text: str, end: int) -> tuple[int, bool]:
    """Return where port, path and query after a domain end, and if there is a path."""
    if text[end : end + 1] not in (":", "/", "?"):
        return end, False
    port = _PORT.match(text, end)
    path = port.end() if port else end
    path_end = _path_end(text, path)
    query = _QUERY.match(text, path_end)
    return (query.end() if query else path_end), path_end > path


def _path_end(text: str, start: int) -> int:
    """Return the end of a path without the punctuation of the sentence after it."""
    if text[start : start + 1] != "/":
        return start
    end = at = start + 1
    while part := _PATH_PART.match(text, at):
        at = part.end()
        if part[0][0] == "(":
            end = at if end == part.start() else end
        elif solid := _SOLID_PATH.match(text, part.start(), at):
            end = solid.end()
    return end


def _link_with_scheme(
    text: str, start: int, end: int, begin: int, done: int
) -> list[Span]:
    short = _SHORTENED.match(text, begin, done)
    if short:
        return (
            [Span(begin, short.end())] if len(short[1]) <= _LONGEST_SHORT_CODE else []
        )
    return [Span(begin, done)] if _is_sound(text, start, end, done - begin) else []


def _plain_domains(text: str, start: int, end: int) -> list[Span]:
    """Return the domains in Latin letters inside one that may hold other scripts."""
    if _PLAIN_HOST.fullmatch(text, start, end):
        return [Span(start, end)] if _is_sound(text, start, end, end - start) else []
    domains: list[Span] = []
    for run in _PLAIN_HOST.finditer(text, start, end):
        begin = run.start() + (run[0][0] == ".")
        stops = [
            dot.end() + name
            for dot in _DOT.finditer(text, begin, run.end())
            if (name := _top_level_name(text, dot.end()))
        ]
        if stops and _is_sound(text, begin, stops[-1], stops[-1] - begin):
            domains.append(Span(begin, stops[-1]))
    return domains


def _is_sound(text: str, start: int, end: int, length: int) -> bool:
    if length <= _LONGEST_LABEL:
        return True
    labels = text[start:end].split(".")
    return length <= _LONGEST_LINK and max(map(len, labels)) <= _LONGEST_LABEL
