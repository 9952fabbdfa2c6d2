"""Details that we ask a customer for: how we ask, and how they show it was given."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, PhraseText, read_each, read_shaped
from assistant.schema import LeakKind
from assistant.text import Phrase

Answer = Literal["digits", "picture", "dates", "none"]


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing we ask for; `words` name it to the customer.

    `kinds` are the private details that give it, the most telling first. `answer` says
    what alone is an answer where we asked for it. `private` says that writing in
    private gives it.
    """

    name: str
    words: str
    kinds: tuple[LeakKind, ...]
    answer: Answer
    private: bool
    asked: tuple[Phrase, ...]
    given: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    signs: tuple[str, ...]
    flags: tuple[str, ...]
    passes: tuple[str, ...]
    path: Path


class _DetailFile(Border):
    words: str
    kinds: list[LeakKind]
    answer: Answer
    private: bool = False
    asked: list[PhraseText] = Field(min_length=1)
    given: list[PhraseText] = Field(min_length=1)
    unless: list[PhraseText] = []
    signs: list[str] = []
    flags: list[str] = Field(min_length=1)
    passes: list[str] = Field(min_length=1)


def load_details(folder: Path) -> tuple[list[Detail], list[Mistake]]:
    """Read every detail of `folder`, and every mistake in them."""
    return read_each(sorted(folder.glob("*.yml")), _read_detail)


def _read_detail(path: Path) -> tuple[Detail | None, list[Mistake]]:
    content, mistakes = read_shaped(path, _DetailFile)
    if content is None:
        return None, mistakes
    detail = Detail(
        name=path.stem,
        words=content.words,
        kinds=tuple(content.kinds),
        answer=content.answer,
        private=content.private,
        asked=tuple(map(Phrase.parse, content.asked)),
        given=tuple(map(Phrase.parse, content.given)),
        unless=tuple(map(Phrase.parse, content.unless)),
        signs=tuple(content.signs),
        flags=tuple(content.flags),
        passes=tuple(content.passes),
        path=path,
    )
    return detail, []
