"""Messages in which people chose the words that a draft may take up."""

from dataclasses import dataclass
from pathlib import Path

import regex
from pydantic import Field

from assistant.drafting.borne import TIMES, WAIT
from assistant.drafting.marker import BORNE, HEADS, SUBJECT, hints_of
from assistant.drafting.marking import Marked
from assistant.evaluation.rows import Row
from assistant.schema import Span
from assistant.training.examples import Example, Marks
from assistant.training.held_out import tenth_of
from assistant.training.labelled import read_labelled
from assistant.training.real import RealCase, read_real

SUBJECTS, WAITS = "subjects", "waits"  # the folders of the corpus


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


@dataclass(frozen=True, slots=True)
class MarkerCase:
    """A message and what is known of it; None where nobody was asked.

    Of the messages that are `real` only some were looked at for `waited`.
    """

    text: str
    subject: SubjectCase | None = None
    waited: WaitCase | None = None
    real: bool = False

    @property
    def tenth(self) -> int:
        """Which tenth it falls in, 0 to 9; the first is never trained on."""
        return tenth_of(self.text)

    def as_example(self) -> Example:
        """Return what is learnt from it.

        Of our own messages, those with a number of times or a length of time
        in them were asked about waiting; in the others nothing of the kind can be
        marked.
        """
        marks: dict[str, Marks] = {}
        if self.subject:
            one = self.subject.marked
            place = ((one.span, HEADS[SUBJECT].index(one.label)),) if one else ()
            marks[SUBJECT] = Marks(place)
        borne = self.waited.marked if self.waited else []
        hints = tuple(hints_of(self.text))
        if self.waited or not self.real or not hints:
            places = ((one.span, HEADS[BORNE].index(one.label)) for one in borne)
            marks[BORNE] = Marks(tuple(places), hints)
        return Example(self.text, marks=marks)


def read_marked(corpus: Path, data: Path | None = None) -> list[MarkerCase]:
    """Return the messages of both folders of a corpus, each once.

    With `data`, real messages that were labelled and stand there are among them.

    Raises CasesError when a line is no labelled message.
    """
    subjects = {c.text: c for c in read_labelled(corpus / SUBJECTS, SubjectCase)}
    waits = {c.text: c for c in read_labelled(corpus / WAITS, WaitCase)}
    texts = dict.fromkeys([*subjects, *waits])
    own = [MarkerCase(one, subjects.get(one), waits.get(one)) for one in texts]
    return own + [_of_real(case) for case in read_real(corpus, data)]


def _of_real(case: RealCase) -> MarkerCase:
    """Return a real message: few of them were gone through for how long people wait."""
    row, text = case.row, case.text
    waited = WaitCase(id="", text=text, wait=row.wait, times=row.times)
    return MarkerCase(
        text,
        SubjectCase(id="", text=text, determiner=row.determiner, words=row.words),
        waited if row.wait or row.times else None,
        real=True,
    )


def _found(case: str, text: str, words: str, label: str) -> Marked:
    seen = r"\s+".join(map(regex.escape, words.split()))
    found = regex.search(rf"(?<!\w){seen}(?!\w)", text, regex.I)
    if not found:
        raise ValueError(f"{case}: '{words}' does not stand in the message")
    return Marked(Span(*found.span()), label, 1.0)
