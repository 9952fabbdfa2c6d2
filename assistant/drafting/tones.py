"""Choose which rungs of the ladder to offer, the most fitting first."""

from assistant.schema import (
    Assessment,
    Brand,
    ContactReason,
    Emotion,
    SignalName,
    Tone,
)

_GRAVE = 4  # severity from which a matter-of-fact tone would hurt
_SORROW = frozenset([Emotion.SADNESS, Emotion.FEAR])


def tones_for(
    assessment: Assessment,
    brand: Brand,
    *,
    wished: Tone | None,
    how_many: int,
    replies: int = 0,
) -> tuple[Tone, ...]:
    """Return up to `how_many` tones: the wished or fitting one, then its neighbours.

    A brand that allows only some tones gets only those, unless one was wished for.
    After so many `replies` the voice has warmed, a rung each.
    """
    first = wished or _warmed(fitting_tone(assessment), assessment, replies)
    allowed = [tone for tone in Tone if tone in brand.tones] or list(Tone)
    if first not in allowed and wished is None:
        first = min(allowed, key=lambda tone: _distance(tone, first))
    others = sorted(
        (tone for tone in allowed if tone is not first),
        key=lambda tone: _distance(tone, first),
    )
    return (first, *others)[:how_many]


def fitting_tone(assessment: Assessment) -> Tone:
    """Return the tone that meets what the customer feels and what is at stake."""
    if assessment.has(SignalName.TROLL):
        return Tone.PLAIN
    if assessment.contact_reason is ContactReason.INQUIRY:
        return Tone.PLAIN
    if assessment.severity >= _GRAVE or assessment.emotion in _SORROW:
        return Tone.HEARTFELT
    if assessment.has(SignalName.VULNERABLE_PERSON):
        return Tone.HEARTFELT
    return Tone.WARM


def _warmed(tone: Tone, assessment: Assessment, replies: int) -> Tone:
    """Return a warmer rung for a case that goes on; a troll gets no warmth for it."""
    if assessment.has(SignalName.TROLL):
        return tone
    most = Tone.HEARTFELT if assessment.severity > 1 else Tone.WARM
    return list(Tone)[max(tone.rung, min(tone.rung + replies, most.rung))]


def _distance(tone: Tone, other: Tone) -> float:
    """Return how far two rungs lie apart; of two equally near the warmer is nearer."""
    return abs(tone.rung - other.rung) - (0.1 if tone.rung > other.rung else 0.0)
