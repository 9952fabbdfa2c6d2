"""Decide where a case would best be handled, before asking what the channel allows.

The first wish that fits wins: danger before money, money before paperwork, and the
usual move of the topic last.
"""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.library import Library
from assistant.schema import (
    Assessment,
    ContactReason,
    Handoff,
    Tone,
)

_CASES = frozenset({ContactReason.DISSATISFACTION, ContactReason.PROBLEM_ALERT})
_OPINIONS = frozenset({ContactReason.SATISFACTION, ContactReason.FEEDBACK})
_SERIOUS, _COSTLY, _TRIVIAL = 4, 3, 1


@dataclass(frozen=True, slots=True)
class Wish:
    """Where a case would best be handled, and why.

    `others` are the next best, in their order; empty where nobody has ranked them.
    """

    handoff: Handoff
    reason: str
    others: tuple[Handoff, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """An assessment and the stakes it has evidence of."""

    assessment: Assessment
    stakes: frozenset[str]
    usual: Handoff

    def has(self, *names: str) -> bool:
        """Say whether every one of these signals or stakes is there."""
        return all(
            name in self.stakes or any(s.name == name for s in self.assessment.signals)
            for name in names
        )

    @property
    def is_opinion(self) -> bool:
        """Say whether the message is praise or an opinion, with nothing to settle."""
        return self.assessment.contact_reason in _OPINIONS


def case_of(assessment: Assessment, library: Library) -> Case:
    """Return an assessment with what decides where it goes."""
    return Case(assessment, _stakes(assessment), _usual(assessment, library))


def wish_by_rules(case: Case) -> Wish:
    """Return where this case would best be handled, and why."""
    for decide in _DECISIONS:
        wish = decide(case)
        if wish is not None:
            return wish
    return Wish(case.usual, _USUAL[case.usual])


def usual_reason(case: Case) -> str:
    """Say why there is nothing to move."""
    wish = _nothing_to_settle(case)
    return wish.reason if wish else _USUAL[Handoff.NONE]


def _nothing_to_settle(case: Case) -> Wish | None:
    if case.has("troll"):
        return Wish(Handoff.NONE, "There is no case here, so nothing to move.")
    if case.has("press"):
        return Wish(
            Handoff.EMAIL, "The press asks; their questions are answered in writing."
        )
    grave = case.assessment.severity >= _SERIOUS
    if case.assessment.contact_reason is ContactReason.SATISFACTION:
        return Wish(Handoff.NONE, "Praise is answered where everyone can read it.")
    if case.assessment.contact_reason is ContactReason.FEEDBACK and not grave:
        if case.has("documents"):
            return Wish(Handoff.EMAIL, "This wants papers or a formal answer.")
        return Wish(Handoff.NONE, "An opinion or idea wants thanks, not a case.")
    return None


def _needs_a_voice(case: Case) -> Wish | None:
    if case.has("safety") and case.assessment.severity >= _SERIOUS:
        return Wish(Handoff.PHONE, "Somebody may be in danger; speak to them now.")
    if case.has("data_exposed"):
        return None
    if case.has("fraud") and case.assessment.contact_reason in _CASES:
        return Wish(
            Handoff.PHONE, "Money or an account may be going; a call is fastest."
        )
    if case.has("stranded"):
        return Wish(
            Handoff.PHONE, "The customer is stuck where they are; speak to them."
        )
    if case.has("vulnerable_person") and case.assessment.severity >= _SERIOUS:
        return Wish(Handoff.PHONE, "A person who cannot cope alone needs a voice.")
    hours = case.has("imminent") and case.assessment.severity >= _COSTLY
    if hours and case.assessment.contact_reason in _CASES:
        return Wish(
            Handoff.PHONE, "It has to be settled within hours; a call is fastest."
        )
    if case.has("tangled") and (
        case.has("repeat_contact") or case.assessment.severity >= _COSTLY
    ):
        return Wish(
            Handoff.PHONE, "A long story; one call settles more than ten posts."
        )
    return None


def _needs_paper(case: Case) -> Wish | None:
    if case.has("legal_threat"):
        return Wish(Handoff.EMAIL, "A legal matter is answered in writing.")
    if case.has("documents"):
        return Wish(Handoff.EMAIL, "Papers or evidence have to be sent.")
    if case.has("rights"):
        return Wish(Handoff.EMAIL, "A grave complaint deserves an answer in writing.")
    return None


def _needs_eyes(case: Case) -> Wish | None:
    if case.has("on_site"):
        return Wish(Handoff.IN_PERSON, "A person or object has to be seen on the spot.")
    return None


def _needs_a_look_up(case: Case) -> Wish | None:
    if case.has("personal_data_posted"):
        return Wish(Handoff.DM, "Private details belong in a private message.")
    if case.assessment.contact_reason is ContactReason.INQUIRY:
        if case.has("look_up") and case.usual is Handoff.NONE:
            return Wish(Handoff.DM, "The answer depends on this customer's own case.")
        return None
    if case.usual is Handoff.NONE and case.has("look_up"):
        return Wish(Handoff.DM, "We have to look at this customer's own case.")
    return None


_DECISIONS: tuple[Callable[[Case], Wish | None], ...] = (
    _nothing_to_settle,
    _needs_a_voice,
    _needs_paper,
    _needs_eyes,
    _needs_a_look_up,
)
_USUAL = {
    Handoff.NONE: "It can be answered in public, for everyone who wonders.",
    Handoff.DM: "We need details of this customer's own case.",
    Handoff.PHONE: "Such a case is usually settled by phone.",
    Handoff.EMAIL: "Such a case is usually settled in writing.",
    Handoff.IN_PERSON: "Such a case is usually settled on the spot.",
}


def _stakes(assessment: Assessment) -> frozenset[str]:
    return frozenset(
        evidence.shows.removeprefix("stake:")
        for evidence in assessment.evidence
        if evidence.shows.startswith("stake:")
    )


def _usual(assessment: Assessment, library: Library) -> Handoff:
    reply = library.replies.get((assessment.topic, Tone.PLAIN))
    return reply.handoff if reply else Handoff.NONE
