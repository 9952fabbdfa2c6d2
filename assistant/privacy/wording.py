"""Read the word lists in `words/`, and make expressions of the phrases in them.

A list has sections, `[name]`, of phrases separated by commas or line ends. Phrases are
in small letters without accents and written as in rules: `(a|b)` either, `(a)?` or
not, `*` any letters, `...` some words of the same sentence. `{name}` stands for every
phrase of another section of the file.
"""

import re
from functools import cache
from pathlib import Path

from assistant.privacy.page import plain_letters

_FOLDER = Path(__file__).with_name("words")
_PIECE = re.compile(
    r"\{(?P<section>[^{}]+)\}|\((?P<group>[^()]*)\)(?P<maybe>\?? ?)"
    r"|(?P<gap> ?\.\.\. ?)|(?P<star>\*)|(?P<text>[^{}()*.]+|\.)"
)


def words(name: str, section: str) -> frozenset[str]:
    """Return the phrases of a section as they stand."""
    return frozenset(_sections(name)[section])


def phrases_by_line(name: str, section: str) -> tuple[str, ...]:
    """Return the lines of a section of a file in which each line is a phrase."""
    return _lines(name)[section]


def wording(name: str, section: str, *, any_case: bool = False) -> str:
    """Return an expression that finds any phrase of a section as whole words."""
    either = _either(name, section)
    return rf"(?<!\w){f'(?i:{either})' if any_case else either}(?!\w)"


@cache
def _either(name: str, section: str) -> str:
    phrases = sorted(_sections(name)[section], key=len, reverse=True)
    return "(?:" + "|".join(_expression(name, phrase) for phrase in phrases) + ")"


@cache
def _lines(name: str) -> dict[str, tuple[str, ...]]:
    lines: dict[str, list[str]] = {}
    current: list[str] = []
    text = _FOLDER.joinpath(f"{name}.txt").read_text(encoding="utf-8")
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("[") and line.endswith("]"):
            current = lines.setdefault(line[1:-1], [])
        elif not line.startswith("#"):
            current.append(line)
    return {section: tuple(rows) for section, rows in lines.items()}


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
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return phrase  # plain words, as most are
    parts: list[str] = []
    for piece in _PIECE.finditer(phrase):
        if piece["section"]:
            parts.append(_either(name, piece["section"]))
        elif piece["group"] is not None:
            opens = piece.start() == 0 or phrase[piece.start() - 1] == " "
            parts.append(_group(name, piece, opens=opens))
            if opens and piece["maybe"] == "?" and piece.end() == len(phrase):
                parts[-2:] = [parts[-2].rstrip(" "), f"(?: {parts[-1]})?"]
        elif piece["gap"]:
            parts.append(r"\b[^.!?\n]{0,60}?\b")
        elif piece["star"]:
            parts.append(r"[\w'-]{0,25}")
        else:
            parts.append(re.escape(piece["text"]).replace(r"\ ", " "))
    return "".join(parts)


def _group(name: str, piece: re.Match[str], *, opens: bool) -> str:
    """Return a bracketed choice; one that opens a word takes its space along."""
    either = "|".join(_expression(name, row) for row in piece["group"].split("|"))
    maybe, space = piece["maybe"].startswith("?"), piece["maybe"].lstrip("?")
    if not maybe:
        return f"(?:{either}){space}"
    if opens and not space:
        return f"(?:{either})" if piece.end() == len(piece.string) else f"(?:{either})?"
    return f"(?:(?:{either}){space})?" if opens else f"(?:{either})?{space}"
