"""Say a sentence without the private detail in it, in any language.

The words for what is left unsaid are those of `templates/mending.yml`.
"""

import re
from collections.abc import Iterator

from assistant.library import PlainWords
from assistant.schema import Finding, LeakKind, Span
from assistant.text import ENGLISH

_TELLS = re.compile(r"\b(?:is|are|was|were|you|she|he|we|for|in|at)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))[ ,]*$"
)
_SIGN = re.compile(r"[\d@]")
_OWN = ("your", "the", "this", "my", "our")
_LEAST_WORDS = 3  # that a sentence keeps; fewer are a stump


def without_detail(
    said: str, inside: Span, found: Finding, plain: PlainWords, language: str
) -> Iterator[str]:
    """Yield a sentence that calls a private detail by what it is, or leaves it out.

    `inside` is where the detail stands in the sentence.
    """
    before, after = said[: inside.start], said[inside.end :]
    if language == ENGLISH and _GREETING.fullmatch(before.lower()):
        yield (
            "Hello" if before.lower().startswith("dear") else before + "there"
        ) + after
    if found.kind is LeakKind.PERSON_NAME:
        yield from _without_aside(before, after)
    detail = said[inside.start : inside.end]
    if not _is_bare(detail, language):
        return
    bare = before.rstrip(" (:#")
    if bare.lower().endswith((" no", " no.", " nr")):
        bare = bare[: bare.rindex(" ")].rstrip()
    after = after.removeprefix(")") if "(" in before[len(bare) :] else after
    last = (bare.split()[-1:] or [""])[0].lower().strip(".,")
    if last in plain.named:
        yield bare + after
    name = plain.details.get(found.kind) if found.kind else None
    if name is None:
        return
    if last in _OWN:
        name = name.removeprefix("your ")
    between = "" if not before or before[-1] in " (" else " "
    yield sentence(before + between + name + after)


def sentence(said: str) -> str:
    """Return a piece of text with a capital at its start and no space around it."""
    said = said.strip()
    return said[:1].upper() + said[1:]


def is_stump(new: str, said: str) -> bool:
    """Say whether too little stays of a sentence: "Card." where a number followed."""
    return len(new.split()) < _LEAST_WORDS <= len(said.split())


def _without_aside(before: str, after: str) -> Iterator[str]:
    """Yield a sentence without what stands in it between commas."""
    opened, closed = not before.strip() or before.rstrip()[-1:] == ",", after[:1]
    if opened and (closed in ",.!?;" or not closed):
        rest = after if closed != "," or before.strip() else after[1:]
        yield sentence(before.rstrip(" ,") + rest)


def _is_bare(detail: str, language: str) -> bool:
    """Say whether a detail is a number or the like, and not something told."""
    if not _SIGN.search(detail):
        return False
    if language == ENGLISH:
        return not _TELLS.search(detail)
    words = detail.split()
    signs = sum(bool(_SIGN.search(word)) or word.isupper() for word in words)
    return 2 * signs > len(words)
