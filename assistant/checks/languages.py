"""Say what a check can judge in the language of a text, and what it cannot."""

from assistant.library import Library
from assistant.text import ENGLISH, language_name


def notes_on(language: str, library: Library) -> tuple[str, ...]:
    """Return what an agent should know of a check of a text in this language."""
    if language == ENGLISH:
        return ()
    name = language_name(language)
    rules = sum(rule.language == language for rule in library.rules)
    if language not in library.languages:
        tone = "tone and warmth cannot be judged"
    elif rules:
        tone = (
            f"so is warmth, and tone by {rules} rules alone, against plainly blaming, "
            "dismissive or overpromising words"
        )
    else:
        tone = "so is warmth, and tone is not"
    return (
        f"Of a text in {name}, length, private details and what the site forbids are "
        f"checked; {tone}. Details told in words may be missed, so somebody who reads "
        f"{name} should look at it.",
    )
