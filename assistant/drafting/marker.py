"""Open the small model that marks words of a message which a draft may take up."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.drafting.borne import TIMES, WAIT, Borne, possible, spell_of, times_of
from assistant.drafting.edits import NO_CLAUSE, Clause, likeliest_clause
from assistant.drafting.marking import Marked, likeliest
from assistant.drafting.subject import SUBJECTS, worded
from assistant.errors import ModelError

if TYPE_CHECKING:
    from assistant.models.encoder import States
    from assistant.models.judge import Hint, Judge
    from assistant.models.weights import Array
    from assistant.models.wordpiece import Pieces

KIND = "marker"
SUBJECT, BORNE, CLAUSE = "subject", "borne", "clause"  # the heads
NOTHING = "nothing"
# What each head tells of a piece; what is put before the words of a clause was learnt.
HEADS = {SUBJECT: (NOTHING, *SUBJECTS), BORNE: (NOTHING, WAIT, TIMES)}
BORNE_HINTS = (WAIT, TIMES)  # what is known beforehand of the pieces
_READ = 1000  # characters; what a message is about stands near the beginning
_REMEMBERED = 256  # messages
_BY_WHAT = re.compile(r" (?:at|by|for|from|in|of|on|to|with) ")  # what tells it apart


@dataclass(frozen=True, slots=True)
class Marks:
    """What was marked in a message: its subject, and what its writer has borne.

    The clause is what happened.
    """

    subject: Marked | None
    wait: Marked | None
    times: Marked | None
    clause: Clause = NO_CLAUSE


class Marker:
    """Weights that mark words, and for each head how sure they must be."""

    def __init__(self, judge: "Judge") -> None:
        self._judge = judge
        self.thresholds = {
            head: float(judge.settings["thresholds"][head]) for head in HEADS
        }
        self.mark = lru_cache(maxsize=_REMEMBERED)(self._mark)
        self._thing = lru_cache(maxsize=_REMEMBERED)(self._worded)

    @classmethod
    def open(cls, folder: Path) -> "Marker":
        """Open the weights of a folder.

        Raises ModelError when they are missing or damaged.
        """
        from assistant.models.judge import Judge

        judge = Judge.open(folder, KIND)
        try:
            return cls(judge)
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(
                f"{folder}: the weights are not those of {KIND}"
            ) from error

    def subject(self, text: str) -> str:
        """Return what a text is about as a phrase with its article, or nothing."""
        marked = self.mark(text).subject
        sure = marked is not None and marked.chance >= self.thresholds[SUBJECT]
        return self._thing(text) if sure else ""

    def clause(self, text: str) -> Clause:
        """Return what happened, or what went well, as the likeliest edits make it.

        How sure that is, is for the judge to say (`assistant/drafting/choosing.py`).
        """
        return self.mark(text).clause

    def borne(self, text: str) -> Borne:
        """Return how long the writer has waited and how often they have asked."""
        marks = self.mark(text)
        return Borne(
            wait=spell_of(self._sure_words(text, marks.wait)),
            times=times_of(self._sure_words(text, marks.times)),
        )

    def is_named(self, said: str, text: str) -> bool:
        """Say whether words speak of what a text is about, sure of that or not."""
        thing = _BY_WHAT.split(self._thing(text).lower())[0].split()
        return bool(thing) and thing[-1] in said.lower().split()

    def _worded(self, text: str) -> str:
        marked = self.mark(text).subject
        return worded(text, marked) if marked else ""

    def _sure_words(self, text: str, marked: Marked | None) -> str:
        if marked is None or marked.chance < self.thresholds[BORNE]:
            return ""
        return text[marked.span.start : marked.span.end]

    def _mark(self, text: str) -> Marks:
        text = text[:_READ]
        states = self._judge.encoder.read(text)
        about = self._judge.mark(states, (), SUBJECT)
        borne = self._judge.mark(states, hints_of(text), BORNE)
        return marks_of(text, states.pieces, about, borne, self._clause(text, states))

    def _clause(self, text: str, states: "States") -> Clause:
        """Return what the edits make, where weights were taught to edit."""
        if CLAUSE not in self._judge.heads:
            return NO_CLAUSE
        edits = self._judge.mark(states, (), CLAUSE)
        puts = self._judge.heads[CLAUSE].labels
        return likeliest_clause(text, states.pieces, edits, puts)


def open_marker(folder: Path | None) -> tuple[Marker | None, tuple[str, ...]]:
    """Open the weights of a folder, or say in a note why nothing is marked."""
    if folder is None or not folder.is_dir():
        return None, ()
    try:
        return Marker.open(folder), ()
    except ModelError as error:
        return None, (f"Drafts do not name what a message is about: {error}.",)


def hints_of(text: str) -> "list[Hint]":
    """Return where a text tells a length of time or a number of times."""
    return [(span, BORNE_HINTS.index(what), 1.0) for span, what in possible(text)]


def marks_of(
    text: str, pieces: "Pieces", about: "Array", borne: "Array", clause: Clause
) -> Marks:
    """Return the likeliest stretch of each kind; the chances have a row a piece."""
    found: dict[str, Marked] = {}
    for span, what in possible(text):
        each = borne[pieces.within(span), HEADS[BORNE].index(what)]
        chance = float(each.mean()) if len(each) else 0.0
        if what not in found or chance > found[what].chance:
            found[what] = Marked(span, what, chance)
    subject = likeliest(text, pieces, about, HEADS[SUBJECT])
    return Marks(subject, found.get(WAIT), found.get(TIMES), clause)
