"""Turn what is at stake into a score to sort by, and a time to answer within."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.library import Weights
from assistant.schema import (
    ContactReason,
    Message,
    Priority,
    ScorePart,
    SignalName,
)
from assistant.triage.reading import Reading
from assistant.triage.shape import Shape
from assistant.triage.trained import Opinion

_CRITICAL = frozenset(
    {
        SignalName.SAFETY,
        SignalName.LEGAL_THREAT,
        SignalName.OUTAGE,
        SignalName.SCAM_REPORT,
    }
)
_CENT = 100.0
_UNIT = 2.0  # of urgency; so far apart are an ordinary message and a pressing one


@dataclass(frozen=True, slots=True)
class Matter:
    """A message and all that was read from it, ready to be weighed.

    `named` says that an agent named the topic, which moved the severity.
    """

    message: Message
    reading: Reading
    shape: Shape
    reason: ContactReason
    severity: int
    signals: frozenset[SignalName]
    feeling: float
    named: bool = False


def score_parts(
    matter: Matter, weights: Weights, opinion: Opinion | None = None
) -> Iterator[ScorePart]:
    """Yield what adds to the priority score, largest matters first.

    Waiting and reach sort cases that are otherwise alike; a feeling adds a little,
    and loudness nothing beyond it.
    """
    yield from _grave(matter, weights, opinion)
    for name in SignalName:
        if name in matter.signals and weights.signals.get(name):
            yield ScorePart(_words(name), weights.signals[name])
    praise = matter.reason is ContactReason.SATISFACTION
    if not praise and opinion is None:
        yield from _stakes(matter, weights)
    message = matter.message
    if message.minutes_waiting > 0:
        yield ScorePart("waiting", _waiting(message, weights))
    if message.customer.followers > 0:
        yield ScorePart("reach", _reach(message, weights))
    if matter.feeling > 0 and not praise:
        yield ScorePart("feeling", round(weights.emotion * matter.feeling, 2))


def priority_of(score: float, weights: Weights) -> Priority:
    """Return the priority that a score stands for."""
    if score >= weights.urgent:
        return Priority.URGENT
    if score >= weights.high:
        return Priority.HIGH
    return Priority.NORMAL if score >= weights.normal else Priority.LOW


def respond_by(
    message: Message, signals: frozenset[SignalName], weights: Weights
) -> int:
    """Return the minutes left to answer in; below 0 the answer is overdue."""
    target = message.channel.first_response_minutes
    if signals & _CRITICAL and SignalName.TROLL not in signals:
        target = min(target, weights.critical_minutes)
    return target - message.minutes_waiting


def _grave(
    matter: Matter, weights: Weights, opinion: Opinion | None
) -> Iterator[ScorePart]:
    """Yield the points of the severity; between two grades where it is unsure."""
    severity = matter.severity
    points = weights.severity
    if opinion is None:
        yield ScorePart(f"severity {severity}", points[severity - 1])
        return
    urgency = 1 / (1 + math.exp(-opinion.urgency / _UNIT))
    read = ScorePart("as it reads", round(weights.as_it_reads * urgency, 2))
    if matter.named:
        yield from (ScorePart(f"severity {severity}", points[severity - 1]), read)
        return
    steps = [after - before for before, after in itertools.pairwise(points)]
    told = points[0] + sum(
        step * likely for step, likely in zip(steps, opinion.graver, strict=True)
    )
    yield ScorePart(f"severity {opinion.severity:.1f}", round(told, 2))
    yield read


def _stakes(matter: Matter, weights: Weights) -> Iterator[ScorePart]:
    for stake in matter.reading.names("stake"):
        if weights.stakes.get(stake):
            yield ScorePart(_words(stake), weights.stakes[stake])
    people = matter.reading.hinted("signal:vulnerable_person")
    if people and SignalName.VULNERABLE_PERSON not in matter.signals:
        yield ScorePart("people named", weights.people)
    if matter.shape.largest_sum >= 1:
        yield ScorePart("money", _money(matter.shape.largest_sum, weights))


def _money(amount: float, weights: Weights) -> float:
    """Grow with the digits of the sum: ten times the money, a quarter more points."""
    return round(weights.money * min(1.0, math.log10(amount + 1) / 4), 2)


def _waiting(message: Message, weights: Weights) -> float:
    target = max(1, message.channel.first_response_minutes)
    share = message.minutes_waiting / (message.minutes_waiting + target)
    return round(weights.waiting * share, 2)


def _reach(message: Message, weights: Weights) -> float:
    """True reach is a small part of the followers, so it grows slowly and ends."""
    digits = math.log10(message.customer.followers + 1)
    most = math.log10(weights.wide_reach_followers * _CENT)
    return round(weights.reach * min(1.0, digits / most), 2)


def _words(name: str) -> str:
    return name.replace("_", " ")
