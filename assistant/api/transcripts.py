"""Read a conversation out of what help desks send: labels, e-mails or chat turns.

Whatever stands in it is somebody's words, never an order to us.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.schema import Turn

Role = Literal["customer", "agent"]
_MOST_TURNS = 50
_CUSTOMERS = ("user", "customer", "client", "contact", "requester", "visitor")
_AGENTS = ("agent", "support agent", "assistant", "bot", "support", "operator")
_ROLES: dict[str, Role] = {
    **dict.fromkeys(_CUSTOMERS, "customer"),
    **dict.fromkeys(_AGENTS, "agent"),
}
_LABEL = re.compile(r"\s{0,8}([A-Za-z][A-Za-z ]{0,20}):[ \t]?")
_PRIVATE = "[private note]"
_ENDS = (  # lines that are not part of a conversation any more
    "additional instruction",
    "draft the reply",
    "please write a reply",
    "contact details:",
    "conversation attributes:",
    "labels:",
)
_EMAIL_PARTS = ("from", "body")


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said so far, where, and by whom, as far as it can be told.

    `wish` is what the agent asks for beside the conversation.
    """

    turns: tuple[Turn, ...]
    channel: str = ""
    name: str = ""
    wish: str = ""

    @property
    def latest(self) -> str:
        """What the customer wrote since an agent last answered, or wrote last."""
        said: list[str] = []
        for turn in reversed(self.turns):
            if turn.role == "customer":
                said.append(turn.text)
            elif said:
                break
        return "\n".join(reversed(said))

    @property
    def before(self) -> tuple[Turn, ...]:
        """What was said before that."""
        turns = list(self.turns)
        while turns and turns[-1].role == "agent":
            turns.pop()
        while turns and turns[-1].role == "customer":
            turns.pop()
        return tuple(turns)


def read_conversation(messages: Sequence[tuple[str, str]]) -> Conversation:
    """Read the conversation in the (role, text) pairs of a request.

    Where the texts hold no conversation, `user` is the customer and `assistant` we.
    """
    spoken = [(role, text) for role, text in messages if role in ("user", "assistant")]
    asked = next((text for role, text in reversed(spoken) if role == "user"), "")
    for text in (asked, "\n".join(text for role, text in spoken if role == "user")):
        if "<email>" in text:
            return _from_emails(text)
        found = _from_labels(text)
        if found.turns:
            return found
    turns = [Turn("agent" if r == "assistant" else "customer", t) for r, t in spoken]
    said = [turn for turn in turns if turn.text.strip()]
    return Conversation(tuple(said[-_MOST_TURNS:]))


def _from_labels(text: str) -> Conversation:
    """Read lines such as `Customer: …`; a line without a label goes on with the last.

    Only headings may stand before the first of them, else it is an ordinary text.
    """
    turns: list[tuple[Role, list[str]]] = []
    facts = {"channel": "", "name": ""}
    wish: list[str] = []
    for line in text.splitlines():
        label = _LABEL.match(line)
        name = label[1].strip().lower() if label else ""
        if name in _ROLES and label:
            turns.append((_ROLES[name], [line[label.end() :]]))
            wish.clear()
        elif name in facts and label:
            facts[name] = facts[name] or line[label.end() :].strip()
        elif wish or line.strip().lower().startswith((_PRIVATE, *_ENDS)):
            wish.append(line)
        elif turns:
            turns[-1][1].append(line)
        elif line.strip() and ":" not in line:
            return Conversation(())
    said = [Turn(role, "\n".join(lines).strip()) for role, lines in turns]
    kept = tuple(turn for turn in said if turn.text)[-_MOST_TURNS:]
    return Conversation(kept, facts["channel"], facts["name"], "\n".join(wish))


def _from_emails(text: str) -> Conversation:
    """Read `<email><from>…</from><body>…</body></email>`, oldest first."""
    own = _address_after(text, "you are writing an email as ")
    turns: list[Turn] = []
    name = ""
    for sender, body in _emails(text):
        role: Role = "agent" if own and own in sender.lower() else "customer"
        if role == "customer":
            name = sender.partition("<")[0].strip().strip('"')
        if body.strip():
            turns.append(Turn(role, body.strip()))
    shown = "" if "@" in name else name
    return Conversation(tuple(turns[-_MOST_TURNS:]), "email", shown)


def _emails(text: str) -> Iterator[tuple[str, str]]:
    for piece in text.split("<email>")[1:]:
        email = piece.partition("</email>")[0]
        sender, body = (_part(email, name) for name in _EMAIL_PARTS)
        yield html.unescape(sender), html.unescape(body)


def _part(email: str, name: str) -> str:
    return email.partition(f"<{name}>")[2].partition(f"</{name}>")[0]


def _address_after(text: str, words: str) -> str:
    after = text.lower().rpartition(words)[2] if words in text.lower() else ""
    return after[:200].split(" ", 1)[0].strip(".,<>\n") if after else ""
