"""What leaves carries the security headers, and logs hold no words of anybody."""

import logging
import sys

import pytest
from api_guard_kit import GOOD, clients_of

from assistant.api.server import QuietFormatter


@pytest.fixture
def client(engine):
    return clients_of(engine)()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/health"),
        ("GET", "/docs"),
        ("GET", "/nowhere"),
        ("POST", "/v1/check"),
        ("POST", "/v1/chat/completions"),
    ],
)
def test_api_guard_sends_the_security_headers_with_everything(client, method, path):
    headers = client.request(method, path, json=GOOD).headers
    policy = headers["content-security-policy"]
    assert "img-src 'self' data: blob:;" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_api_guard_keeps_answers_out_of_caches(client):
    assert client.post("/v1/check", json=GOOD).headers["cache-control"] == "no-store"


def test_api_guard_logs_where_it_failed_and_not_on_what():
    card = "4111 1111 1111 1111"
    try:
        raise ValueError(card)
    except ValueError:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info()
        )
    written = QuietFormatter().format(record)
    assert card not in written
    assert "raise ValueError(card)" in written
