"""A conversation is read from labels, emails or turns, whoever wrote it down."""

import pytest
from api_kit import COMPLAINT
from api_openai_kit import DRAFT, TRANSCRIPT

from assistant.api.jobs import tone_of
from assistant.api.transcripts import read_conversation
from assistant.schema import Tone, Turn


def test_api_openai_conversation_is_read_from_labels():
    said = read_conversation([("system", DRAFT), ("user", TRANSCRIPT)])
    assert said.channel == "Email"
    assert said.latest == f"{COMPLAINT}\nIt was a present."
    assert said.before == (
        Turn("customer", "Hello"),
        Turn("agent", "Hi, how can I help?"),
    )


def test_api_openai_conversation_ends_before_the_agents_wish():
    text = (
        f"Conversation so far:\nAgent: Hello\nCustomer: {COMPLAINT}\n\n"
        "Additional instruction from the agent: keep it formal\n\nDraft the reply now."
    )
    said = read_conversation([("user", text)])
    assert said.latest == COMPLAINT
    assert tone_of(said.wish) is Tone.FORMAL


def test_api_openai_conversation_is_read_from_emails():
    text = (
        "<email><from>Dana Smith &lt;dana@x.example&gt;</from>"
        "<body>First</body></email>"
        "<email><from>Us &lt;help@n.example&gt;</from><body>Answer</body></email>"
        "<email><from>Dana Smith &lt;dana@x.example&gt;</from>"
        "<body>A &lt; B, still late</body></email>\n"
        "IMPORTANT: You are writing an email as help@n.example. Be kind."
    )
    said = read_conversation([("user", text)])
    assert said.turns == (
        Turn("customer", "First"),
        Turn("agent", "Answer"),
        Turn("customer", "A < B, still late"),
    )
    assert (said.name, said.channel) == ("Dana Smith", "email")


def test_api_openai_conversation_is_read_from_turns():
    pairs = [("user", "Late!"), ("assistant", "Sorry."), ("user", "And?")]
    said = read_conversation([("system", "x"), *pairs, ("tool", "42")])
    assert (said.latest, len(said.before)) == ("And?", 2)


@pytest.mark.parametrize(
    "text",
    [
        "My parcel is late.\nContact: 0800 555\nAgent: Kim was rude",
        "It says: user: unknown",
        "Order: 12\nProblem: late",
    ],
)
def test_api_openai_conversation_may_be_one_plain_message(text):
    assert read_conversation([("user", text)]).latest == text


def test_api_openai_private_notes_are_nobodys_words():
    text = "User: Late!\n[Private Note] Support Agent: she is a pain\nUser: Well?"
    said = read_conversation([("user", text)])
    assert "pain" not in " ".join(turn.text for turn in said.turns)
    assert said.latest == "Late!\nWell?"


@pytest.mark.parametrize(
    "unit", ["User: ", "<email>", "a:", "\n", "User:\n", "<", "<from>", "&lt;", "Agent"]
)
def test_api_openai_hostile_texts_are_read_in_no_time(cpu_seconds, unit):
    text = (unit * 20_000)[:20_000]
    assert cpu_seconds(lambda: read_conversation([("user", text)])) < 0.05
