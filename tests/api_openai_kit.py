"""Speak to the API as help desks do."""

from api_kit import COMPLAINT

DRAFT = "Draft the next reply of the support agent to the customer."
REWRITE = "Rewrite the message in a friendly tone. Output only the message."
TRANSCRIPT = (
    "Conversation ID: #12\nChannel: Email\nMessage History:\n"
    "User: Hello\nSupport Agent: Hi, how can I help?\n"
    f"User: {COMPLAINT}\nIt was a present.\n"
)


def chat(client, *messages, path="/v1/chat/completions", **more):
    """Send (role, content) pairs."""
    turns = [{"role": role, "content": content} for role, content in messages]
    return client.post(path, json={"model": "tactful", "messages": turns, **more})


def content_of(answer) -> str:
    """Return what a help desk shows to the agent."""
    assert answer.status_code == 200, answer.text
    return answer.json()["choices"][0]["message"]["content"]
