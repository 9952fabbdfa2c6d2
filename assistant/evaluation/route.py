"""Measure how messages are read and where they are sent.

A handoff is held against what its channel allows: a private message is no move where
we are in private already, and where a site has none, any other private way will do.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    Channel,
    ContactReason,
    Customer,
    Emotion,
    Handoff,
    Message,
    Route,
    SignalName,
)
from assistant.triage.reasons import FALLBACKS

Answer = TypeVar("Answer")
_PLAIN = "gives every message the one answer that is right most often"
_NEAR = 1  # steps of severity; two raters seldom agree on more


@dataclass(frozen=True, slots=True)
class _Read:
    """A case with how it was read and routed."""

    case: RouteCase
    assessment: Assessment
    route: Route
    channel: Channel

    @property
    def troll(self) -> bool:
        return self.assessment.has(SignalName.TROLL)

    @property
    def reason_right(self) -> bool:
        return self.assessment.contact_reason is self.case.contact_reason

    @property
    def handoff_right(self) -> bool:
        return self.route.handoff in self.moves

    @property
    def handoff_best(self) -> bool:
        """Say whether it is the best handoff, as far as the channel has it."""
        return self.route.handoff in _allowed((self.case.best,), self.channel)

    @property
    def moves(self) -> frozenset[Handoff]:
        """The handoffs that are acceptable on this channel."""
        return _allowed(self.case.move, self.channel)

    @property
    def badness(self) -> int:
        """How wrong it came out: each step of severity, and each other fault."""
        wrong = (not self.reason_right) + 2 * (not self.handoff_right)
        steps = abs(self.assessment.severity - self.case.severity)
        return wrong + steps + 2 * (self.troll is not self.case.troll)

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
        tables=(_reasons(read), _handoffs(read), *_signals(read)),
        failures=tuple(
            _failure(one)
            for one in sorted(read, key=lambda one: -one.badness)
            if one.failed
        ),
    )


def _read(case: RouteCase, engine: Engine) -> _Read:
    author = Customer(followers=case.author.followers, verified=case.author.verified)
    channel = engine.channel(case.channel)
    message = Message(case.text, channel, customer=author)
    return _Read(case, *engine.triage(message), channel)


def _allowed(moves: Iterable[Handoff], channel: Channel) -> frozenset[Handoff]:
    """Return what a channel makes of the handoffs that a case wants."""
    allowed: set[Handoff] = set()
    for move in moves:
        if move is Handoff.DM and not channel.public:
            allowed.add(Handoff.NONE)
        elif move is Handoff.DM and Handoff.DM not in channel.handoffs:
            allowed.update({Handoff.EMAIL, Handoff.PHONE} & {*channel.handoffs})
        else:
            allowed.add(move)
    return frozenset(allowed)


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
            _most(read, Handoff, lambda one, handoff: handoff in one.moves),
        ),
        (
            "handoff_best",
            "handoff the best one",
            share_of(read, lambda one: one.handoff_best),
            _most(
                read,
                Handoff,
                lambda one, h: h in _allowed((one.case.best,), one.channel),
            ),
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
    figures = [Figure(key, what, v, len(read), p) for key, what, v, p in shares]
    return (*figures, *_finer(read))


def _finer(read: Sequence[_Read]) -> Iterator[Figure]:
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


def _is_offered(one: _Read) -> bool:
    """Say whether an agent has the right topic at once, or in one click."""
    others = (topic for topic, _ in one.assessment.other_topics)
    return one.case.topic in (one.assessment.topic, *others)


def _is_astray(one: _Read) -> bool:
    """Say whether the answer would speak of what the message is not about."""
    topic = one.assessment.topic
    return topic != one.case.topic and topic not in FALLBACKS.values()


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


def _signals(read: Sequence[_Read]) -> Iterator[Table]:
    """Yield how well each signal is found, where signals are labelled."""
    told = [one for one in read if one.case.signals is not None]
    rows = []
    for name in SignalName:
        found = tally((name in o.case.shows, o.assessment.has(name)) for o in told)
        if found.labelled:
            shares = (found.recall, found.precision, found.f1)
            rows.append((name.value, (found.labelled, *shares)))
    if rows:
        columns = ("labelled", "recall", "precision", "f1")
        yield Table("signals", "signal", columns, tuple(rows))


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
