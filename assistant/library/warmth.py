"""What makes a reply read warm or cool: groups of phrases with weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, PhraseText, read_shaped
from assistant.library.yaml_files import YamlMistake
from assistant.text import Phrase


@dataclass(frozen=True, slots=True)
class WarmthGroup:
    """One thing that warms or cools: its weight, and how often it counts at most."""

    weight: float
    most: int
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class WarmthScale:
    """All groups, and the sum of a text that has none of them."""

    bias: float
    groups: Mapping[str, WarmthGroup]


class _GroupFile(Border):
    weight: float = Field(ge=-5, le=5)
    most: int = Field(ge=1, le=20)
    phrases: list[PhraseText] = Field(min_length=1)


class _ScaleFile(Border):
    bias: float
    groups: dict[str, _GroupFile]


def load_warmth(path: Path) -> tuple[WarmthScale, list[Mistake]]:
    """Read the scale, and every mistake in it."""
    nothing = WarmthScale(0.0, {})
    try:
        content, mistakes = read_shaped(path, _ScaleFile)
    except YamlMistake as error:
        return nothing, [error.mistake]
    if content is None:
        return nothing, mistakes
    groups = {
        name: WarmthGroup(
            group.weight, group.most, tuple(map(Phrase.parse, group.phrases))
        )
        for name, group in content.groups.items()
    }
    return WarmthScale(content.bias, groups), []
