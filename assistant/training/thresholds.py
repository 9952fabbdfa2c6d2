"""Choose from which chance on each family is flagged, and say what to expect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.models.weights import Array

Flags = np.ndarray[tuple[int, int], np.dtype[np.bool_]]
Doubles = np.ndarray[Any, np.dtype[np.float64]]
_GRID = np.round(np.arange(0.06, 0.96, 0.02), 2)
_STEPS = 20  # of Newton's method
_TINY = 1e-6  # a step that no longer matters
_COST = 8.0  # in F1, of each share of clean replies that is too many
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
    weights: Doubles = np.array([1.0, 0.0])
    off = _off(weights, features, y)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        slope = features.T @ (chance - y) + _TRUST * (weights - (1.0, 0.0))
        curve = (features * (chance * (1 - chance))[:, None]).T @ features
        step = np.linalg.solve(curve + _TRUST * np.eye(2), slope)
        # A whole step may leap over the valley; the half of it, and so on, does not.
        while (nearer := _off(weights - step, features, y)) > off:
            step /= 2
            if np.abs(step).max() < _TINY:
                return float(weights[0]), float(weights[1])
        weights, off = weights - step, nearer
    return float(weights[0]), float(weights[1])


def _off(weights: Doubles, features: Doubles, right: Doubles) -> float:
    """Return how far the chances are from what is right, and the weights from none."""
    odds = features @ weights
    apart = np.logaddexp(0, odds) - right * odds
    return float(apart.sum() + _TRUST / 2 * ((weights - (1.0, 0.0)) ** 2).sum())


def choose_thresholds(
    chances: Array, right: Flags, already: Flags, *, most_clean: float
) -> list[Threshold]:
    """Return the threshold of each family, all at the chance that makes F1 greatest.

    `already` has what the rules flag; of the replies without fault, at most the share
    `most_clean` may be flagged by rules and model together, or as few as can be.
    One chance for all is chosen: ten of their own fit the few replies of each family
    that there are to choose by, and flagged twice as many clean replies elsewhere.
    """
    at = max(_GRID, key=lambda at: _worth(chances, right, already, at, most_clean))
    flagged = chances >= at
    return [
        _threshold(float(at), given, labelled)
        for given, labelled in zip(flagged.T, right.T, strict=True)
    ]


def f1_of(flagged: Flags, right: Flags) -> Array:
    """Return the F1 of each family."""
    hits = (flagged & right).sum(axis=0)
    f1: Array = 2 * hits / np.maximum(1, flagged.sum(axis=0) + right.sum(axis=0))
    return f1


def _worth(
    chances: Array, right: Flags, already: Flags, at: float, most_clean: float
) -> float:
    flagged = (chances >= at) | already
    clean = ~right.any(axis=1)
    excess = max(0.0, float(flagged[clean].any(axis=1).mean()) - most_clean)
    return float(f1_of(flagged, right).mean()) - _COST * excess


def _threshold(
    at: float, flagged: Sequence[bool] | Flags, right: Sequence[bool] | Flags
) -> Threshold:
    given, labelled = np.asarray(flagged), np.asarray(right)
    hits = int((given & labelled).sum())
    precision = hits / int(given.sum()) if given.any() else None
    recall = hits / int(labelled.sum()) if labelled.any() else None
    return Threshold(at, precision, recall)
