"""Hold scores and findings against labels that other people gave.

`python -m benchmarks.public_labels EVAL LM` reads public sets that are no part of
this project, only the tenth by a hash of the text that nothing was trained on, and
prints the area under the curve of `rudeness` on toxic against civil text, the rank
correlation of `warmth` with ratings of politeness, and how often an agent's real
turn is flagged. What is installed of VADER, better-profanity and
alt-profanity-check stands beside.
"""

import gzip
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.engine import Engine
from assistant.evaluation.rows import TONE_FAMILIES
from assistant.schema import CheckedText, Context, Severity
from assistant.training.held_out import is_held_out
from assistant.training.public_sets import PublicText, read_public
from benchmarks.tables import show

_MOST = 1500  # texts of one kind
_SHORTEST = 12  # characters of a turn
_TALKS = ("ibm_twitter_care", "star", "sgd")
Score = Callable[[str], float]


def main(labelled: Path, talks: Path) -> None:
    """Measure and print the three tables."""
    engine = Engine.open(model="none")
    context = Context(engine.channel("x"), public=True)
    ours = {"Tactful": lambda text: engine.check(text, context).scores.rudeness}
    scores: dict[str, Score] = {**ours, **dict(_others())}
    texts = [one for one in read_public(labelled) if is_held_out(one.text)]
    rude = [one for one in texts if one.head == "rudeness"][:: _step(texts)]
    polite = [one for one in texts if one.head == "warmth"]
    _show_rudeness(rude, scores)
    warmth = {"Tactful": lambda text: engine.check(text, context).scores.warmth}
    if "VADER" in scores:
        warmth["VADER"] = lambda text: -scores["VADER"](text)
    _show_warmth(polite, warmth)
    _show_alarms(talks, lambda text: engine.check(text, context), scores)


def _others() -> Iterator[tuple[str, Score]]:
    """Yield the scores of other libraries that are installed; more is ruder."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        analyzer = SentimentIntensityAnalyzer()
        yield "VADER", lambda text: -analyzer.polarity_scores(text)["compound"]
    except ImportError:
        print("vaderSentiment not installed")
    try:
        from better_profanity import profanity

        yield "better-profanity", lambda t: float(profanity.contains_profanity(t))
    except ImportError:
        print("better-profanity not installed")
    try:
        from profanity_check import predict_prob

        yield "alt-profanity-check", lambda text: float(predict_prob([text])[0])
    except ImportError:
        print("alt-profanity-check not installed")


def _show_rudeness(texts: Sequence[PublicText], scores: dict[str, Score]) -> None:
    toxic = np.array([one.value >= 0.5 for one in texts])
    rows = []
    for name, score in scores.items():
        given = np.array([score(one.text) for one in texts])
        rows.append((name, _area(given[toxic], given[~toxic]), len(texts)))
    show(("rudeness: toxic over civil", "AUROC", "texts"), rows)


def _show_warmth(texts: Sequence[PublicText], scores: dict[str, Score]) -> None:
    polite = np.array([one.value for one in texts])
    rows = []
    for name, score in scores.items():
        given = np.array([score(one.text) for one in texts])
        rows.append((name, _correlation(given, polite), len(texts)))
    show(("warmth: with rated politeness", "Spearman", "texts"), rows)


def _show_alarms(
    folder: Path, check: Callable[[str], CheckedText], scores: dict[str, Score]
) -> None:
    rows = []
    for name in _TALKS:
        turns = _turns(folder, name)
        found = [
            [f for f in check(turn).findings if f.family in TONE_FAMILIES]
            for turn in turns
        ]
        errors = [any(f.severity is Severity.ERROR for f in one) for one in found]
        flags = [
            any(f.severity is not Severity.SUGGESTION for f in one) for one in found
        ]
        swears = [
            float(np.mean([scores[other](turn) >= 0.5 for turn in turns]))
            for other in ("better-profanity", "alt-profanity-check", "VADER")
            if other in scores
        ]
        rows.append((name, float(np.mean(errors)), float(np.mean(flags)), *swears))
    others = [
        n for n in ("better-profanity", "alt-profanity-check", "VADER") if n in scores
    ]
    show(("agents' turns flagged", "our errors", "errors, warnings", *others), rows)


def _turns(folder: Path, name: str) -> list[str]:
    """Return agents' turns: of IBM's few all, else those that are held out."""
    found: list[str] = []
    for path in sorted(folder.glob(f"{name}.*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for turn in json.loads(line)["turns"]:
                    if turn["role"] == "agent" and len(turn["text"]) > _SHORTEST:
                        found.append(" ".join(turn["text"].split()))
    kept = [t for t in found if name.startswith("ibm") or is_held_out(t)]
    return kept[:: max(1, len(kept) // _MOST)]


def _step(texts: Sequence[PublicText]) -> int:
    return max(1, len(texts) // _MOST)


def _area(ruder: np.ndarray, civil: np.ndarray) -> float:
    above = (ruder[:, None] > civil[None]).mean()
    return float(above + 0.5 * (ruder[:, None] == civil[None]).mean())


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return the rank of each value; equal values share the mean of theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(count) - (count - 1) / 2)[place]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
