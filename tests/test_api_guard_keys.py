"""Where a key is set, only those who show it come in, and guessing is slow."""

import base64

import pytest
from api_guard_kit import KEY, clients_of


@pytest.fixture
def client_of(engine):
    return clients_of(engine)


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
