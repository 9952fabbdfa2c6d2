"""What counts how much when messages are sorted: one file, `priority.yml`."""

from pathlib import Path

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, read_shaped
from assistant.library.yaml_files import YamlMistake
from assistant.schema import SignalName


class Weights(Border):
    """Points of the priority score, which runs from 0 to 100.

    `severity` has the points for each of the five grades, 1 first. `waiting` is the
    most that waiting past the channel's target adds, `reach` the most that followers
    add; `high` and `urgent` and `normal` are where each priority begins.
    """

    severity: list[float] = Field(min_length=5, max_length=5)
    signals: dict[SignalName, float]
    waiting: float = Field(ge=0, le=100)
    reach: float = Field(ge=0, le=100)
    wide_reach_followers: int = Field(ge=1)
    emotion: float = Field(ge=0, le=100)
    normal: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)
    urgent: float = Field(ge=0, le=100)
    critical_minutes: int = Field(ge=1)


def load_weights(path: Path) -> tuple[Weights, list[Mistake]]:
    """Read the weights, and every mistake in them."""
    try:
        weights, mistakes = read_shaped(path, Weights)
    except YamlMistake as error:
        return _NONE, [error.mistake]
    return weights or _NONE, mistakes


_NONE = Weights(
    severity=[0, 0, 0, 0, 0],
    signals={},
    waiting=0,
    reach=0,
    wide_reach_followers=1,
    emotion=0,
    normal=0,
    high=0,
    urgent=0,
    critical_minutes=15,
)
