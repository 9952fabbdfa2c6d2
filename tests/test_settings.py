"""Settings come from the environment, and a wrong one is named."""

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, get_settings


@pytest.fixture(autouse=True)
def _read_anew():
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def test_settings_are_taken_from_the_environment(monkeypatch):
    monkeypatch.setenv("TACTFUL_PORT", "8080")
    monkeypatch.setenv("TACTFUL_MODELS", "/srv/models")
    monkeypatch.setenv("TACTFUL_API_KEYS", '["one key", "another key"]')
    settings = get_settings()
    assert settings.port == 8080
    assert settings.models == Path("/srv/models")
    assert settings.api_keys == ["one key", "another key"]


def test_settings_that_are_given_or_empty_are_not_taken(monkeypatch):
    monkeypatch.setenv("TACTFUL_PORT", "8080")
    monkeypatch.setenv("TACTFUL_BRAND", "")
    assert (Settings(port=9090).port, Settings(port=9090).brand) == (9090, None)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TACTFUL_PORT", "many"),
        ("TACTFUL_PORT", "70000"),
        ("TACTFUL_API_KEYS", "not-a-list"),
        ("TACTFUL_API_KEYS", '{"key": 1}'),
        ("TACTFUL_MOST_BODY_BYTES", "12"),
    ],
)
def test_settings_name_the_variable_that_is_wrong(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=f"^{variable}: "):
        get_settings()
