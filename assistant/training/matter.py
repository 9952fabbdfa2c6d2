"""Teach the judge of what happened, and set the chance from which it may speak."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.drafting.candidates import Candidate, candidates_of
from assistant.drafting.choosing import BINS, KIND, MatterJudge, features
from assistant.models.weights import Array, write_manifest, write_weights
from assistant.training.held_out import is_held_out

PASSES = {"tiny": 5, "full": 150}
_FOLDS = 5
_ALIKE = 0.5  # token F1 from which a clause is what a person wrote down
_SAME = 0.7
_SURE = 0.5  # share of what is said that should be so, on messages not learnt from
_FEWEST = 30  # messages that a threshold must rest on
_STEP = 0.5
_DECAY = 2e-4
_WORD = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True)
class Told:
    """A message's candidates, and how near each is to what a person wrote down."""

    text: str
    matter: str
    candidates: tuple[Candidate, ...]
    alike: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MatterFigures:
    """What the judge does on messages that it never saw."""

    messages: int
    possible: int
    offered: int
    near: int
    matched: int
    on_nothing: int
    nothing: int

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        yield f"{self.messages} messages, {self.possible} with a clause to choose"
        yield f"offered: {self.offered} ({self.offered / max(1, self.messages):.2f})"
        offered = max(1, self.offered)
        yield f"offered, token F1 >= 0.5: {self.near / offered:.2f}"
        yield f"offered, token F1 >= 0.7: {self.matched / offered:.2f}"
        spoke = f"{self.on_nothing} of {self.nothing}"
        yield f"spoke where there is nothing to say: {spoke}"


def read_told(folder: Path, *, held_out: bool) -> list[Told]:
    """Return the messages of a corpus that are held out, or those that are not."""
    told = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["shape"] == "clause" and is_held_out(row["text"]) == held_out:
                told.append(_told(row))
    return told


def train_matter(
    told: Sequence[Told],
    *,
    passes: int = 150,
    seed: int = 0,
    work: Path | None = None,
    progress: Callable[[str], None] = print,
) -> MatterJudge:
    """Return a judge whose threshold was set on messages it had not learnt from.

    Folds that lie in `work` are taken up and not learnt again.
    """
    named = f"{seed}-{passes}-{_mark_of(told)}"
    order = np.random.default_rng(seed).permutation(len(told))
    folds = [set(order[n::_FOLDS].tolist()) for n in range(_FOLDS)]
    best: list[tuple[float, bool]] = []
    for number, fold in enumerate(folds):
        rest = [one for n, one in enumerate(told) if n not in fold]
        kept = work / f"fold-{named}-{number}.npy" if work else None
        judge = MatterJudge(_fitted(rest, passes, kept), 0.0)
        best += [_best(judge, told[n]) for n in sorted(fold) if told[n].candidates]
        progress(f"fold {number + 1} of {_FOLDS}")
    kept = work / f"all-{named}.npy" if work else None
    return MatterJudge(_fitted(told, passes, kept), threshold_of(best))


def threshold_of(best: Sequence[tuple[float, bool]]) -> float:
    """Return the lowest chance from which on enough of what is said is right."""
    right, chosen = 0, 1.0
    for said, (chance, is_right) in enumerate(sorted(best, reverse=True), start=1):
        right += is_right
        if said >= _FEWEST and right / said >= _SURE:
            chosen = chance
    if chosen == 1.0 and best:  # never so sure: the surest few speak
        chosen = sorted((chance for chance, _ in best), reverse=True)[
            min(len(best), _FEWEST) - 1
        ]
    return chosen


def measure(judge: MatterJudge, told: Sequence[Told]) -> MatterFigures:
    """Hold a judge against what people wrote down."""
    count: Counter[str] = Counter()
    for one in told:
        count["nothing"] += not one.matter
        count["possible"] += bool(one.candidates)
        chances = judge.chances(one.candidates)
        if not chances or max(chances) < judge.threshold:
            continue
        alike = one.alike[chances.index(max(chances))]
        count["offered"] += 1
        count["near"] += alike >= _ALIKE
        count["matched"] += alike >= _SAME
        count["on_nothing"] += not one.matter
    names = ("possible", "offered", "near", "matched", "on_nothing", "nothing")
    return MatterFigures(len(told), *(count[name] for name in names))


def write_judge(judge: MatterJudge, folder: Path) -> None:
    """Write the weights of a judge and their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    write_weights({"bins": judge.weights}, folder)
    write_manifest(folder, KIND, {"threshold": round(judge.threshold, 4)})


def _mark_of(told: Sequence[Told]) -> str:
    """Return a mark of what is learnt from, so that no other folds are taken up."""
    said = [[one.matter, *(c.text for c in one.candidates)] for one in told]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def _told(row: dict[str, Any]) -> Told:
    found = tuple(candidates_of(row["text"]))
    alike = tuple(_likeness(one.text, row["matter"]) for one in found)
    return Told(row["text"], row["matter"], found, alike)


def _likeness(said: str, wanted: str) -> float:
    mine, theirs = (
        Counter(_WORD.findall(text.lower().replace("you've", "you have")))
        for text in (said, wanted)
    )
    shared = sum((mine & theirs).values())
    return 2 * shared / max(1, mine.total() + theirs.total())


def _best(judge: MatterJudge, one: Told) -> tuple[float, bool]:
    chances = judge.chances(one.candidates)
    return max(chances), one.alike[chances.index(max(chances))] >= _ALIKE


def _fitted(told: Sequence[Told], passes: int, kept: Path | None) -> Array:
    """Return the weights of a logistic judge, by steps down its slope."""
    if kept and kept.is_file():
        found: Array = np.load(kept)
        return found
    rows = [
        (features(candidate, one.candidates), alike)
        for one in told
        for candidate, alike in zip(one.candidates, one.alike, strict=True)
    ]
    filled = np.zeros((len(rows), BINS), np.float32)
    for number, (bins, _) in enumerate(rows):
        filled[number, bins] = 1
    # A clause that covers half of what was written is half right.
    wanted = np.array([min(1.0, max(0.0, alike * 2.5 - 0.75)) for _, alike in rows])
    weights = np.zeros(BINS, np.float32)
    slopes = np.full(BINS, 1e-8, np.float32)
    for _ in range(passes):
        chance = 1 / (1 + np.exp(-(filled @ weights)))
        slope = filled.T @ (chance - wanted).astype(np.float32) / len(rows)
        slope += _DECAY * weights
        slopes += slope**2
        weights -= _STEP * slope / np.sqrt(slopes) * 0.1
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, weights)
    return weights
