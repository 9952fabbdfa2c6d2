"""How long a conversation waits: for an answer, for a last look, before it is new."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import Field

from assistant.errors import Mistake
from assistant.library.border import Border, read_shaped
from assistant.library.yaml_files import YamlMistake
from assistant.schema import Form


@dataclass(frozen=True, slots=True)
class Times:
    """The set times of conversations; `silence` is by the form of the channel."""

    silence: Mapping[Form, timedelta]
    last_look: timedelta
    reopen: timedelta


class _TimesFile(Border):
    silence_hours: dict[Form, int]
    last_look_hours: int = Field(ge=1)
    reopen_days: int = Field(ge=0)


_DAY = timedelta(days=1)


def load_times(path: Path) -> tuple[Times, list[Mistake]]:
    """Read the set times, and every mistake in them."""
    nothing = Times({}, _DAY, _DAY)
    try:
        content, mistakes = read_shaped(path, _TimesFile)
    except YamlMistake as error:
        return nothing, [error.mistake]
    if content is None:
        return nothing, mistakes
    return Times(
        {form: timedelta(hours=hours) for form, hours in content.silence_hours.items()},
        timedelta(hours=content.last_look_hours),
        timedelta(days=content.reopen_days),
    ), []
