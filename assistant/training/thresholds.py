"""Choose from which chance on each family is flagged, and say what to expect."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.models.judge import chance_of
from assistant.models.weights import Array

Flags = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
_GRID = np.round(np.arange(0.06, 0.96, 0.02), 2)
_ROUNDS = 4
_TRUST = 1.0  # in what is told, against what a few replies would make of it


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which chance on a family is flagged, and how often that is right."""

    at: float
    precision: float | None
    recall: float | None


def scale_of(told: Array, right: Flags) -> tuple[float, float]:
    """Return the slope and the offset under which log odds tell true chances.

    Fitted by Newton's method to replies that were not trained on (Platt's scaling).
    """
    x = told.reshape(-1).astype(np.float64)
    y = right.reshape(-1).astype(np.float64)
    known = np.isfinite(x)
    x, y = x[known], y[known]
    features = np.stack([x, np.ones_like(x)], axis=1)
    as_told = np.array([1.0, 0.0])
    weights = as_told
    for _ in range(_ROUNDS * 5):
        chance = chance_of(features @ weights)
        slope = features.T @ (chance - y) + _TRUST * (weights - as_told)
        curve = (features * (chance * (1 - chance))[:, None]).T @ features
        weights = weights - np.linalg.solve(curve + _TRUST * np.eye(2), slope)
    return float(weights[0]), float(weights[1])


def choose_thresholds(
    chances: Array, right: Flags, already: Flags, *, most_clean: float
) -> list[Threshold]:
    """Return the threshold of each family that makes the mean of their F1 greatest.

    `already` has what the rules flag; of the replies without fault, at most the share
    `most_clean` may be flagged by rules and model together, or as few as can be.
    """
    at = np.full(right.shape[1], 0.5)
    for _ in range(_ROUNDS):
        for family in range(len(at)):
            at[family] = max(
                _GRID,
                key=lambda tried: _worth(
                    chances, right, already, _with(at, family, tried), most_clean
                ),
            )
    flagged = chances >= at
    return [
        _threshold(float(a), f, r)
        for a, f, r in zip(at, flagged.T, right.T, strict=True)
    ]


def f1_of(flagged: Flags, right: Flags) -> Array:
    """Return the F1 of each family."""
    hits = (flagged & right).sum(axis=0)
    f1: Array = 2 * hits / np.maximum(1, flagged.sum(axis=0) + right.sum(axis=0))
    return f1


def _worth(
    chances: Array, right: Flags, already: Flags, at: Array, most_clean: float
) -> float:
    flagged = (chances >= at) | already
    clean = ~right.any(axis=1)
    excess = max(0.0, float(flagged[clean].any(axis=1).mean()) - most_clean)
    return float(f1_of(flagged, right).mean()) - 8 * excess


def _with(at: Array, family: int, tried: float) -> Array:
    changed = at.copy()
    changed[family] = tried
    return changed


def _threshold(
    at: float, flagged: Sequence[bool] | Flags, right: Sequence[bool] | Flags
) -> Threshold:
    given, labelled = np.asarray(flagged), np.asarray(right)
    hits = int((given & labelled).sum())
    precision = hits / int(given.sum()) if given.any() else None
    recall = hits / int(labelled.sum()) if labelled.any() else None
    return Threshold(at, precision, recall)
