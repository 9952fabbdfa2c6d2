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
_RULES = 0.15  # how much the severity by rules counts beside the opinion's
_NOT_RULED_OUT = 0.1  # so likely graver than costly


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
    seen what the rules found and leads; where the rules see danger and it is not sure
    of the contrary, the message is serious.
    """
    by_rules = _by_rules(reading, shape, topic, reason, signals, weights)
    if opinion is None:
        return by_rules
    told = (1 - _RULES) * opinion.severity + _RULES * by_rules
    danger = reading.shows("signal:safety") and opinion.graver[2] >= _NOT_RULED_OUT
    return max(_SERIOUS if danger else 1, min(5, round(told)))


def _by_rules(
    reading: Reading,
    shape: Shape,
    topic: Topic | None,
    reason: ContactReason,
    signals: frozenset[SignalName],
    weights: Weights,
) -> int:
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
