"""From which chance on the tone model speaks of a family, and what it says then."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, read_shaped
from assistant.library.yaml_files import YamlMistake
from assistant.schema import Family, Severity


@dataclass(frozen=True, slots=True)
class ToneRule:
    """What is said where the model hears a family in a sentence.

    It speaks where the chance is `threshold` or more. `precision` and `recall` are
    what to expect there, measured on replies it was not trained on.
    """

    threshold: float
    severity: Severity
    message: str
    why: str
    precision: float | None
    recall: float | None


class _RuleFile(Border):
    threshold: float = Field(ge=0, le=1)
    severity: Severity
    message: str = Field(min_length=1)
    why: str = Field(min_length=1)
    precision: float | None = Field(default=None, ge=0, le=1)
    recall: float | None = Field(default=None, ge=0, le=1)


class _ToneFile(Border):
    families: dict[Family, _RuleFile]


def load_tone(path: Path) -> tuple[Mapping[Family, ToneRule], list[Mistake]]:
    """Read what the model says of each family, and every mistake in it."""
    try:
        content, mistakes = read_shaped(path, _ToneFile)
    except YamlMistake as error:
        return {}, [error.mistake]
    if content is None:
        return {}, mistakes
    return {
        family: ToneRule(**rule.model_dump())
        for family, rule in content.families.items()
    }, []
