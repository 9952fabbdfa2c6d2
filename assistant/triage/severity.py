"""Judge how grave a message is: its topic's severity, moved by what is at stake."""

from assistant.library import Topic, Weights
from assistant.schema import ContactReason, SignalName
from assistant.triage.reading import Reading
from assistant.triage.shape import Shape
from assistant.triage.trained import Opinion

_UNKNOWN = {
    ContactReason.FEEDBACK: 1,
    ContactReason.SATISFACTION: 1,
    ContactReason.DISSATISFACTION: 2,
    ContactReason.INQUIRY: 1,
    ContactReason.PROBLEM_ALERT: 2,
}
_MONEY_COUNTS = frozenset({ContactReason.DISSATISFACTION, ContactReason.PROBLEM_ALERT})
_SERIOUS, _COSTLY = 4, 3


def judge_severity(
    reading: Reading,
    shape: Shape,
    *,
    topic: Topic | None,
    reason: ContactReason,
    signals: frozenset[SignalName],
    weights: Weights,
    opinion: Opinion | None = None,
) -> int:
    """Return the severity, 1 (trivial) to 5 (danger).

    Praise and opinions are trivial to answer whatever they speak of. An opinion has
    seen what the rules found, and decides.
    """
    if opinion is not None:
        return max(1, min(5, round(opinion.severity)))
    if reason is ContactReason.SATISFACTION:
        return 1
    severity = topic.severity if topic else _UNKNOWN[reason]
    if reason in _MONEY_COUNTS:
        severity = max(severity, _worth(shape.largest_sum, weights))
    shown = {*signals, *reading.names("stake")}
    for grade in weights.grades:
        if grade.reasons and reason not in grade.reasons:
            continue
        if shown.issuperset(grade.when) and shown.isdisjoint(grade.unless):
            severity = min(grade.most, max(grade.least, severity + grade.step))
    return max(1, min(5, severity))


def _worth(amount: float, weights: Weights) -> int:
    if amount >= weights.large_sum:
        return _SERIOUS
    return _COSTLY if amount >= weights.some_money else 1
