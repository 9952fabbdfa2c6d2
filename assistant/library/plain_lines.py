"""Read the lines that templates mostly have: words, and plain placeholders in them.

`{{ name }}` and `{{ name | after(" at ") }}` need no parser; whatever else a line may
hold is left to `sandbox`, which says the same of these lines and is slower.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.library.lines import SHAPES, Line, Values

NEEDS_WORDS = (*SHAPES, "otherwise", "after")  # filters that are given words
_FILTER = r'[a-z]+(?:\("[^"\\\n\r]*"\))?'
_PLACE = re.compile(
    rf"\{{\{{ *(?P<name>[a-z][a-z_]*)(?P<filters>(?: *\| *{_FILTER})*) *\}}\}}"
)
_EACH = re.compile(r'(?P<name>[a-z]+)(?:\("(?P<words>[^"]*)"\))?')
_SIGNS = re.compile(r"[{}\n\r]")
_NO_NAMES = frozenset("and else false if in is none not or true".split())  # to Jinja


def otherwise(value: str, default: str) -> str:
    """Return a value, or words in its place."""
    return value or default


def after(value: str, lead: str) -> str:
    """Return a value after what leads in to it; nothing where there is no value."""
    return f"{lead}{value}" if value else ""


def capital(value: str) -> str:
    """Return a value with a capital at its start."""
    return value[:1].upper() + value[1:]


FILTERS: Mapping[str, Callable[..., str]] = {
    "otherwise": otherwise,
    "after": after,
    "capital": capital,
}


Change = tuple[Callable[..., str], tuple[str, ...]]  # a filter and its words


def read_plain(source: str) -> Line | None:
    """Return a line that holds nothing but words and plain placeholders."""
    texts: list[str] = []
    pieces: list[Callable[[Values], str]] = []
    names: set[str] = set()
    needed: set[str] = set()
    done = 0
    for match in _PLACE.finditer(source):
        filters = [(one["name"], one["words"]) for one in _EACH.finditer(match[2])]
        piece = _piece(match["name"], filters)
        if piece is None:
            return None
        texts.append(source[done : match.start()])
        pieces += (_words(texts[-1]), piece)
        names.add(match["name"])
        if not any(name in NEEDS_WORDS for name, _ in filters):
            needed.add(match["name"])
        done = match.end()
    texts.append(source[done:])
    if any(map(_SIGNS.search, texts)):
        return None
    pieces.append(_words(texts[-1]))

    def say(values: Values) -> str:
        return "".join([piece(values) for piece in pieces])

    return Line(source, frozenset(names), frozenset(needed), say)


def _words(text: str) -> Callable[[Values], str]:
    return lambda _: text


def _piece(
    name: str, filters: Sequence[tuple[str, str | None]]
) -> Callable[[Values], str] | None:
    """Return what says a placeholder, or None where a filter is out of place."""
    if name in _NO_NAMES:
        return None
    value, default = name, ""
    if name == "matter":
        if not filters or filters[0][0] not in SHAPES or filters[0][1] is None:
            return None
        value, default = f"matter.{filters[0][0]}", filters[0][1]
        filters = filters[1:]
    changes: list[Change] = []
    for filter_name, words in filters:
        if filter_name not in FILTERS or (words is None) != (filter_name == "capital"):
            return None
        changes.append((FILTERS[filter_name], () if words is None else (words,)))

    def say(values: Values) -> str:
        said = values.get(value, "") or default
        for change, words in changes:
            said = change(said, *words)
        return said

    return say
