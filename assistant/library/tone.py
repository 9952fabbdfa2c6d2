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


@dataclass(frozen=True, slots=True)
class Enough:
    """How sure the model of private details must be, 0 to 1.

    What it marks alone is a detail from `alone` on; what the rules found is none where
    it gives less than `least` to every word.
    """

    alone: float
    least: float


class _RuleFile(Border):
    threshold: float = Field(ge=0, le=1)
    severity: Severity
    message: str = Field(min_length=1)
    why: str = Field(min_length=1)
    precision: float | None = Field(default=None, ge=0, le=1)
    recall: float | None = Field(default=None, ge=0, le=1)


class _EnoughFile(Border):
    alone: float = Field(ge=0, le=1)
    least: float = Field(ge=0, le=1)
    precision: float | None = Field(default=None, ge=0, le=1)
    recall: float | None = Field(default=None, ge=0, le=1)


class _ToneFile(Border):
    families: dict[Family, _RuleFile]
    borne_out: float = Field(default=0.0, ge=0, le=1)
    private: _EnoughFile | None = None


def load_tone(path: Path) -> tuple[Mapping[Family, ToneRule], list[Mistake]]:
    """Read what the model says of each family, and every mistake in it."""
    content, mistakes = _read(path)
    if content is None:
        return {}, mistakes
    return {
        family: ToneRule(**rule.model_dump())
        for family, rule in content.families.items()
    }, []


def load_borne_out(path: Path) -> tuple[float, list[Mistake]]:
    """Read which chance the tone model must give a sentence that a rule warns of."""
    content, mistakes = _read(path)
    return (content.borne_out if content else 0.0), mistakes


def load_enough(path: Path) -> tuple[Enough | None, list[Mistake]]:
    """Read how sure the model of private details must be; None where it is not used."""
    content, mistakes = _read(path)
    if content is None or content.private is None:
        return None, mistakes
    return Enough(content.private.alone, content.private.least), []


def _read(path: Path) -> tuple[_ToneFile | None, list[Mistake]]:
    try:
        return read_shaped(path, _ToneFile)
    except YamlMistake as error:
        return None, [error.mistake]
