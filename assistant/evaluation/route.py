"""Measure how messages are read and where they are sent."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.engine import Engine
from assistant.evaluation.figures import (
    Failure,
    Figure,
    Section,
    Table,
    always,
    share,
    share_of,
    tally,
)
from assistant.evaluation.rows import RouteCase
from assistant.schema import (
    Assessment,
    ContactReason,
    Customer,
    Handoff,
    Message,
    Route,
    SignalName,
)

Answer = TypeVar("Answer")
_PLAIN = "gives every message the one answer that is right most often"
_NEAR = 1  # steps of severity; two raters seldom agree on more


@dataclass(frozen=True, slots=True)
class _Read:
    """A case with how it was read and routed."""

    case: RouteCase
    assessment: Assessment
    route: Route

    @property
    def troll(self) -> bool:
        return self.assessment.has(SignalName.TROLL)

    @property
    def reason_right(self) -> bool:
        return self.assessment.contact_reason is self.case.contact_reason

    @property
    def handoff_right(self) -> bool:
        return self.route.handoff in self.case.move

    @property
    def severity_near(self) -> bool:
        return abs(self.assessment.severity - self.case.severity) <= _NEAR

    @property
    def failed(self) -> bool:
        right = self.reason_right and self.handoff_right and self.severity_near
        return not right or self.troll is not self.case.troll


def measure_route(cases: Sequence[RouteCase], engine: Engine) -> Section:
    """Read and route every message and hold it against what is labelled."""
    read = [_read(case, engine) for case in cases]
    return Section(
        task="route",
        cases=len(cases),
        plain=_PLAIN,
        figures=_figures(read),
        tables=(_reasons(read), _handoffs(read)),
        failures=tuple(_failure(one) for one in read if one.failed),
    )


def _read(case: RouteCase, engine: Engine) -> _Read:
    author = Customer(followers=case.author.followers, verified=case.author.verified)
    message = Message(case.text, engine.channel(case.channel), customer=author)
    return _Read(case, *engine.triage(message))


def _figures(read: Sequence[_Read]) -> tuple[Figure, ...]:
    trolls = tally((one.case.troll, one.troll) for one in read)
    plain_troll = always(one.case.troll for one in read)
    shares = (
        (
            "contact_reason",
            "contact reason right",
            share_of(read, lambda one: one.reason_right),
            _most(read, ContactReason, lambda one, r: one.case.contact_reason is r),
        ),
        (
            "handoff_acceptable",
            "handoff acceptable",
            share_of(read, lambda one: one.handoff_right),
            _most(read, Handoff, lambda one, handoff: handoff in one.case.move),
        ),
        (
            "handoff_best",
            "handoff the best one",
            share_of(read, lambda one: one.route.handoff is one.case.best),
            _most(read, Handoff, lambda one, handoff: one.case.best is handoff),
        ),
        (
            "severity_within_one",
            "severity within one step",
            share_of(read, lambda one: one.severity_near),
            _most(
                read, range(1, 6), lambda one, s: abs(one.case.severity - s) <= _NEAR
            ),
        ),
        (
            "severity_exact",
            "severity exact",
            share_of(read, lambda one: one.assessment.severity == one.case.severity),
            _most(read, range(1, 6), lambda one, s: one.case.severity == s),
        ),
        ("troll_f1", "F1 on trolls", trolls.f1, plain_troll.f1),
    )
    return tuple(Figure(key, what, v, len(read), p) for key, what, v, p in shares)


def _most(
    read: Sequence[_Read],
    answers: Iterable[Answer],
    is_right: Callable[[_Read, Answer], bool],
) -> float | None:
    """Return the share that the best constant answer gets right."""
    right = (sum(is_right(one, answer) for one in read) for answer in answers)
    return share(max(right), len(read))


def _reasons(read: Sequence[_Read]) -> Table:
    pairs = Counter((o.case.contact_reason, o.assessment.contact_reason) for o in read)
    reasons = tuple(ContactReason)
    rows = tuple(
        (one.value, tuple(pairs[one, to] for to in reasons)) for one in reasons
    )
    return Table("reasons", "labelled reason, given", tuple(reasons), rows)


def _handoffs(read: Sequence[_Read]) -> Table:
    pairs = Counter((one.case.best, one.route.handoff) for one in read)
    handoffs = tuple(Handoff)
    rows = tuple(
        (one.value, tuple(pairs[one, to] for to in handoffs)) for one in handoffs
    )
    return Table("handoffs", "best handoff, given", tuple(handoffs), rows)


def _failure(one: _Read) -> Failure:
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
