"""Let readers that were taught some topics learn others beside them.

A new topic begins as the general one of its contact reason, which is what its messages
were read as before: the general one shares what it had with those that came to it.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import nn

from assistant.errors import ModelError
from assistant.library import FALLBACKS, Topic
from assistant.training.reading.course import Taught
from assistant.training.reading.export import Written, open_written
from assistant.training.reading.presets import Preset
from assistant.triage.trained.labels import Labels

_APART = 6.0  # log odds between the topic that people chose and the next


def open_widened(
    folder: Path, preset: Preset, topics: Mapping[str, Topic], wanted: Labels
) -> tuple[Written, dict[str, str]]:
    """Open readers to learn on, with room for the topics that they were not taught.

    Beside them stands each new topic with the one that it begins as. Raises ModelError
    when they are missing or damaged, or were taught topics that are there no more.
    """
    before = open_written(folder, preset.words, preset.hidden)
    known, now = (dict(one.groups)["topic"] for one in (before.labels, wanted))
    if not {*known} <= {*now}:
        raise ModelError(f"{folder}: was taught other topics")
    new = {
        topic: FALLBACKS[topics[topic].contact_reason]
        for topic in now
        if topic not in known
    }
    for network in (before.words, before.sentences):
        network.last = widen(network.last, before.labels, wanted, new)
    return replace(before, labels=wanted), new


def widen(
    layer: nn.Linear, known: Labels, wanted: Labels, begun: Mapping[str, str]
) -> nn.Linear:
    """Return a layer that tells the wanted labels, from one that tells the known."""
    wide = nn.Linear(layer.in_features, wanted.width)
    shared = Counter(begun.values())
    with torch.no_grad():
        for group, place, labels in wanted.places():
            for number, label in enumerate(labels, place.start):
                like = begun.get(label, label) if group == "topic" else label
                before = known.place(group, like)
                share = math.log(1 + shared[like]) if group == "topic" else 0.0
                wide.weight[number] = layer.weight[before]
                wide.bias[number] = layer.bias[before] - share
    return wide


def heard_as_chosen(
    heard: Sequence[Taught],
    chosen: Mapping[str, str],
    labels: Labels,
    new: Mapping[str, str],
) -> list[Taught]:
    """Return what was thought of texts, of new topics what people chose.

    Who did not know a topic has nothing to say of it: where people `chose` a new one it
    leads, where they chose another none of the new ones is likely. A text that nobody
    named a topic for is left out.
    """
    topics = next(place for name, place, _ in labels.places() if name == "topic")
    places = {topic: labels.place("topic", topic) for topic in new}
    told: list[Taught] = []
    for one in heard:
        if one.text not in chosen:
            continue
        said = one.log_odds.clone()
        said[list(places.values())] = said[topics].min() - _APART
        if chosen[one.text] in places:
            said[places[chosen[one.text]]] = said[topics].max() + _APART
        told.append(one._replace(log_odds=said))
    return told
