"""Read the lines that templates mostly have: words, and plain placeholders in them.

`{{ name }}` and `{{ name | after(" at ") }}` need no parser, nor does a placeholder in
the place of words, `{{ matter | clause(subject | otherwise("it")) }}`, nor what a line
asks for, `{{ still | needs("day", "the date") | otherwise("the rest") }}`, nor one `if`
with a single name; whatever else a line may hold is left to `sandbox`, which says the
same of these lines and is slower.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from assistant.library.lines import SHAPES, STILL, Line, Values, still_wanted

NEEDS_WORDS = (*SHAPES, "otherwise", "after")  # filters that are given words
NEEDS = "needs"  # the filter that is given the name of a detail, and words
_QUOTED = r'"[^"\\\n\r]*"'
_NAME = r"[a-z][a-z_]*"
_INNER = rf"{_NAME}(?: *\| *[a-z]+(?:\({_QUOTED}\))?)*"
_FILTER = rf"[a-z]+(?:\((?:{_QUOTED}(?:, *{_QUOTED})?|{_INNER})\))?"
_PLACE = re.compile(rf"\{{\{{ *(?P<value>{_NAME}(?: *\| *{_FILTER})*) *\}}\}}")
_EACH = re.compile(
    rf'\| *(?P<name>[a-z]+)(?:\((?:"(?P<words>[^"]*)"(?:, *"(?P<more>[^"]*)")?'
    rf"|(?P<value>{_INNER}))\))?"
)
_STARTS = re.compile(_NAME)
_CHOICE = re.compile(
    rf"(?P<before>.*?)\{{% if (?P<test>{_NAME}) %\}}(?P<then>.*?)"
    r"(?:\{% else %\}(?P<other>.*?))?\{% endif %\}(?P<rest>.*)"
)
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


class _Piece(NamedTuple):
    """What says a part of a line, the names in it, and those it can't do without."""

    say: Callable[[Values], str]
    names: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()


def read_plain(source: str) -> Line | None:
    """Return a line of words, plain placeholders and at most one plain `if`."""
    choice = _CHOICE.fullmatch(source)
    piece = _choosing(choice) if choice else _text(source)
    return piece and Line(source, piece.names, piece.needed, piece.wants, piece.say)


def _choosing(choice: re.Match[str]) -> _Piece | None:
    test = choice["test"]
    parts = [_text(choice[part] or "") for part in ("before", "then", "other", "rest")]
    found = [part for part in parts if part is not None]
    if test in _NO_NAMES or test == STILL or len(found) < len(parts):
        return None
    before, then, other, rest = found

    def say(values: Values) -> str:
        chosen = then if values.get(test) else other
        return "".join([part.say(values) for part in (before, chosen, rest)])

    names = frozenset({test}).union(*(part.names for part in found))
    wants = frozenset[str]().union(*(part.wants for part in found))
    return _Piece(say, names, before.needed | rest.needed, wants)


def _text(source: str) -> _Piece | None:
    """Return words with plain placeholders in them."""
    pieces: list[_Piece] = []
    done = 0
    for match in _PLACE.finditer(source):
        piece = _value(match["value"])
        if piece is None or _SIGNS.search(source, done, match.start()):
            return None
        pieces += (_words(source[done : match.start()]), piece)
        done = match.end()
    if _SIGNS.search(source, done):
        return None
    pieces.append(_words(source[done:]))
    return _Piece(
        lambda values: "".join([piece.say(values) for piece in pieces]),
        frozenset[str]().union(*(piece.names for piece in pieces)),
        frozenset[str]().union(*(piece.needed for piece in pieces)),
        frozenset[str]().union(*(piece.wants for piece in pieces)),
    )


def _words(text: str) -> _Piece:
    return _Piece(lambda _: text)


def _value(source: str) -> _Piece | None:
    """Return what says a name with filters, or None where one is out of place."""
    start = _STARTS.match(source)
    name = start[0] if start else ""
    filters = list(_EACH.finditer(source))
    if name in _NO_NAMES or (name == "matter" and not filters):
        return None
    if name == STILL:
        return _asking(filters)
    value = _Piece(
        lambda values: values.get(name, ""), frozenset({name}), frozenset({name})
    )
    return _changed(name, value, filters)


def _asking(filters: Sequence[re.Match[str]]) -> _Piece | None:
    """Return what says which details a line still asks for, and what where none is."""
    asking = [*takewhile(lambda each: each["name"] == NEEDS, filters)]
    rest = filters[len(asking) :]
    needs = [(each["words"], each["more"]) for each in asking]
    if not needs or not rest or rest[0]["name"] != "otherwise":
        return None
    if any(words is None for _, words in needs):
        return None
    wants = frozenset(name for name, _ in needs)
    value = _Piece(lambda values: still_wanted(needs, values), wants=wants)
    return _changed(STILL, value, rest)


def _changed(
    name: str, value: _Piece, filters: Sequence[re.Match[str]]
) -> _Piece | None:
    for place, each in enumerate(filters):
        shape = each["name"] in SHAPES
        if shape != (name == "matter" and place == 0):
            return None
        filtered = _filtered(f"{name}.{each['name']}" if shape else "", value, each)
        if filtered is None:
            return None
        value = filtered
    return value


def _filtered(shaped: str, value: _Piece, each: re.Match[str]) -> _Piece | None:
    """Return what says a value through one more filter."""
    filter_name, text = each["name"], each["words"]
    if each["more"] is not None:
        return None
    if filter_name == "capital" and text is None and each["value"] is None:
        return value._replace(say=lambda values: capital(value.say(values)))
    if text is None and each["value"] is None:
        return None
    words = _words(text) if text is not None else _value(each["value"])
    if words is None or filter_name not in NEEDS_WORDS:
        return None
    names = value.names | words.names
    if shaped:
        return _Piece(
            lambda values: values.get(shaped) or words.say(values), names, words.needed
        )
    change = FILTERS[filter_name]
    return _Piece(
        lambda values: change(value.say(values), words.say(values)),
        names,
        words.needed,
        value.wants | words.wants,
    )
