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
from assistant.drafting.choosing import (
    BINS,
    KIND,
    MatterJudge,
    Sight,
    Weights,
    features,
)
from assistant.models.weights import Array, write_manifest, write_weights
from assistant.training.held_out import is_held_out
from assistant.training.real import REAL_CLAUSES, RealClauses, hash_of, read_named
from assistant.training.saying import lowest_chance

PASSES = {"tiny": 5, "full": 300}
_FOLDS = 5
_SURE = 0.68  # share of what is said that should be sendable, on messages not learnt
_FEWEST = 30  # messages that a threshold must rest on
_STEP = 0.05
_DECAY = 2e-4
_SIZE = 0.1  # spread of what is seen, beside bins that are filled or not
_PARTS = ("bins", "clause", "message")


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
                said = dict.fromkeys(row["not_sendable"], False)
                said |= dict.fromkeys(row["sendable"], True)
                found = tuple(candidates_of(row["text"]))
                known = tuple(said.get(one.text) for one in found)
                judged.append(Judged(row["text"], found, known))
    return judged


def read_judged_real(corpus: Path, data: Path | None) -> list[Judged]:
    """Return the real messages whose texts stand under `data`, to learn from.

    Raises CasesError when a line of theirs is none.
    """
    judged = []
    for text, row in read_named(corpus / REAL_CLAUSES, data, RealClauses):
        found = tuple(candidates_of(text))
        said = tuple(row.sendable.get(hash_of(one.text)) for one in found)
        judged.append(Judged(text, found, said))
    return judged


def train_matter(
    judged: Sequence[Judged],
    sight: Sight,
    *,
    passes: int = 300,
    seed: int = 0,
    work: Path | None = None,
    progress: Callable[[str], None] = print,
) -> MatterJudge:
    """Return a judge whose threshold was set on messages it had not learnt from.

    `sight` is what it sees them by. Folds that lie in `work` are taken up and not
    learnt again.
    """
    named = f"{seed}-{passes}-{_mark_of(judged, sight)}"
    order = np.random.default_rng(seed).permutation(len(judged))
    folds = [set(order[n::_FOLDS].tolist()) for n in range(_FOLDS)]
    best: list[tuple[float, bool]] = []
    for number, fold in enumerate(folds):
        rest = [one for n, one in enumerate(judged) if n not in fold]
        kept = work / f"fold-{named}-{number}.npz" if work else None
        judge = MatterJudge(_fitted(rest, sight, passes, kept), 0.0, sight)
        best += chain.from_iterable(_best(judge, judged[n]) for n in sorted(fold))
        progress(f"fold {number + 1} of {_FOLDS}")
    kept = work / f"all-{named}.npz" if work else None
    threshold = threshold_of(best)
    said = [right for chance, right in best if chance >= threshold]
    share = sum(said) / max(1, len(said))
    progress(f"in folds: speaks in {len(said)} of {len(best)}, sendable {share:.2f}")
    return MatterJudge(_fitted(judged, sight, passes, kept), threshold, sight)


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
    weights = judge.weights
    parts = {"bins": weights.bins, "clause": weights.clause, "message": weights.message}
    write_weights(parts, folder)
    settings = {
        "above": judge.sight.mark,
        "bias": round(weights.bias, 4),
        "threshold": round(judge.threshold, 4),
    }
    write_manifest(folder, KIND, settings)


def _mark_of(judged: Sequence[Judged], sight: Sight) -> str:
    """Return a mark of what is learnt from, so that no other folds are taken up."""
    said: list[list[object]] = [[sight.mark]]
    said += [[*one.sendable, *(c.text for c in one.candidates)] for one in judged]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def _first(
    judge: MatterJudge,
    one: Judged,
    is_named: Callable[[str, str], bool] = lambda _, __: True,
) -> Iterator[tuple[float, bool | None]]:
    """Yield the chance of the likeliest candidate, and whether it can be sent."""
    chances = judge.chances(one.candidates, one.text)
    told = zip(chances, one.candidates, one.sendable, strict=True)
    could = [(chance, right) for chance, c, right in told if is_named(c.text, one.text)]
    if could:
        yield max(could, key=itemgetter(0))


def _best(judge: MatterJudge, one: Judged) -> Iterator[tuple[float, bool]]:
    for chance, right in _first(judge, one):
        if right is not None:
            yield chance, right


def _fitted(
    judged: Sequence[Judged], sight: Sight, passes: int, kept: Path | None
) -> Weights:
    """Return the weights of a logistic judge, by steps down its slope."""
    if kept and kept.is_file():
        told = np.load(kept)
        return Weights(
            told["bins"], told["clause"], told["message"], float(told["bias"])
        )
    asked = [
        (one, candidate, right)
        for one in judged
        for candidate, right in zip(one.candidates, one.sendable, strict=True)
        if right is not None
    ]
    filled = [features(candidate, one.candidates) for one, candidate, _ in asked]
    seen = _Seen.of([(sight.see(c.text), sight.see(one.text)) for one, c, _ in asked])
    wanted = np.array([right for *_, right in asked], float)
    bins, dense = _stepped(filled, seen.evened, wanted, passes)
    weights = seen.weights(bins, dense)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        parts = {name: getattr(weights, name) for name in _PARTS}
        np.savez(kept, **parts, bias=weights.bias)
    return weights


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is seen in clauses and their messages, and the same brought to one size."""

    evened: Array
    mean: Array
    spread: Array

    @classmethod
    def of(cls, pairs: Sequence[tuple[Array, Array]]) -> "_Seen":
        seen: Array = np.stack([np.concatenate(pair) for pair in pairs])
        mean, spread = seen.mean(axis=0), (seen.std(axis=0) + 1e-3) / _SIZE
        return cls((seen - mean) / spread, mean, spread)

    def weights(self, bins: Array, dense: Array) -> Weights:
        """Return weights for what is seen as it is, from those for what was evened."""
        plain = (dense / self.spread).astype(np.float32)
        clause, message = np.split(plain, 2)
        return Weights(
            bins.astype(np.float32), clause, message, -float(plain @ self.mean)
        )


def _stepped(
    filled: Sequence[Sequence[int]], seen: Array, wanted: Array, passes: int
) -> tuple[Array, Array]:
    """Return the weights of the bins and of what is seen."""
    bins = np.array([number for row in filled for number in row], np.int64)
    of = np.repeat(np.arange(len(filled)), [len(row) for row in filled])
    weights = np.zeros(BINS + seen.shape[1])
    slopes = np.full(len(weights), 1e-8)
    for _ in range(passes):
        score = np.bincount(of, weights[bins], len(filled)) + seen @ weights[BINS:]
        off = (1 / (1 + np.exp(-score)) - wanted) / len(filled)
        slope = np.concatenate([np.bincount(bins, off[of], BINS), off @ seen])
        slope += _DECAY * weights
        slopes += slope**2
        weights -= _STEP * slope / np.sqrt(slopes)
    return weights[:BINS], weights[BINS:]
