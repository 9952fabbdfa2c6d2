"""Programs with a language model find the same answers as those that speak REST."""

import json
import socket
import threading
import time
from contextlib import asynccontextmanager

import anyio
import httpx2
import pytest
import uvicorn
from mcp import Client, MCPError
from mcp.client.streamable_http import streamable_http_client
from mcp_kit import ARGUMENTS, MODES, SECRET

from assistant.api import create_app
from assistant.api.app import make_desk
from assistant.api.tools import TOOLS, call_tool
from assistant.settings import Settings

KEY = "a-long-and-random-key"
ROUTES = {
    "draft_reply": "/v1/reply",
    "check_text": "/v1/check",
    "triage_message": "/v1/triage",
}


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


@pytest.mark.slow
def test_mcp_client_is_told_what_is_wrong(running):
    arguments = {"text": SECRET, "channel": "twiter"}
    answer = ask(running, "draft_reply", arguments)
    assert answer.is_error
    expected = rest(running, "/v1/reply", arguments)
    assert answer.structured_content == expected
    assert answer.structured_content["error"]["nearest"][0] == "twitter"


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
