"""Fields of a request are heeded, passed over, or named where they are wrong."""

import json
import time

import pytest
from api_kit import COMPLAINT, client_of
from api_openai_kit import DRAFT, chat, content_of
from starlette.testclient import TestClient

from assistant.api import create_app
from assistant.engine import Engine
from assistant.models import Scripted
from assistant.settings import Settings


@pytest.fixture(scope="module")
def client(engine):
    return client_of(engine)


@pytest.mark.parametrize(
    "more",
    [
        {"temperature": 0.1, "top_p": 1, "user": "7", "logit_bias": {}, "new": [1]},
        {"n": None, "stop": None, "stream": None, "max_tokens": None, "seed": None},
        {"reasoning_effort": "low", "parallel_tool_calls": True, "model": None},
        {"response_format": {"type": "text"}, "max_tokens": 0, "seed": -5},
        {"response_format": None, "stream_options": None, "stop": ["\u0000"]},
    ],
)
def test_api_openai_ignores_what_it_does_not_know(client, more):
    assert content_of(chat(client, ("user", COMPLAINT), **more))


def test_api_openai_reads_parts_and_leaves_pictures_out(client):
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
    parts = [picture, {"type": "text", "text": COMPLAINT}]
    seen = content_of(chat(client, ("user", parts)))
    assert seen == content_of(chat(client, ("user", COMPLAINT)))


def test_api_openai_takes_turns_without_content(client):
    call = {"role": "assistant", "content": None, "tool_calls": []}
    said = [{"role": "user", "content": COMPLAINT}, call, {"role": "tool"}]
    assert client.post("/chat/completions", json={"messages": said}).status_code == 200


def test_api_openai_gives_as_many_drafts_as_asked(client):
    choices = chat(client, ("user", COMPLAINT), n=3).json()["choices"]
    assert [choice["index"] for choice in choices] == [0, 1, 2]
    assert len({choice["message"]["content"] for choice in choices}) == 3
    assert len(chat(client, ("user", COMPLAINT), n=100).json()["choices"]) <= 4


def test_api_openai_cuts_at_sentences_when_tokens_are_few(client):
    whole = content_of(chat(client, ("user", COMPLAINT)))
    answer = chat(client, ("user", COMPLAINT), max_tokens=30).json()
    (choice,) = answer["choices"]
    text = choice["message"]["content"]
    assert choice["finish_reason"] == "length"
    assert whole.startswith(text)
    assert text[-1] in ".!?"
    assert answer["usage"]["completion_tokens"] <= 30


def test_api_openai_ends_at_a_stop(client):
    whole = content_of(chat(client, ("user", COMPLAINT)))
    word = whole.split()[3]
    cut = content_of(chat(client, ("user", COMPLAINT), stop=[word]))
    assert cut == whole.partition(word)[0]


def test_api_openai_takes_the_channel_from_the_models_name(client):
    letter = content_of(chat(client, ("user", COMPLAINT), model="tactful:email"))
    short = content_of(chat(client, ("user", COMPLAINT), model="tactful:tiktok"))
    assert "\n\n" in letter
    assert len(short) <= 150


def test_api_openai_json_object_is_json(client):
    kind = {"type": "json_object"}
    answer = chat(client, ("user", COMPLAINT), response_format=kind)
    assert set(json.loads(content_of(answer))) == {"reply"}


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "grammar"},
        {"type": "json_schema"},
        {"type": "json_schema", "json_schema": {"schema": {"type": "array"}}},
        {
            "type": "json_schema",
            "json_schema": {"schema": {"properties": {"count": {"type": "number"}}}},
        },
        {
            "type": "json_schema",
            "json_schema": {
                "schema": {
                    "properties": {
                        "reply": {"type": "string"},
                        "spam": {"type": "boolean"},
                    },
                    "required": ["reply", "spam"],
                }
            },
        },
    ],
)
def test_api_openai_refuses_a_schema_it_cannot_fill(client, wanted):
    answer = chat(client, ("user", COMPLAINT), response_format=wanted)
    error = answer.json()["error"]
    assert (answer.status_code, error["param"]) == (400, "response_format")


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": "hello"}, "messages"),
        ({"messages": [{"role": "system", "content": DRAFT}]}, "messages"),
        ({"messages": [{"role": "user", "content": "  "}]}, "messages"),
        ({"messages": [{"role": "user", "content": "x"}], "n": "many"}, "n"),
        ({"messages": [{"role": "user", "content": "x"}], "stop": {}}, "stop"),
    ],
)
def test_api_openai_errors_are_400_and_name_the_field(client, body, param):
    answer = client.post("/v1/chat/completions", json=body)
    error = answer.json()["error"]
    assert answer.status_code == 400
    assert (error["type"], error["param"].split(".")[0]) == (
        "invalid_request_error",
        param,
    )
    assert error["message"]


def test_api_openai_template_answers_at_the_deadline(library, monkeypatch):
    class Slow(Scripted):
        def complete(self, prompt, sampling):
            """Take longer than anybody waits."""
            time.sleep(0.5)
            return super().complete(prompt, sampling)

    monkeypatch.setattr("assistant.api.openai._SECONDS", 0.05)
    engine = Engine(library, model=Slow("Three weeks is far too long."))
    app = create_app(engine, Settings())
    client = TestClient(app, base_url="http://127.0.0.1:7860")
    answer = chat(client, ("user", COMPLAINT)).json()
    assert answer["tactful"]["source"] == "template"
    assert "took too long" in answer["tactful"]["notes"][-1]
