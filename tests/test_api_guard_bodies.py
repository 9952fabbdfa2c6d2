"""No body is read beyond its cap, for too long, or where it is no text."""

import asyncio
import itertools

import pytest
from api_guard_kit import clients_of

from assistant.api.bodies import TooLong, fault_of, read_body
from assistant.settings import Settings


@pytest.fixture
def client(engine):
    return clients_of(engine)()


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
