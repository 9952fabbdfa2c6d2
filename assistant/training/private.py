"""Fit the learned reader of private details to labelled replies.

Rows with `leaks` say which words give something away; other replies of the corpus, in
which the rules find nothing, teach what is harmless, at a small weight. Files whose
name begins with `held_` are never read. Equal rows and seeds give equal weights.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from assistant.errors import CasesError, Mistake
from assistant.evaluation.rows import PrivacyCase
from assistant.privacy import guesses_on
from assistant.privacy.page import read_page
from assistant.privacy.tagger import BUCKETS, LABELS, Weights, read_clues
from assistant.schema import Span

HELD = "held_"
_LARGEST = 127  # of a step, which is one signed byte


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the reader is fitted; the values were chosen on development rows."""

    epochs: int = 8
    batch: int = 4096
    rate: float = 0.02
    decay: float = 0.85  # of the rate, after each epoch
    ridge: float = 1e-5
    dropped: float = 0.15  # share of clues left out at random
    harmless: float = 0.1  # weight of a word in a reply without labels
    seed: int = 0


TINY = Recipe(epochs=2, batch=256)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of many replies: their clues, their labels and their weights."""

    clues: np.ndarray[tuple[int, int], np.dtype[np.int64]]
    labels: np.ndarray[tuple[int], np.dtype[np.int64]]
    weights: np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class PrivateFit:
    """The fitted weights and how many replies of either sort they come from."""

    weights: Weights
    labelled: int
    harmless: int


def fit_private(
    folders: Sequence[Path],
    recipe: Recipe = Recipe(),
    progress: Callable[[int, float], None] | None = None,
) -> PrivateFit:
    """Fit to every `*.jsonl` of the folders; `progress` hears of each epoch.

    Raises CasesError when a line cannot be read or nothing is labelled.
    """
    labelled, harmless = _read(folders)
    if not labelled:
        raise CasesError([Mistake(folders[0], 1, "no row has `leaks` to learn from")])
    words = _words(labelled, harmless, recipe)
    return PrivateFit(_fit(words, recipe, progress), len(labelled), len(harmless))


def _read(folders: Sequence[Path]) -> tuple[list[PrivacyCase], list[str]]:
    labelled: list[PrivacyCase] = []
    harmless: list[str] = []
    mistakes: list[Mistake] = []
    for path in (p for folder in folders for p in sorted(folder.glob("*.jsonl"))):
        if path.name.startswith(HELD):
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
                if "leaks" in row:
                    labelled.append(PrivacyCase.model_validate(row))
                else:
                    harmless.append(row["text"])
            except (ValueError, KeyError, TypeError, ValidationError):
                mistakes.append(Mistake(path, number, "is no labelled reply"))
    if mistakes:
        raise CasesError(mistakes)
    return labelled, harmless


def _words(
    labelled: Sequence[PrivacyCase], harmless: Sequence[str], recipe: Recipe
) -> _Words:
    read = [_one(case.text, case, 1.0) for case in labelled]
    read += [found for text in harmless if (found := _silent(text, recipe.harmless))]
    return _Words(
        np.concatenate([one.clues for one in read]),
        np.concatenate([one.labels for one in read]),
        np.concatenate([one.weights for one in read]),
    )


def _silent(text: str, weight: float) -> _Words | None:
    """Read a reply without labels, if the rules find nothing in it."""
    if any(guess.confidence >= 0.5 for guess in guesses_on(read_page(text))):
        return None
    return _one(text, None, weight)


def _one(text: str, case: PrivacyCase | None, weight: float) -> _Words:
    page = read_page(text)
    reading = read_clues(page, guesses_on(page))
    labels = np.zeros(len(reading.spans), dtype=np.int64)
    for span, number in _leaks(case):
        for place, (start, end) in enumerate(reading.spans):
            if page.original(start, end).overlaps(span):
                labels[place] = number
    clues = reading.clues if len(labels) else np.zeros((0, _columns()), dtype=np.int64)
    return _Words(clues, labels, np.full(len(labels), weight))


def _leaks(case: PrivacyCase | None) -> Iterator[tuple[Span, int]]:
    if case is not None:
        for leak, span in zip(case.leaks, case.spans, strict=True):
            yield span, LABELS.index(leak.type)


def _columns() -> int:
    page = read_page("word")
    return read_clues(page, ()).clues.shape[1]


def _fit(
    words: _Words, recipe: Recipe, progress: Callable[[int, float], None] | None
) -> Weights:
    """Descend with Adam on the cross-entropy, a batch of words at a time."""
    chance = np.random.default_rng(recipe.seed)
    values = np.zeros((BUCKETS, len(LABELS)))
    slope, square = np.zeros_like(values), np.zeros_like(values)
    step, rate = 0, recipe.rate
    for epoch in range(recipe.epochs):
        losses: list[float] = []
        order = chance.permutation(len(words.labels))
        for start in range(0, len(order), recipe.batch):
            chosen = order[start : start + recipe.batch]
            keep = chance.random(words.clues[chosen].shape) >= recipe.dropped
            gradient, loss = _gradient(words, chosen, values, keep, recipe)
            step += 1
            slope += 0.1 * (gradient - slope)
            square += 0.001 * (gradient**2 - square)
            way = slope / (1 - 0.9**step)
            values -= rate * way / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            losses.append(loss)
        rate *= recipe.decay
        if progress is not None:
            progress(epoch + 1, float(np.mean(losses)))
    scale = max(float(np.abs(values).max()) / _LARGEST, 1e-9)
    return Weights(np.round(values / scale).astype(np.int8), scale)


def _gradient(
    words: _Words,
    chosen: np.ndarray[tuple[int], np.dtype[np.int64]],
    values: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    keep: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    recipe: Recipe,
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], float]:
    clues, labels, weights = (
        words.clues[chosen],
        words.labels[chosen],
        words.weights[chosen],
    )
    share = 1 / (1 - recipe.dropped)
    sums = np.zeros((len(chosen), values.shape[1]))
    for column in range(clues.shape[1]):
        sums += values[clues[:, column]] * (keep[:, column, None] * share)
    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    likely = raised / raised.sum(axis=1, keepdims=True)
    rows = np.arange(len(chosen))
    loss = float((-np.log(likely[rows, labels] + 1e-12) * weights).mean())
    likely[rows, labels] -= 1
    likely *= weights[:, None] * share / len(chosen)
    flat = clues[keep]
    row_of = np.nonzero(keep)[0]
    gradient = 2 * recipe.ridge * values
    for label in range(values.shape[1]):
        given = likely[row_of, label]
        gradient[:, label] += np.bincount(flat, given, minlength=len(values))
    return gradient, loss
