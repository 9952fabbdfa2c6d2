"""Hear what a customer has been through from what the trained reader made of a text.

One linear layer stands above the reader's states and answers, so hearing costs next to
nothing, and it fits the one reader that it was taught above.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from assistant.errors import ModelError
from assistant.models.judge import chance_of
from assistant.models.weights import (
    Array,
    mark_of_weights,
    read_manifest,
    read_weights,
)
from assistant.schema import Impact

KIND = "impacts"
NEVER = 2.0  # a chance that there is not


class ImpactHead:
    """The layer, and from which chance each impact may be told."""

    def __init__(
        self, weight: Array, bias: Array, sure: Mapping[Impact, float]
    ) -> None:
        self.weight, self.bias = weight, bias
        self.sure = dict(sure)

    @classmethod
    def open(cls, folder: Path, above: Path) -> "ImpactHead":
        """Open the layer of a folder that was taught above the reader of another.

        Raises ModelError when it is missing or damaged, or was taught above another.
        """
        settings = read_manifest(folder, KIND).settings
        weights = read_weights(folder)
        if settings.get("above") != mark_of_weights(above):
            raise ModelError(f"{folder}: was taught above another reader")
        try:
            sure = {Impact(name): float(one) for name, one in settings["sure"].items()}
            return cls(weights["last"], weights["last.bias"], sure)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise ModelError(
                f"{folder}: the weights are not those of {KIND}"
            ) from error

    def chances(self, seen: Array) -> dict[Impact, float]:
        """Return how likely each impact is, 0 to 1, for what the reader saw."""
        told = chance_of(self.weight @ seen + self.bias)
        return dict(zip(self.sure, map(float, told), strict=True))

    def told(self, seen: Array) -> tuple[tuple[Impact, float], ...]:
        """Return the impacts that are sure enough to be told, the surest first."""
        likely = self.chances(seen).items()
        sure = [(one, round(at, 3)) for one, at in likely if at >= self.sure[one]]
        return tuple(sorted(sure, key=lambda said: -said[1]))


def seen_by(states: Array, told: Array) -> Array:
    """Return what the layer stands on: pooled states of a text, and all answers."""
    both: Array = np.concatenate([states, told])
    return both
