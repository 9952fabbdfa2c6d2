"""Teach the judge of what happened, and set the chance from which it may speak."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from pathlib import Path

import numpy as np

from assistant.drafting.candidates import Candidate, candidates_of
from assistant.drafting.choosing import (
    EDITS,
    KIND,
    PARTS,
    MatterJudge,
    Sight,
    Weights,
    features,
    seen_of,
)
from assistant.drafting.edits import NO_CLAUSE, may_be_said
from assistant.drafting.marker import Marker
from assistant.models.weights import write_manifest, write_weights
from assistant.training.held_out import is_held_out, tenth_of
from assistant.training.matter_edits import Edited, fit_edits
from assistant.training.matter_judge import fit_judge
from assistant.training.real import REAL_CLAUSES, RealClauses, hash_of, read_named
from assistant.training.saying import lowest_chance

PASSES = {"tiny": 2, "full": 12}
TRIED = 1  # the tenth by which a marker sets its thresholds, and learns nothing from
_FOLDS = 5
_SURE = 0.78  # share of what is said that should be sendable, on messages not learnt
_FEWEST = 30  # messages that a threshold must rest on


@dataclass(frozen=True, slots=True)
class Judged:
    """A message's candidates, and whether a person would send each; None: not asked.

    `said` has every clause that was judged, whoever cut it.
    """

    text: str
    candidates: tuple[Candidate, ...]
    sendable: tuple[bool | None, ...]
    said: Mapping[str, bool] = field(default_factory=dict)


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
                judged.append(Judged(row["text"], found, known, said))
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
    passes: int = 12,
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
        told = chain.from_iterable(_best(judge, judged[n]) for n in sorted(fold))
        best += [(chance, right) for chance, right in told if right is not None]
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


def with_edits(
    judge: MatterJudge, judged: Sequence[Judged], marker: Marker
) -> MatterJudge:
    """Return the judge with weights for what the edits of a marker make.

    It learns from the tenth of the messages that a marker sets its thresholds by.
    """
    edited = [
        Edited(one.text, clause, right)
        for one in judged
        if tenth_of(one.text) == TRIED
        for clause in [marker.clause(one.text)]
        if may_be_said(clause.text)
        for right in [one.said.get(clause.text)]
        if right is not None
    ]
    if not edited:
        return judge
    edits = fit_edits(judge, edited)
    return MatterJudge(judge.weights, judge.threshold, judge.sight, edits)


def measure(
    judge: MatterJudge, judged: Sequence[Judged], marker: Marker | None = None
) -> MatterFigures:
    """Hold a judge against what a person said of each clause.

    With a marker, what its edits make is judged where no rule cuts a clause.
    """
    chosen = [
        one.said.get(said)
        for one in judged
        for said in [_chosen(judge, one, marker)]
        if said
    ]
    return MatterFigures(
        messages=len(judged),
        possible=sum(bool(one.candidates) for one in judged),
        offered=len(chosen),
        sendable=sum(right is True for right in chosen),
        asked=sum(right is not None for right in chosen),
    )


def _chosen(judge: MatterJudge, one: Judged, marker: Marker | None) -> str:
    edited = marker.clause(one.text) if marker else NO_CLAUSE
    return judge.clause(one.text, edited=edited)


def write_judge(judge: MatterJudge, folder: Path) -> None:
    """Write the weights of a judge and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: getattr(judge.weights, name) for name in PARTS}
    write_weights({**weights, EDITS: judge.edits.facts}, folder)
    settings = {
        "above": judge.sight.mark,
        "threshold": round(judge.threshold, 4),
        EDITS: {
            "bias": round(judge.edits.bias, 4),
            "threshold": round(judge.edits.threshold, 4),
        },
    }
    write_manifest(folder, KIND, settings)


def _mark_of(judged: Sequence[Judged], sight: Sight) -> str:
    """Return a mark of what is learnt from, so that no other folds are taken up."""
    said: list[list[object]] = [[sight.mark]]
    said += [[*one.sendable, *(c.text for c in one.candidates)] for one in judged]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def _best(judge: MatterJudge, one: Judged) -> Iterator[tuple[float, bool | None]]:
    """Yield the chance of the likeliest candidate, and whether it can be sent."""
    told = zip(judge.chances(one.candidates, one.text), one.sendable, strict=True)
    if one.candidates:
        yield max(told, key=itemgetter(0))


def _fitted(
    judged: Sequence[Judged], sight: Sight, passes: int, kept: Path | None
) -> Weights:
    """Return the weights of a judge that learnt from some messages."""
    if kept and kept.is_file():
        told = np.load(kept)
        return Weights(**{name: told[name] for name in PARTS})
    asked = [
        (one, candidate, right)
        for one in judged
        for candidate, right in zip(one.candidates, one.sendable, strict=True)
        if right is not None
    ]
    filled = [features(candidate, one.candidates) for one, candidate, _ in asked]
    seen = np.stack([seen_of([c.text], one.text, sight)[0] for one, c, _ in asked])
    weights = fit_judge(filled, seen, [right for *_, right in asked], passes)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, **{name: getattr(weights, name) for name in PARTS})
    return weights
