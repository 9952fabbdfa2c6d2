"""Choose the feeling that speaks most from a message, and how strongly."""

from dataclasses import dataclass

from assistant.schema import ContactReason, Emotion, Evidence
from assistant.triage.reading import Reading
from assistant.triage.shape import Shape

_FITTING = {
    ContactReason.DISSATISFACTION: (
        Emotion.FRUSTRATION,
        Emotion.ANGER,
        Emotion.DISAPPOINTMENT,
        Emotion.SADNESS,
    ),
    ContactReason.PROBLEM_ALERT: (
        Emotion.WORRY,
        Emotion.FEAR,
        Emotion.FRUSTRATION,
        Emotion.ANGER,
        Emotion.SADNESS,
    ),
    ContactReason.INQUIRY: (Emotion.CONFUSION, Emotion.WORRY),
    ContactReason.SATISFACTION: (Emotion.GRATITUDE, Emotion.JOY),
    ContactReason.FEEDBACK: (),
}
_GLAD = frozenset({Emotion.JOY, Emotion.GRATITUDE})
_UNSAID = {
    ContactReason.DISSATISFACTION: (Emotion.FRUSTRATION, 0.3),
    ContactReason.PROBLEM_ALERT: (Emotion.WORRY, 0.3),
    ContactReason.SATISFACTION: (Emotion.JOY, 0.4),
}
_FITS = 0.3  # head start of a feeling that fits the contact reason
_PER_WORD = 0.3
_QUIET = 0.25
_LOUDER = 0.3  # what capitals and repeated marks add to a feeling that is there


@dataclass(frozen=True, slots=True)
class Feeling:
    """What a customer feels most, 0–1 how strongly, and the words that say so."""

    emotion: Emotion
    strength: float
    evidence: tuple[Evidence, ...]


def feel(reading: Reading, shape: Shape, reason: ContactReason) -> Feeling:
    """Return the strongest feeling that the words show.

    Praise in a complaint is irony, so gladness counts in praise and feedback only.
    Loudness makes a feeling stronger; alone it shows none.
    """
    fitting = _FITTING[reason]
    scores = {
        emotion: reading.strength(f"emotion:{emotion}") + _FITS * (emotion in fitting)
        for emotion in Emotion
        if reading.shows(f"emotion:{emotion}") and is_possible(emotion, reason)
    }
    if not scores:
        emotion, strength = _UNSAID.get(reason, (Emotion.NEUTRAL, 0.0))
        loud = _LOUDER * shape.loudness if strength else 0.0
        return Feeling(emotion, round(strength + loud, 2), ())
    emotion = max(scores, key=lambda emotion: scores[emotion])
    strength = _QUIET + _PER_WORD * reading.strength(f"emotion:{emotion}")
    strength += _LOUDER * shape.loudness
    evidence = reading.evidence(f"emotion:{emotion}")
    return Feeling(emotion, round(min(1.0, strength), 2), evidence)


def is_possible(emotion: Emotion, reason: ContactReason) -> bool:
    """Say whether who writes for this reason may mean this feeling."""
    glad = emotion in _GLAD
    if reason is ContactReason.SATISFACTION:
        return glad or emotion is Emotion.NEUTRAL
    if reason is ContactReason.FEEDBACK:
        return True
    return not glad
