"""Messages in which people chose the words that a draft may take up."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regex
from pydantic import Field

from assistant.drafting.borne import TIMES, WAIT
from assistant.drafting.edits import Edit, clause_of, words_of
from assistant.drafting.marker import BORNE, CLAUSE, HEADS, SUBJECT, hints_of
from assistant.drafting.marking import Marked
from assistant.evaluation.rows import Row
from assistant.schema import Span
from assistant.training.clause_edits import edits_of, makes
from assistant.training.examples import Example, Marks
from assistant.training.held_out import tenth_of
from assistant.training.labelled import read_labelled
from assistant.training.real import RealCase, read_real

SUBJECTS, WAITS, MATTERS = "subjects", "waits", "matter"  # the folders of the corpus
_CLAUSE = "clause"  # the shape that is learnt
_UNKNOWN = -1  # the label of what is not learnt from
_OFTEN = 5  # times that something is put in, to be learnt


class SubjectCase(Row):
    """A message, and the words that say what it is about; none where none will do."""

    id: str
    text: str = Field(min_length=1)
    determiner: str = ""
    words: str = ""

    @property
    def marked(self) -> Marked | None:
        """The words where they stand.

        Raises ValueError where they do not stand in the text.
        """
        if not self.words:
            return None
        if self.determiner not in HEADS[SUBJECT][1:]:
            raise ValueError(f"{self.id}: no determiner '{self.determiner}'")
        return _found(self.id, self.text, self.words, self.determiner)


class WaitCase(Row):
    """A message, how long its writer has waited and how often they have asked."""

    id: str
    text: str = Field(min_length=1)
    wait: str = ""
    times: str = ""

    @property
    def marked(self) -> list[Marked]:
        """The words where they stand.

        Raises ValueError where they do not stand in the text.
        """
        both = ((WAIT, self.wait), (TIMES, self.times))
        return [
            _found(self.id, self.text, words, what) for what, words in both if words
        ]


class ClauseCase(Row):
    """A message, and what happened as a clause; nothing where none can be said."""

    id: str
    text: str = Field(min_length=1)
    shape: str
    matter: str = ""

    @cached_property
    def edits(self) -> tuple[Edit, ...] | None:
        """The edits that make the clause of the message, or None where none do."""
        if not self.matter:
            return ()
        edits = edits_of(self.text, self.matter)
        made = edits and makes(self.text, edits, self.matter)
        return tuple(edits) if edits and made else None


@dataclass(frozen=True, slots=True)
class MarkerCase:
    """A message and what is known of it; None where nobody was asked.

    `clause` is what people said happened, and `edits` make it of the message.
    """

    text: str
    subject: SubjectCase | None = None
    waited: WaitCase | None = None
    clause: str | None = None
    edits: tuple[Edit, ...] | None = None
    real: bool = False

    @property
    def tenth(self) -> int:
        """Which tenth it falls in, 0 to 9; the first is never trained on."""
        return tenth_of(self.text)

    def as_example(self, puts: Sequence[str] = ()) -> Example:
        """Return what is learnt from it.

        `puts` are the labels of the words of a clause; where another one is needed,
        nothing is known of the word.
        Where there is no number of times and no length of time, nothing of the kind
        can be marked; else nothing is known of waiting unless somebody was asked.
        """
        marks: dict[str, Marks] = {}
        if self.subject:
            one = self.subject.marked
            place = ((one.span, HEADS[SUBJECT].index(one.label)),) if one else ()
            marks[SUBJECT] = Marks(place)
        borne = self.waited.marked if self.waited else []
        hints = tuple(hints_of(self.text))
        if self.waited or not hints:
            places = ((one.span, HEADS[BORNE].index(one.label)) for one in borne)
            marks[BORNE] = Marks(tuple(places), hints)
        if self.edits is not None:
            known = {put: number for number, put in enumerate(puts)}
            stay = ((edit.word, known.get(edit.put, _UNKNOWN)) for edit in self.edits)
            marks[CLAUSE] = Marks(tuple(stay))
        return Example(self.text, marks=marks)


def puts_of(cases: Sequence[MarkerCase]) -> tuple[str, ...]:
    """Return what is put before words often enough to be learnt, the oftenest first."""
    counted = Counter(edit.put for case in cases for edit in case.edits or ())
    return tuple(put for put, times in counted.most_common() if times >= _OFTEN)


def read_marked(corpus: Path, data: Path | None = None) -> list[MarkerCase]:
    """Return the messages of these folders of a corpus, each once.

    With `data`, real messages that were labelled and stand there are among them.

    Raises CasesError when a line is no labelled message.
    """
    subjects = {c.text: c for c in read_labelled(corpus / SUBJECTS, SubjectCase)}
    waits = {c.text: c for c in read_labelled(corpus / WAITS, WaitCase)}
    matters = read_labelled(corpus / MATTERS, ClauseCase)
    clauses = {c.text: c for c in matters if c.shape == _CLAUSE}
    texts = dict.fromkeys([*subjects, *waits, *clauses])
    own = [
        MarkerCase(
            one,
            subjects.get(one),
            waits.get(one),
            clauses[one].matter if one in clauses else None,
            clauses[one].edits if one in clauses else None,
        )
        for one in texts
    ]
    return own + [_of_real(case) for case in read_real(corpus, data)]


def _of_real(case: RealCase) -> MarkerCase:
    """Return a real message: few of them were gone through for how long people wait."""
    row, text = case.row, case.text
    waited = WaitCase(id="", text=text, wait=row.wait, times=row.times)
    edits = None if row.edits is None else tuple(_edits(text, row.edits))
    return MarkerCase(
        text,
        SubjectCase(id="", text=text, determiner=row.determiner, words=row.words),
        waited if row.wait or row.times else None,
        None if edits is None else clause_of(text, edits),
        edits,
        real=True,
    )


def _edits(text: str, told: Sequence[tuple[int, str]]) -> Iterator[Edit]:
    words = words_of(text)
    for number, put in told:
        yield Edit(words[number], put)


def _found(case: str, text: str, words: str, label: str) -> Marked:
    seen = r"\s+".join(map(regex.escape, words.split()))
    found = regex.search(rf"(?<!\w){seen}(?!\w)", text, regex.I)
    if not found:
        raise ValueError(f"{case}: '{words}' does not stand in the message")
    return Marked(Span(*found.span()), label, 1.0)
