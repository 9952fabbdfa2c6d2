"""Train the tone model: `tactful train tone [PUBLIC …]`.

An encoder that already reads text learns, from labelled replies, which families each
sentence shows. One tenth of the replies is never seen; a second says from which
chance on each family is flagged, beside the rules; the rest is learnt from, with
what is given of public sets for the scores of rudeness and warmth.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from ruamel.yaml import YAML
from ruamel.yaml.representer import RoundTripRepresenter

from assistant.checks.private import HEAD as PRIVATE
from assistant.engine import Engine
from assistant.evaluation.rows import TONE_FAMILIES, ToneCase
from assistant.library import Library
from assistant.models.judge import chance_of
from assistant.models.weights import Array
from assistant.models.wordpiece import WordPieces
from assistant.schema import Context, Severity
from assistant.training.course import Course, teach
from assistant.training.examples import Example, as_batch
from assistant.training.private import Found, choose_enough
from assistant.training.private_examples import SHAPE
from assistant.training.reader import (
    Reader,
    open_network,
    open_reader,
    peak,
    write_reader,
)
from assistant.training.thresholds import (
    Flags,
    Threshold,
    choose_thresholds,
    f1_of,
    scale_of,
)
from assistant.training.tone_examples import TONE, TONE_HEADS, from_case
from assistant.training.tone_lessons import Helping, Lessons
from assistant.training.tone_taught import Teacher, ask_teacher

MOST_CLEAN = 0.05  # of the replies without fault may be flagged, rules included
_SIZE = 32  # texts read at once when measuring
HEADS = {**TONE_HEADS, PRIVATE: SHAPE}


@dataclass(frozen=True, slots=True)
class Recipe:
    """A course, what is given in each pass, and the course of a teacher before it."""

    course: Course
    helping: Helping
    teaching: Course = Course()
    teaching_helping: Helping = Helping(scored=0)


FULL = Recipe(
    Course(passes=16),
    Helping(scored=900, civil=700, taught=5000),
    Course(passes=5, size=40, rate=5e-5, head_rate=1e-3, lost_words=0.03),
    Helping(scored=500, civil=300, company=0.3),
)
# For a reader that has learnt already, when there are more replies to learn from.
FURTHER = Recipe(
    Course(passes=3, rate=1.5e-4, head_rate=4e-4, lost_words=0.05),
    Helping(scored=900, civil=700),
)
TINY = Recipe(
    Course(passes=2),
    Helping(scored=20, taught=20, most=120),
    Course(passes=1, size=8),
    Helping(scored=20, most=120),
)
RECIPES = {"full": FULL, "further": FURTHER, "tiny": TINY}


@dataclass(frozen=True, slots=True)
class ToneFit:
    """A taught reader and what it did on the tenth it never saw, rules beside it."""

    reader: Reader
    vocabulary: list[str]
    replies: int
    slope: float = 1.0
    offset: float = 0.0
    thresholds: tuple[Threshold, ...] = ()
    held_out: int = 0
    macro_f1: float = 0.0
    clean_flagged: float = 0.0
    private: Found | None = None

    def lines(self) -> list[str]:
        """Return what a person wants to know."""
        shown = [
            f"{self.replies} replies learnt from; on {self.held_out} held out, with "
            f"the rules: macro-F1 {self.macro_f1:.3f}, clean replies flagged "
            f"{self.clean_flagged:.3f}",
            "family         from  precision  recall",
        ]
        for family, one in zip(TONE_FAMILIES, self.thresholds, strict=True):
            told = [
                f"{v:.2f}" if v is not None else "–"
                for v in (one.precision, one.recall)
            ]
            shown.append(f"{family:13} {one.at:5.2f} {told[0]:>10} {told[1]:>7}")
        if self.private:
            found = self.private
            shown.append(
                f"private details, with the rules, from {found.enough.alone:.2f} on "
                f"and none below {found.enough.least:.2f}: precision "
                f"{found.precision:.2f}, recall {found.recall:.2f}"
            )
        return shown


@dataclass(frozen=True, slots=True)
class Sources:
    """Where everything is that a reader learns from.

    `base` is the folder of the encoder that it begins from, or with `goes_on` of
    a tone model that learns on. `teacher`, where there is one, is the folder of
    a larger encoder, and `texts` is what that is asked about.
    """

    corpus: Path
    base: Path
    public: Sequence[Path] = ()
    teacher: Path | None = None
    texts: Sequence[str] = ()
    goes_on: bool = False

    def reader(self) -> tuple[Reader, list[str]]:
        """Return the reader to teach, and its vocabulary.

        Raises ModelError when `base` is missing, damaged or something else.
        """
        if self.goes_on:
            return open_reader(self.base, TONE, HEADS)
        network, vocabulary = open_network(self.base)
        return Reader(network, HEADS), vocabulary


def fit_tone(
    sources: Sources,
    library: Library,
    recipe: Recipe = FULL,
    *,
    work: Path,
    progress: Callable[[int, float], None] = lambda _, __: None,
) -> ToneFit:
    """Train on a corpus and on public sets.

    What was learnt is kept in `work`; a stopped run goes on after its last pass.
    Raises CasesError when a line is no labelled reply, and ModelError when there is
    no encoder.
    """
    reader, vocabulary = sources.reader()
    words = WordPieces(vocabulary)
    engine = Engine(library)
    lessons = Lessons(sources.corpus, sources.public, engine, recipe.helping.most)
    taught: Sequence[Example] = ()
    if sources.teacher:
        taught = ask_teacher(
            Teacher(sources.teacher, sources.texts, recipe.teaching),
            HEADS,
            _passes(lessons, recipe.teaching, recipe.teaching_helping),
            work,
            progress,
        )
    given = _passes(lessons, recipe.course, recipe.helping, taught)
    teach(reader, words, given, recipe.course, progress=progress, keep=work / "tone.pt")
    fit = _measured(
        ToneFit(reader, vocabulary, replies=len(lessons.learnt)), words, engine, lessons
    )
    found = choose_enough(lessons.tried_private, reader, words, engine)
    return replace(fit, private=found)


def _passes(
    lessons: Lessons,
    course: Course,
    helping: Helping,
    taught: Sequence[Example] = (),
) -> Callable[[int], list[Example]]:
    return lambda number: lessons.of_pass(number, course.seed, helping, taught)


def write_fit(fit: ToneFit, folder: Path, rules: Path) -> None:
    """Write the weights, and the thresholds into the file that reviewers edit."""
    write_reader(
        fit.reader, fit.vocabulary, folder, TONE, slope=fit.slope, offset=fit.offset
    )
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    content = yaml.load(rules.read_text("utf-8"))
    for family, one in zip(TONE_FAMILIES, fit.thresholds, strict=True):
        entry = content["families"][str(family)]
        entry["threshold"] = one.at
        for name in ("precision", "recall"):
            value = getattr(one, name)
            entry[name] = None if value is None else round(value, 2)
    if fit.private:
        found = fit.private
        content["private"] = {
            "alone": found.enough.alone,
            "least": found.enough.least,
            "precision": round(found.precision, 2),
            "recall": round(found.recall, 2),
        }
    yaml.representer.add_representer(type(None), _null)
    with rules.open("w", encoding="utf-8") as out:
        yaml.dump(content, out)


def _null(representer: RoundTripRepresenter, _: None) -> object:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")


def _measured(
    fit: ToneFit, words: WordPieces, engine: Engine, lessons: Lessons
) -> ToneFit:
    held, tried = lessons.held_out, lessons.tried
    told, right = _told(fit.reader, words, tried), _right(tried)
    slope, offset = scale_of(told, right)
    chances = chance_of(slope * told + offset)
    borne_out = engine.library.borne_out
    thresholds = choose_thresholds(
        chances,
        right,
        _by_rules(tried, engine) & (chances >= borne_out),
        most_clean=MOST_CLEAN,
    )
    at = np.array([one.at for one in thresholds])
    seen = chance_of(slope * _told(fit.reader, words, held) + offset)
    by_rules = _by_rules(held, engine) & (seen >= borne_out)
    flagged, labelled = (seen >= at) | by_rules, _right(held)
    clean = ~labelled.any(axis=1)
    return replace(
        fit,
        slope=slope,
        offset=offset,
        thresholds=tuple(thresholds),
        held_out=len(held),
        macro_f1=float(f1_of(flagged, labelled).mean()),
        clean_flagged=float(flagged[clean].any(axis=1).mean()),
    )


def _told(reader: Reader, words: WordPieces, cases: Sequence[ToneCase]) -> Array:
    """Return, of each reply, the strongest of what its sentences tell."""
    reader.eval()
    rows: list[Array] = []
    with torch.no_grad():
        for start in range(0, len(cases), _SIZE):
            some = [from_case(case) for case in cases[start : start + _SIZE]]
            batch = as_batch(some, words, HEADS)
            rows.append(peak(reader(batch)[TONE], batch).numpy())
    return np.concatenate(rows)


def _right(cases: Sequence[ToneCase]) -> Flags:
    return np.array([[f in case.labels for f in TONE_FAMILIES] for case in cases])


def _by_rules(cases: Sequence[ToneCase], engine: Engine) -> Flags:
    """Return which families the rules flag in each reply, suggestions apart."""
    rows = []
    for case in cases:
        channel = engine.channel(case.channel)
        found = engine.check(case.text, Context(channel, channel.public)).findings
        flags = {f.family for f in found if f.severity is not Severity.SUGGESTION}
        rows.append([family in flags for family in TONE_FAMILIES])
    return np.array(rows)
