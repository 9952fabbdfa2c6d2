"""A message of a labelled case, as it is read and routed.

A handoff is held against what its channel allows: a private message is no move where
we are in private already, nor an e-mail where we write them; and where a site has no
private message, any other private way will do.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.engine import Engine
from assistant.evaluation.rows import RouteCase
from assistant.schema import (
    Assessment,
    Channel,
    Customer,
    Handoff,
    Message,
    Route,
    SignalName,
)

NEAR = 1  # steps of severity; two raters seldom agree on more


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case with how it was read and routed."""

    case: RouteCase
    assessment: Assessment
    route: Route
    channel: Channel

    @property
    def troll(self) -> bool:
        """Say whether it was read as having no case."""
        return self.assessment.has(SignalName.TROLL)

    @property
    def reason_right(self) -> bool:
        """Say whether the contact reason is the labelled one."""
        return self.assessment.contact_reason is self.case.contact_reason

    @property
    def handoff_right(self) -> bool:
        """Say whether the handoff is acceptable, as far as the channel has it."""
        return self.route.handoff in self.moves

    @property
    def handoff_best(self) -> bool:
        """Say whether it is the best handoff, as far as the channel has it."""
        return self.route.handoff in self.bests

    @property
    def handoff_given(self) -> Handoff:
        """Return what was given; the best one, where the channel makes that of it."""
        return self.case.best if self.handoff_best else self.route.handoff

    @property
    def bests(self) -> frozenset[Handoff]:
        """The best handoff, or what this channel makes of it."""
        return _allowed((self.case.best,), self.channel)

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
        """Say whether the severity is within one step of the labelled one."""
        return abs(self.assessment.severity - self.case.severity) <= NEAR

    @property
    def failed(self) -> bool:
        """Say whether something came out wrong."""
        right = self.reason_right and self.handoff_right and self.severity_near
        return not right or self.troll is not self.case.troll


def read_case(case: RouteCase, engine: Engine) -> ReadCase:
    """Read and route the message of a case."""
    author = Customer(followers=case.author.followers, verified=case.author.verified)
    channel = engine.channel(case.channel)
    message = Message(case.text, channel, customer=author)
    return ReadCase(case, *engine.triage(message), channel)


def _allowed(moves: Iterable[Handoff], channel: Channel) -> frozenset[Handoff]:
    """Return what a channel makes of the handoffs that a case wants."""
    allowed: set[Handoff] = set()
    for move in moves:
        if channel.is_already(move):
            allowed.add(Handoff.NONE)
        elif move is Handoff.DM and Handoff.DM not in channel.handoffs:
            allowed.update({Handoff.EMAIL, Handoff.PHONE} & {*channel.handoffs})
        else:
            allowed.add(move)
    return frozenset(allowed)
