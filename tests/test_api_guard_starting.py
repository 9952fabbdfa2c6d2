"""A server opens to strangers only with a good key."""

import pytest
from api_guard_kit import KEY

from assistant.api import create_app, serve
from assistant.api.hosts import is_loopback
from assistant.api.server import refuse_unsafe
from assistant.errors import SettingsError
from assistant.settings import Settings


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "desk.example", "::"])
@pytest.mark.parametrize("keys", [[], ["short"]])
def test_api_guard_refuses_to_serve_strangers_without_a_good_key(host, keys):
    with pytest.raises(SettingsError, match="TACTFUL_API_KEYS"):
        serve(Settings(host=host, api_keys=keys))


@pytest.mark.parametrize(
    "settings", [{}, {"host": "::1"}, {"host": "0.0.0.0", "api_keys": [KEY]}]
)
def test_api_guard_serves_this_machine_and_holders_of_keys(settings):
    assert refuse_unsafe(Settings(**settings)) is None


def test_api_a_blank_key_is_refused(engine):
    with pytest.raises(SettingsError, match="blank"):
        create_app(engine, Settings(api_keys=["  "]))


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("localhost.evil.example", False),
        ("", False),
    ],
)
def test_api_guard_knows_this_machine(host, loopback):
    assert is_loopback(host) is loopback
