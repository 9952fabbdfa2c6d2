"""What can be set from outside, by environment variables that begin with TACTFUL_."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent


def _beside(name: str) -> Path:
    """Return the folder in the checkout, or the copy that an install carries."""
    in_checkout = _CHECKOUT / name
    return in_checkout if in_checkout.is_dir() else _PACKAGE / f"_{name}"


class Settings(BaseSettings):
    """Where things are and how the server behaves; every value has a safe default."""

    model_config = SettingsConfigDict(env_prefix="TACTFUL_", extra="ignore")

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


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
