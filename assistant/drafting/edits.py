"""Make a clause of a message by edits: which words stay, and what is put before them.

A model decides about each word; what comes out can only be the customer's own words in
their own order, with small words of grammar among them. The edits speak as the customer
does ("i", "my"), and the whole is turned to our side at the end, so that persons and
verbs agree.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from assistant.drafting.perspective import turn
from assistant.drafting.sifting import FACTS, is_hanging, is_unkind
from assistant.privacy import find_private
from assistant.schema import Span

if TYPE_CHECKING:
    from assistant.models.weights import Array
    from assistant.models.wordpiece import Pieces

_WORD = regex.compile(
    r"[£$€₹]?\d(?:[\d.,:]*\d)?(?:st|nd|rd|th|pm|am|gb|mb|kg|cm|mm|k)?%?"
    r"|\p{L}+(?:['’]\p{L}+)*|[^\s\p{L}\d]",
    regex.I,
)
_FEWEST, _MOST = 3, 18  # words
_LONGEST = 90  # characters, the bound that every frame is written for
# Persons and numbers that cannot stand so, and what points to something not named.
_WRONG = regex.compile(
    r"\b(?:you|we) (?:was|is|has|am|been|being)\b|\b(?:i|me|my|mine|myself|im|ive|ur)\b"
    r"|\b(?:your|our|the|a|an) (?:is|was|has|are|you|we|your|our|the|a|an)\b"
    r"|^(?:he|she|they|it|him|her|them|this|these|those|and|but|or|so|because|which)\b",
    regex.I,
)
_SHOUTED = 4  # letters; a shorter word of capitals may be a name
_BEGINS = regex.compile(r"(?:^|[.!?…:]|\n)[\s\"“'‘(*-]*$")
_LIKE_THE_LAST = 1.0  # log odds that a word shares the lot of the one before
_NEVER = 1e-6  # the least chance of anything
_JOINT = frozenset("-‑/.&'’")  # what holds two halves of one word together


@dataclass(frozen=True, slots=True)
class Edit:
    """A word of a text that stays, and the words that are put before it."""

    word: Span
    put: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What happened as a clause, or nothing; and how sure its edits are, 0 to 1.

    `chance` is the mean over its words and those between them, `least` that of the word
    that was kept least surely, and `leaps` counts where words between two others went
    and nothing was put in their place.
    """

    text: str = ""
    chance: float = 0.0
    least: float = 0.0
    leaps: int = 0


NO_CLAUSE = Clause()


def words_of(text: str) -> list[Span]:
    """Return the words and marks of a text that an edit can keep or drop."""
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def clause_of(text: str, edits: Sequence[Edit]) -> str:
    """Return what the edits leave of a text, turned to our side."""
    return turn("".join(_pieces(text, edits)))


def _pieces(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    before: Span | None = None
    for edit in edits:
        between = text[before.end : edit.word.start] if before else " "
        if edit.put:
            yield f" {edit.put} "
        elif between in _JOINT or not between:
            yield between
        else:
            yield " "
        yield _quiet(text, edit.word, first=before is None and not edit.put)
        before = edit.word


def _quiet(text: str, word: Span, *, first: bool) -> str:
    """Return a word without capitals that its place gave it, or that were shouted."""
    said = text[word.start : word.end]
    shouted = len(said) >= _SHOUTED and said.isupper()
    begins = not first and said.istitle() and _BEGINS.search(text[: word.start])
    return said.lower() if shouted or begins else said


def likeliest_clause(
    text: str, pieces: "Pieces", chances: "Array", labels: Sequence[str]
) -> Clause:
    """Return what the likeliest edits of a text make of it.

    `chances` are those of each label, a row for each piece; the first label means that
    a word goes, each other that it stays behind those words.
    """
    each = ((word, chances[pieces.within(word)]) for word in words_of(text))
    told = [(word, rows.mean(axis=0)) for word, rows in each if len(rows)]
    goes = [min(max(float(row[0]), _NEVER), 1 - _NEVER) for _, row in told]
    stays = _path([math.log(1 - one) - math.log(one) for one in goes])
    if not any(stays):
        return NO_CLAUSE
    first, last = stays.index(True), len(stays) - 1 - stays[::-1].index(True)
    edits: list[Edit] = []
    sure: list[float] = []
    least, leaps, left_out = 0.0, 0, False
    for (word, row), gone, kept in list(zip(told, goes, stays, strict=True))[
        first : last + 1
    ]:
        if not kept:
            sure.append(math.log(gone))
            left_out = left_out or text[word.start].isalnum()
            continue
        best = 1 + int(row[1:].argmax())
        edits.append(Edit(word, labels[best]))
        leaps += left_out and not labels[best]
        left_out = False
        sure.append(math.log(max(float(row[best]), _NEVER)))
        least = min(least, sure[-1])
    mean = sum(sure) / len(sure)
    return Clause(clause_of(text, edits), math.exp(mean), math.exp(least), leaps)


def may_be_said(clause: str) -> bool:
    """Say whether a clause is short, whole, kind, and tells nothing private."""
    words = clause.split()
    return (
        _FEWEST <= len(words) <= _MOST
        and len(clause) <= _LONGEST
        and not is_hanging(clause)
        and not is_unkind(clause)
        and not _WRONG.search(clause)
        and all(detail.kind in FACTS for detail in find_private(clause))
    )


def _path(odds: Sequence[float]) -> list[bool]:
    """Return which words stay, where neighbours mostly share their lot."""
    goes, stays = 0.0, 0.0
    came: list[tuple[bool, bool]] = []  # whether the word before stayed, for each lot
    for one in odds:
        from_stays = (stays > goes + _LIKE_THE_LAST, stays + _LIKE_THE_LAST > goes)
        came.append(from_stays)
        goes, stays = (
            max(goes + _LIKE_THE_LAST, stays),
            max(goes, stays + _LIKE_THE_LAST) + one,
        )
    path: list[bool] = []
    here = stays > goes
    for before in reversed(came):
        path.append(here)
        here = before[here]
    return path[::-1]
