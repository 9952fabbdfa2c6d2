"""A tool says what is wrong with a call, and repeats no word of it."""

import pytest
from mcp_kit import ARGUMENTS, SECRET

from assistant.api.app import make_desk
from assistant.api.tools import call_tool
from assistant.engine import Engine
from assistant.settings import Settings

BAD = [
    ("draft_reply", {"channel": "x"}, "wrong_shape", "text"),
    ("draft_reply", {"text": "", "channel": "x"}, "unusable_input", "text"),
    (
        "draft_reply",
        {"text": f"my {SECRET}", "channel": "twiter"},
        "unknown_channel",
        "channel",
    ),
    (
        "draft_reply",
        {"text": "a", "channel": "x", "tone": SECRET},
        "wrong_shape",
        "tone",
    ),
    (
        "draft_reply",
        {"text": "a", "channel": "x", "drafts": 9},
        "wrong_shape",
        "drafts",
    ),
    ("check_text", {"text": {SECRET: SECRET}, "channel": "x"}, "wrong_shape", "text"),
    (
        "triage_message",
        {"text": f"{SECRET} " * 3000, "channel": "x"},
        "unusable_input",
        "text",
    ),
    ("list_channels", {"channel": SECRET}, "unknown_channel", "channel"),
    (
        "draft_reply",
        {"text": "a", "channel": "x", "topic": SECRET},
        "unknown_topic",
        "topic",
    ),
    ("send_reply", {"text": SECRET}, "no_tool", None),
]


@pytest.mark.parametrize(("name", "arguments", "code", "param"), BAD)
def test_mcp_says_what_is_wrong_without_the_words(engine, name, arguments, code, param):
    called = call_tool(name, arguments, make_desk(engine, Settings()))
    assert called.failed
    assert called.answer["version"] == 1
    error = called.answer["error"]
    assert (error["code"], error["param"]) == (code, param)
    assert SECRET not in called.text


def test_mcp_a_fault_of_ours_tells_nothing(engine, monkeypatch, caplog):
    def fail(*_, **__):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(Engine, "check", fail)
    arguments = ARGUMENTS["check_text"]
    called = call_tool("check_text", arguments, make_desk(engine, Settings()))
    assert called.answer["error"]["code"] == "internal_error"
    assert SECRET not in called.text + "".join(r.getMessage() for r in caplog.records)
