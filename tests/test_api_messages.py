"""Other programs store messages, follow them up and close them."""

import pytest
from api_kit import COMPLAINT, client_of, client_with_store

from assistant.errors import StoreError
from assistant.store import Store


@pytest.fixture(scope="module")
def client(engine):
    with client_with_store(engine) as client:
        yield client


def test_api_messages_are_stored_followed_up_and_closed(client):
    new = {"text": COMPLAINT, "channel": "x", "drafts": 2, "key": "follow-up"}
    stored = client.post("/v1/messages", json=new).json()
    number, draft = stored["id"], stored["drafts"][0]
    assert stored["version"] == 1
    assert {"topic", "priority", "route"} <= set(stored)
    assert number in [
        one["id"] for one in client.get("/v1/messages").json()["messages"]
    ]

    told = {"draft_id": draft["id"], "outcome": "sent_as_is"}
    sent = client.post(f"/v1/messages/{number}/outcome", json=told).json()["draft"]
    assert (sent["outcome"], sent["similarity"]) == ("sent_as_is", 1.0)

    closed = client.post(f"/v1/messages/{number}/close", json={"reason": "answered"})
    assert closed.json()["message"]["state"] == "closed"
    left = client.get("/v1/messages").json()["messages"]
    assert number not in [one["id"] for one in left]
    shown = client.get(f"/v1/messages/{number}").json()
    assert [one["id"] for one in shown["drafts"]] == [d["id"] for d in stored["drafts"]]


def test_api_messages_come_once_for_a_key(client):
    new = {"text": COMPLAINT, "channel": "x", "key": "the same"}
    first, again = (client.post("/v1/messages", json=new).json() for _ in range(2))
    other = client.post("/v1/messages", json=new | {"key": "another"}).json()
    assert first["id"] == again["id"] != other["id"]


def test_api_messages_answer_404_for_what_is_not_there(client):
    told = {"draft_id": 1, "outcome": "rejected"}
    for answer in (
        client.get("/v1/messages/999999"),
        client.post("/v1/messages/999999/close", json={}),
        client.post("/v1/messages/999999/outcome", json=told),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (
            404,
            "not_stored",
        )


def test_api_messages_answer_409_for_a_second_outcome(client):
    new = {"text": COMPLAINT, "channel": "x", "drafts": 1}
    stored = client.post("/v1/messages", json=new).json()
    path = f"/v1/messages/{stored['id']}/outcome"
    told = {"draft_id": stored["drafts"][0]["id"], "outcome": "sent_as_is"}
    assert client.post(path, json=told).status_code == 200
    again = client.post(path, json=told | {"outcome": "rejected"})
    assert (again.status_code, again.json()["error"]["code"]) == (
        409,
        "changed_meanwhile",
    )


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=9999", "after=-1", "after=99999999999999999999"]
)
def test_api_messages_refuse_numbers_out_of_range(client, query):
    assert client.get(f"/v1/messages?{query}").status_code == 422


class Locked(Store):
    """A database that somebody else holds."""

    def __init__(self):
        pass

    def inbox(self, limit, after=None):
        """Fail."""
        raise StoreError("the database is held by another program")

    def earlier(self, message):
        """Fail."""
        raise StoreError("the database is held by another program")


@pytest.mark.parametrize("store", [None, Locked()])
def test_api_messages_answer_503_without_a_database(engine, store):
    client = client_of(engine, store=store)
    new = {"text": COMPLAINT, "channel": "x"}
    for answer in (client.get("/v1/messages"), client.post("/v1/messages", json=new)):
        assert answer.status_code == 503
        assert answer.headers["retry-after"].isdecimal()
        assert answer.json()["error"]["code"] == "store_unavailable"
    assert client.post("/v1/triage", json=new).status_code == 200
