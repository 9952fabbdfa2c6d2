"""Wording that shows a signal or a feeling in a customer's message."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, PhraseText, read_each, read_shaped
from assistant.library.word_lists import WithWords, read_with_words
from assistant.library.yaml_files import YamlMistake
from assistant.text import Phrase, WordLists


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases that show one thing, with messages that do and do not show it.

    `weight` is 0–1: how much one phrase tells. `hints` tell half as much, and only
    together. `signs` are emoji and marks that tell as much as a phrase. Each row of
    `together` tells as much as a phrase where all of it stands near each other.
    `abroad` are phrases in other languages, which tell in such messages only.
    """

    name: str
    weight: float
    phrases: tuple[Phrase, ...]
    hints: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    flags: tuple[str, ...]
    passes: tuple[str, ...]
    path: Path
    signs: tuple[str, ...] = ()
    together: tuple[tuple[Phrase, ...], ...] = ()
    abroad: tuple[Phrase, ...] = ()


class _CuesFile(WithWords):
    weight: float = Field(default=1.0, ge=0, le=1)
    phrases: list[PhraseText] = Field(min_length=1)
    hints: list[PhraseText] = []
    unless: list[PhraseText] = []
    abroad: list[PhraseText] = []
    signs: list[str] = []
    together: list[Annotated[list[PhraseText], Field(min_length=2, max_length=3)]] = []
    flags: list[str] = Field(min_length=1)
    passes: list[str] = Field(min_length=1)


class _SpellingsFile(Border):
    spellings: dict[str, list[str]]


def load_cues(folder: Path, lists: WordLists) -> tuple[list[Cues], list[Mistake]]:
    """Read every cue file of `folder`, and every mistake in them."""
    return read_each(sorted(folder.glob("*.yml")), partial(_read_cues, lists))


def load_spellings(path: Path) -> tuple[Mapping[str, str], list[Mistake]]:
    """Read how words are also written: from the spelling to the word that is meant."""
    try:
        content, mistakes = read_shaped(path, _SpellingsFile)
    except YamlMistake as error:
        return {}, [error.mistake]
    if content is None:
        return {}, mistakes
    meant: dict[str, str] = {}
    for word, spellings in content.spellings.items():
        for spelling in spellings:
            if spelling in meant:
                problem = f"'{spelling}' already stands for '{meant[spelling]}'"
                mistakes.append(Mistake(path, 1, problem))
            meant[spelling] = word
    return meant, mistakes


def _read_cues(lists: WordLists, path: Path) -> tuple[Cues | None, list[Mistake]]:
    content, mistakes = read_with_words(path, _CuesFile, lists)
    if content is None:
        return None, mistakes
    cues = Cues(
        name=path.stem,
        weight=content.weight,
        phrases=tuple(Phrase.parse(phrase) for phrase in content.phrases),
        hints=tuple(Phrase.parse(phrase) for phrase in content.hints),
        unless=tuple(Phrase.parse(phrase) for phrase in content.unless),
        flags=tuple(content.flags),
        passes=tuple(content.passes),
        path=path,
        abroad=tuple(Phrase.parse(phrase) for phrase in content.abroad),
        signs=tuple(content.signs),
        together=tuple(tuple(map(Phrase.parse, row)) for row in content.together),
    )
    return cues, []
