"""What the rules found in a message, as named numbers beside its words."""

import math
from collections.abc import Mapping

from assistant.library import Topic, Weights
from assistant.schema import Channel
from assistant.triage.reading import Reading
from assistant.triage.reasons import best_topics, clues
from assistant.triage.shape import Shape


def traits_of(
    reading: Reading,
    shape: Shape,
    channel: Channel,
    *,
    topics: Mapping[str, Topic],
    weights: Weights,
) -> dict[str, float]:
    """Return each thing that the rules or the channel show, and how strongly.

    A trait that is not named is 0.
    """
    best = best_topics(reading, topics, weights)
    found: dict[str, float] = {}
    for clue, strength in clues(reading, shape, best):
        if strength:
            found[clue] = found.get(clue, 0.0) + strength
    for what in reading.found:
        if what.startswith("topic:") and reading.told(what):
            found[what] = reading.strength(what)
        elif what.startswith("signal:"):
            found[f"hint:{what}"] = min(3.0, reading.hinted(what))
    found["length"] = math.log1p(shape.words) / 3
    found["sum"] = math.log10(1 + shape.largest_sum) / 2
    found["private"] = float(not channel.public)
    found[f"form:{channel.form}"] = 1.0
    return found
