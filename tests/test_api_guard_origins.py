"""Foreign pages and false names are turned away before anything runs."""

import itertools

import pytest
from api_guard_kit import GOOD, KEY, clients_of
from api_kit import URL
from starlette.websockets import WebSocketDisconnect

ROUTES = ["/v1/reply", "/v1/check", "/v1/triage", "/v1/lint", "/v1/chat/completions"]
KINDS = ["application/json", "text/plain", "multipart/form-data", ""]


@pytest.fixture
def client_of(engine):
    return clients_of(engine)


@pytest.fixture
def client(client_of):
    return client_of()


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
