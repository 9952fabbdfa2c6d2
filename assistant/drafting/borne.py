"""Say what the customer has borne: how long they waited, how often they asked.

A model marks the words; here they are told apart from what cannot be said in a plain
sentence, and put in the words of one: "40 mins" as "40 minutes", "3rd call" as "three
times".
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from assistant.library import Known
from assistant.schema import Span

WAIT, TIMES = "wait", "times"
_SMALL = "no one two three four five six seven eight nine ten eleven twelve".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_NUMBERS = {word: number for number, word in enumerate([*_SMALL, *_TEENS])} | {
    f"{tens}{ones and f'-{ones}'}": 10 * place + (_SMALL.index(ones) if ones else 0)
    for place, tens in enumerate("twenty thirty forty fifty sixty".split(), start=2)
    for ones in ("", *_SMALL[1:10])
}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()
_UNITS = {
    "minute": r"min(?:ute)?s?",
    "hour": r"h(?:ou)?rs?|h",
    "day": r"days?",
    "night": r"nights?",
    "week": r"w(?:ee)?ks?",
    "weekend": r"weekends?",
    "month": r"m(?:on)?ths?",
    "year": r"y(?:ea)?rs?",
}
_FEWEST_MINUTES = 15  # fewer are no long time to wait
_MOST_TIMES = 20
_NUMBER = r"\d{1,2}|an?|half an|a few|several|a couple of|" + "|".join(_NUMBERS)
_SPELL = regex.compile(
    rf"(?:(?P<lead>over|nearly|almost|more than|about|around|at least) )?"
    rf"(?P<number>{_NUMBER})[ -]?"
    + "(?:"
    + "|".join(f"(?P<{unit}>{seen})" for unit, seen in _UNITS.items())
    + r")(?P<half> and a half)?"
    + rf"(?P<more>(?: and)? ?(?:{_NUMBER}) ?(?:m(?:in(?:ute)?s?)?)?)?",
    regex.I,
)
_OFTEN = regex.compile(
    r"(?P<number>\d{1,2}|" + "|".join(_NUMBERS) + r")(?: (?:\w+ )?\p{L}+s)?"
    r"|(?P<nth>\d{1,2}(?=st|nd|rd|th)|" + "|".join(_ORDINALS) + r")"
    r"(?:st|nd|rd|th)?(?: (?:\w+ )?\p{L}+)?|(?P<twice>twice)",
    regex.I,
)
_STANDS_ALONE = r"(?<![\w£$€.,-])(?:{})(?!\w)"
_SPELLS = regex.compile(_STANDS_ALONE.format(_SPELL.pattern), regex.I)
_COUNTS = regex.compile(_STANDS_ALONE.format(_OFTEN.pattern), regex.I)


@dataclass(frozen=True, slots=True)
class Borne:
    """How long a customer has waited and how often they asked; empty where unknown."""

    wait: str = ""
    times: str = ""

    @property
    def known(self) -> Known | None:
        """Which of the two is known."""
        if self.wait and self.times:
            return "both"
        return "wait" if self.wait else "times" if self.times else None

    def values(self) -> dict[str, str]:
        """Return the values as a sentence of the library takes them."""
        return {WAIT: self.wait, TIMES: self.times}


def possible(text: str) -> Iterator[tuple[Span, str]]:
    """Yield where a text tells a length of time or a number of times, and which."""
    for what, seen, say in ((WAIT, _SPELLS, spell_of), (TIMES, _COUNTS, times_of)):
        for found in seen.finditer(text):
            if say(found[0]):
                yield Span(*found.span()), what


def spell_of(words: str) -> str:
    """Return a length of time in plain words, or nothing where it is none, or short."""
    found = _SPELL.fullmatch(" ".join(words.split()))
    if not found:
        return ""
    unit = next(unit for unit in _UNITS if found[unit])
    number = found["number"].lower()
    count = _count(number)
    if count == 0 or (found["more"] and unit != "hour"):
        return ""
    if unit == "minute" and (count or 0) < _FEWEST_MINUTES:
        return ""
    one = number in ("a", "an", "half an") or count == 1
    said = f"{unit}" if one else f"{unit}s"
    lead = "over" if found["more"] else (found["lead"] or "").lower()
    lead = f"{lead} " if lead else ""
    return f"{lead}{_figure(number)} {said}{found['half'] or ''}"


def times_of(words: str) -> str:
    """Return how often as "twice" or "four times", or nothing where it is not told."""
    found = _OFTEN.fullmatch(" ".join(words.split()))
    if not found:
        return ""
    if found["twice"]:
        return "twice"
    nth = (found["nth"] or "").lower()
    count = (
        _ORDINALS.index(nth) + 1
        if nth in _ORDINALS
        else _count(nth or found["number"].lower())
    )
    if count is None or not 1 < count <= _MOST_TIMES:
        return ""
    return "twice" if count == 2 else f"{_figure(str(count))} times"


def _count(number: str) -> int | None:
    """Return a number told in digits or a word; None for "a few" and the like."""
    return int(number) if number.isdecimal() else _NUMBERS.get(number)


def _figure(number: str) -> str:
    """Return a number as a sentence has it: a word up to twelve, else digits."""
    if number.isdecimal() and 0 < int(number) < len(_SMALL):
        return _SMALL[int(number)]
    return number
