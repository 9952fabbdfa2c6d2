"""Input that cannot be used is turned down, with the field and never with its words."""

import json

import pytest
from api_kit import ERROR_FIELDS, GOOD, MARKER, client_with_store


@pytest.fixture(scope="module")
def client(engine):
    with client_with_store(engine) as client:
        yield client


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
