"""What a language model may call: four of the answers of REST, as tools."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel, Field, ValidationError

from assistant.api import reference, work
from assistant.api.desk import VERSION, Desk
from assistant.api.failures import Refused, failure_for, wrong_shape
from assistant.wire import CheckIn, Json, ReplyIn, TriageIn, Wire, channel_json

_SHAPE = 422
_log = logging.getLogger(__name__)


class ChannelsIn(Wire):
    """Which channels to list; all of them where none is named."""

    channel: str | None = Field(default=None, max_length=60)


@dataclass(frozen=True, slots=True)
class Tool:
    """One thing that can be asked for, and what it takes."""

    name: str
    title: str
    description: str
    shape: type[BaseModel]
    answer: Callable[[Any, Desk], Json]

    def schema(self) -> Json:
        """Return the JSON schema of what it takes, each field told."""
        schema = self.shape.model_json_schema()
        for name, field in schema.get("properties", {}).items():
            field.setdefault("description", _FIELDS[name])
        return schema


@dataclass(frozen=True, slots=True)
class Called:
    """What came of a call: the object of REST, or the error of REST."""

    answer: Json
    failed: bool = False

    @property
    def text(self) -> str:
        """The same for those who read text alone."""
        return json.dumps(self.answer, ensure_ascii=False)


def call_tool(name: str, arguments: Mapping[str, Any], desk: Desk) -> Called:
    """Do what a tool is for; what goes wrong is told without the words it was given."""
    tool = TOOLS.get(name)
    try:
        if tool is None:
            known = ", ".join(TOOLS)
            raise Refused(f"there is no such tool; use one of {known}", code="no_tool")
        wanted = tool.shape.model_validate(dict(arguments))
        return Called(jsonable_encoder(tool.answer(wanted, desk)))
    except ValidationError as error:
        failed = wrong_shape(error, _SHAPE)
    except Exception as error:  # a door answers whatever fails behind it
        failed = failure_for(error, desk)
        if failed.status_code == 500:
            _log.exception("a tool failed")
    return Called(json.loads(bytes(failed.body)), failed=True)


def _channels(wanted: ChannelsIn, desk: Desk) -> Json:
    if wanted.channel is None:
        return reference.channels(desk)
    one = desk.engine.channel(wanted.channel)
    return {"version": VERSION, "channels": [channel_json(one)]}


_FIELDS = {
    "text": "What the customer wrote, or for a check what would be sent.",
    "channel": "Where: x, facebook, google_reviews, email, … as list_channels names.",
    "name": "The customer's first name, if known.",
    "customer": "Who writes, as far as the channel shows.",
    "minutes_waiting": "How long the customer has waited for an answer.",
    "thread": "The turns before this message, oldest first.",
    "brand": "The brand that answers, where it is not the server's own.",
    "at": "When it was written, with a time zone.",
    "topic": "What it is about, where a person says that the reading is wrong: one of "
    "`other_topics`, or any other topic by its name or title.",
    "tone": "How warm the best draft is; chosen by the message where not given.",
    "drafts": "How many drafts, one a tone.",
    "seed": "Equal seeds give equal words.",
    "public": "Whether everyone can read it, where the channel does not say enough.",
    "customer_text": "What the customer wrote, when a text of ours is checked.",
}
_ALL = (
    Tool(
        "draft_reply",
        "Draft a reply",
        "Read a customer's public message and draft replies to it, best first: each "
        "fits the channel's limit and was checked for tone and private details. Also "
        "says why they write, how urgent it is, and when to move to a private channel. "
        "A person decides and sends; nothing is sent or stored.",
        ReplyIn,
        work.reply,
    ),
    Tool(
        "check_text",
        "Check a text before it goes out",
        "Hold a reply that somebody wrote against every rule: rudeness in polite "
        "words, promises, private details, length and what the site forbids. `ready` "
        "is false when it must not go out; each finding has its place, a reason and "
        "often a fix.",
        CheckIn,
        work.check,
    ),
    Tool(
        "triage_message",
        "Read a message",
        "Say why a customer writes, about what, how upset they are, how grave and "
        "urgent it is, with the words that show it, and where the case should go.",
        TriageIn,
        work.triage,
    ),
    Tool(
        "list_channels",
        "List the channels",
        "List the places where brands answer: how long a text may be and how it is "
        "counted, what a reply may not hold there, and the source of each fact.",
        ChannelsIn,
        _channels,
    ),
)
TOOLS: Mapping[str, Tool] = {tool.name: tool for tool in _ALL}
