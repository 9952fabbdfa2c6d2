"""How a sentence that was flagged is said better, as reviewers wrote it down."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, PhraseText, read_shaped
from assistant.library.yaml_files import YamlMistake
from assistant.schema import Family, LeakKind


class Frames(Border):
    """What can go or be swapped in a sentence, and what stands in for all of it."""

    leads: tuple[PhraseText, ...] = ()
    tails: tuple[PhraseText, ...] = ()
    swaps: Mapping[PhraseText, str] = Field(default_factory=dict)
    instead: tuple[str, ...]


class Mending(Border):
    """The frames of every family, and what a private detail is called instead."""

    any: Frames
    families: Mapping[Family, Frames]
    details: Mapping[LeakKind, str]
    named: tuple[str, ...]
    private: str = Field(min_length=1)


def load_mending(path: Path) -> tuple[Mending | None, list[Mistake]]:
    """Read how flagged sentences are mended, and every mistake in it."""
    try:
        return read_shaped(path, Mending)
    except YamlMistake as error:
        return None, [error.mistake]
