"""What counts how much when messages are read and sorted: one file, `priority.yml`."""

from pathlib import Path

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, read_shaped
from assistant.library.yaml_files import YamlMistake
from assistant.schema import ContactReason, SignalName


class Grade(Border):
    """How what a message shows moves its severity.

    It applies where the message shows all of `when`, which are names of signals and
    stakes, and none of `unless`; `reasons` narrows it to some contact reasons.
    `least` and `most` bound the severity, `step` moves it.
    """

    when: list[str] = Field(min_length=1)
    unless: list[str] = []
    reasons: list[ContactReason] = []
    least: int = Field(default=1, ge=1, le=5)
    most: int = Field(default=5, ge=1, le=5)
    step: int = Field(default=0, ge=-2, le=2)


class ReasonWeights(Border):
    """What tells how much when the contact reason is chosen.

    `clues` has, for each thing that a message shows, what it adds to each reason.
    `hint` is what a mere hint of a topic tells beside a phrase, and `troll` how much
    wording of bait it takes where nothing else makes a case.
    """

    clues: dict[str, dict[ContactReason, float]]
    hint: float = Field(ge=0, le=3)
    troll: float = Field(ge=0, le=3)


class Weights(Border):
    """Points of the priority score, which runs from 0 to 100.

    `severity` has the points for each of the five grades, 1 first. `signals` and
    `stakes` add points of their own; `implies` says which stakes raise a signal.
    `as_it_reads` is the most that the trained reader's sense of urgency adds.
    `waiting` is the most that waiting past the channel's target adds, `reach` the most
    that followers add; `high` and `urgent` and `normal` are where each priority
    begins. `people` is for a family member who is named without more. From
    `large_sum` on, money lost is severity 4, from `some_money` on 3.
    """

    reading: ReasonWeights
    severity: list[float] = Field(min_length=5, max_length=5)
    grades: list[Grade] = []
    signals: dict[SignalName, float]
    stakes: dict[str, float] = {}
    implies: dict[str, SignalName] = {}
    waiting: float = Field(ge=0, le=100)
    reach: float = Field(ge=0, le=100)
    wide_reach_followers: int = Field(ge=1)
    emotion: float = Field(ge=0, le=100)
    people: float = Field(ge=0, le=100)
    as_it_reads: float = Field(default=0, ge=0, le=100)
    money: float = Field(ge=0, le=100)
    some_money: float = Field(ge=0)
    large_sum: float = Field(ge=0)
    normal: float = Field(ge=0, le=100)
    high: float = Field(ge=0, le=100)
    urgent: float = Field(ge=0, le=100)
    critical_minutes: int = Field(ge=1)


def load_weights(path: Path) -> tuple[Weights, list[Mistake]]:
    """Read the weights, and every mistake in them."""
    try:
        weights, mistakes = read_shaped(path, Weights)
    except YamlMistake as error:
        return _none(), [error.mistake]
    return weights or _none(), mistakes


def _none() -> Weights:
    return Weights(
        reading=ReasonWeights(clues={}, hint=0, troll=0),
        severity=[0, 0, 0, 0, 0],
        signals={},
        waiting=0,
        reach=0,
        wide_reach_followers=1,
        emotion=0,
        people=0,
        money=0,
        some_money=0,
        large_sum=0,
        normal=0,
        high=0,
        urgent=0,
        critical_minutes=15,
    )
