"""Who may come in, how often and with how much; and what never comes out."""

import asyncio
import base64
import itertools
import logging
import sys

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from assistant.api import create_app, serve
from assistant.api.bodies import TooLong, fault_of, read_body
from assistant.api.buckets import Buckets
from assistant.api.hosts import is_loopback
from assistant.api.server import QuietFormatter, refuse_unsafe
from assistant.errors import SettingsError
from assistant.settings import Settings

GOOD = {"text": "My parcel is late.", "channel": "x"}
URL = "http://127.0.0.1:7860"
KEY = "a-long-and-random-key"
ROUTES = ["/v1/reply", "/v1/check", "/v1/triage", "/v1/lint", "/v1/chat/completions"]
KINDS = ["application/json", "text/plain", "multipart/form-data", ""]


@pytest.fixture
def client_of(engine):
    """Make a client of a server with settings of its own."""

    def make(*, url: str = URL, **settings) -> TestClient:
        app = create_app(engine, Settings(**settings))
        return TestClient(app, base_url=url, raise_server_exceptions=False)

    return make


@pytest.fixture
def client(client_of):
    return client_of()


# Origins and names


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://127.0.0.1.evil.example:7860",
        "http://127.0.0.1:9999",
        "http://127.0.0.1",
        "null",
        "file://",
        "http://[",
        "",
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_api_guard_turns_foreign_pages_away_before_anything_runs(client, origin, kind):
    before = client.get("/metrics").text
    headers = {"origin": origin, "content-type": kind}
    for route, method in itertools.product(ROUTES, ["POST", "PUT", "OPTIONS"]):
        answer = client.request(method, route, json=GOOD, headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (
            403,
            "foreign_origin",
        )
        assert "access-control-allow-origin" not in answer.headers
    assert "tactful_drafts_total{" not in before + client.get("/metrics").text


@pytest.mark.parametrize(
    "url", [URL, "http://localhost:7860", "http://[::1]:7860", "http://LOCALHOST:7860"]
)
def test_api_guard_lets_our_own_pages_in(client_of, url):
    answer = client_of(url=url).post("/v1/triage", json=GOOD, headers={"origin": url})
    assert answer.status_code == 200


def test_api_guard_lets_tools_without_an_origin_in(client):
    assert client.post("/v1/triage", json=GOOD).status_code == 200


def test_api_guard_lets_nobody_read_across_origins(client):
    answer = client.get("/v1/channels", headers={"origin": "http://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7860",
        "127.0.0.1.evil.example",
        "10.0.0.5",
        "",
        "[",
    ],
)
@pytest.mark.parametrize("path", ["/health", "/v1/channels", "/docs"])
def test_api_guard_stops_rebound_names(client, host, path):
    answer = client.get(path, headers={"host": host})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "wrong_host")


def test_api_guard_takes_any_name_where_others_come_with_a_key(client_of):
    client = client_of(url="http://desk.example", host="0.0.0.0", api_keys=[KEY])
    headers = {"authorization": f"Bearer {KEY}", "origin": "http://desk.example"}
    assert client.post("/v1/triage", json=GOOD, headers=headers).status_code == 200
    headers["origin"] = "http://evil.example"
    assert client.post("/v1/triage", json=GOOD, headers=headers).status_code == 403


def test_api_guard_has_no_web_sockets(client):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pass


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/proxy=http://x"])
def test_api_guard_keeps_files_and_proxies_shut(client, path):
    assert client.post(path, content=b"x").status_code == 403


# Bodies


def run(app, chunks, *, path="/v1/check", length=None):
    """Send chunks to an app as a server does; return the status and chunks taken."""
    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 7860),
    }
    taken, sent = [], []

    async def receive():
        taken.append(1)
        chunk = next(chunks, None)
        if chunk is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return (sent[0]["status"] if sent else None), len(taken)


def test_api_guard_refuses_a_long_body_unread(client):
    assert run(client.app, iter([]), length=50_000_000) == (413, 0)


def test_api_guard_cuts_a_body_without_a_length(client):
    status, taken = run(client.app, itertools.repeat(b"x" * 1000))
    assert status == 413
    assert taken <= 66


def test_api_guard_gives_nothing_to_one_who_left(client):
    assert run(client.app, iter([b'{"text":'])) == (None, 2)


def test_api_guard_takes_a_body_of_the_very_size(client):
    most = Settings().most_body_bytes
    body = b'{"text": "late", "channel": "x"}'
    headers = {"content-type": "application/json"}
    for extra, status in ((0, 200), (1, 413)):
        content = body.ljust(most + extra)
        answer = client.post("/v1/check", content=content, headers=headers)
        assert answer.status_code == status
    assert answer.json()["error"]["code"] == "too_long"


def test_api_guard_lets_help_desks_send_whole_conversations(client):
    message = {"role": "user", "content": "Where is it? " * 50_000}
    for size, status in ((1, 200), (4, 413)):
        body = {"messages": [message] * size}
        assert client.post("/chat/completions", json=body).status_code == status


def test_api_guard_reads_slow_bodies_for_a_while_only(monkeypatch):
    async def never():
        await asyncio.sleep(60)

    monkeypatch.setattr("assistant.api.bodies._SECONDS", 0.01)
    with pytest.raises(TimeoutError):
        asyncio.run(read_body(never, 10))


def test_api_guard_stops_reading_at_the_cap():
    async def more():
        return {"type": "http.request", "body": b"xx", "more_body": True}

    with pytest.raises(TooLong):
        asyncio.run(read_body(more, 5))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"{}", None),
        (b'"\\ud83d\\ude43"', None),
        (b'"\\\\ud83d"', None),
        ("\U0001f643".encode(), None),
        (b'"\\ud83d"', "half a character"),
        (b'"\\ude43"', "half a character"),
        (b'"\\ud83d\\ud83d\\ude43"', "half a character"),
        (b'"\\ud83d \\ude43"', "half a character"),
        (b"\xff", "not UTF-8"),
        (b"a\0", "zero byte"),
    ],
)
def test_api_guard_tells_why_bytes_are_no_text(body, fault):
    found = fault_of(body)
    assert fault in found if fault else found is None


# Keys


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {KEY}"},
        {"authorization": f"bearer  {KEY} "},
        {"api-key": KEY},
        {"authorization": "Basic " + base64.b64encode(f"me:{KEY}".encode()).decode()},
        {"authorization": "Bearer wrong", "api-key": KEY},
    ],
)
def test_api_guard_takes_a_key_in_every_usual_place(client_of, headers):
    client = client_of(api_keys=["another-key", KEY])
    assert client.get("/v1/channels", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": f"Bearer {KEY}x"},
        {"authorization": KEY},
        {"authorization": "Basic %%%"},
        {"api-key": ""},
        {"api-key": "ключ".encode()},
    ],
)
@pytest.mark.parametrize(
    "path",
    ["/", "/v1/channels", "/metrics", "/docs", "/openapi.json", "/v1/models", "/nope"],
)
def test_api_guard_answers_401_without_the_key(client_of, headers, path):
    answer = client_of(api_keys=[KEY]).get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "invalid_api_key"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_api_guard_asks_browsers_for_the_key(client_of):
    page = client_of(api_keys=[KEY]).get("/", headers={"accept": "text/html"})
    assert page.headers["www-authenticate"].startswith("Basic")


def test_api_guard_leaves_health_open(client_of):
    assert client_of(api_keys=[KEY]).get("/health").status_code == 200


def test_api_guard_answers_429_after_twenty_wrong_keys(client_of):
    client = client_of(api_keys=[KEY])
    wrong = {"authorization": "Bearer wrong"}
    statuses = [client.get("/metrics", headers=wrong).status_code for _ in range(21)]
    assert statuses == [401] * 20 + [429]
    blocked = client.get("/metrics", headers={"api-key": KEY})
    assert blocked.status_code == 429
    assert int(blocked.headers["retry-after"]) >= 1
    assert client.get("/health").status_code == 200


def test_api_guard_counts_no_wrong_try_where_no_key_was_shown(client_of):
    client = client_of(api_keys=[KEY])
    assert {client.get("/metrics").status_code for _ in range(25)} == {401}
    assert client.get("/metrics", headers={"api-key": KEY}).status_code == 200


# How often


def test_api_guard_slows_one_key_and_not_another(client_of):
    client = client_of(api_keys=[KEY, "another-key"], requests_per_minute=3)
    statuses = [
        client.get("/v1/models", headers={"api-key": KEY}).status_code for _ in range(4)
    ]
    assert statuses == [200, 200, 200, 429]
    other = client.get("/v1/models", headers={"api-key": "another-key"})
    assert other.status_code == 200


def test_api_guard_says_when_to_come_again(client_of):
    client = client_of(requests_per_minute=1)
    client.get("/v1/models")
    answer = client.get("/v1/models")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert client.get("/health").status_code == 200


def test_api_guard_buckets_fill_again():
    now = [100.0]
    buckets = Buckets(2, clock=lambda: now[0])
    waits = [buckets.take("a") for _ in range(3)]
    assert (waits[:2], round(waits[2])) == ([0.0, 0.0], 30)
    now[0] += 30
    assert [buckets.take("a"), buckets.take("b")] == [0.0, 0.0]
    assert buckets.take("a") > 0


def test_api_guard_buckets_forget_the_oldest_names():
    buckets = Buckets(1, clock=lambda: 0.0, most=100)
    for number in range(1000):
        buckets.take(str(number))
    assert sys.getsizeof(buckets._left) < 20_000
    assert buckets.take("0") == 0.0
    assert buckets.take("999") > 0


def test_api_guard_refuses_what_would_wait_too_long(client, monkeypatch):
    monkeypatch.setattr("assistant.api.guard._MOST_AT_ONCE", 0)
    answer = client.post("/v1/triage", json=GOOD)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert client.get("/health").status_code == 200


# What leaves


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


# Starting


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
