"""Name the topics that a message may be about instead, for the agent who sees it."""

from collections.abc import Mapping

from assistant.library import FALLBACKS, Topic
from assistant.triage.reasons import TROLL_TOPIC, Choice
from assistant.triage.trained import Opinion

_MOST = 4  # more are no shorter way than the list of all topics
_POSSIBLE = 0.02  # less likely ones are hardly ever right
_TROLL = 0.2  # trolling is rare, and its answer offends who has a case


def other_topics(
    opinion: Opinion,
    choice: Choice,
    topics: Mapping[str, Topic],
    *,
    read: str = "",
) -> tuple[tuple[str, float], ...]:
    """Return at most four topics beside the one chosen, the likeliest first.

    Each has its likelihood, 0 to 1. The general topic of the reason is always there
    where a special one was chosen, since it is a safe answer, and so is the topic that
    was `read` where an agent chose another.
    """
    likely = {**opinion.topics, TROLL_TOPIC: opinion.troll}
    always = [
        name
        for name in dict.fromkeys((read, FALLBACKS[choice.reason]))
        if name in topics and name != choice.topic
    ]
    possible = [
        name
        for name in sorted(likely, key=lambda name: -likely[name])
        if name in topics and name not in (choice.topic, *always)
        if topics[name].readable
        if likely[name] >= (_TROLL if name == TROLL_TOPIC else _POSSIBLE)
    ]
    others = [*always, *possible][:_MOST]
    found = ((name, round(likely.get(name, 0.0), 3)) for name in others)
    return tuple(sorted(found, key=lambda one: -one[1]))
