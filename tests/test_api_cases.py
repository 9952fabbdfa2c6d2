"""Other programs follow customers to the end, and see outages."""

import pytest
from starlette.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings
from assistant.store import Store

URL = "http://127.0.0.1:7860"
LATE = {
    "text": "My parcel is three weeks late and nobody answers",
    "channel": "x",
    "customer": {"handle": "dana_w"},
}


@pytest.fixture
def client(engine):
    with Store.open("sqlite://", secret=b"of this test alone") as store:
        app = create_app(engine, Settings(), store=store)
        yield TestClient(app, base_url=URL, raise_server_exceptions=False)


def test_api_cases_follow_a_customer_to_the_end(client):
    case = client.post("/v1/cases", json=LATE).json()["case"]
    assert (case["id"], case["state"], len(case["story"])) == (1, "open", 5)
    said = {
        "text": "Sorry! Please DM us your order number. We'll write by Friday.",
        "agent": "Priya",
    }
    case = client.post("/v1/cases/1/say", json=said).json()["case"]
    assert {task["kind"] for task in case["tasks"]} == {"word", "follow_up"}
    due = client.get("/v1/cases/due", params={"hours": 400}).json()["due"]
    assert {task["what"] for task in due} >= {"We'll write by Friday."}
    answer = {"text": "4471-9982", "channel": "x_dm", "case": 1}
    case = client.post("/v1/cases", json=answer).json()["case"]
    assert case["turns"][-1]["text"] == "[order number]"
    reply = client.post("/v1/cases/1/reply", json={"drafts": 1}).json()
    assert reply["drafts"][0]["topic"] == "details_given"
    thanks = {**LATE, "text": "it arrived, thanks for sorting it"}
    case = client.post("/v1/cases", json=thanks).json()["case"]
    assert (case["id"], case["state"], case["closed_reason"]) == (
        1,
        "closed",
        "the customer is content",
    )
    assert client.get("/v1/cases").json()["cases"] == []
    assert len(client.get("/v1/cases", params={"closed": True}).json()["cases"]) == 1


def test_api_cases_are_about_what_an_agent_says(client):
    client.post("/v1/cases", json=LATE)
    told = client.post("/v1/cases/1/topic", json={"topic": "Lost parcel"}).json()
    assert told["case"]["topic"] == "lost_parcel"
    reply = client.post("/v1/cases/1/reply", json={"drafts": 1}).json()
    assert (reply["topic"], reply["topic_chosen"]) == ("lost_parcel", True)
    wrong = client.post("/v1/cases/1/topic", json={"topic": "lost parsel"})
    assert wrong.status_code == 422
    assert wrong.json()["error"]["nearest"][0] == "lost_parcel"


def test_api_cases_say_what_comes_first_in_private_until_the_talk_is_there(client):
    given = {**LATE, "text": f"{LATE['text']}, order 4471-99821"}
    client.post("/v1/cases", json=given)
    opener = client.post("/v1/cases/1/reply", json={}).json()["opener"]
    assert (opener["handoff"], opener["channel"]) == ("dm", "x_dm")
    assert opener["ready"]
    assert "order number" not in opener["text"]
    client.post("/v1/cases/1/say", json={"text": "Sorry! Please send us a DM."})
    here = {"text": "Here I am. Still no parcel!", "channel": "x_dm", "case": 1}
    client.post("/v1/cases", json=here)
    assert client.post("/v1/cases/1/reply", json={}).json()["opener"] is None


def test_api_cases_are_held_handed_over_and_closed(client):
    client.post("/v1/cases", json=LATE)
    assert client.post("/v1/cases/1/claim", json={"agent": "Priya"}).status_code == 200
    refused = client.post("/v1/cases/1/claim", json={"agent": "Sam"})
    assert refused.status_code == 409
    assert "Priya" in refused.json()["error"]["message"]
    told = {"agent": "Priya", "to": "Sam", "reason": "my shift ends"}
    case = client.post("/v1/cases/1/handover", json=told).json()["case"]
    assert case["assignee"] == "Sam"
    assert "my shift ends" in case["story"][4]
    closed = client.post("/v1/cases/1/close", json={"reason": "a duplicate"}).json()
    assert closed["case"]["closed_reason"] == "a duplicate"


def test_api_cases_record_what_was_done(client):
    client.post("/v1/cases", json=LATE)
    client.post("/v1/cases/1/say", json={"text": "We'll refund it by Friday."})
    case = client.post("/v1/cases/1/tasks/1", json={"kept": True}).json()["case"]
    assert case["tasks"][0]["state"] == "kept"
    assert client.post("/v1/cases/1/tasks/1", json={}).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("get", "/v1/cases/7", None, 404),
        ("post", "/v1/cases/7/say", {"text": "Hello."}, 404),
        ("post", "/v1/cases", {**LATE, "case": 7}, 404),
        ("post", "/v1/cases", {"text": "", "channel": "x"}, 422),
        ("post", "/v1/cases/1/close", {"reason": ""}, 422),
        ("post", "/v1/cases/1/claim", {}, 422),
        ("post", "/v1/outages", {"messages": []}, 422),
    ],
)
def test_api_cases_say_what_is_wrong(client, method, path, body, status):
    options = {"json": body} if body is not None else {}
    answer = getattr(client, method)(path, **options)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_api_cases_take_a_key_once(client):
    for _ in range(2):
        case = client.post("/v1/cases", json={**LATE, "key": "tweet 7"}).json()["case"]
    assert (case["id"], len(case["turns"])) == (1, 1)


def test_api_outages_group_announce_and_answer(client):
    texts = [
        "app down?",
        "the app is down",
        "your app won't load",
        "app crashed",
        "app broken again",
    ]
    messages = [
        {
            "id": number,
            "text": text,
            "channel": "x",
            "customer": {"handle": f"h{number}"},
            "at": f"2026-03-04T09:0{number}:00Z",
        }
        for number, text in enumerate(texts, 1)
    ]
    wanted = {"messages": messages, "service": "our app", "next_update": "at 18:00"}
    (outage,) = client.post("/v1/outages", json=wanted).json()["outages"]
    assert outage["ids"] == ["1", "2", "3", "4", "5"]
    assert "18:00" in outage["announcement"][0]["text"]
    assert len({reply["text"] for reply in outage["replies"]}) == 5
    (over,) = client.post("/v1/outages", json={**wanted, "fixed": True}).json()[
        "outages"
    ]
    assert over["announcement"] == []
    assert {reply["topic"] for reply in over["replies"]} == {"outage_fixed"}


def test_api_cases_stand_in_the_reference(client):
    paths = client.get("/openapi.json").json()["paths"]
    for path in (
        "/v1/cases",
        "/v1/cases/{case_id}/say",
        "/v1/cases/due",
        "/v1/outages",
    ):
        assert path in paths
