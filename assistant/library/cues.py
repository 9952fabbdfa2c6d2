"""Wording that shows a signal or a feeling in a customer's message.

It stands in one file, or in a folder of files that are read as one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, PhraseText, read_each, read_shaped
from assistant.library.word_lists import (
    WithWords,
    load_word_lists,
    read_with_words,
)
from assistant.library.yaml_files import YamlMistake, read_yaml
from assistant.text import Phrase, WordLists

_ENDING = ".yml"
_LISTS = "words.yml"  # in a folder: the lists that several of its files name
_ONCE = ("weight",)  # what only one file of a folder may say


@dataclass(frozen=True, slots=True)
class Cues:
    """Phrases that show one thing, with messages that do and do not show it.

    `weight` is 0–1: how much one phrase tells. `hints` tell half as much, and only
    together. `signs` are emoji and marks that tell as much as a phrase. Each row of
    `together` tells as much as a phrase where all of it stands near each other.
    `abroad` are phrases in other languages, which tell in such messages only.
    Those of a folder have its files as `parts`, with the messages of each.
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
    parts: tuple["Cues", ...] = ()

    @property
    def files(self) -> tuple["Cues", ...]:
        """What each file says: these cues, or the parts of a folder."""
        return self.parts or (self,)


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


_Read = tuple[Path, _CuesFile]


def load_cues(folder: Path, lists: WordLists) -> tuple[list[Cues], list[Mistake]]:
    """Read all cues of `folder`, files and folders of files, and every mistake."""
    files = sorted(folder.glob(f"*{_ENDING}"))
    cues, mistakes = read_each(files, partial(_read_file, lists))
    for inner in sorted({path.parent for path in folder.glob(f"*/*{_ENDING}")}):
        own, wrong = _read_folder(lists, inner)
        mistakes += wrong
        cues += own
        beside = inner.with_name(f"{inner.name}{_ENDING}")
        if beside in files:
            problem = f"there is a folder {inner.name}/ beside it; keep one of them"
            mistakes.append(Mistake(beside, 1, problem))
    return sorted(cues, key=lambda one: one.name), mistakes


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


def _read_file(lists: WordLists, path: Path) -> tuple[Cues | None, list[Mistake]]:
    read, mistakes = _read(lists, path)
    return (_as_cues(path.stem, *read) if read else None), mistakes


def _read_folder(lists: WordLists, folder: Path) -> tuple[list[Cues], list[Mistake]]:
    """Read the files of a folder as one; none where there is any mistake in them."""
    shared = folder / _LISTS
    lists, mistakes = load_word_lists(shared, lists)
    if mistakes:  # each file that names such a list would only say it again
        return [], mistakes
    files = [path for path in sorted(folder.glob(f"*{_ENDING}")) if path != shared]
    if not files:
        return [], [Mistake(shared, 1, "has lists for other files; there are none")]
    read, mistakes = read_each(files, partial(_read, lists))
    mistakes += _said_twice(read)
    return ([] if mistakes else [_joined(folder, read)]), mistakes


def _read(lists: WordLists, path: Path) -> tuple[_Read | None, list[Mistake]]:
    content, mistakes = read_with_words(path, _CuesFile, lists)
    return ((path, content) if content else None), mistakes


def _said_twice(read: Iterable[_Read]) -> list[Mistake]:
    mistakes: list[Mistake] = []
    first: dict[str, str] = {}
    for path, content in read:
        for field in content.model_fields_set.intersection(_ONCE):
            if field in first:
                line = read_yaml(path).line_of(field)
                problem = f"{field}: stands in {first[field]} too; say it in one file"
                mistakes.append(Mistake(path, line, problem))
            first.setdefault(field, path.name)
    return mistakes


def _joined(folder: Path, read: Collection[_Read]) -> Cues:
    parts = tuple(_as_cues(folder.name, *one) for one in read)
    once = {
        field: getattr(content, field)
        for _, content in read
        for field in content.model_fields_set.intersection(_ONCE)
    }
    many: dict[str, Any] = {
        field: tuple(chain.from_iterable(getattr(part, field) for part in parts))
        for field in _CuesFile.model_fields.keys() - {"words", *_ONCE}
    }
    return replace(parts[0], path=folder, parts=parts, **once, **many)


def _as_cues(name: str, path: Path, content: _CuesFile) -> Cues:
    return Cues(
        name=name,
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
