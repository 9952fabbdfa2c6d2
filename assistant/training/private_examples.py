"""Turn labelled replies into what a reader of private details learns from."""

from dataclasses import replace
from pathlib import Path

from assistant.checks.private import HEAD, HINTS, KINDS, hints_of
from assistant.evaluation.rows import PrivacyCase
from assistant.privacy import SURE_ENOUGH, find_possible
from assistant.training.examples import Example, HeadShape, Marks
from assistant.training.labelled import read_labelled

NOTHING = "nothing"
SHAPE = HeadShape((NOTHING, *map(str, KINDS)), by_piece=True, one=True, hints=HINTS)
FOLDER = "privacy"
_MEASURED = "held_"  # what the names of files begin with that only measure
_HARMLESS = 0.3  # how much a reply counts of which nobody said that it is harmless


def read_private(folder: Path) -> list[PrivacyCase]:
    """Return the replies of a folder that may be learnt from.

    Raises CasesError when a line is none.
    """
    return read_labelled(folder, PrivacyCase, but=_MEASURED)


def from_private(case: PrivacyCase) -> Example:
    """Return what a labelled reply teaches of each of its words."""
    leaks = zip(case.leaks, case.spans, strict=True)
    stretches = [(span, 1 + KINDS.index(leak.type)) for leak, span in leaks]
    told = case.customer_text or ""
    hints = hints_of(case.text, told, find_possible(case.text))
    return Example(case.text, marks={HEAD: Marks(tuple(stretches), tuple(hints))})


def hinted(text: str) -> Marks:
    """Return what the rules guess of a public text of which nothing else is known."""
    return Marks(hints=tuple(hints_of(text, "", find_possible(text))))


def as_harmless(example: Example) -> Example:
    """Return a public reply in which the rules find nothing, as if nothing were in it.

    Any other reply is returned as it is.
    """
    possible = find_possible(example.text)
    if any(detail.confidence >= SURE_ENOUGH for detail in possible):
        return example
    hints = hints_of(example.text, "", possible)
    return replace(example, marks={HEAD: Marks((), tuple(hints), _HARMLESS)})
