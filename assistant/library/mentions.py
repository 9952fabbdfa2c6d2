"""What a customer's message tells in passing, so that no reply need ask for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from assistant.errors import Mistake
from assistant.library.border import Border, read_each, read_shaped
from assistant.schema import LeakKind
from assistant.text import Phrase

CLASSES = ("CODE", "DAY", "NAME", "VERSION")  # that stand for any word of their kind
_CLASS = re.compile(rf"\b(?:{'|'.join(CLASSES)})\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """One detail, and the phrases that tell it.

    Classes of words stand in the phrases as `class_word` has them. `kinds` are private
    details that tell it as well. `instead` has words of templates that are said
    otherwise to who tells it: "booking reference" for "order number".
    """

    name: str
    kinds: tuple[LeakKind, ...]
    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    flags: tuple[str, ...]
    passes: tuple[str, ...]
    path: Path
    instead: Mapping[str, str] = field(default_factory=dict)


def class_word(name: str) -> str:
    """Return the word that stands for a class in a phrase, and in a text read for it.

    Nobody writes such a word.
    """
    return f"{name.lower()}x"


def _with_classes(source: str) -> str:
    written = _CLASS.sub(lambda found: class_word(found[0]), source)
    Phrase.parse(written)
    return written


_PhraseText = Annotated[str, AfterValidator(_with_classes)]


class _MentionFile(Border):
    kinds: list[LeakKind] = []
    phrases: list[_PhraseText] = []
    unless: list[_PhraseText] = []
    flags: list[str] = Field(min_length=1)
    passes: list[str] = Field(min_length=1)
    instead: dict[str, str] = {}


def load_mentions(folder: Path) -> tuple[list[Mention], list[Mistake]]:
    """Read every file of `folder`, and every mistake in them."""
    return read_each(sorted(folder.glob("*.yml")), _read_mention)


def _read_mention(path: Path) -> tuple[Mention | None, list[Mistake]]:
    content, mistakes = read_shaped(path, _MentionFile)
    if content is None:
        return None, mistakes
    if not (content.kinds or content.phrases):
        return None, [Mistake(path, 1, "needs phrases or kinds")]
    mention = Mention(
        name=path.stem,
        kinds=tuple(content.kinds),
        phrases=tuple(map(Phrase.parse, content.phrases)),
        unless=tuple(map(Phrase.parse, content.unless)),
        flags=tuple(content.flags),
        passes=tuple(content.passes),
        path=path,
        instead=content.instead,
    )
    return mention, []
