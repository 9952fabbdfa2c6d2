"""Teach the judge of what happened, and set the chance from which it may speak."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from pathlib import Path

import numpy as np

from assistant.drafting.candidates import Candidate, candidates_of
from assistant.drafting.choosing import BINS, KIND, MatterJudge, features
from assistant.models.weights import Array, write_manifest, write_weights
from assistant.training.held_out import is_held_out
from assistant.training.saying import lowest_chance

PASSES = {"tiny": 5, "full": 300}
_FOLDS = 5
_SURE = 0.68  # share of what is said that should be sendable, on messages not learnt
_FEWEST = 30  # messages that a threshold must rest on
_STEP = 0.05
_DECAY = 2e-4


@dataclass(frozen=True, slots=True)
class Judged:
    """A message's candidates, and whether a person would send each; None: not asked."""

    text: str
    candidates: tuple[Candidate, ...]
    sendable: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class MatterFigures:
    """What the judge does on messages that it never saw."""

    messages: int
    possible: int
    offered: int
    sendable: int
    asked: int

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        yield f"{self.messages} messages, {self.possible} with a clause to choose"
        yield f"offered: {self.offered} ({self.offered / max(1, self.messages):.2f})"
        share = self.sendable / max(1, self.asked)
        yield f"offered and judged: {self.asked}, sendable {share:.2f}"


def read_judged(folder: Path, *, held_out: bool) -> list[Judged]:
    """Return the messages of a corpus that are held out, or those that are not."""
    judged = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if is_held_out(row["text"]) == held_out:
                found = tuple(candidates_of(row["text"]))
                said = dict.fromkeys(row["not_sendable"], False)
                said |= dict.fromkeys(row["sendable"], True)
                known = tuple(said.get(one.text) for one in found)
                judged.append(Judged(row["text"], found, known))
    return judged


def train_matter(
    judged: Sequence[Judged],
    *,
    passes: int = 300,
    seed: int = 0,
    work: Path | None = None,
    progress: Callable[[str], None] = print,
) -> MatterJudge:
    """Return a judge whose threshold was set on messages it had not learnt from.

    Folds that lie in `work` are taken up and not learnt again.
    """
    named = f"{seed}-{passes}-{_mark_of(judged)}"
    order = np.random.default_rng(seed).permutation(len(judged))
    folds = [set(order[n::_FOLDS].tolist()) for n in range(_FOLDS)]
    best: list[tuple[float, bool]] = []
    for number, fold in enumerate(folds):
        rest = [one for n, one in enumerate(judged) if n not in fold]
        kept = work / f"fold-{named}-{number}.npy" if work else None
        judge = MatterJudge(_fitted(rest, passes, kept), 0.0)
        best += chain.from_iterable(_best(judge, judged[n]) for n in sorted(fold))
        progress(f"fold {number + 1} of {_FOLDS}")
    kept = work / f"all-{named}.npy" if work else None
    threshold = threshold_of(best)
    said = [right for chance, right in best if chance >= threshold]
    share = sum(said) / max(1, len(said))
    progress(f"in folds: speaks in {len(said)} of {len(best)}, sendable {share:.2f}")
    return MatterJudge(_fitted(judged, passes, kept), threshold)


def threshold_of(best: Sequence[tuple[float, bool]]) -> float:
    """Return the lowest chance from which on enough of what is said is right."""
    chosen = lowest_chance(best, well=_SURE, fewest=_FEWEST)
    if chosen is not None:
        return chosen
    surest = sorted((chance for chance, _ in best), reverse=True)
    return (
        surest[:_FEWEST][-1] if surest else 1.0
    )  # never so sure: the surest few speak


def measure(
    judge: MatterJudge,
    judged: Sequence[Judged],
    is_named: Callable[[str, str], bool] = lambda _, __: True,
) -> MatterFigures:
    """Hold a judge against what a person said of each clause.

    Only clauses are chosen from that `is_named` allows, given clause and message.
    """
    chosen = [
        right
        for one in judged
        for chance, right in _first(judge, one, is_named)
        if chance >= judge.threshold
    ]
    return MatterFigures(
        messages=len(judged),
        possible=sum(bool(one.candidates) for one in judged),
        offered=len(chosen),
        sendable=sum(right is True for right in chosen),
        asked=sum(right is not None for right in chosen),
    )


def write_judge(judge: MatterJudge, folder: Path) -> None:
    """Write the weights of a judge and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    write_weights({"bins": judge.weights}, folder)
    write_manifest(folder, KIND, {"threshold": round(judge.threshold, 4)})


def _mark_of(judged: Sequence[Judged]) -> str:
    """Return a mark of what is learnt from, so that no other folds are taken up."""
    said = [[*one.sendable, *(c.text for c in one.candidates)] for one in judged]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def _first(
    judge: MatterJudge,
    one: Judged,
    is_named: Callable[[str, str], bool] = lambda _, __: True,
) -> Iterator[tuple[float, bool | None]]:
    """Yield the chance of the likeliest candidate, and whether it can be sent."""
    told = zip(judge.chances(one.candidates), one.candidates, one.sendable, strict=True)
    could = [(chance, right) for chance, c, right in told if is_named(c.text, one.text)]
    if could:
        yield max(could, key=itemgetter(0))


def _best(judge: MatterJudge, one: Judged) -> Iterator[tuple[float, bool]]:
    for chance, right in _first(judge, one):
        if right is not None:
            yield chance, right


def _fitted(judged: Sequence[Judged], passes: int, kept: Path | None) -> Array:
    """Return the weights of a logistic judge, by steps down its slope."""
    if kept and kept.is_file():
        found: Array = np.load(kept)
        return found
    rows = [
        (features(candidate, one.candidates), right)
        for one in judged
        for candidate, right in zip(one.candidates, one.sendable, strict=True)
        if right is not None
    ]
    bins = np.array([number for filled, _ in rows for number in filled], np.int64)
    of = np.repeat(np.arange(len(rows)), [len(filled) for filled, _ in rows])
    wanted = np.array([right for _, right in rows], float)
    weights, slopes = np.zeros(BINS), np.full(BINS, 1e-8)
    for _ in range(passes):
        score = np.bincount(of, weights[bins], len(rows))
        off = (1 / (1 + np.exp(-score)) - wanted) / len(rows)
        slope = np.bincount(bins, off[of], BINS) + _DECAY * weights
        slopes += slope**2
        weights -= _STEP * slope / np.sqrt(slopes)
    learnt: Array = weights.astype(np.float32)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, learnt)
    return learnt
