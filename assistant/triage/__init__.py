"""Read a customer's message: why it was written, about what, and how urgent it is.

Everything is decided by rules over wording that people edit under `templates/`, and
every decision carries the words of the message that led to it.
"""

from functools import partial
from typing import TYPE_CHECKING

from assistant.library import Cues, Library, Topic, find_topic
from assistant.schema import (
    Assessment,
    Channel,
    Evidence,
    Impact,
    Message,
    Signal,
    SignalName,
)
from assistant.triage.emotions import Feeling, feel
from assistant.triage.joined import gravest_words, join_feeling, join_signals
from assistant.triage.named import is_danger, raised_by, within_a_grade
from assistant.triage.priority import Matter, priority_of, respond_by, score_parts
from assistant.triage.reader import Reader
from assistant.triage.reading import Reading
from assistant.triage.severity import judge_severity
from assistant.triage.shape import Shape, shape_of
from assistant.triage.signals import find_signals
from assistant.triage.taken import Taken, take
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

    def assess(self, message: Message, *, read_as: str = "") -> Assessment:
        """Return how a message reads, with the words that show it.

        With `read_as` an agent says which topic it is, and all that follows from the
        topic is read anew. Raises UnknownTopic for one that no message is about.
        """
        named = find_topic(read_as, self._library.topics) if read_as else None
        reading = self._reader.read(message.text)
        shape = shape_of(reading.text)
        opinion = self._opinion(message, reading, shape)
        taken = take(reading, shape, opinion, self._library, named)
        signals = self._signals(message, reading, taken)
        names = frozenset(signal.name for signal in signals)
        feeling = feel(reading, shape, taken.choice.reason)
        if taken.opinion:
            feeling = join_feeling(taken.opinion, feeling)
        matter = Matter(
            message,
            reading,
            shape,
            taken.choice.reason,
            self._severity(reading, shape, taken, names),
            names,
            feeling.strength,
            named=named is not None,
        )
        return self._assessment(matter, taken, feeling, signals)

    def _assessment(
        self,
        matter: Matter,
        taken: Taken,
        feeling: Feeling,
        signals: tuple[Signal, ...],
    ) -> Assessment:
        """Return what was read, with how urgent it is and why."""
        weights, choice, opinion = self._weights, taken.choice, taken.opinion
        reading, severity = matter.reading, matter.severity
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
            respond_by_minutes=respond_by(matter.message, matter.signals, weights),
            signals=signals,
            evidence=(*choice.evidence, *feeling.evidence, *grave, *_weighs(reading)),
            score_parts=parts,
            suits=taken.suits,
            language=reading.language,
            other_topics=taken.others,
            named=matter.named,
            impacts=_impacts(reading, opinion, self._library.topics.get(choice.topic)),
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

    def _severity(
        self,
        reading: Reading,
        shape: Shape,
        taken: Taken,
        signals: frozenset[SignalName],
    ) -> int:
        judge = partial(
            judge_severity,
            reading,
            shape,
            topic=self._library.topics.get(taken.choice.topic),
            reason=taken.choice.reason,
            signals=signals,
            weights=self._weights,
        )
        told = judge(opinion=taken.opinion)
        return within_a_grade(told, judge()) if taken.named else told

    def _signals(
        self, message: Message, reading: Reading, taken: Taken
    ) -> tuple[Signal, ...]:
        weights, choice = self._weights, taken.choice
        shown = {
            weights.implies[what]
            for what in (choice.topic, *reading.names("stake"))
            if what in weights.implies
        }
        if taken.named:
            shown |= raised_by(taken.named, weights)
        elif _is_told_danger(self._library.topics.get(choice.topic), reading):
            shown.add(SignalName.SAFETY)
        if taken.troll:
            shown.add(SignalName.TROLL)
        found = find_signals(
            message,
            reading,
            choice.reason,
            shown=frozenset(shown),
            weights=weights,
        )
        signals = tuple(found)
        return join_signals(taken.opinion, signals) if taken.opinion else signals


_KINDS = {
    "signals": "signal",
    "emotions": "emotion",
    "reasons": "reason",
    "stakes": "stake",
    "impacts": "impact",
    "outright": "outright",
}


def _is_told_danger(topic: Topic | None, reading: Reading) -> bool:
    """Say whether the topic is one that safety must see, by telling words."""
    return (
        topic is not None and is_danger(topic) and reading.told(f"topic:{topic.name}")
    )


def _impacts(
    reading: Reading, opinion: Opinion | None, topic: Topic | None
) -> tuple[tuple[Impact, float], ...]:
    """Return what the writer has been through: first what the words say themselves.

    What weighs on them is told by words alone, but for despair where somebody is in
    danger: to be comforted over a late parcel would hurt.
    """
    shown = sorted(map(Impact, reading.names("impact")), key=lambda one: not one.weighs)
    danger = topic is not None and is_danger(topic)
    heard = [
        one
        for one in (opinion.impacts if opinion else ())
        if not one[0].weighs or (danger and one[0] is Impact.DESPAIR)
    ]
    further = (one for one in heard if one[0] not in shown)
    return (*((impact, 1.0) for impact in shown), *further)


def _weighs(reading: Reading) -> tuple[Evidence, ...]:
    """Return the words that show what hangs on the matter or has been borne."""
    return tuple(
        evidence
        for kind in ("stake", "impact")
        for name in reading.names(kind)
        for evidence in reading.evidence(f"{kind}:{name}")
    )
