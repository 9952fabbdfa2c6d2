"""The brand file: whose voice answers, and what a reply of theirs may state."""

from datetime import time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from assistant.errors import BrandError
from assistant.library.border import Border, read_document
from assistant.library.yaml_files import YamlMistake, read_yaml
from assistant.schema import Brand, Hours, Tone

_HANDOFFS = ("dm", "phone", "email", "in_person")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"^([01]?\d|2[0-3]):[0-5]\d$"


class HoursFile(Border):
    """When a brand is at work: a time zone, days, and from when to when."""

    zone: str = "UTC"
    days: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = Field(
        default=["mon", "tue", "wed", "thu", "fri"], min_length=1
    )
    opens: str = Field(default="9:00", pattern=_CLOCK)
    closes: str = Field(default="18:00", pattern=_CLOCK)

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (OSError, ValueError) as error:
            raise ValueError("is no time zone; write one as Europe/London") from error
        return zone

    def to_hours(self) -> Hours:
        """Return the record that promises are reckoned with."""
        days = tuple(number for number, day in enumerate(_DAYS) if day in self.days)
        return Hours(self.zone, days, _clock(self.opens), _clock(self.closes))


def _clock(written: str) -> time:
    hour, _, minute = written.partition(":")
    return time(int(hour), int(minute))


class BrandFile(Border):
    """The border shape of a brand, in files and in JSON."""

    name: str = ""
    contacts: list[str] = []
    sign_off: str = ""
    handoffs: dict[str, str | dict[str, str]] = {}
    tones: list[Tone] = list(Tone)
    status_page: str = ""
    house_words: dict[str, str] = {}
    facts: dict[str, str] = {}
    hours: HoursFile | None = None

    def to_brand(self) -> Brand:
        """Return the record that the flow works with."""
        handoffs = {
            name: {"default": to} if isinstance(to, str) else dict(to)
            for name, to in self.handoffs.items()
            if name in _HANDOFFS
        }
        return Brand(
            name=self.name,
            contacts=tuple(self.contacts),
            sign_off=self.sign_off,
            handoffs=handoffs,
            tones=tuple(self.tones) or tuple(Tone),
            status_page=self.status_page,
            house_words=dict(self.house_words),
            facts=dict(self.facts),
            hours=self.hours.to_hours() if self.hours else None,
        )


def load_brand(path: Path) -> Brand:
    """Read a brand file.

    Raises BrandError with every mistake in it.
    """
    try:
        document = read_yaml(path)
    except YamlMistake as error:
        raise BrandError([error.mistake]) from error
    content, mistakes = read_document(document, BrandFile)
    if content is None:
        raise BrandError(mistakes)
    return content.to_brand()
