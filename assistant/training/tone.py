"""Train the tone model: `tactful train tone [PUBLIC …]`.

An encoder that already reads text learns, from labelled replies, which families each
sentence shows. One tenth of the replies is never seen; a second says from which
chance on each family is flagged, beside the rules; the rest is learnt from, with
what is given of public sets for the scores of rudeness and warmth.
"""

import random
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
from assistant.training.private_examples import (
    FOLDER as PRIVACY,
)
from assistant.training.private_examples import (
    SHAPE,
    as_harmless,
    from_private,
    read_private,
)
from assistant.training.public_sets import read_agent_turns, read_public
from assistant.training.reader import Reader, open_network, peak, write_reader
from assistant.training.thresholds import (
    Flags,
    Threshold,
    choose_thresholds,
    f1_of,
    scale_of,
)
from assistant.training.tone_examples import (
    TONE,
    TONE_HEADS,
    clean_turn,
    from_case,
    from_public,
    own_words,
    read_ladder,
    read_replies,
    regrouped,
)

MOST_CLEAN = 0.05  # of the replies without fault may be flagged, rules included
_SIZE = 32  # texts read at once when measuring
HEADS = {**TONE_HEADS, PRIVATE: SHAPE}
_LADDERS = ("acknowledgement", "reword")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A course, and how many texts of public sets and turns of agents a pass has."""

    course: Course
    scored: int
    civil: int = 0
    company: float = 0.4  # share of replies whose other sentences change
    most: int | None = None  # replies, where only a trial is wanted


FULL = Recipe(Course(passes=12), scored=1500, civil=1200)
TINY = Recipe(Course(passes=2), scored=20, most=120)
RECIPES = {"full": FULL, "tiny": TINY}


@dataclass(frozen=True, slots=True)
class ToneFit:
    """A taught reader and what it did on the tenth it never saw, rules beside it."""

    reader: Reader
    vocabulary: list[str]
    slope: float
    offset: float
    thresholds: tuple[Threshold, ...]
    replies: int
    held_out: int
    macro_f1: float
    clean_flagged: float
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


def fit_tone(
    corpus: Path,
    public: Sequence[Path],
    base: Path,
    library: Library,
    recipe: Recipe = FULL,
    *,
    keep: Path | None = None,
    progress: Callable[[int, float], None] = lambda _, __: None,
) -> ToneFit:
    """Train on a corpus and on public sets, from the encoder in `base`.

    Raises CasesError when a line is no labelled reply, and ModelError when there is
    no encoder.
    """
    network, vocabulary = open_network(base)
    words = WordPieces(vocabulary)
    engine = Engine(library)
    cases = read_replies(corpus / TONE)[: recipe.most]
    learnt = [
        as_harmless(from_case(case))
        if engine.channel(case.channel).public
        else from_case(case)
        for case in cases
        if case.tenth > 1
    ]
    leaky = [
        case
        for case in read_private(corpus / PRIVACY)[: recipe.most]
        if case.public and engine.channel(case.channel).public
    ]
    marked = [from_private(case) for case in leaky if case.tenth > 1]
    scored = _scored(corpus, public)
    own = [clean_turn(text) for text in own_words(library)]
    civil = [turn for folder in public for turn in read_agent_turns(folder)]
    reader = Reader(network, HEADS)

    def given(number: int) -> list[Example]:
        chance = random.Random(recipe.course.seed * 1000 + number)
        some = chance.sample(scored, min(recipe.scored, len(scored)))
        turns = chance.sample(civil, min(recipe.civil, len(civil)))
        calm = [clean_turn(turn) for turn in turns]
        said = regrouped(learnt, recipe.company, number)
        return [*said, *marked, *some, *calm, *own]

    teach(reader, words, given, recipe.course, progress=progress, keep=keep)
    fit = ToneFit(reader, vocabulary, 1.0, 0.0, (), len(learnt), 0, 0.0, 0.0)
    fit = _measured(fit, words, engine, cases)
    tried = [case for case in leaky if case.tenth == 1]
    return replace(fit, private=choose_enough(tried, reader, words, engine))


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


def _scored(corpus: Path, public: Sequence[Path]) -> list[Example]:
    """Return examples of rudeness and warmth, as many of the one as of the other."""
    folders = [corpus / name for name in _LADDERS if (corpus / name).is_dir()]
    ladder = list(read_ladder(folders))
    others = [one for folder in public for one in from_public(read_public(folder))]
    times = max(1, len(others) // (2 * len(ladder))) if ladder else 1
    return ladder * times + others


def _measured(
    fit: ToneFit, words: WordPieces, engine: Engine, cases: Sequence[ToneCase]
) -> ToneFit:
    held = [case for case in cases if case.tenth == 0]
    tried = [case for case in cases if case.tenth == 1]
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
