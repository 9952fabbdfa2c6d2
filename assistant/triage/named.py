"""Take an agent's word for what a message is about.

What only the topic that was read had caused goes with it; what the words of the message
show by themselves stays, such as a danger that is told in so many words.
"""

from dataclasses import replace

from assistant.library import Topic, Weights
from assistant.schema import ContactReason, Evidence, Handoff, SignalName, Span
from assistant.triage.emotions import is_possible
from assistant.triage.joined import suits
from assistant.triage.reading import Reading
from assistant.triage.reasons import TROLL_TOPIC, Choice
from assistant.triage.trained import Opinion

SAFETY = "safety"  # who sees what is a danger to somebody
_SURE = 0.6  # how likely a signal must be that neither topic nor rules show
_UNSURE = 0.3  # enough where the rules show it as well, and not alone


def choice_of(topic: Topic, reading: Reading) -> Choice:
    """Return the topic and its reason, with the words that show them, if any do."""
    shown = f"topic:{topic.name}"
    return Choice(
        topic.contact_reason,
        topic.name,
        (
            *reading.evidence(f"reason:{topic.contact_reason}"),
            *(reading.evidence(shown) or (Evidence(shown, Span(0, 0)),)),
        ),
    )


def raised_by(topic: Topic, weights: Weights) -> frozenset[SignalName]:
    """Return the signals that this topic raises, whatever the words."""
    raised = {weights.implies[topic.name]} if topic.name in weights.implies else set()
    return frozenset(raised | ({SignalName.SAFETY} if is_danger(topic) else set()))


def is_danger(topic: Topic) -> bool:
    """Say whether somebody is in danger where a message is about this."""
    return (
        topic.escalate == SAFETY and topic.contact_reason is ContactReason.PROBLEM_ALERT
    )


def opinion_on(topic: Topic, opinion: Opinion, weights: Weights) -> Opinion:
    """Return what the reader makes of a message that is about this topic.

    Signals that topics raise are sure where this one does; where it does not, they
    count beside words only, unless the reader is sure of them. Feelings are those that
    can go with the reason.
    """
    raised = raised_by(topic, weights)
    often = {SignalName.SAFETY, *weights.implies.values()}
    signals = {
        name: 1.0 if name in raised else _doubted(likely) if name in often else likely
        for name, likely in opinion.signals.items()
    }
    if topic.contact_reason is ContactReason.SATISFACTION:
        signals[SignalName.SAFETY] = 0.0
    return replace(
        opinion,
        troll=float(topic.name == TROLL_TOPIC),
        signals=signals,
        emotions={
            emotion: likely if is_possible(emotion, topic.contact_reason) else 0.0
            for emotion, likely in opinion.emotions.items()
        },
    )


def suits_for(
    topic: Topic, opinion: Opinion, read: Choice
) -> tuple[tuple[Handoff, float], ...]:
    """Return how well each handoff would suit; nothing where that has to be redone.

    The reader's sense of it holds among topics of one reason. Where the message was
    `read` as of another reason, or as no danger where it is one, the topic's usual
    move is the better guide.
    """
    same = read.reason is topic.contact_reason and read.topic != TROLL_TOPIC
    return suits(opinion) if same and not is_danger(topic) else ()


def within_a_grade(told: int, usual: int) -> int:
    """Return a severity as it was told, at most one grade from the usual one.

    The reader may have told it of another matter, and `usual` is what topic and words
    make it: it comes nearer to the truth than either alone.
    """
    return max(usual - 1, min(usual + 1, told))


def _doubted(likely: float) -> float:
    return likely if likely >= _SURE else min(likely, _UNSURE)
