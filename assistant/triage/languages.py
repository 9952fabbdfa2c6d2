"""Say whether a message is in another language than English."""

from assistant.text import ENGLISH, language_of


def is_other_language(text: str) -> bool:
    """Say whether the message is most likely not in English."""
    return language_of(text) != ENGLISH
