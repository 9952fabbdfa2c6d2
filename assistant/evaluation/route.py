"""Measure how messages are read and where they are sent."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from assistant.engine import Engine
from assistant.evaluation.figures import (
    Failure,
    Figure,
    Section,
    always,
    share,
    share_of,
    tally,
)
from assistant.evaluation.route_read import NEAR, ReadCase, read_case
from assistant.evaluation.route_tables import route_tables
from assistant.evaluation.rows import RouteCase
from assistant.library import FALLBACKS
from assistant.schema import (
    ContactReason,
    Emotion,
    Handoff,
)

Answer = TypeVar("Answer")
_PLAIN = "gives every message the one answer that is right most often"


def measure_route(cases: Sequence[RouteCase], engine: Engine) -> Section:
    """Read and route every message and hold it against what is labelled."""
    read = [read_case(case, engine) for case in cases]
    return Section(
        task="route",
        cases=len(cases),
        plain=_PLAIN,
        figures=tuple(_figures(read)),
        tables=tuple(route_tables(read)),
        failures=tuple(
            _failure(one)
            for one in sorted(read, key=lambda one: -one.badness)
            if one.failed
        ),
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """What every message is asked: what may be answered, what is, and what is right."""

    key: str
    what: str
    answers: Sequence[Any]
    given: Callable[[ReadCase], Any]
    is_right: Callable[[ReadCase, Any], bool]

    def figure(self, read: Sequence[ReadCase]) -> Figure:
        """Return how often the answer is right, beside the best constant one."""
        right = share_of(read, lambda one: self.is_right(one, self.given(one)))
        plain = _most(read, self.answers, self.is_right)
        return Figure(self.key, self.what, right, len(read), plain)


_QUESTIONS = (
    _Question(
        "contact_reason",
        "contact reason right",
        tuple(ContactReason),
        lambda one: one.assessment.contact_reason,
        lambda one, reason: one.case.contact_reason is reason,
    ),
    _Question(
        "handoff_acceptable",
        "handoff acceptable",
        tuple(Handoff),
        lambda one: one.route.handoff,
        lambda one, handoff: handoff in one.moves,
    ),
    _Question(
        "handoff_best",
        "handoff the best one",
        tuple(Handoff),
        lambda one: one.route.handoff,
        lambda one, handoff: handoff in one.bests,
    ),
    _Question(
        "severity_within_one",
        "severity within one step",
        range(1, 6),
        lambda one: one.assessment.severity,
        lambda one, severity: abs(one.case.severity - severity) <= NEAR,
    ),
    _Question(
        "severity_exact",
        "severity exact",
        range(1, 6),
        lambda one: one.assessment.severity,
        lambda one, severity: one.case.severity == severity,
    ),
)


def _figures(read: Sequence[ReadCase]) -> Iterator[Figure]:
    for question in _QUESTIONS:
        yield question.figure(read)
    trolls = tally((one.case.troll, one.troll) for one in read)
    plain = always(one.case.troll for one in read)
    yield Figure("troll_f1", "F1 on trolls", trolls.f1, len(read), plain.f1)
    yield from _finer(read)


def _finer(read: Sequence[ReadCase]) -> Iterator[Figure]:
    """Yield how well topics and emotions are read, where they are labelled."""
    told = [one for one in read if one.case.topic and not one.case.troll]
    if told:
        right = share_of(told, lambda one: one.assessment.topic == one.case.topic)
        topics = {one.case.topic for one in told}
        plain = _most(told, topics, lambda one, topic: one.case.topic == topic)
        yield Figure("topic", "topic right", right, len(told), plain)
        offered = share_of(told, _is_offered)
        yield Figure("topic_offered", "topic right or offered", offered, len(told))
        astray = share_of(told, _is_astray)
        yield Figure(
            "topic_astray", "topic wrong and no general one", astray, len(told)
        )
    felt = [one for one in read if one.case.emotion]
    if felt:
        right = share_of(felt, lambda one: one.assessment.emotion is one.case.emotion)
        plain = _most(felt, Emotion, lambda one, emotion: one.case.emotion is emotion)
        yield Figure("emotion", "emotion right", right, len(felt), plain)


def _is_offered(one: ReadCase) -> bool:
    """Say whether an agent has the right topic at once, or in one click."""
    others = (topic for topic, _ in one.assessment.other_topics)
    return one.case.topic in (one.assessment.topic, *others)


def _is_astray(one: ReadCase) -> bool:
    """Say whether the answer would speak of what the message is not about."""
    topic = one.assessment.topic
    return topic != one.case.topic and topic not in FALLBACKS.values()


def _most(
    read: Sequence[ReadCase],
    answers: Iterable[Answer],
    is_right: Callable[[ReadCase, Answer], bool],
) -> float | None:
    """Return the share that the best constant answer gets right."""
    right = (sum(is_right(one, answer) for one in read) for answer in answers)
    return share(max(right), len(read))


def _failure(one: ReadCase) -> Failure:
    labelled = (one.case.contact_reason, *one.case.move, str(one.case.severity))
    given = (
        one.assessment.contact_reason,
        one.route.handoff,
        str(one.assessment.severity),
    )
    return Failure(
        one.case.id,
        (*labelled, *(["troll"] if one.case.troll else [])),
        (*given, *(["troll"] if one.troll else [])),
    )
