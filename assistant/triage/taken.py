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
from assistant.triage.named import choice_of, is_danger, opinion_on, suits_for
from assistant.triage.others import other_topics
from assistant.triage.reading import Reading
from assistant.triage.reasons import TROLL_TOPIC, Choice, choose_reason
from assistant.triage.shape import Shape
from assistant.triage.signals import is_bait
from assistant.triage.trained import Opinion

_SAFETY = f"signal:{SignalName.SAFETY}"
_GRAVE = (1.0, 1.0, 1.0)  # that a death is graver than severity 1, 2 and 3
_IN_JEST = "outright:in_jest"


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
    certain = _outright(reading, choice, library) or _grievance(
        reading, choice, library
    )
    weighed = opinion
    if named is None and certain:
        final, troll = choice_of(certain, reading), False
        weighed = opinion and _as_grave(certain, opinion, library)
        suiting = suits_for(certain, opinion, choice) if opinion else ()
    elif named is None:
        final, suiting = choice, suits(opinion) if opinion else ()
    else:
        final, troll = choice_of(named, reading), named.name == TROLL_TOPIC
        weighed = opinion and opinion_on(named, opinion, library.weights)
        suiting = suits_for(named, opinion, choice) if opinion else ()
    others = opinion and other_topics(opinion, final, library.topics, read=choice.topic)
    return Taken(final, troll, weighed, suiting, others or (), named)


def _outright(reading: Reading, choice: Choice, library: Library) -> Topic | None:
    """Return the danger that is said in so many words, or that it was taken for.

    The reader has learnt from jests as well, and a bare "I want to kill myself" was one
    to it. Who laughs as they say it is left to the reader.
    """
    named = (library.topics.get(name) for name in reading.names("outright"))
    said = next((topic for topic in named if topic), None)
    if said is None or reading.told(_IN_JEST):
        return None
    read = library.topics.get(choice.topic)
    return read if read and is_danger(read) else said


def _as_grave(topic: Topic, opinion: Opinion, library: Library) -> Opinion:
    """Return what the reader makes of a message about this, which is a grave matter."""
    asked = opinion_on(topic, opinion, library.weights)
    last = 1.0 if topic.severity == len(_GRAVE) + 2 else opinion.graver[-1]
    return replace(asked, graver=(*_GRAVE, last))


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
