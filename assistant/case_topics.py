"""Read a case as being about what an agent says it is about."""

from dataclasses import replace

from assistant.case_rules import answer_due
from assistant.engine import Engine
from assistant.errors import InputError
from assistant.schema import Customer, Message
from assistant.store import Change, StoredCase

_STILL_OPEN = "still_open"  # the next word where nothing else stands out


def topic_to_draft(case: StoredCase, message: Message, engine: Engine) -> str:
    """Return the topic that the next word speaks of because an agent chose it.

    What the customer gave, and what we promised, comes first once we have replied.
    """
    going_on = engine.stage(message) if case.read_as else None
    by_stage = going_on.stage.topic if going_on else ""
    return (case.read_as or "") if by_stage in ("", _STILL_OPEN) else ""


def other_topics(case: StoredCase, engine: Engine) -> tuple[str, ...]:
    """Return what a case may be about instead, by what the customer wrote first."""
    said = [turn for turn in case.turns if turn.role == "customer"]
    if not said:
        return ()
    message = Message(said[0].text, engine.channel(said[0].channel))
    known = engine.library.topics.get(case.topic)
    topic = case.topic if known and known.readable else ""
    read, _ = engine.triage(message, read_as=topic)
    return tuple(name for name, _ in read.other_topics)


def change_topic(case: StoredCase, topic: str, engine: Engine) -> Change:
    """Return the step after which a case is about this topic, and weighs as that.

    It weighs as much as the gravest of what the customer wrote, each read as that
    topic. Raises UnknownTopic, and InputError where the customer wrote nothing.
    """
    said = [turn for turn in case.turns if turn.role == "customer"]
    if not said:
        raise InputError(f"case {case.id} has no message to read")
    customer = Customer(followers=case.followers, verified=case.verified)
    messages = [
        Message(turn.text, engine.channel(turn.channel), customer=customer)
        for turn in said
    ]
    read = [engine.triage(message, read_as=topic) for message in messages]
    gravest = max((one for one, _ in read), key=lambda one: one.priority_score)
    severity = max(one.severity for one, _ in read)
    latest, route = read[-1]
    waits = case.answer_by is not None and route.answer
    return Change(
        answer_by=answer_due(latest, said[-1].at) if waits else None,
        read=replace(gravest, severity=severity),
    )
