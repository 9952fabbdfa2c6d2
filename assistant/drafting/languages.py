"""Choose the language of the drafts, and say so where it is not plain."""

from assistant.library import FALLBACKS, Library, Texts, Topic
from assistant.schema import Assessment
from assistant.text import ENGLISH, language_name


def texts_for(assessment: Assessment, library: Library) -> tuple[Texts, Topic]:
    """Return the texts that answer a message, and the topic they answer it by.

    They are in the language of the message where it has any on its topic, or on the
    general one of its contact reason; the latter never does for a danger, nor for where
    a conversation stands. Else they are the English ones.
    """
    texts = library.texts(assessment.language)
    topic = library.topics[assessment.topic]
    if texts.speaks_of(topic.name):
        return texts, topic
    general = library.topics[FALLBACKS[assessment.contact_reason]]
    replaceable = topic.readable and not topic.escalate
    if replaceable and texts.speaks_of(general.name):
        return texts, general
    return library, topic


def notes_for(assessment: Assessment, library: Library) -> tuple[str, ...]:
    """Return what an agent should know where a message is not in English."""
    if assessment.language == ENGLISH:
        return ()
    name = language_name(assessment.language)
    if texts_for(assessment, library)[0].language == assessment.language:
        return (f"The message is in {name}, and so are the drafts.",)
    if assessment.language in library.languages:
        title = library.topics[assessment.topic].title
        lacking = f"there are no texts in {name} on its topic ({title.lower()})"
    else:
        lacking = f"there are no texts in {name}"
    able = " and ".join(
        ", ".join(map(language_name, part))
        for part in (library.languages[1:-1], library.languages[-1:])
        if part
    )
    return (
        f"The message is in {name}, and {lacking}, so the drafts are in English. "
        f"Answer in {name} with somebody who writes it; for many topics there are "
        f"texts in {able}.",
    )
