"""Read a customer's message: why it was written, about what, and how urgent it is.

Everything is decided by rules over wording that people edit under `templates/`, and
every decision carries the words of the message that led to it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.library import Cues, Library, Topic
from assistant.schema import (
    Assessment,
    Channel,
    ContactReason,
    Evidence,
    Message,
    Signal,
    SignalName,
)
from assistant.triage.emotions import feel
from assistant.triage.joined import (
    gravest_words,
    is_troll,
    join_choice,
    join_feeling,
    join_signals,
    suits,
)
from assistant.triage.others import other_topics
from assistant.triage.priority import Matter, priority_of, respond_by, score_parts
from assistant.triage.reader import Reader
from assistant.triage.reading import Reading
from assistant.triage.reasons import Choice, choose_reason
from assistant.triage.severity import judge_severity
from assistant.triage.shape import Shape, shape_of
from assistant.triage.signals import find_signals, is_bait
from assistant.triage.trained import Opinion, traits_of

if TYPE_CHECKING:
    from assistant.triage.trained.reader import TrainedReader

__all__ = ["Triage"]

_MOST_SCORE = 100.0


class Triage:
    """Reads messages by the wording of one library, and by a trained reader if any."""

    def __init__(
        self, library: Library, trained: "TrainedReader | None" = None
    ) -> None:
        self._library = library
        self._weights = library.weights
        self._reader = Reader(library)
        self._trained = trained

    def assess(self, message: Message) -> Assessment:
        """Return how a message reads, with the words that show it."""
        weights = self._weights
        topics = self._library.topics
        reading = self._reader.read(message.text)
        shape = shape_of(reading.text)
        opinion = self._opinion(message, reading, shape)
        troll = is_bait(reading, shape, topics, weights)
        if opinion:
            abroad = reading.other_language
            troll = is_troll(opinion, bait=troll, abroad=abroad)
        choice = choose_reason(
            reading, shape, topics=topics, weights=weights, troll=troll
        )
        if opinion:
            choice = join_choice(
                opinion, choice, topics, troll=troll, abroad=reading.other_language
            )
        signals = self._signals(message, reading, choice, troll=troll)
        if opinion:
            signals = join_signals(opinion, signals)
        names = frozenset(signal.name for signal in signals)
        feeling = feel(reading, shape, choice.reason)
        if opinion:
            feeling = join_feeling(opinion, feeling)
        severity = judge_severity(
            reading,
            shape,
            topic=topics.get(choice.topic),
            reason=choice.reason,
            signals=names,
            weights=weights,
            opinion=opinion,
        )
        matter = Matter(
            message, reading, shape, choice.reason, severity, names, feeling.strength
        )
        parts = tuple(score_parts(matter, weights, opinion))
        score = max(0.0, min(_MOST_SCORE, sum(part.points for part in parts)))
        grave = gravest_words(opinion, severity) if opinion else ()
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
            evidence=(*choice.evidence, *feeling.evidence, *grave, *_stakes(reading)),
            score_parts=parts,
            suits=suits(opinion) if opinion else (),
            language=reading.language,
            other_topics=_others(opinion, choice, topics, reading) if opinion else (),
        )

    def traits(self, text: str, channel: Channel) -> dict[str, float]:
        """Return what the rules find in a text, as the trained reader takes it."""
        reading = self._reader.read(text)
        return self._traits(reading, shape_of(reading.text), channel)

    def _traits(
        self, reading: Reading, shape: Shape, channel: Channel
    ) -> dict[str, float]:
        return traits_of(
            reading,
            shape,
            channel,
            topics=self._library.topics,
            weights=self._weights,
        )

    def _opinion(
        self, message: Message, reading: Reading, shape: Shape
    ) -> Opinion | None:
        if self._trained is None or not message.text.strip():
            return None
        traits = self._traits(reading, shape, message.channel)
        return self._trained.judge(reading.text, traits)

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


def _others(
    opinion: Opinion, choice: Choice, topics: Mapping[str, Topic], reading: Reading
) -> tuple[tuple[str, float], ...]:
    return other_topics(opinion, choice, topics, abroad=reading.other_language)


def _stakes(reading: Reading) -> tuple[Evidence, ...]:
    return tuple(
        evidence
        for stake in reading.names("stake")
        for evidence in reading.evidence(f"stake:{stake}")
    )
