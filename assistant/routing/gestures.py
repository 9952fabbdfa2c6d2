"""Decide whether to answer, like or repost, and who beside us must see a message."""

from dataclasses import dataclass

from assistant.library import Library
from assistant.schema import Assessment, ContactReason, Message, SignalName

_ESCALATE = {
    SignalName.SAFETY: ("safety", "Somebody may be hurt; safety has to see this."),
    SignalName.LEGAL_THREAT: ("legal", "The law is named; legal has to see this."),
    SignalName.SCAM_REPORT: ("fraud", "Someone may pose as us; fraud has to see this."),
}
_BY_TOPIC = {
    "safety": "This topic goes to safety.",
    "legal": "This topic goes to legal.",
    "fraud": "This topic goes to fraud.",
    "press": "This topic goes to the press office.",
    "moderation": "Moderation decides whether this stays.",
}
_PRAISED = (
    "product_praise",
    "staff_praise",
    "visit_praise",
    "smooth_praise",
    "general_praise",
    "thanks_after_fix",
)
_SERIOUS = 4
_IN_DANGER = "person_in_danger"


@dataclass(frozen=True, slots=True)
class Gesture:
    """What to do beside the text of a reply, and why."""

    answer: bool
    like: bool
    repost: bool
    escalate: str | None
    reasons: tuple[str, ...]


def gestures(message: Message, assessment: Assessment, library: Library) -> Gesture:
    """Return what to do with a message beside answering it."""
    answer, reasons = _answer(message, assessment)
    praise = assessment.contact_reason is ContactReason.SATISFACTION
    troll = assessment.has(SignalName.TROLL)
    like = praise and not troll and message.channel.public
    if like:
        reasons.append("Praise earns a like.")
    repost = like and assessment.topic in _PRAISED and _may_be_shown(assessment)
    if repost:
        reasons.append("It praises us in public, so it may be shared.")
    escalate, why = _escalate(assessment, library)
    reasons.extend(why)
    reasons.extend(_at_once(assessment))
    reasons.extend(_about_the_place(message, assessment))
    if assessment.has(SignalName.PERSONAL_DATA_POSTED):
        reasons.append(_take_down(message))
    return Gesture(answer, like, repost, escalate, tuple(reasons))


def _answer(message: Message, assessment: Assessment) -> tuple[bool, list[str]]:
    if not assessment.has(SignalName.TROLL):
        return True, []
    if any(turn.role == "agent" for turn in message.thread):
        return False, ["We answered once; another answer would only feed it."]
    if any(evidence.shows == "stake:spam" for evidence in assessment.evidence):
        return False, ["It is spam or plain abuse, so it is left unanswered."]
    return True, ["One calm line for those who read along, then no more."]


def _may_be_shown(assessment: Assessment) -> bool:
    return not assessment.has(SignalName.PERSONAL_DATA_POSTED)


def _escalate(
    assessment: Assessment, library: Library
) -> tuple[str | None, tuple[str, ...]]:
    """Return who must see this first, and why; only evidence asks for it."""
    if assessment.contact_reason is ContactReason.SATISFACTION:
        return None, ()
    stakes = {evidence.shows for evidence in assessment.evidence}
    if assessment.has(SignalName.TROLL):
        return "moderation", (_BY_TOPIC["moderation"],)
    for name, (who, why) in _ESCALATE.items():
        if assessment.has(name):
            return who, (why,)
    if "stake:press" in stakes:
        return "press", ("A journalist asks; the press office answers.",)
    if "stake:fraud" in stakes and assessment.severity >= _SERIOUS:
        return "fraud", ("Money or an account may be in a stranger's hands.",)
    if "stake:data_exposed" in stakes and assessment.severity >= _SERIOUS:
        return "legal", ("Somebody's data may be exposed; legal has to see this.",)
    topic = library.topics.get(assessment.topic)
    if topic and topic.escalate and f"topic:{topic.name}" in stakes:
        who = topic.escalate
        return (None, ()) if who == "press" else (who, (_BY_TOPIC[who],))
    return None, ()


def _at_once(assessment: Assessment) -> tuple[str, ...]:
    if assessment.topic == _IN_DANGER:
        return ("A person answers this at once, and does not leave it to a queue.",)
    return ()


def _about_the_place(message: Message, assessment: Assessment) -> tuple[str, ...]:
    """Say what can be done about others' posts, here or by asking the site."""
    if not message.channel.public:
        return ()
    if assessment.has(SignalName.SCAM_REPORT):
        if message.channel.owned:
            return ("Hide the false account's posts here and warn those who read.",)
        return ("Report the false account to the site, which alone can close it.",)
    if assessment.has(SignalName.TROLL) and not message.channel.owned:
        return ("This place is not ours; we can only report what breaks its rules.",)
    return ()


def _take_down(message: Message) -> str:
    if message.channel.owned:
        return "Private details stand in public; hide them, this place is ours."
    return "Private details stand in public; ask the customer to remove them."
