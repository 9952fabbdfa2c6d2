"""Choose the language of the drafts, and say so where it is not plain."""

from assistant.library import Library, Texts
from assistant.schema import Assessment
from assistant.text import ENGLISH, language_name


def texts_for(assessment: Assessment, library: Library) -> Texts:
    """Return the texts in the language of the message, or else the English ones."""
    texts = library.texts(assessment.language)
    return texts if texts.speaks_of(assessment.topic) else library


def notes_for(assessment: Assessment, library: Library) -> tuple[str, ...]:
    """Return what an agent should know where a message is not in English."""
    if assessment.language == ENGLISH:
        return ()
    name = language_name(assessment.language)
    if texts_for(assessment, library).language == assessment.language:
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
