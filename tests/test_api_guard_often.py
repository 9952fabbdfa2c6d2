"""Who asks too often is told when to come again, and slows nobody else."""

import sys

import pytest
from api_guard_kit import GOOD, KEY, clients_of

from assistant.api.buckets import Buckets


@pytest.fixture
def client_of(engine):
    return clients_of(engine)


@pytest.fixture
def client(client_of):
    return client_of()


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
