"""Teach a small encoder to mark what a message is about, and how sure it must be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import regex
import torch
from pydantic import Field

from assistant.drafting.subject import (
    HEAD,
    KIND,
    LABELS,
    Marked,
    likeliest,
    worded,
)
from assistant.evaluation.rows import Row
from assistant.models.wordpiece import WordPieces
from assistant.schema import Span
from assistant.training.course import Course, teach
from assistant.training.examples import Example, HeadShape, Marks, as_batch
from assistant.training.held_out import is_held_out, tenth_of
from assistant.training.labelled import read_labelled
from assistant.training.reader import Reader, open_network, write_reader

SHAPE = HeadShape(LABELS, by_piece=True, one=True)
COURSES = {
    "full": Course(passes=6, dropout=0.2, lost_words=0.15),
    "tiny": Course(passes=1, size=8),
}
_TRIED = 1  # the tenth on which the threshold is set
_WELL_NAMED = 0.8  # share of what is named that should be what a person named
_FEWEST = 30  # messages that a threshold must rest on
_SIZE = 32


class SubjectCase(Row):
    """A message, and the words in it that a person chose; none where none will do."""

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
        seen = r"\s+".join(map(regex.escape, self.words.split()))
        found = regex.search(rf"(?<!\w){seen}(?!\w)", self.text, regex.I)
        if not found or self.determiner not in LABELS[1:]:
            raise ValueError(f"{self.id}: '{self.words}' cannot be marked")
        return Marked(Span(*found.span()), self.determiner, 1.0)


@dataclass(frozen=True, slots=True)
class SubjectFigures:
    """What is named on messages that nothing was learnt from, beside what people named.

    `alike` counts what shares its last word or most of its words with theirs.
    """

    messages: int
    named: int
    named_by_people: int
    same: int
    alike: int

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        yield f"{self.messages} messages, {self.named_by_people} with a subject"
        yield f"named: {self.named} ({self.named / max(1, self.messages):.2f})"
        shares = (one / max(1, self.named) for one in (self.same, self.alike))
        yield "of those word for word: {:.2f}, alike: {:.2f}".format(*shares)


@dataclass(frozen=True, slots=True)
class SubjectFit:
    """A taught reader and the chance from which it may speak."""

    reader: Reader
    vocabulary: list[str]
    threshold: float
    learnt: int
    figures: SubjectFigures

    def write(self, folder: Path) -> None:
        """Write the weights of the runtime."""
        threshold = round(self.threshold, 3)
        write_reader(self.reader, self.vocabulary, folder, KIND, threshold=threshold)


def fit_subject(
    folder: Path,
    base: Path,
    course: Course,
    *,
    work: Path,
    progress: Callable[[int, float], None] = lambda _, __: None,
) -> SubjectFit:
    """Train on the labelled messages of a folder, from the encoder in `base`.

    What was learnt is kept in `work`; a stopped run goes on after its last pass.
    Raises CasesError when a line is no labelled message, ValueError when its words do
    not stand in it, and ModelError when there is no encoder.
    """
    cases = read_labelled(folder, SubjectCase)
    held = [case for case in cases if is_held_out(case.text)]
    tried = [case for case in cases if tenth_of(case.text) == _TRIED]
    learnt = [case for case in cases if tenth_of(case.text) > _TRIED]
    examples = [_example(case) for case in learnt]
    network, vocabulary = open_network(base)
    words = WordPieces(vocabulary)
    reader = Reader(network, {HEAD: SHAPE})
    work.mkdir(parents=True, exist_ok=True)
    kept = work / "subject.pt"
    teach(reader, words, lambda _: examples, course, progress=progress, keep=kept)
    threshold = threshold_of(_said(reader, words, tried))
    figures = measure(_said(reader, words, held), threshold)
    return SubjectFit(reader, vocabulary, threshold, len(learnt), figures)


Said = tuple[SubjectCase, Marked | None]


def threshold_of(said: Sequence[Said]) -> float:
    """Return the lowest chance from which on enough of what is named is well named."""
    marked = [(case, m) for case, m in said if m]
    right, named, chosen = 0, 0, 1.0
    surest = sorted(marked, key=_chance, reverse=True)
    for chance, some in groupby(surest, key=_chance):
        well = [is_alike(case, m) for case, m in some]
        right, named = right + sum(well), named + len(well)
        if named >= _FEWEST and right / named >= _WELL_NAMED:
            chosen = chance
    return chosen


def _chance(one: tuple[SubjectCase, Marked]) -> float:
    return one[1].chance


def measure(said: Sequence[Said], threshold: float) -> SubjectFigures:
    """Hold what is named from a chance on against what people named."""
    named = [
        (case, m)
        for case, m in said
        if m and m.chance >= threshold and worded(case.text, m)
    ]
    return SubjectFigures(
        messages=len(said),
        named=len(named),
        named_by_people=sum(bool(case.words) for case, _ in said),
        same=sum(_words(case, m) == case.words.lower().split() for case, m in named),
        alike=sum(is_alike(case, m) for case, m in named),
    )


def is_alike(case: SubjectCase, marked: Marked) -> bool:
    """Say whether marked words name what a person named."""
    ours, theirs = _words(case, marked), case.words.lower().split()
    if not ours or not theirs:
        return False
    shared = len({*ours} & {*theirs})
    return ours[-1] == theirs[-1] or 2 * shared >= max(len(ours), len(theirs))


def _words(case: SubjectCase, marked: Marked) -> list[str]:
    words = case.text[marked.span.start : marked.span.end].lower().split()
    return [word.strip('.,;:!?…"()') for word in words]


def _example(case: SubjectCase) -> Example:
    marked = case.marked
    stretches = ((marked.span, LABELS.index(marked.label)),) if marked else ()
    return Example(case.text, marks={HEAD: Marks(stretches)})


def _said(
    reader: Reader, words: WordPieces, cases: Sequence[SubjectCase]
) -> list[Said]:
    """Return what the reader marks in each message."""
    reader.eval()
    said: list[Said] = []
    for start in range(0, len(cases), _SIZE):
        some = cases[start : start + _SIZE]
        batch = as_batch([Example(case.text) for case in some], words, reader.shapes)
        with torch.no_grad():
            told = reader(batch)[HEAD].softmax(dim=-1).numpy()
        for case, row in zip(some, told, strict=True):
            pieces = words.cut(case.text)
            said.append((case, likeliest(case.text, pieces, row[1 : len(pieces) + 1])))
    return said
