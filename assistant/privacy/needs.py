"""Which letters a page needs before it is worth looking there for some wording.

Most pages have no word of most lists, and to see that costs next to nothing.
"""

import re
from functools import cache

from assistant.privacy.page import LETTERS
from assistant.privacy.wording import words

_MAYBE = re.compile(r"\(([^()]*)\)\?")
_ENDINGS = re.compile(r"(?<!\S)([a-z]+)\(([a-z|]+)\)\?(?!\S)")  # payment(s)?
_EITHER = re.compile(r"(?<!\S)(?:\((?P<rows>[^()]*)\)|\{(?P<section>[^{}]+)\})(?!\S)")
_BRACKET = re.compile(r"\([^()]*\)|\{[^{}]*\}")
_WHOLE = re.compile(rf"(?<![\w*]){LETTERS.pattern}(?![\w*])")
_SMALL = frozenset(
    "a an and are as at be for from had has have he her him his i if in is it me my no"
    " not of on or our out she so that the them their they this to us was we what were"
    " which with you your d ll m re s t ve".split()
)
_ANYTHING = frozenset([""])


@cache
def needed(name: str, *sections: str) -> frozenset[str]:
    """Return rows of letters of which one is wherever a phrase of a section is.

    The empty row, which every page has, stands for a phrase that needs none.
    """
    phrases = (phrase for section in sections for phrase in words(name, section))
    return frozenset[str]().union(*(_needed(name, phrase) for phrase in phrases))


def _needed(name: str, phrase: str) -> frozenset[str]:
    """Return the most telling rows of letters of which a phrase needs one."""
    phrase = _without_maybes(_ENDINGS.sub(_spelled_out, phrase))
    choices: list[frozenset[str]] = []
    for either in _EITHER.finditer(phrase):
        if either["section"]:
            choices.append(needed(name, either["section"]))
        else:
            rows = (_needed(name, row) for row in either["rows"].split("|"))
            choices.append(frozenset[str]().union(*rows))
    whole = _WHOLE.findall(_BRACKET.sub("*", phrase))
    choices += [frozenset([row]) for row in whole]
    return min(choices, key=_how_common, default=_ANYTHING)


def _how_common(choice: frozenset[str]) -> tuple[bool, int, int, int]:
    return "" in choice, len(choice & _SMALL), len(choice), -min(map(len, choice))


def _spelled_out(word: re.Match[str]) -> str:
    endings = ("", *word[2].split("|"))
    return f"({'|'.join(word[1] + ending for ending in endings)})"


def _without_maybes(phrase: str) -> str:
    """Leave out what may be left out, with a star where words beside it may change."""
    while maybe := _MAYBE.search(phrase):
        before, after = phrase[: maybe.start()], phrase[maybe.end() :]
        rows = maybe[1].split("|")
        ends, opens = _is_open(before[-1:]), _is_open(after[:1])
        changes = (
            (ends and opens)
            or (ends and any(_is_open(row[:1]) for row in rows))
            or (opens and any(_is_open(row[-1:]) for row in rows))
        )
        phrase = f"{before}{'*' if changes else ''}{after}"
    return phrase


def _is_open(letter: str) -> bool:
    """Say whether a word may go on beyond this letter or bracket."""
    return letter.isalnum() or letter in ("(", ")", "{", "}", "*", "_")
