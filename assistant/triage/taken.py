"""Settle what a message is about: as it was read, or by an agent's word."""

from dataclasses import dataclass, replace

from assistant.library import FALLBACKS, Library, Topic
from assistant.schema import ContactReason, Handoff, Impact, SignalName
from assistant.triage.joined import (
    heed_cues,
    is_troll,
    join_choice,
    shows_danger,
    suits,
)
from assistant.triage.named import choice_of, opinion_on, suits_for
from assistant.triage.others import other_topics
from assistant.triage.reading import Reading
from assistant.triage.reasons import TROLL_TOPIC, Choice, choose_reason
from assistant.triage.shape import Shape
from assistant.triage.signals import is_bait
from assistant.triage.trained import Opinion

_SAFETY = f"signal:{SignalName.SAFETY}"
_GRAVE = (1.0, 1.0, 1.0)  # that a death is graver than severity 1, 2 and 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What a message is taken to be about, and what the reader makes of it as that.

    `named` is the topic where an agent named it. `suits` and `others` are as an
    assessment has them.
    """

    choice: Choice
    troll: bool
    opinion: Opinion | None = None
    suits: tuple[tuple[Handoff, float], ...] = ()
    others: tuple[tuple[str, float], ...] = ()
    named: Topic | None = None


def take(
    reading: Reading,
    shape: Shape,
    opinion: Opinion | None,
    library: Library,
    named: Topic | None = None,
) -> Taken:
    """Return what a message is about: what an agent named, else what was read."""
    if opinion:
        told = [name for name in library.topics if reading.told(f"topic:{name}")]
        opinion = heed_cues(opinion, told)
    choice, troll = _read(reading, shape, opinion, library)
    grieved = _grievance(reading, choice, library)
    weighed = opinion
    if named is None and grieved and opinion:
        final = choice_of(grieved, reading)
        asked = opinion_on(grieved, opinion, library.weights)
        weighed = replace(asked, graver=(*_GRAVE, opinion.graver[-1]))
        suiting = suits_for(grieved, opinion, choice)
    elif named is None:
        final, suiting = choice, suits(opinion) if opinion else ()
    else:
        final, troll = choice_of(named, reading), named.name == TROLL_TOPIC
        weighed = opinion and opinion_on(named, opinion, library.weights)
        suiting = suits_for(named, opinion, choice) if opinion else ()
    others = opinion and other_topics(opinion, final, library.topics, read=choice.topic)
    return Taken(final, troll, weighed, suiting, others or (), named)


def _grievance(reading: Reading, choice: Choice, library: Library) -> Topic | None:
    """Return the topic of a death that the words lay at our door, taken for a remark.

    Told flatly ("my dog died at your kennels"), it has no word of blame in it.
    """
    remark = not choice.reason.is_trouble and choice.topic.startswith("general_")
    told = Impact.BEREAVED in reading.names("impact") and reading.told(_SAFETY)
    complaint = FALLBACKS[ContactReason.DISSATISFACTION]
    return library.topics.get(complaint) if remark and told else None


def _read(
    reading: Reading, shape: Shape, opinion: Opinion | None, library: Library
) -> tuple[Choice, bool]:
    """Return reason and topic as they were read, and whether there is no case."""
    topics, weights = library.topics, library.weights
    troll = is_bait(reading, shape, topics, weights)
    abroad = reading.other_language
    if opinion:
        troll = is_troll(opinion, bait=troll, abroad=abroad)
        troll = troll and not shows_danger(opinion, told=reading.told(_SAFETY))
    choice = choose_reason(reading, shape, topics=topics, weights=weights, troll=troll)
    if opinion:
        choice = join_choice(opinion, choice, topics, troll=troll)
    return choice, troll
