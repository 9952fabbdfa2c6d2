"""Choose among handoffs by how well each would suit, and say why in plain words.

The trained reader says how well each would suit; what must never wait on a guess, such
as danger or the press, is decided by what the message shows.
"""

from assistant.routing.wishes import Case, Wish, usual_reason
from assistant.schema import Handoff

_SERIOUS = 4
_CLOSE = 0.2  # nearer than this to the best, a person in danger is spoken to
_CALLS = 0.3  # a call suits so much better than an e-mail that it comes first
_REASONS: dict[Handoff, tuple[tuple[str, str], ...]] = {
    Handoff.PHONE: (
        ("safety", "Somebody may be in danger; speak to them now."),
        ("scam_report", "Money or an account may be going; a call is fastest."),
        ("fraud", "Money or an account may be going; a call is fastest."),
        ("stranded", "The customer is stuck where they are; speak to them."),
        ("vulnerable_person", "A person who cannot cope alone needs a voice."),
        ("imminent", "It has to be settled within hours; a call is fastest."),
        ("tangled", "A long story; one call settles more than ten posts."),
    ),
    Handoff.EMAIL: (
        ("press", "The press asks; their questions are answered in writing."),
        ("legal_threat", "A legal matter is answered in writing."),
        ("documents", "Papers or evidence have to be sent."),
        ("rights", "A grave complaint deserves an answer in writing."),
    ),
    Handoff.DM: (
        ("personal_data_posted", "Private details belong in a private message."),
        ("look_up", "We have to look at this customer's own case."),
    ),
}
_OTHERWISE = {
    Handoff.NONE: "It can be answered in public, for everyone who wonders.",
    Handoff.DM: "We need details of this customer's own case.",
    Handoff.PHONE: "It reads like a case that a call settles best.",
    Handoff.EMAIL: "It reads like a matter for papers and formal writing.",
    Handoff.IN_PERSON: "A person or object has to be seen on the spot.",
}


def wish_by_suiting(case: Case) -> Wish:
    """Return the handoff that would suit best, and the others in their order."""
    order = [handoff for handoff, _ in case.assessment.suits]
    likely = dict(case.assessment.suits)
    if case.has("troll"):
        order = [Handoff.NONE]
    elif case.has("press"):
        order = _first(Handoff.EMAIL, order)
    elif case.has("safety") and case.assessment.severity >= _SERIOUS:
        if likely[order[0]] - likely[Handoff.PHONE] < _CLOSE:
            order = _first(Handoff.PHONE, order)
    elif case.has("personal_data_posted") and order[0] is Handoff.NONE:
        order = _first(Handoff.DM, order)
    if likely[Handoff.PHONE] - likely[Handoff.EMAIL] < _CALLS:
        order = _written_before_spoken(order)
    return Wish(order[0], _reason(case, order[0]), tuple(order[1:]))


def _reason(case: Case, handoff: Handoff) -> str:
    if handoff is Handoff.NONE and (case.has("troll") or case.is_opinion):
        return usual_reason(case)
    for name, reason in _REASONS.get(handoff, ()):
        if case.has(name):
            return reason
    return _OTHERWISE[handoff]


def _written_before_spoken(order: list[Handoff]) -> list[Handoff]:
    """Return the order with the e-mail next to the direct message it stands in for."""
    if order[0] is not Handoff.DM:
        return order
    rest = [one for one in order if one not in (Handoff.DM, Handoff.EMAIL)]
    return [Handoff.DM, Handoff.EMAIL, *rest]


def _first(handoff: Handoff, order: list[Handoff]) -> list[Handoff]:
    return [handoff, *(other for other in order if other is not handoff)]
