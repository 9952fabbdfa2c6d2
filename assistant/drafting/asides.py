"""Take up what somebody asks beside what they complain of or report."""

from collections.abc import Mapping

from assistant.drafting.asked import asked_beside
from assistant.drafting.quoted import sentences_of
from assistant.library import Library
from assistant.schema import Assessment, Message, Tone
from assistant.text import ENGLISH

_GRAVE = 4  # severity from which only people answer what is asked


def aside_of(
    message: Message, read: Assessment, library: Library
) -> Mapping[Tone, str]:
    """Return how each tone takes up what was asked beside a trouble, if anything.

    Nothing where the lines of the topic do so themselves.
    """
    light = read.severity < _GRAVE and read.language == ENGLISH
    trouble = read.contact_reason.is_trouble
    if not light or not trouble or takes_up(read.topic, library):
        return {}
    question = asked_beside(message.text)
    ladder = library.acknowledgements.get("asked", {}) if question else {}
    return sentences_of(ladder, message.text, {"question": question})


def takes_up(topic: str, library: Library) -> bool:
    """Say whether the replies of a topic have a place for what was asked."""
    replies = (library.replies.get((topic, tone)) for tone in Tone)
    lines = (one.line for reply in replies if reply for one in reply.wordings)
    return any("question" in line.placeholders for line in lines)
