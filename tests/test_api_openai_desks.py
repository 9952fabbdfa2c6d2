"""Help desks plug in unchanged: what each sends, and what it then reads."""

import json

import pytest
from api_kit import COMPLAINT, client_of
from api_openai_kit import DRAFT, TRANSCRIPT, chat, content_of
from starlette.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings


@pytest.fixture(scope="module")
def client(engine):
    return client_of(engine)


def test_api_openai_zammad_sets_up(client):
    answer = chat(client, ("user", "Hello"), temperature=0.1, stream=False)
    assert content_of(answer) == "OK"
    assert set(answer.json()["usage"]) == {
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
    }


def test_api_openai_zammad_gets_its_tags_back(client):
    draft = (
        '<p>You should have <a href="https://a.example/?b=1&amp;c=2">checked</a>.</p>'
        '<div data-signature="true">Calm down,<br>Priya</div>'
    )
    fixed = content_of(
        chat(client, ("system", "Improve the writing."), ("user", draft))
    )
    tags = '<a href="https://a.example/?b=1&amp;c=2">'
    assert tags in fixed
    assert fixed.endswith('<div data-signature="true">Calm down,<br>Priya</div>')


def test_api_openai_chatwoot_gets_a_reply(client):
    answer = chat(client, ("developer", DRAFT), ("user", TRANSCRIPT), tools=[{"a": 1}])
    assert answer.json()["tactful"]["job"] == "reply"
    assert content_of(answer)
    assert "tool_calls" not in answer.json()["choices"][0]["message"]


def test_api_openai_chatwoot_may_send_a_history_without_end(client):
    turns = "User: Where is it?\nSupport Agent: We are looking.\n" * 8000
    answer = chat(
        client, ("system", DRAFT), ("user", f"{TRANSCRIPT}{turns}User: Well?")
    )
    assert content_of(answer)


def test_api_openai_libredesk_tests_its_connection(client):
    system = ("system", "You are a connection test.")
    answer = chat(client, system, ("user", "Reply with OK."), max_tokens=1024)
    assert content_of(answer) == "OK"


def test_api_openai_libredesk_gets_a_reply_in_one_round(client):
    said = f"Conversation so far:\nCustomer: {COMPLAINT}\n\nDraft the reply now."
    tools = [{"type": "function", "function": {"name": "search_articles"}}]
    answer = chat(
        client, ("system", DRAFT), ("user", said), tools=tools, tool_choice="auto"
    )
    assert "tool_calls" not in answer.json()["choices"][0]["message"]
    assert content_of(answer)


def test_api_openai_inbox_zero_gets_the_json_of_its_schema(client):
    schema = {
        "type": "object",
        "properties": {
            "reply": {"type": "string"},
            "confidence": {"type": "string", "enum": ["LOW", "MEDIUM", "HIGH"]},
        },
        "required": ["reply", "confidence"],
        "additionalProperties": False,
    }
    email = (
        f"<email><from>Dana &lt;d@x.example&gt;</from><body>{COMPLAINT}</body></email>"
    )
    wanted = {"name": "response", "strict": True, "schema": schema}
    answer = chat(
        client,
        ("system", "You are an expert assistant that drafts email replies."),
        ("user", email),
        response_format={"type": "json_schema", "json_schema": wanted},
    )
    filled = json.loads(content_of(answer))
    assert set(filled) == {"reply", "confidence"}
    assert filled["reply"].startswith(("Hi Dana", "Dear Dana", "Hello Dana"))
    assert filled["confidence"] in ("LOW", "MEDIUM")


def test_api_openai_takes_a_key_as_inbox_zero_sends_it(engine):
    app = create_app(engine, Settings(api_keys=["a-long-and-random-key"]))
    client = TestClient(app, base_url="http://127.0.0.1:7860")
    key = {"api-key": "a-long-and-random-key"}
    assert client.get("/models", headers=key).status_code == 200
    error = client.get("/models").json()["error"]
    assert (error["type"], error["code"]) == ("authentication_error", "invalid_api_key")
