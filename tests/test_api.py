"""Other programs get what the contract says, and a plain word where they err."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.api import create_app
from assistant.engine import Engine
from assistant.errors import ModelError, SettingsError, StoreError
from assistant.library import Library
from assistant.models import Scripted
from assistant.settings import Settings
from assistant.store import Store

COMPLAINT = "My parcel has been stuck in Leeds for three weeks and nobody answers me."
MARKER = "Zyxwvut98765"  # what must not come back
URL = "http://127.0.0.1:7860"
ERROR_FIELDS = {"message", "type", "param", "code"}


def client_of(engine, *, store=None, **settings) -> TestClient:
    """Return a client of a server of its own."""
    app = create_app(engine, Settings(**settings), store=store)
    return TestClient(app, base_url=URL, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(engine):
    with Store.open("sqlite://", secret=b"of this test alone") as store:
        yield client_of(engine, store=store)


@pytest.fixture
def damaged(templates, tmp_path):
    """A library with a mistake in one reply."""
    folder = tmp_path / "templates"
    shutil.copytree(templates, folder)
    broken = min((folder / "replies").glob("*/*/warm.j2"))
    broken.write_text(broken.read_text(encoding="utf-8") + "\n{{ open('x') }}\n")
    return Engine(Library(folder)), broken.relative_to(folder).as_posix()


# What each route answers


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


def test_api_triage_says_why_and_where(client):
    answer = client.post("/v1/triage", json={"text": COMPLAINT, "channel": "twitter"})
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert set(answer.json()["route"]) >= {"public", "handoff", "reasons"}
    assert "drafts" not in answer.json()


def test_api_channels_lists_every_channel(client, engine):
    listed = client.get("/v1/channels").json()["channels"]
    assert {channel["key"] for channel in listed} == set(engine.channels)


def test_api_templates_lists_every_text_as_its_author_wrote_it(client, library):
    listed = client.get("/v1/templates").json()["templates"]
    shown = {(one["topic"], one["tone"]): one for one in listed}
    assert set(shown) == {(topic, tone.value) for topic, tone in library.replies}
    for (topic, tone), reply in library.replies.items():
        body = reply.path.read_text(encoding="utf-8").split("---\n", 2)[2]
        assert shown[topic, tone.value]["body"].split() == body.split()


def test_api_health_needs_nothing_and_says_what_works(client):
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "version": 1,
        "ready": True,
        "model": None,
        "library": "loads",
        "store": True,
    }


def test_api_metrics_counts_without_a_word_of_text(engine):
    client = client_of(engine)
    client.post("/v1/check", json={"text": f"Calm down. {MARKER}", "channel": "x"})
    client.post("/v1/reply", json={"text": COMPLAINT, "channel": "x", "drafts": 2})
    client.post("/v1/check", json={"text": MARKER, "channel": MARKER})
    counted = client.get("/metrics").text
    assert 'tactful_requests_total{route="/v1/check",status="200"} 1' in counted
    assert 'tactful_requests_total{route="/v1/check",status="422"} 1' in counted
    assert 'tactful_drafts_total{source="template"} 2' in counted
    assert 'tactful_findings_total{family="' in counted
    assert MARKER not in counted


def test_api_docs_show_every_route_and_ask_nothing_of_the_network(client):
    page = client.get("/docs")
    paths = client.get("/openapi.json").json()["paths"]
    assert page.status_code == 200
    assert all(path in page.text for path in paths)
    assert "//" not in page.text.replace(f"{URL}/", "")
    assert "<script" not in page.text


def test_api_openapi_names_every_status_and_the_ways_to_show_a_key(client):
    schema = client.get("/openapi.json").json()
    assert set(schema["components"]["securitySchemes"]) == {
        "HTTPBearer",
        "APIKeyHeader",
    }
    for methods in schema["paths"].values():
        for route in methods.values():
            assert {"200", "400", "401", "413", "422", "503"} <= set(route["responses"])


SCREENS = """
from starlette.testclient import TestClient
from assistant.api import create_app
from assistant.api.server import add_screens
from assistant.engine import Engine
from assistant.settings import Settings

URL = "http://127.0.0.1:7860"
settings = Settings()
app = create_app(Engine.open(settings, model="none"), settings)
add_screens(app)
call = {"data": [], "fn_index": 0, "session_hash": "a"}
with TestClient(app, base_url=URL) as client:
    page = client.get("/")
    join = [
        client.post("/gradio_api/queue/join", json=call, headers={"origin": origin})
        for origin in (URL, "http://evil.example")
    ]
    print(page.status_code, page.headers["content-type"])
    print("frame-ancestors 'none'" in page.headers["content-security-policy"])
    print(client.get("/config").json()["analytics_enabled"])
    print(client.get("/v1/reply").status_code, client.get("/v1/nothing").status_code)
    print(client.post("/gradio_api/upload").status_code)
    print([answer.status_code for answer in join])
"""


@pytest.mark.slow
def test_api_screens_stand_beside_the_routes():
    run = subprocess.run(
        [sys.executable, "-c", SCREENS],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == [
        "200 text/html; charset=utf-8",
        "True",
        "False",
        "405 404",
        "403",
        "[200, 403]",
    ]


# Linting


@pytest.mark.slow
def test_api_lint_looks_at_the_whole_library(client):
    report = client.post("/v1/lint").json()
    assert report["version"] == 1
    assert report["files"] > 100


def test_api_lint_names_every_mistake_of_a_library(damaged):
    engine, path = damaged
    report = client_of(engine).post("/v1/lint", json={}).json()
    assert [mistake["path"] for mistake in report["mistakes"]] == [path]


def test_api_lint_names_the_line_of_an_unknown_placeholder(client, library):
    reply = min(library.replies.values(), key=lambda reply: str(reply.path))
    text = reply.path.read_text(encoding="utf-8").rstrip("\n")
    name = reply.path.relative_to(library.folder).as_posix()
    wrong = f"{text}\n~ Ask {{{{ manager }}}} about it.\n"
    found = client.post("/v1/lint", json={"path": name, "text": wrong}).json()
    line = wrong.count("\n")
    assert (name, line) in [(m["path"], m["line"]) for m in found["mistakes"]]
    assert "manager" in " ".join(m["problem"] for m in found["mistakes"])


@pytest.mark.parametrize("kind", ["replies/*/*/plain.j2", "styles/*/*.yml", "*.yml"])
def test_api_lint_finds_nothing_in_what_ships(client, templates, kind):
    file = min(templates.glob(kind))
    path, text = file.relative_to(templates).as_posix(), file.read_text("utf-8")
    found = client.post("/v1/lint", json={"path": path, "text": text}).json()
    assert found == {"version": 1, "files": 1, "mistakes": []}


@pytest.mark.parametrize(
    ("path", "text", "problem"),
    [
        ("styles/rude/new.yml", "kind: avoid\n", "message: is missing"),
        ("styles/rude/new.yml", "a: [", "is not YAML"),
        ("replies/nowhere/late/warm.j2", "---\nsummary: x\n---\n", "contact reason"),
        ("channels/new.yml", "name: New\n", "limit: is missing"),
        ("brands/mine.yml", "nam: Mine\n", "did you mean name?"),
    ],
)
def test_api_lint_reads_every_kind_of_file(client, path, text, problem):
    found = client.post("/v1/lint", json={"path": path, "text": text}).json()
    assert problem in " ".join(mistake["problem"] for mistake in found["mistakes"])
    assert {mistake["path"] for mistake in found["mistakes"]} == {path}


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../settings.py",
        "replies/../../x.yml",
        "replies/x.py",
        "elsewhere/x.yml",
        "replies/a/b/c/d/e.j2",
        "C:\\x.yml",
        "",
    ],
)
def test_api_lint_takes_names_and_never_paths(client, path):
    answer = client.post("/v1/lint", json={"path": path, "text": "a: b"})
    assert answer.status_code == 422
    assert answer.json()["error"]["param"] == "path"


@pytest.mark.parametrize("half", [{"path": "styles/rude/x.yml"}, {"text": "a: b"}])
def test_api_lint_wants_a_name_and_a_text(client, half):
    assert client.post("/v1/lint", json=half).status_code == 422


# The inbox


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


# Bad input

GOOD = {"text": COMPLAINT, "channel": "x"}


@pytest.mark.parametrize("route", ["reply", "check", "triage", "messages"])
@pytest.mark.parametrize(
    ("change", "param", "code"),
    [
        ({"text": ""}, "text", "unusable_input"),
        ({"text": " \n\t "}, "text", "unusable_input"),
        ({"text": "a" * 32_001}, "text", "unusable_input"),
        ({"text": "a" + "\u0301" * 60}, "text", "unusable_input"),
        ({"channel": "twiter"}, "channel", "unknown_channel"),
        ({"channel": ""}, "channel", "unknown_channel"),
        ({"text": None}, "text", "wrong_shape"),
        ({"text": 7}, "text", "wrong_shape"),
        ({"text": ["a"]}, "text", "wrong_shape"),
        ({"customer": "Dana"}, "customer", "wrong_shape"),
        ({"brand": {"contacts": 5}}, "brand.contacts", "wrong_shape"),
    ],
)
def test_api_unusable_input_is_422_and_says_which_field(
    client, route, change, param, code
):
    answer = client.post(f"/v1/{route}", json=GOOD | change)
    error = answer.json()["error"]
    assert (answer.status_code, error["param"], error["code"]) == (422, param, code)
    assert error["message"]


@pytest.mark.parametrize(
    "change",
    [
        {"drafts": 5},
        {"drafts": 0},
        {"tone": "angry"},
        {"seed": -1},
        {"customer": {"followers": -1}},
        {"customer": {"followers": 10**30}},
        {"minutes_waiting": "soon"},
        {"thread": [{"role": "king", "text": "hello"}]},
        {"thread": [{"role": "agent", "text": "hi"}] * 201},
    ],
)
def test_api_reply_refuses_what_is_out_of_range(client, change):
    assert client.post("/v1/reply", json=GOOD | change).status_code == 422


def test_api_an_unknown_channel_is_answered_with_the_nearest(client):
    answer = client.post("/v1/check", json=GOOD | {"channel": "twiter"})
    assert "twitter" in answer.json()["error"]["nearest"]


@pytest.mark.parametrize("route", ["reply", "triage"])
def test_api_an_unknown_topic_is_answered_with_the_nearest(client, route):
    answer = client.post(f"/v1/{route}", json=GOOD | {"topic": f"late {MARKER}"})
    error = answer.json()["error"]
    assert answer.status_code == 422
    assert (error["code"], error["param"]) == ("unknown_topic", "topic")
    assert "late_delivery" in error["nearest"]
    assert MARKER not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b'{"text": "half',
        b'{"text": "\xff\xfe", "channel": "x"}',
        b'{"text": "\xed\xa0\x80", "channel": "x"}',
        b'{"text": "\\ud800", "channel": "x"}',
        b'{"text": "late", "channel": "x", "name": "\\udfff\\ud83d"}',
        b'{"text": "late", "channel": "x", "seed": ' + b"9" * 5000 + b"}",
        b"[" * 20_000,
        '{"text": "late", "channel": "x"}'.encode("utf-16"),
    ],
)
def test_api_a_body_that_is_no_json_is_4xx(client, body):
    kind = {"content-type": "application/json"}
    answer = client.post("/v1/triage", content=body, headers=kind)
    assert answer.status_code in ((400,) if body else (422,))
    assert set(answer.json()["error"]) >= ERROR_FIELDS


def test_api_whole_characters_beyond_the_first_plane_pass(client):
    body = b'{"text": "late \\ud83d\\ude43 \\\\ud800", "channel": "x"}'
    kind = {"content-type": "application/json"}
    assert client.post("/v1/check", content=body, headers=kind).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_api_json_must_be_called_json(client, kind):
    body = json.dumps(GOOD)
    answer = client.post("/v1/triage", content=body, headers={"content-type": kind})
    assert answer.status_code == 422
    assert "application/json" in answer.json()["error"]["message"]


@pytest.mark.parametrize("route", ["reply", "check", "triage", "messages", "lint"])
@pytest.mark.parametrize(
    "body",
    [
        {"text": {MARKER: MARKER}, "channel": "x", "path": MARKER},
        {"text": MARKER, "channel": MARKER, "path": MARKER},
        {"text": MARKER, "channel": [MARKER], MARKER: MARKER, "path": "a.yml"},
        {"channel": MARKER, "customer": {"followers": MARKER}, "path": [MARKER]},
        {"text": 1, "channel": 1, "brand": {"facts": {MARKER: [MARKER]}}, "path": "x"},
        {"text": 1, "channel": 1, "thread": [{"text": {MARKER: 1}}], "path": "/etc"},
        [MARKER],
        MARKER,
    ],
)
def test_api_errors_never_repeat_what_was_sent(client, route, body):
    answer = client.post(f"/v1/{route}", json=body)
    assert answer.status_code == 422
    assert MARKER not in answer.text
    assert MARKER not in str(answer.headers)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("POST", "/nothing", 404),
        ("GET", "/v1/reply", 405),
        ("DELETE", "/v1/messages", 405),
        ("GET", "/chat/completions", 405),
        ("POST", "/v1/embeddings", 404),
    ],
)
def test_api_a_wrong_address_or_method_is_answered_in_json(
    client, method, path, status
):
    answer = client.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()["error"]) == ERROR_FIELDS


# What is not the caller's fault


def test_api_a_damaged_library_is_503_with_file_and_line(damaged):
    engine, path = damaged
    answer = client_of(engine).post("/v1/reply", json=GOOD)
    (mistake,) = answer.json()["error"]["mistakes"]
    assert (answer.status_code, mistake["path"]) == (503, path)
    assert mistake["line"] > 1
    health = client_of(engine).get("/health")
    assert (health.status_code, health.json()["ready"]) == (503, False)


def test_api_a_check_works_beside_a_damaged_reply(damaged):
    engine, _ = damaged
    assert client_of(engine).post("/v1/check", json=GOOD).status_code == 200


class Failing(Engine):
    """An engine with a fault of ours in it."""

    def triage(self, message):
        """Fail in a way that nobody foresaw."""
        raise RuntimeError(f"cannot read {message.text}")


def test_api_a_fault_of_ours_is_500_without_details(library):
    client = client_of(Failing(library))
    answer = client.post("/v1/triage", json=GOOD | {"text": MARKER})
    assert answer.status_code == 500
    assert set(answer.json()["error"]) == ERROR_FIELDS
    assert MARKER not in answer.text
    assert "nosniff" in answer.headers["x-content-type-options"]
    assert 'status="500"' in client.get("/metrics").text


def test_api_nothing_of_a_request_is_logged(client, caplog):
    caplog.set_level("DEBUG")
    for route in ("reply", "check", "triage", "messages"):
        client.post(f"/v1/{route}", json=GOOD | {"text": f"{COMPLAINT} {MARKER}"})
        client.post(f"/v1/{route}", json={"text": {MARKER: 1}})
        client.post(f"/v1/{route}", json=GOOD | {"channel": MARKER})
    ours = [one for one in caplog.records if not one.name.startswith("http")]
    assert MARKER not in " ".join(record.getMessage() for record in ours)


def test_api_a_blank_key_is_refused(engine):
    with pytest.raises(SettingsError, match="blank"):
        create_app(engine, Settings(api_keys=["  "]))
