"""Programs with a language model find the same answers as those that speak REST."""

import json
import socket
import subprocess
import sys
import threading
import time
from contextlib import asynccontextmanager

import anyio
import httpx2
import pytest
import uvicorn
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from starlette.testclient import TestClient

from assistant.api import create_app
from assistant.api.app import make_desk
from assistant.api.tools import TOOLS, call_tool
from assistant.engine import Engine
from assistant.settings import Settings

KEY = "a-long-and-random-key"
COMPLAINT = "My parcel has been stuck in Leeds for three weeks and nobody answers."
SECRET = "4111 1111 1111 1111"
ARGUMENTS = {
    "draft_reply": {"text": COMPLAINT, "channel": "x", "name": "Dana"},
    "check_text": {"text": "Calm down and read the email.", "channel": "x"},
    "triage_message": {"text": COMPLAINT, "channel": "x", "waiting": 90},
    "list_channels": {},
}
ROUTES = {
    "draft_reply": "/v1/reply",
    "check_text": "/v1/check",
    "triage_message": "/v1/triage",
}
MODES = ["legacy", "auto", "2026-07-28"]


class Running:
    """A real server on a port of its own, on loopback."""

    def __init__(self, engine, **settings):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        app = create_app(engine, Settings(port=self.port, **settings))
        config = uvicorn.Config(app, log_level="error", ws="none")
        self._server = uvicorn.Server(config)
        run = {"target": self._server.run, "kwargs": {"sockets": [self._socket]}}
        self._thread = threading.Thread(**run)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


@pytest.fixture(scope="module")
def engine(templates):
    from assistant.library import Library

    return Engine(Library(templates))


@pytest.fixture(scope="module")
def running(engine):
    with Running(engine) as server:
        yield server


@pytest.fixture(scope="module")
def locked(engine):
    with Running(engine, api_keys=[KEY], requests_per_minute=30) as server:
        yield server


@asynccontextmanager
async def connected(server, *, key=None, mode="legacy"):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with httpx2.AsyncClient(headers=headers) as http:
        transport = streamable_http_client(f"{server.url}/mcp", http_client=http)
        async with Client(transport, mode=mode) as client:
            yield client


def ask(server, name, arguments, **how):
    """Call one tool over HTTP as a client does."""

    async def run():
        async with connected(server, **how) as client:
            return await client.call_tool(name, arguments)

    return anyio.run(run)


def rest(server, route, body=None, key=None):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    ask_for = "GET" if body is None else "POST"
    answer = httpx2.request(ask_for, f"{server.url}{route}", json=body, headers=headers)
    return answer.json()


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_mcp_client_finds_the_tools(running, mode):
    async def run():
        async with connected(running, mode=mode) as client:
            return client.server_info, (await client.list_tools()).tools

    server, tools = anyio.run(run)
    assert mode not in ("legacy", "auto") or server.name == "tactful"
    assert [tool.name for tool in tools] == list(TOOLS)
    for tool in tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        fields = tool.input_schema["properties"].values()
        assert all(field["description"] for field in fields)


def test_mcp_a_draft_is_about_the_topic_that_a_person_names(engine):
    wanted = ARGUMENTS["draft_reply"] | {"topic": "lost_parcel"}
    called = call_tool("draft_reply", wanted, make_desk(engine, Settings()))
    assert called.answer["drafts"][0]["topic"] == "lost_parcel"
    assert called.answer["topic_chosen"]


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ROUTES)
def test_mcp_tools_answer_as_rest_does(running, name, mode):
    answer = ask(running, name, ARGUMENTS[name], mode=mode)
    expected = rest(running, ROUTES[name], ARGUMENTS[name])
    assert not answer.is_error
    assert answer.structured_content == expected
    assert answer.structured_content["version"] == 1
    assert json.loads(answer.content[0].text) == expected


@pytest.mark.slow
def test_mcp_lists_the_channels_that_rest_lists(running):
    every = ask(running, "list_channels", {}).structured_content
    one = ask(running, "list_channels", {"channel": "twitter"}).structured_content
    assert every == rest(running, "/v1/channels")
    assert one["channels"] == [c for c in every["channels"] if c["key"] == "x"]


BAD = [
    ("draft_reply", {"channel": "x"}, "wrong_shape", "text"),
    ("draft_reply", {"text": "", "channel": "x"}, "unusable_input", "text"),
    (
        "draft_reply",
        {"text": f"my {SECRET}", "channel": "twiter"},
        "unknown_channel",
        "channel",
    ),
    (
        "draft_reply",
        {"text": "a", "channel": "x", "tone": SECRET},
        "wrong_shape",
        "tone",
    ),
    (
        "draft_reply",
        {"text": "a", "channel": "x", "drafts": 9},
        "wrong_shape",
        "drafts",
    ),
    ("check_text", {"text": {SECRET: SECRET}, "channel": "x"}, "wrong_shape", "text"),
    (
        "triage_message",
        {"text": f"{SECRET} " * 3000, "channel": "x"},
        "unusable_input",
        "text",
    ),
    ("list_channels", {"channel": SECRET}, "unknown_channel", "channel"),
    (
        "draft_reply",
        {"text": "a", "channel": "x", "topic": SECRET},
        "unknown_topic",
        "topic",
    ),
    ("send_reply", {"text": SECRET}, "no_tool", None),
]


@pytest.mark.parametrize(("name", "arguments", "code", "param"), BAD)
def test_mcp_says_what_is_wrong_without_the_words(engine, name, arguments, code, param):
    called = call_tool(name, arguments, make_desk(engine, Settings()))
    assert called.failed
    assert called.answer["version"] == 1
    error = called.answer["error"]
    assert (error["code"], error["param"]) == (code, param)
    assert SECRET not in called.text


@pytest.mark.slow
def test_mcp_client_is_told_what_is_wrong(running):
    arguments = {"text": SECRET, "channel": "twiter"}
    answer = ask(running, "draft_reply", arguments)
    assert answer.is_error
    expected = rest(running, "/v1/reply", arguments)
    assert answer.structured_content == expected
    assert answer.structured_content["error"]["nearest"][0] == "twitter"


def test_mcp_a_fault_of_ours_tells_nothing(engine, monkeypatch, caplog):
    def fail(*_, **__):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(Engine, "check", fail)
    arguments = ARGUMENTS["check_text"]
    called = call_tool("check_text", arguments, make_desk(engine, Settings()))
    assert called.answer["error"]["code"] == "internal_error"
    assert SECRET not in called.text + "".join(r.getMessage() for r in caplog.records)


@pytest.mark.slow
@pytest.mark.parametrize("key", [None, "a-wrong-but-long-key"])
@pytest.mark.parametrize("mode", MODES)
def test_mcp_wants_a_key_where_the_server_does(locked, key, mode):
    told = pytest.RaisesExc(MCPError, match="show a key")
    with pytest.RaisesGroup(told, flatten_subgroups=True):
        ask(locked, "list_channels", {}, key=key, mode=mode)


@pytest.mark.slow
def test_mcp_takes_the_right_key(locked):
    answer = ask(locked, "list_channels", {"channel": "x"}, key=KEY)
    assert not answer.is_error


CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "check_text", "arguments": ARGUMENTS["check_text"]},
}
ACCEPT = {"accept": "application/json, text/event-stream"}


@pytest.fixture
def client(engine):
    app = create_app(engine, Settings())
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


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


def code_of(answer):
    """Return our code, which JSON-RPC carries in its data."""
    body = answer.json()
    assert (body["jsonrpc"], body["id"]) == ("2.0", None)
    return body["error"]["data"]["error"]["code"]


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


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_mcp_command_serves_the_program_that_starts_it(mode, engine):
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "assistant", "mcp", "--model", "none"]
    )

    async def run():
        async with Client(command, mode=mode) as client:
            tools = [tool.name for tool in (await client.list_tools()).tools]
            good = await client.call_tool("check_text", ARGUMENTS["check_text"])
            bad = await client.call_tool("check_text", {"text": "a"})
            return tools, good, bad

    tools, good, bad = anyio.run(run)
    assert tools == list(TOOLS)
    assert good.structured_content["ready"] is False
    assert bad.is_error


@pytest.mark.slow
def test_mcp_command_writes_nothing_but_the_protocol():
    asked = [CALL | {"method": "ping", "params": {}}, "no JSON", CALL]
    lines = "".join(f"{json.dumps(one)}\n" for one in asked)
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "mcp", "--model", "none"],
        input=lines,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in run.stdout.splitlines())
    assert "Traceback" not in run.stderr
