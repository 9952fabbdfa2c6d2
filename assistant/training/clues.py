"""Fit what each clue tells of the contact reason, the `clues` of `priority.yml`.

A softmax regression over the clues that cue files and the shape of a message give, so
every weight stays a line that a person can read and change, and what stands in the
file is moved only as far as the messages ask for. A tenth of the messages,
chosen by a hash of their text, is never fitted to and says how well the fit reads.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from assistant.errors import CasesError, Mistake
from assistant.library import Library
from assistant.schema import ContactReason
from assistant.triage import Triage

REASONS = tuple(ContactReason)
_HELD_OUT = 10  # one message in so many
_RIDGE = 40.0  # chosen by hand: less forgets the quiet messages it stood on
_STEPS = 900
_RATE = 0.02
_LEAST = 0.08  # a weight nearer to nothing is left out of the file
_WIDE = 4096

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and why its customer wrote."""

    text: str
    reason: ContactReason

    @property
    def held_out(self) -> bool:
        """Say whether it is kept for measuring."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return int(digest, 16) % _HELD_OUT == 0


@dataclass(frozen=True, slots=True)
class ClueFit:
    """The new weights, and the share of held-out messages read right, then and now."""

    weights: dict[str, dict[ContactReason, float]]
    before: float
    after: float
    fitted: int
    held_out: int


def fit_clues(folders: Iterable[Path], library: Library) -> ClueFit:
    """Fit the clues to labelled messages and to the topics' own examples.

    Raises CasesError when a line is no labelled message.
    """
    given = [one for folder in folders for one in read_labelled(folder)]
    examples = [
        Labelled(text, topic.contact_reason)
        for topic in library.topics.values()
        for text in topic.examples
    ]
    triage = Triage(library)
    held = [one for one in given if one.held_out]
    fitted = [one for one in given if not one.held_out] + examples
    names = sorted({name for one in fitted for name in triage.clues(one.text)})
    now = _as_matrix(library.weights.reading.clues, names)
    new = _fit(_measured(fitted, names, triage), _right(fitted), now)
    measured, right = _measured(held, names, triage), _right(held)
    return ClueFit(
        weights=_as_weights(new, names),
        before=_share_right(measured, right, now),
        after=_share_right(measured, right, new),
        fitted=len(fitted),
        held_out=len(held),
    )


def read_labelled(folder: Path) -> Iterator[Labelled]:
    """Yield the messages of every `*.jsonl` of a folder that say their reason.

    Trolls are left out: they are known by other means.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                if "contact_reason" in row and not row.get("troll"):
                    yield Labelled(row["text"], ContactReason(row["contact_reason"]))
            except (ValueError, KeyError, TypeError) as error:
                problem = f"is no labelled message: {error}"
                raise CasesError([Mistake(path, number, problem)]) from error


def write_clues(weights: dict[str, dict[ContactReason, float]], path: Path) -> None:
    """Put new weights in the place of the old, leaving the rest of the file alone."""
    yaml = YAML()
    yaml.width = _WIDE
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    content = yaml.load(path.read_text(encoding="utf-8"))
    block = CommentedMap()
    for name, by_reason in weights.items():
        row = CommentedMap((str(reason), told) for reason, told in by_reason.items())
        row.fa.set_flow_style()
        block[name] = row
    old = content["reading"]["clues"]
    last = list(old)[-1]
    if block and last in old.ca.items:  # the comment that stands after the block
        block.ca.items[list(block)[-1]] = old.ca.items[last]
    content["reading"]["clues"] = block
    written = io.StringIO()
    yaml.dump(content, written)
    path.write_text(written.getvalue(), encoding="utf-8")


def _measured(
    labelled: Sequence[Labelled], names: Sequence[str], triage: Triage
) -> Matrix:
    places = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(labelled), len(names)))
    for row, one in enumerate(labelled):
        for name, strength in triage.clues(one.text).items():
            if name in places:
                matrix[row, places[name]] = strength
    return matrix


def _right(labelled: Sequence[Labelled]) -> Matrix:
    return np.eye(len(REASONS))[[REASONS.index(one.reason) for one in labelled]]


def _fit(measured: Matrix, right: Matrix, now: Matrix) -> Matrix:
    """Minimise the cross entropy with a ridge around what stands now, by Adam."""
    weights = now.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS):
        told = measured @ weights
        told = np.exp(told - told.max(axis=1, keepdims=True))
        guessed = told / told.sum(axis=1, keepdims=True)
        slope = measured.T @ (guessed - right) + _RIDGE * (weights - now)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        speed = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        weights = weights - _RATE * (first / (1 - 0.9**step)) / speed
    return weights


def _share_right(measured: Matrix, right: Matrix, weights: Matrix) -> float:
    guessed = (measured @ weights).argmax(axis=1)
    return float((guessed == right.argmax(axis=1)).mean()) if len(right) else 0.0


def _as_matrix(
    weights: dict[str, dict[ContactReason, float]], names: Sequence[str]
) -> Matrix:
    return np.array(
        [
            [weights.get(name, {}).get(reason, 0.0) for reason in REASONS]
            for name in names
        ]
    )


def _as_weights(
    matrix: Matrix, names: Sequence[str]
) -> dict[str, dict[ContactReason, float]]:
    weights: dict[str, dict[ContactReason, float]] = {}
    for name, row in zip(names, matrix, strict=True):
        told = {
            reason: round(float(weight), 2)
            for reason, weight in zip(REASONS, row, strict=True)
            if abs(weight) >= _LEAST
        }
        if told:
            weights[name] = told
    return weights
