"""Choose why a customer writes and about what, both at once.

The words of a reason and the words of its topics are added up, so that a strong topic
carries its reason with it, and a strong reason its topics.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.library import Topic, Weights
from assistant.schema import ContactReason, Emotion, Evidence
from assistant.triage.reading import Found, Reading
from assistant.triage.shape import Shape

FALLBACKS = {
    ContactReason.FEEDBACK: "general_feedback",
    ContactReason.SATISFACTION: "general_praise",
    ContactReason.DISSATISFACTION: "general_complaint",
    ContactReason.INQUIRY: "general_question",
    ContactReason.PROBLEM_ALERT: "general_problem",
}
TROLL_TOPIC = "troll"
_DANGERS = (
    "signal:safety",
    "signal:scam_report",
    "signal:outage",
    "stake:fraud",
    "stake:data_exposed",
    "stake:lifeline_cut",
)
_FEELINGS = {
    Emotion.ANGER: ContactReason.DISSATISFACTION,
    Emotion.FRUSTRATION: ContactReason.DISSATISFACTION,
    Emotion.DISAPPOINTMENT: ContactReason.DISSATISFACTION,
    Emotion.SADNESS: ContactReason.DISSATISFACTION,
    Emotion.WORRY: ContactReason.PROBLEM_ALERT,
    Emotion.FEAR: ContactReason.PROBLEM_ALERT,
    Emotion.CONFUSION: ContactReason.INQUIRY,
    Emotion.JOY: ContactReason.SATISFACTION,
    Emotion.GRATITUDE: ContactReason.SATISFACTION,
}
_MOST_HINTS = 3
_LONG_PHRASE = 0.25  # what a long phrase tells more than a short one
_SHORT, _LONG = 8, 28  # letters


@dataclass(frozen=True, slots=True)
class Choice:
    """Why the customer writes, about what, and the words that say so."""

    reason: ContactReason
    topic: str
    evidence: tuple[Evidence, ...]
    scores: Mapping[ContactReason, float]


def choose_reason(
    reading: Reading,
    shape: Shape,
    *,
    topics: Mapping[str, Topic],
    weights: Weights,
    troll: bool,
) -> Choice:
    """Choose the contact reason and topic with the most evidence."""
    reasons = _reason_scores(reading, shape, weights)
    best: dict[ContactReason, tuple[float, str]] = {
        reason: (weights.reading.fallback, fallback)
        for reason, fallback in FALLBACKS.items()
    }
    for topic in topics.values():
        if topic.name == TROLL_TOPIC:
            continue
        score = _topic_score(reading.found.get(f"topic:{topic.name}"), weights)
        if score > best[topic.contact_reason][0]:
            best[topic.contact_reason] = score, topic.name
    totals = {reason: reasons[reason] + best[reason][0] for reason in ContactReason}
    reason = max(totals, key=lambda reason: totals[reason])
    topic_name = TROLL_TOPIC if troll and TROLL_TOPIC in topics else best[reason][1]
    evidence = (
        *reading.evidence(f"reason:{reason}"),
        *reading.evidence(f"topic:{topic_name}"),
        *_asked(reason, shape),
    )
    return Choice(reason, topic_name, evidence, totals)


def _reason_scores(
    reading: Reading, shape: Shape, weights: Weights
) -> dict[ContactReason, float]:
    read = weights.reading
    scores = {
        reason: reading.strength(f"reason:{reason}")
        + read.hint * min(_MOST_HINTS, reading.hinted(f"reason:{reason}"))
        for reason in ContactReason
    }
    if shape.questions:
        scores[ContactReason.INQUIRY] += read.question * (1 + shape.ends_asking / 2)
    for emotion, reason in _FEELINGS.items():
        scores[reason] += read.emotion * reading.strength(f"emotion:{emotion}")
    if any(map(reading.shows, _DANGERS)):
        scores[ContactReason.PROBLEM_ALERT] += read.danger
    _hear_irony(scores, read.irony)
    return scores


def _hear_irony(scores: dict[ContactReason, float], left: float) -> None:
    """Take praise beside a complaint as part of the complaint."""
    praise = scores[ContactReason.SATISFACTION]
    grievance = max(
        scores[ContactReason.DISSATISFACTION], scores[ContactReason.PROBLEM_ALERT]
    )
    if grievance >= 1 and praise < 2 * grievance:
        scores[ContactReason.SATISFACTION] = praise * left
        scores[ContactReason.DISSATISFACTION] += praise * (1 - left) / 2


def _topic_score(found: Found | None, weights: Weights) -> float:
    if found is None:
        return 0.0
    hints = min(_MOST_HINTS, len(found.hints))
    if not found.phrases:
        return weights.reading.hint * (hints + 1) if hints > 1 else 0.0
    longest = max(span.end - span.start for span in found.phrases)
    length = min(1.0, max(0, longest - _SHORT) / (_LONG - _SHORT))
    several = 1.5 - 0.5 ** len(found.phrases)
    telling = several + _LONG_PHRASE * length
    return weights.reading.topic * telling + weights.reading.hint * hints


def _asked(reason: ContactReason, shape: Shape) -> tuple[Evidence, ...]:
    if reason is not ContactReason.INQUIRY:
        return ()
    return tuple(Evidence(f"reason:{reason}", span) for span in shape.questions[:1])
