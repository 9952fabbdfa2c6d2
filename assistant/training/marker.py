"""Teach a small encoder to mark what a draft may take up, and how sure it must be."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import torch

from assistant.drafting.borne import TIMES, WAIT, spell_of, times_of
from assistant.drafting.edits import likeliest_clause
from assistant.drafting.marker import (
    BORNE,
    BORNE_HINTS,
    CLAUSE,
    HEADS,
    KIND,
    NOTHING,
    SUBJECT,
    Marks,
    marks_of,
)
from assistant.drafting.marking import Marked
from assistant.drafting.subject import worded
from assistant.models.wordpiece import WordPieces
from assistant.training.course import Course, teach
from assistant.training.examples import Example, HeadShape, as_batch
from assistant.training.marker_cases import (
    MarkerCase,
    SubjectCase,
    puts_of,
)
from assistant.training.reader import Reader, open_network, write_reader
from assistant.training.saying import SaidFigures, lowest_chance

_SHAPES = {
    SUBJECT: HeadShape(HEADS[SUBJECT], by_piece=True, one=True),
    BORNE: HeadShape(HEADS[BORNE], by_piece=True, one=True, hints=len(BORNE_HINTS)),
}
_OFTEN = 3  # times that a message is learnt from in which somebody has borne something
COURSES = {
    "full": Course(passes=6, dropout=0.2, lost_words=0.15),
    "tiny": Course(passes=1, size=8),
}
_WITH_REAL = 4  # passes in which real messages are learnt from, too
_HELD_OUT, _TRIED = 0, 1  # tenths: for measuring, and for setting thresholds
# The share of what is said that should be right.
_WELL = {SUBJECT: 0.8, BORNE: 0.9, CLAUSE: 0.6}
_FEWEST = 10  # messages that a threshold must rest on
_NEVER = 1.0  # the chance of a head that is never right enough
_SIZE = 32
_MOST = 0.7  # of the words of two clauses that say the same
Said = tuple[float, bool]  # how sure what is said is, and whether it is right


@dataclass(frozen=True, slots=True)
class MarkerFit:
    """A taught reader, the chances from which it may speak, and what it then says."""

    reader: Reader
    vocabulary: list[str]
    thresholds: dict[str, float]
    learnt: int
    figures: tuple[SaidFigures, ...]

    def write(self, folder: Path) -> None:
        """Write the weights of the runtime."""
        at = {head: round(chance, 3) for head, chance in self.thresholds.items()}
        write_reader(self.reader, self.vocabulary, folder, KIND, thresholds=at)

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        at = ", ".join(f"{head} {one:.2f}" for head, one in self.thresholds.items())
        yield f"learnt from {self.learnt} messages; speaks from: {at}"
        yield from (one.line() for one in self.figures)


def fit_marker(
    cases: Sequence[MarkerCase],
    base: Path,
    course: Course,
    *,
    work: Path,
    progress: Callable[[int, float], None] = lambda _, __: None,
) -> MarkerFit:
    """Train on labelled messages, from the encoder in `base`.

    Real ones come in a few further passes, once our own are learnt: among them from
    the first, they drown how long people waited, which hardly any of them tells.
    Words are lost while it learns: four passes without that, and it knows its lessons
    by heart and cuts worse clauses of other messages.
    What was learnt is kept in `work`; a stopped run goes on after its last pass.
    Raises ValueError when marked words do not stand in their message, and ModelError
    when there is no encoder.
    """
    own = [case for case in cases if not case.real]
    network, vocabulary = open_network(base)
    words = WordPieces(vocabulary)
    puts = puts_of(own)
    shapes = {**_SHAPES, CLAUSE: HeadShape((NOTHING, *puts), by_piece=True, one=True)}
    reader = Reader(network, shapes)
    work.mkdir(parents=True, exist_ok=True)
    kept = work / "marker.pt"
    go_on = partial(teach, reader, words, progress=progress, keep=kept)
    go_on(_lessons(own, puts), course)
    if len(own) < len(cases):
        further = replace(course, passes=course.passes + _WITH_REAL)
        go_on(_lessons(cases, puts), further)
    tried = list(_read(reader, words, [c for c in cases if c.tenth == _TRIED]))
    held = list(_read(reader, words, [c for c in cases if c.tenth == _HELD_OUT]))
    at = {head: _lowest(tried, head) for head in (*HEADS, CLAUSE)}
    figures = tuple(measure(held, what, at) for what in (SUBJECT, WAIT, TIMES, CLAUSE))
    speaks = {head: at[head] for head in HEADS}  # of a clause, the judge decides
    learnt = sum(case.tenth > _TRIED for case in cases)
    return MarkerFit(reader, vocabulary, speaks, learnt, figures)


def _lowest(tried: Sequence[tuple[MarkerCase, Marks]], head: str) -> float:
    """Return the chance from which a head is right often enough."""
    said = _said(tried, head)
    return lowest_chance(said, well=_WELL[head], fewest=_FEWEST) or _NEVER


def _lessons(
    cases: Sequence[MarkerCase], puts: Sequence[str]
) -> Callable[[int], Sequence[Example]]:
    """Return what is learnt from in every pass."""
    labels = (NOTHING, *puts)
    learnt = [
        case.as_example(labels)
        for case in cases
        if case.tenth > _TRIED
        for _ in range(_OFTEN if case.waited and case.waited.marked else 1)
    ]
    return lambda _: learnt


def measure(
    read: Sequence[tuple[MarkerCase, Marks]], what: str, at: dict[str, float]
) -> SaidFigures:
    """Hold what is said from a chance on against what people said.

    A subject is right where it shares its last word or most of its words with theirs,
    a wait or a number of times where it means the same, and a clause where it shares
    most of its words with theirs.
    """
    threshold = at[what if what in (SUBJECT, CLAUSE) else BORNE]
    asked = [
        (case, marks) for case, marks in read if _of_people(case, what) is not None
    ]
    each = [_judged(case, marks, what) for case, marks in asked]
    said = [one for one in each if one and one[0] >= threshold]
    return SaidFigures(
        what=what,
        messages=len(asked),
        by_people=sum(bool(_of_people(case, what)) for case, _ in asked),
        said=len(said),
        right=sum(right for _, right in said),
    )


def is_alike(case: SubjectCase, marked: Marked) -> bool:
    """Say whether marked words name what a person named."""
    theirs = case.words.lower().split()
    marks = case.text[marked.span.start : marked.span.end].lower().split()
    ours = [word.strip('.,;:!?…"()') for word in marks]
    if not ours or not theirs:
        return False
    shared = len({*ours} & {*theirs})
    return ours[-1] == theirs[-1] or 2 * shared >= max(len(ours), len(theirs))


def shares_most(said: str, theirs: str) -> bool:
    """Say whether two clauses have most of their words in common."""
    ours, other = said.lower().split(), theirs.lower().split()
    shared = (Counter(ours) & Counter(other)).total()
    return 2 * shared >= _MOST * (len(ours) + len(other))


def _said(read: Sequence[tuple[MarkerCase, Marks]], head: str) -> list[Said]:
    whats = (WAIT, TIMES) if head == BORNE else (head,)
    judged = (_judged(case, marks, what) for case, marks in read for what in whats)
    return [one for one in judged if one]


def _of_people(case: MarkerCase, what: str) -> str | None:
    """Return what a person said, or None where nobody was asked."""
    if what == SUBJECT:
        return case.subject.words if case.subject else None
    if what == CLAUSE:
        return case.clause
    return getattr(case.waited, what) if case.waited else None


def _judged(case: MarkerCase, marks: Marks, what: str) -> Said | None:
    """Return what a draft would say and whether that is right, if it says anything."""
    theirs = _of_people(case, what)
    if theirs is None:
        return None
    if what == CLAUSE:
        said = marks.clause
        return (said.chance, shares_most(said.text, theirs)) if said.text else None
    marked: Marked | None = getattr(marks, what)
    if marked is None:
        return None
    if what == SUBJECT:
        told = case.subject is not None and is_alike(case.subject, marked)
        return (marked.chance, told) if worded(case.text, marked) else None
    say = spell_of if what == WAIT else times_of
    ours = say(case.text[marked.span.start : marked.span.end])
    return (marked.chance, ours == say(theirs)) if ours else None


def _read(
    reader: Reader, words: WordPieces, cases: Sequence[MarkerCase]
) -> Iterator[tuple[MarkerCase, Marks]]:
    """Yield what the reader marks in each message."""
    reader.eval()
    for start in range(0, len(cases), _SIZE):
        some = cases[start : start + _SIZE]
        told = [case.as_example() for case in some]  # for its hints alone
        batch = as_batch(told, words, reader.shapes)
        with torch.no_grad():
            heard = {n: one.softmax(dim=-1).numpy() for n, one in reader(batch).items()}
        for row, case in enumerate(some):
            pieces = words.cut(case.text)
            about, borne, edits = (
                heard[head][row, 1 : len(pieces) + 1] for head in (*HEADS, CLAUSE)
            )
            puts = reader.shapes[CLAUSE].labels
            clause = likeliest_clause(case.text, pieces, edits, puts)
            yield case, marks_of(case.text, pieces, about, borne, clause)
