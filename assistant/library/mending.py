"""How a sentence that was flagged is said better, as reviewers wrote it down."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, field_validator

from assistant.errors import Mistake
from assistant.library.border import Border, PhraseText, read_shaped
from assistant.library.yaml_files import YamlMistake
from assistant.schema import Family, LeakKind
from assistant.text import ENGLISH


class Frames(Border):
    """What can go or be swapped in a sentence, and what stands in for all of it."""

    leads: tuple[PhraseText, ...] = ()
    tails: tuple[PhraseText, ...] = ()
    swaps: Mapping[PhraseText, str] = Field(default_factory=dict)
    instead: tuple[str, ...]


class PlainWords(Border):
    """What stands, in one language, where a detail or a whole sentence can't.

    `details` says what each kind of detail is called, `named` which words before it
    name it already, `private` and `instead` are whole sentences, and `onward` asks on
    where a kind sentence would stand alone.
    """

    details: Mapping[LeakKind, str] = Field(default_factory=dict)
    named: tuple[str, ...] = ()
    private: str = Field(min_length=1)
    instead: str = Field(min_length=1)
    onward: str = ""


class Mending(Border):
    """The frames of every family, and the plain words of every language."""

    any: Frames
    families: Mapping[Family, Frames]
    languages: Mapping[str, PlainWords]

    @field_validator("languages")
    @classmethod
    def _has_english(cls, value: Mapping[str, PlainWords]) -> Mapping[str, PlainWords]:
        if ENGLISH not in value:
            raise ValueError("has no 'en', which stands in for every other language")
        return value

    def plain(self, language: str) -> PlainWords:
        """Return the plain words of a language; the English ones where it has none."""
        return self.languages.get(language) or self.languages[ENGLISH]


def load_mending(path: Path) -> tuple[Mending | None, list[Mistake]]:
    """Read how flagged sentences are mended, and every mistake in it."""
    try:
        return read_shaped(path, Mending)
    except YamlMistake as error:
        return None, [error.mistake]
