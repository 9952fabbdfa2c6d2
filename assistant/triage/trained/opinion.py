"""What the trained reader makes of a message: how likely each answer is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.schema import ContactReason, Emotion, Handoff, Impact, SignalName, Span

Telling = Callable[[str, str], Span | None]


def _nothing(group: str, label: str) -> Span | None:
    return None


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely each answer is, 0 to 1; those of one question add up to 1.

    `graver` has, for severity 1 to 4, how likely the message is graver than that.
    `suits` says of each handoff how likely it is acceptable, `best` how likely it is
    the best one. `urgency` is on a scale of its own, about 0 for an ordinary message.
    `signals` are those that reached their mark. `impacts` has what the writer has
    surely been through, the surest first, and how likely that is. `telling` finds the
    words that speak most for an answer.
    """

    reasons: Mapping[ContactReason, float]
    topics: Mapping[str, float]
    emotions: Mapping[Emotion, float]
    graver: tuple[float, float, float, float]
    suits: Mapping[Handoff, float]
    best: Mapping[Handoff, float]
    troll: float
    signals: Mapping[SignalName, float]
    urgency: float
    impacts: tuple[tuple[Impact, float], ...] = ()
    telling: Telling = field(default=_nothing, compare=False, repr=False)

    @property
    def severity(self) -> float:
        """The severity to expect, 1 to 5, between the steps where it is unsure."""
        return 1 + sum(self.graver)
