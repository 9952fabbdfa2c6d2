"""Turn what is at stake into a score to sort by, and a time to answer within."""

import math
from collections.abc import Iterator

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

_CRITICAL = frozenset(
    {
        SignalName.SAFETY,
        SignalName.LEGAL_THREAT,
        SignalName.OUTAGE,
        SignalName.SCAM_REPORT,
    }
)
_GRAVE = 3  # from this severity on, feelings and stakes weigh in full
_CENT = 100.0


def score_parts(
    message: Message,
    reading: Reading,
    shape: Shape,
    *,
    reason: ContactReason,
    severity: int,
    signals: frozenset[SignalName],
    emotion_strength: float,
    weights: Weights,
) -> Iterator[ScorePart]:
    """Yield what adds to the priority score, largest matters first.

    Waiting and reach sort cases that are otherwise alike; a feeling adds a little,
    and loudness nothing beyond it.
    """
    yield ScorePart(f"severity {severity}", weights.severity[severity - 1])
    for name in SignalName:
        if name in signals and weights.signals.get(name):
            yield ScorePart(_words(name), weights.signals[name])
    if reason is not ContactReason.SATISFACTION:
        for stake in reading.names("stake"):
            if weights.stakes.get(stake):
                yield ScorePart(_words(stake), weights.stakes[stake])
        if shape.largest_sum >= 1:
            yield ScorePart("money", _money(shape.largest_sum, weights))
    if message.minutes_waiting > 0:
        yield ScorePart("waiting", _waiting(message, weights))
    if message.customer.followers > 0:
        yield ScorePart("reach", _reach(message, weights))
    if emotion_strength > 0 and reason is not ContactReason.SATISFACTION:
        yield ScorePart("feeling", round(weights.emotion * emotion_strength, 2))


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
