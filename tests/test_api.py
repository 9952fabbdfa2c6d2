"""Other programs get drafts, readings and checks, as the contract says."""

import pytest
from api_kit import COMPLAINT, client_of, client_with_store

from assistant.engine import Engine
from assistant.errors import ModelError
from assistant.library import Library
from assistant.models import Scripted


@pytest.fixture(scope="module")
def client(engine):
    with client_with_store(engine) as client:
        yield client


@pytest.mark.parametrize("given", ["lost_parcel", "Lost parcel", "lost-parcel"])
def test_api_reply_is_about_the_topic_that_an_agent_names(client, given):
    wanted = {"text": COMPLAINT, "channel": "x", "topic": given}
    reply = client.post("/v1/reply", json=wanted).json()
    assert (reply["topic"], reply["topic_chosen"]) == ("lost_parcel", True)
    assert {draft["topic"] for draft in reply["drafts"]} == {"lost_parcel"}


@pytest.mark.parametrize("given", [None, ""])
def test_api_triage_reads_by_itself_where_no_topic_is_named(client, given):
    wanted = {"text": COMPLAINT, "channel": "x"}
    plain = client.post("/v1/triage", json=wanted).json()
    assert client.post("/v1/triage", json=wanted | {"topic": given}).json() == plain
    assert plain["topic_chosen"] is False


def test_api_triage_says_what_else_a_message_may_be_about(templates):
    reading = templates.parent / "models" / "reading"
    reader = client_of(Engine(Library(templates), reading=reading))
    read = reader.post("/v1/triage", json={"text": COMPLAINT, "channel": "x"}).json()
    others = [one["topic"] for one in read["other_topics"]]
    likely = [one["likelihood"] for one in read["other_topics"]]
    assert others
    assert read["topic"] not in others
    assert likely == sorted(likely, reverse=True)


def test_api_triage_says_why_and_where(client):
    answer = client.post("/v1/triage", json={"text": COMPLAINT, "channel": "twitter"})
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert set(answer.json()["route"]) >= {"public", "handoff", "reasons"}
    assert "drafts" not in answer.json()


def test_api_reply_gives_checked_drafts_best_first(client):
    answer = client.post("/v1/reply", json={"text": COMPLAINT, "channel": "x"})
    reply = answer.json()
    assert answer.status_code == 200
    assert reply["version"] == 1
    assert len(reply["drafts"]) == 3
    assert reply["ready"] == reply["drafts"][0]["ready"]
    assert {"contact_reason", "topic", "priority", "signals", "route"} <= set(reply)
    for draft in reply["drafts"]:
        assert draft["length"]["count"] <= draft["length"]["limit"]
        assert draft["source"] == "template"


def test_api_reply_keeps_to_the_tone_and_number_asked_for(client):
    wanted = {"text": COMPLAINT, "channel": "email", "tone": "formal", "drafts": 1}
    (draft,) = client.post("/v1/reply", json=wanted).json()["drafts"]
    assert draft["tone"] == "formal"


def test_api_reply_takes_a_brand_as_it_stands_in_files(client):
    brand = {"name": "Northwind", "tones": ["plain"], "sign_off": "Priya", "new": 1}
    wanted = {"text": COMPLAINT, "channel": "email", "brand": brand}
    drafts = client.post("/v1/reply", json=wanted).json()["drafts"]
    assert [draft["tone"] for draft in drafts] == ["plain"]
    assert "Priya" in drafts[0]["text"]


def test_api_reply_uses_the_model(library):
    engine = Engine(library, model=Scripted("Three weeks is a long time to wait."))
    answer = client_of(engine).post(
        "/v1/reply", json={"text": COMPLAINT, "channel": "email"}
    )
    assert answer.status_code == 200
    assert client_of(engine).get("/health").json()["model"] == "scripted"


class Broken(Scripted):
    """A model that went away."""

    def complete(self, prompt, sampling):
        """Fail."""
        raise ModelError("the model is gone")


def test_api_reply_without_its_model_is_the_templates_with_a_note(library):
    client = client_of(Engine(library, model=Broken("unsaid")))
    answer = client.post("/v1/reply", json={"text": COMPLAINT, "channel": "x"})
    assert answer.status_code == 200
    assert {draft["source"] for draft in answer.json()["drafts"]} == {"template"}
    assert "the model is gone" in " ".join(answer.json()["notes"])


@pytest.mark.parametrize(
    "text",
    [
        "As I already said, the outage ends at six. Thanks for waiting.",
        "We'll refund it. You should have checked the date, by the way.",
        "La segunda fue con el RUT 12.345.678-5 de tu hermana. Se anula hoy.",
    ],
)
def test_api_check_gives_each_finding_what_may_stand_in_its_place(client, text):
    asked = {"text": text, "channel": "x"}
    flagged = client.post("/v1/check", json=asked).json()["findings"]
    flagged = [one for one in flagged if one["severity"] != "suggestion"]
    assert flagged
    for one in flagged:
        mended = text[: one["start"]] + one["fix"] + text[one["end"] :]
        again = client.post("/v1/check", json=asked | {"text": mended}).json()
        assert one["rule"] not in [found["rule"] for found in again["findings"]]


def test_api_check_names_what_keeps_a_text_back(client):
    text = "We wrote to dana.smith@gmail.com about your parcel this morning."
    checked = client.post("/v1/check", json={"text": text, "channel": "x"}).json()
    (leak,) = [found for found in checked["findings"] if found["family"] == "leak"]
    assert (checked["version"], checked["ready"]) == (1, False)
    assert (leak["kind"], leak["severity"]) == ("email", "error")
    assert text[leak["start"] : leak["end"]] == "dana.smith@gmail.com"
    assert set(checked["length"]) == {"count", "limit", "unit"}


@pytest.mark.parametrize("more", [{"channel": "dm"}, {"channel": "x", "public": False}])
def test_api_check_lets_the_same_text_pass_in_private(client, more):
    text = "We wrote to dana.smith@gmail.com about your parcel this morning."
    findings = client.post("/v1/check", json={"text": text, **more}).json()["findings"]
    assert "leak" not in [found["family"] for found in findings]
