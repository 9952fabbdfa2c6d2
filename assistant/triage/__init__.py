"""Read a customer's message: why it was written, about what, and how urgent it is.

Everything is decided by rules over wording that people edit under `templates/`, and
every decision carries the words of the message that led to it.
"""

from assistant.library import Cues, Library, Topic
from assistant.schema import (
    Assessment,
    ContactReason,
    Evidence,
    Message,
    Signal,
    SignalName,
)
from assistant.triage.emotions import feel
from assistant.triage.priority import Matter, priority_of, respond_by, score_parts
from assistant.triage.reader import Reader
from assistant.triage.reading import Reading
from assistant.triage.reasons import Choice, best_topics, choose_reason, clues
from assistant.triage.severity import judge_severity
from assistant.triage.shape import shape_of
from assistant.triage.signals import find_signals, is_bait

__all__ = ["Triage"]

_MOST_SCORE = 100.0


class Triage:
    """Reads messages by the wording of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._weights = library.weights
        self._reader = Reader(library)

    def assess(self, message: Message) -> Assessment:
        """Return how a message reads, with the words that show it."""
        weights = self._weights
        topics = self._library.topics
        reading = self._reader.read(message.text)
        shape = shape_of(reading.text)
        troll = is_bait(reading, shape, topics, weights)
        choice = choose_reason(
            reading, shape, topics=topics, weights=weights, troll=troll
        )
        signals = self._signals(message, reading, choice, troll=troll)
        names = frozenset(signal.name for signal in signals)
        severity = judge_severity(
            reading,
            shape,
            topic=topics.get(choice.topic),
            reason=choice.reason,
            signals=names,
            weights=weights,
        )
        feeling = feel(reading, shape, choice.reason)
        matter = Matter(
            message, reading, shape, choice.reason, severity, names, feeling.strength
        )
        parts = tuple(score_parts(matter, weights))
        score = max(0.0, min(_MOST_SCORE, sum(part.points for part in parts)))
        return Assessment(
            contact_reason=choice.reason,
            topic=choice.topic,
            emotion=feeling.emotion,
            emotion_strength=feeling.strength,
            severity=severity,
            priority=priority_of(score, weights),
            priority_score=round(score, 2),
            respond_by_minutes=respond_by(message, names, weights),
            signals=signals,
            evidence=(*choice.evidence, *feeling.evidence, *_stakes(reading)),
            score_parts=parts,
        )

    def clues(self, text: str) -> dict[str, float]:
        """Return what the contact reason is chosen by, and how strong each is."""
        reading = self._reader.read(text)
        best = best_topics(reading, self._library.topics, self._weights)
        found: dict[str, float] = {}
        for clue, strength in clues(reading, shape_of(reading.text), best):
            found[clue] = found.get(clue, 0.0) + strength
        return found

    def shows(self, cues: Cues, text: str) -> bool:
        """Say whether `text` shows what a file of cues is about."""
        kind = _KINDS.get(cues.path.parent.name, "")
        return self._reader.read(text).shows(f"{kind}:{cues.name}")

    def _signals(
        self, message: Message, reading: Reading, choice: Choice, *, troll: bool
    ) -> tuple[Signal, ...]:
        weights = self._weights
        shown = {
            weights.implies[what]
            for what in (choice.topic, *reading.names("stake"))
            if what in weights.implies
        }
        if _is_danger(self._library.topics.get(choice.topic), reading):
            shown.add(SignalName.SAFETY)
        if troll:
            shown.add(SignalName.TROLL)
        found = find_signals(
            message,
            reading,
            choice.reason,
            shown=frozenset(shown),
            weights=weights,
        )
        return tuple(found)


_KINDS = {
    "signals": "signal",
    "emotions": "emotion",
    "reasons": "reason",
    "stakes": "stake",
}


def _is_danger(topic: Topic | None, reading: Reading) -> bool:
    """Say whether the topic is one that safety must see, by telling words."""
    return (
        topic is not None
        and topic.escalate == "safety"
        and topic.contact_reason is ContactReason.PROBLEM_ALERT
        and reading.told(f"topic:{topic.name}")
    )


def _stakes(reading: Reading) -> tuple[Evidence, ...]:
    return tuple(
        evidence
        for stake in reading.names("stake")
        for evidence in reading.evidence(f"stake:{stake}")
    )
