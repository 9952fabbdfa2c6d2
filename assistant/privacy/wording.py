"""Read the word lists in `words/`, and make expressions of the phrases in them.

A list has sections, `[name]`, of phrases separated by commas or line ends. Phrases are
in small letters without accents and written as in rules: `(a|b)` either, `(a)?` or
not, `*` any letters, `...` some words of the same sentence. `{name}` stands for every
phrase of another section, and `<place>` for a word that is picked out.
"""

import re
from functools import cache
from pathlib import Path

from assistant.privacy.page import plain_letters

_FOLDER = Path(__file__).with_name("words")
_PIECE = re.compile(
    r"\{(?P<section>[^{}]+)\}|\((?P<group>[^()]*)\)(?P<maybe>\?? ?)|<(?P<name>\w+)>"
    r"|(?P<gap> ?\.\.\. ?)|(?P<star>\*)|(?P<text>[^{}()<>*.]+|\.)"
)


def words(name: str, section: str) -> frozenset[str]:
    """Return the phrases of a section as they stand."""
    return frozenset(_sections(name)[section])


def wording(name: str, section: str) -> str:
    """Return an expression that finds any phrase of a section as whole words."""
    return rf"(?<!\w){_either(name, section)}(?!\w)"


@cache
def _either(name: str, section: str) -> str:
    phrases = sorted(_sections(name)[section], key=len, reverse=True)
    return "(?:" + "|".join(_expression(name, phrase) for phrase in phrases) + ")"


@cache
def _sections(name: str) -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    text = _FOLDER.joinpath(f"{name}.txt").read_text(encoding="utf-8")
    current: list[str] = []
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            phrases = (plain_letters(phrase).strip() for phrase in line.split(","))
            current.extend(phrase for phrase in phrases if phrase)
    return {section: tuple(phrases) for section, phrases in sections.items()}


def _expression(name: str, phrase: str) -> str:
    parts: list[str] = []
    for piece in _PIECE.finditer(phrase):
        if piece["section"]:
            parts.append(_either(name, piece["section"]))
        elif piece["group"] is not None:
            parts.append(_group(name, piece["group"], piece["maybe"]))
        elif piece["name"]:
            parts.append(rf"(?P<{piece['name']}>[a-z0-9][\w'-]{{1,40}})")
        elif piece["gap"]:
            parts.append(r"\b[^.!?\n]{0,60}?\b")
        elif piece["star"]:
            parts.append(r"[\w'-]{0,25}")
        else:
            parts.append(re.escape(piece["text"]).replace(r"\ ", " "))
    return "".join(parts)


def _group(name: str, group: str, maybe: str) -> str:
    either = "|".join(_expression(name, row) for row in group.split("|"))
    if not maybe.startswith("?"):
        return f"(?:{either}){maybe}"
    return f"(?:(?:{either}){maybe[1:]})?"
