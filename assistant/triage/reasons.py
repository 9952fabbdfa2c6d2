"""Choose why a customer writes and about what, both at once.

Each thing that a message shows, such as a phrase of a reason, a topic or a question
mark, is a clue that adds to some reasons and takes from others.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assistant.library import FALLBACKS, Topic, Weights
from assistant.schema import ContactReason, Evidence, Span
from assistant.triage.reading import Found, Reading
from assistant.triage.shape import Shape

TROLL_TOPIC = "troll"
_NEAR = 80  # code points within which hints add up
_SURE = 0.3  # what it takes to name a topic of its own
_MOST = 3  # a fourth hint, number or negation tells no more
_STRONGEST = 1.5
_LONG_PHRASE = 0.25  # what a long phrase tells more than a short one
_SHORT, _LONG = 8, 28  # letters
_REMARK, _BRIEF = 3, 9  # words


@dataclass(frozen=True, slots=True)
class Choice:
    """Why the customer writes, about what, and the words that say so.

    `scores` say how much speaks for each reason, where the rules have weighed them.
    """

    reason: ContactReason
    topic: str
    evidence: tuple[Evidence, ...]
    scores: Mapping[ContactReason, float] = field(default_factory=dict, compare=False)


def choose_reason(
    reading: Reading,
    shape: Shape,
    *,
    topics: Mapping[str, Topic],
    weights: Weights,
    troll: bool,
) -> Choice:
    """Choose the contact reason and topic with the most evidence."""
    best = best_topics(reading, topics, weights)
    scores = dict.fromkeys(ContactReason, 0.0)
    for clue, strength in clues(reading, shape, best):
        for reason, weight in weights.reading.clues.get(clue, {}).items():
            scores[reason] += weight * strength
    reason = max(scores, key=lambda reason: scores[reason])
    strength, topic = best.get(reason, (0.0, ""))
    if troll and reading.shows("stake:spam"):
        reason = ContactReason.FEEDBACK
    if troll and TROLL_TOPIC in topics:
        topic = TROLL_TOPIC
    elif strength < _SURE:
        topic = FALLBACKS[reason]
    evidence = (
        *reading.evidence(f"reason:{reason}"),
        *reading.evidence(f"topic:{topic}"),
        *_asked(reason, shape),
    )
    return Choice(reason, topic, evidence, scores)


def clues(
    reading: Reading, shape: Shape, best: Mapping[ContactReason, tuple[float, str]]
) -> Iterator[tuple[str, float]]:
    """Yield each clue to the contact reason, and how strong it is."""
    yield "any message", 1.0
    for reason, (strength, _) in best.items():
        yield f"topic:{reason}", strength
    for what, found in reading.found.items():
        kind, _, name = what.partition(":")
        if kind == "reason":
            yield what, found.strength
            yield f"hint:{name}", min(_MOST, len(found.hints))
        elif kind != "topic" and found.strength > 0:
            yield what, min(_STRONGEST, found.strength)
    yield "question", float(bool(shape.questions))
    yield "only asks", float(shape.only_asks)
    yield "opens asking", float(shape.opens_asking)
    yield "quotes", float(shape.quotes)
    yield "remark", float(shape.words <= _REMARK)
    yield "brief", float(shape.words <= _BRIEF)
    yield "negation", float(min(_MOST, shape.negations))
    yield "number", float(min(_MOST, shape.numbers))
    yield "sentence", float(min(2 * _MOST, shape.sentences))
    yield "money", float(shape.largest_sum > 0)
    yield "loud", shape.loudness
    yield "other language", float(reading.other_language)


def best_topics(
    reading: Reading, topics: Mapping[str, Topic], weights: Weights
) -> dict[ContactReason, tuple[float, str]]:
    """Return the topic that each reason tells most of, and how much."""
    best: dict[ContactReason, tuple[float, str]] = {}
    for what, found in reading.found.items():
        topic = topics.get(what.removeprefix("topic:"))
        if topic is None or topic.name == TROLL_TOPIC:
            continue
        strength = _topic_strength(found, weights)
        if strength > best.get(topic.contact_reason, (0.0, ""))[0]:
            best[topic.contact_reason] = strength, topic.name
    return best


def _topic_strength(found: Found, weights: Weights) -> float:
    hints = min(_MOST, _near_each_other(found.hints))
    if not found.phrases:
        return weights.reading.hint * (hints + 1) if hints > 1 else 0.0
    longest = max(span.end - span.start for span in found.phrases)
    length = min(1.0, max(0, longest - _SHORT) / (_LONG - _SHORT))
    several = 1.5 - 0.5 ** len(found.phrases)
    return several + _LONG_PHRASE * length + weights.reading.hint * hints


def _near_each_other(hints: tuple[Span, ...]) -> int:
    """Count the hints that stand close; over a long text they mean little."""
    starts = sorted(span.start for span in hints)
    counts = (
        bisect_right(starts, start + _NEAR) - number
        for number, start in enumerate(starts)
    )
    return max(counts, default=0)


def _asked(reason: ContactReason, shape: Shape) -> tuple[Evidence, ...]:
    if reason is not ContactReason.INQUIRY:
        return ()
    return tuple(Evidence(f"reason:{reason}", span) for span in shape.questions[:1])
