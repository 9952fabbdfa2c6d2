"""A call of MCP is one post behind the guard, has no session, and may hold anything."""

import json

import pytest
from mcp_kit import CALL, SECRET
from starlette.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings

ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.fixture
def client(engine):
    app = create_app(engine, Settings())
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


def code_of(answer):
    """Return our code, which JSON-RPC carries in its data."""
    body = answer.json()
    assert (body["jsonrpc"], body["id"]) == ("2.0", None)
    return body["error"]["data"]["error"]["code"]


def test_mcp_answers_a_single_call_without_a_session(client):
    answer = client.post("/mcp", json=CALL, headers=ACCEPT)
    assert answer.status_code == 200
    assert answer.json()["result"]["structuredContent"]["ready"] is False
    assert answer.headers["cache-control"] == "no-store"
    assert "mcp-session-id" not in answer.headers
    assert 'route="/mcp",status="200"' in client.get("/metrics").text


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"origin": "http://evil.example"}, 403, "foreign_origin"),
        ({"host": "evil.example"}, 400, "wrong_host"),
    ],
)
def test_mcp_stands_behind_the_guard(client, headers, status, code):
    answer = client.post("/mcp", json=CALL, headers=ACCEPT | headers)
    assert (answer.status_code, code_of(answer)) == (status, code)


def test_mcp_takes_only_so_much(client):
    long = {
        **CALL,
        "params": {"name": "check_text", "arguments": {"text": "x" * 70_000}},
    }
    answer = client.post("/mcp", json=long, headers=ACCEPT)
    assert (answer.status_code, code_of(answer)) == (413, "too_long")


def test_mcp_is_counted_like_any_request(engine):
    app = create_app(engine, Settings(requests_per_minute=2))
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        statuses = [
            client.post("/mcp", json=CALL, headers=ACCEPT).status_code for _ in range(4)
        ]
        assert client.get("/mcp").status_code == 429
    assert statuses == [200, 200, 429, 429]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"jsonrpc": "2.0"}',
        json.dumps({**CALL, "params": {"name": SECRET, "arguments": SECRET}}).encode(),
        json.dumps({**CALL, "params": {"arguments": {"text": SECRET}}}).encode(),
        json.dumps({**CALL, "method": "tools/sing"}).encode(),
        json.dumps({**CALL, "id": {"x": SECRET}}).encode(),
        b'{"text": "\xff"}',
    ],
)
def test_mcp_survives_any_body(client, body, caplog):
    caplog.set_level("WARNING")
    headers = ACCEPT | {"content-type": "application/json"}
    answer = client.post("/mcp", content=body, headers=headers)
    assert answer.status_code < 500
    assert SECRET not in answer.text
    assert SECRET not in caplog.text
    assert client.post("/mcp", json=CALL, headers=ACCEPT).status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_mcp_has_no_sessions_to_open_or_end(client, method):
    answer = client.request(method, "/mcp", headers=ACCEPT)
    assert (answer.status_code, code_of(answer)) == (405, "wrong_method")
    assert answer.headers["allow"] == "POST"


def test_mcp_says_when_the_server_is_not_running(engine):
    client = TestClient(
        create_app(engine, Settings()), base_url="http://127.0.0.1:7860"
    )
    answer = client.post("/mcp", json=CALL, headers=ACCEPT)
    assert (answer.status_code, code_of(answer)) == (503, "try_later")
