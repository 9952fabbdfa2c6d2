"""What can be set from outside, by environment variables that begin with TACTFUL_."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import SettingsError

_PREFIX = "TACTFUL_"
_LISTS = ("api_keys",)
_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent


def _beside(name: str) -> Path:
    """Return the folder in the checkout, or the copy that an install carries."""
    in_checkout = _CHECKOUT / name
    return in_checkout if in_checkout.is_dir() else _PACKAGE / f"_{name}"


class Settings(BaseModel):
    """Where things are and how the server behaves; every value has a safe default.

    What is not given is taken from the environment.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    templates: Path = Field(default_factory=lambda: _beside("templates"))
    models: Path = Field(default_factory=lambda: _beside("models"))
    model: str = ""
    brand: Path | None = None
    database: str = "sqlite:///tactful.db"
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    api_keys: list[str] = []
    most_body_bytes: int = Field(default=65_536, ge=1024)
    requests_per_minute: int = Field(default=600, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _from_environment(cls, given: dict[str, Any]) -> dict[str, Any]:
        found = {
            name: os.environ[_PREFIX + name.upper()]
            for name in cls.model_fields
            if os.environ.get(_PREFIX + name.upper()) and name not in given
        }
        return {name: _read(name, value) for name, value in found.items()} | given


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process, read once.

    Raises SettingsError for a variable of the environment that cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        variable = f"{_PREFIX}{str(first['loc'][0]).upper()}"
        raise SettingsError(f"{variable}: {first['msg']}") from error


def _read(name: str, value: str) -> object:
    """Return a value of the environment; a list is written in JSON."""
    if name not in _LISTS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
