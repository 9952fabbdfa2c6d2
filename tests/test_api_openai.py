"""Programs that speak to OpenAI get answers as they read them, whole or streamed."""

import json
import time

import pytest
from api_kit import COMPLAINT, client_of
from api_openai_kit import DRAFT, chat, content_of


@pytest.fixture(scope="module")
def client(engine):
    return client_of(engine)


@pytest.mark.parametrize("path", ["/v1/models", "/models", "/v1/v1/models"])
def test_api_openai_models_lists_ours(client, path):
    ours = {"id": "tactful", "object": "model", "created": 0, "owned_by": "tactful"}
    assert client.get(path).json() == {"object": "list", "data": [ours]}


@pytest.mark.parametrize("prefix", ["/v1", "", "/v1/v1"])
def test_api_openai_answers_a_completion_at_every_address(client, prefix):
    path = f"{prefix}/chat/completions"
    answer = chat(client, ("user", COMPLAINT), path=path, model="gpt-4.1-mini").json()
    (choice,) = answer["choices"]
    usage = answer["usage"]
    assert answer["object"] == "chat.completion"
    assert answer["model"] == "gpt-4.1-mini"
    assert answer["id"].startswith("chatcmpl-")
    assert abs(answer["created"] - time.time()) < 60
    assert (choice["index"], choice["finish_reason"]) == (0, "stop")
    assert choice["message"]["role"] == "assistant"
    assert usage["prompt_tokens"] == 15
    assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]


def test_api_openai_streams_only_what_a_whole_answer_says(client):
    whole = content_of(chat(client, ("user", COMPLAINT)))
    options = {"stream": True, "stream_options": {"include_usage": True}}
    answer = chat(client, ("user", COMPLAINT), **options)
    assert answer.headers["content-type"].startswith("text/event-stream")
    *lines, end = [line for line in answer.text.split("\n\n") if line]
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines]
    deltas = [chunk["choices"][0] for chunk in chunks[:-1]]
    assert end == "data: [DONE]"
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert deltas[0]["delta"]["role"] == "assistant"
    assert "".join(one["delta"].get("content", "") for one in deltas) == whole
    assert [one["finish_reason"] for one in deltas[-2:]] == [None, "stop"]
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["total_tokens"] > 0


def test_api_openai_streams_without_usage_unless_asked(client):
    lines = chat(client, ("user", "Hello"), stream=True).text.split("\n\n")
    chunks = [json.loads(one[6:]) for one in lines if one.startswith("data: {")]
    assert all(chunk["choices"] for chunk in chunks)


def test_api_openai_keeps_a_slow_stream_open(client, monkeypatch):
    monkeypatch.setattr("assistant.api.streams._QUIET", 0.00001)
    unread = f"{COMPLAINT} And then a second one went missing, too."
    text = chat(client, ("user", unread), stream=True).text
    assert text.startswith(": still working\n\n")
    assert text.endswith("data: [DONE]\n\n")


def test_api_openai_answers_a_response(client):
    asked = {"model": "x", "input": COMPLAINT, "instructions": DRAFT, "store": False}
    answer = client.post("/v1/responses", json=asked).json()
    (message,) = answer["output"]
    (part,) = message["content"]
    assert (answer["object"], answer["status"]) == ("response", "completed")
    assert (answer["error"], answer["incomplete_details"]) == (None, None)
    assert (message["type"], message["role"]) == ("message", "assistant")
    assert (part["type"], part["annotations"]) == ("output_text", [])
    assert part["text"] == content_of(chat(client, ("user", COMPLAINT)))
    usage = answer["usage"]
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
    assert usage["input_tokens_details"] == {"cached_tokens": 0}
    assert usage["output_tokens_details"] == {"reasoning_tokens": 0}


def test_api_openai_reads_every_form_of_input(client):
    parts = [{"type": "input_text", "text": COMPLAINT}]
    said = [
        {"role": "developer", "content": DRAFT},
        {"type": "reasoning", "summary": []},
        {"type": "message", "role": "user", "content": parts},
    ]
    whole = client.post("/responses", json={"input": said}).json()
    assert whole["output"][0]["content"][0]["text"]


def test_api_openai_streams_a_response_as_events(client):
    text = client.post("/responses", json={"input": COMPLAINT, "stream": True}).text
    events = [json.loads(line[6:]) for line in text.split("\n") if line[:6] == "data: "]
    kinds = list(dict.fromkeys(event["type"] for event in events))
    delta = "response.output_text.delta"
    whole = events[-1]["response"]["output"][0]["content"][0]["text"]
    assert kinds == [
        "response.created",
        "response.output_item.added",
        "response.content_part.added",
        delta,
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
    ]
    assert "".join(e["delta"] for e in events if e["type"] == delta) == whole
