"""The protocol that help desks speak, so that they plug in unchanged.

Every address is there with and without `/v1`, and any model's name works.
"""

from dataclasses import replace
from functools import partial
from typing import Annotated, Any

import anyio
import anyio.to_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BeforeValidator, Field

from assistant.api.answers import Answer, chat_json, stream_chat
from assistant.api.desk import AtDesk, Desk
from assistant.api.schemas import fill, shape_of
from assistant.api.streams import stream
from assistant.api.tasks import Done, Task, do_task
from assistant.models import SHIPPED
from assistant.wire import Json, Wire

router = APIRouter(tags=["help desks"])
_SECONDS = 25.0  # then the templates answer; callers wait 30
_TOO_SLOW = "The language model took too long, so templates answered."
_MOST_DRAFTS = 4
MOST_TURNS = 2000


def text_of(content: object) -> str:
    """Return the text of a content: a string, parts of which some are text, or none.

    Pictures and sounds are left out.
    """
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    parts = [part.get("text") for part in content if isinstance(part, dict)]
    return "\n".join(text for text in parts if isinstance(text, str))


def or_default(default: object) -> BeforeValidator:
    """Return a validator that takes null for the default."""
    return BeforeValidator(lambda value: default if value is None else value)


class ChatTurnIn(Wire):
    """One turn of a chat; whatever is not text is left out."""

    role: Annotated[str, or_default("user")] = "user"
    content: Annotated[str, BeforeValidator(text_of)] = ""


class ChatIn(Wire):
    """A chat to be gone on with; fields we do not know are ignored."""

    messages: list[ChatTurnIn] = Field(min_length=1, max_length=MOST_TURNS)
    model: Annotated[str, or_default(SHIPPED)] = SHIPPED
    stream: Annotated[bool, or_default(False)] = False
    stream_options: dict[str, Any] | None = None
    n: Annotated[int, or_default(1)] = Field(default=1, ge=1)
    seed: Annotated[int, or_default(0)] = 0
    stop: Annotated[list[str] | str, or_default([])] = []
    max_tokens: int | None = None
    max_completion_tokens: int | None = None
    response_format: dict[str, Any] | None = None

    def to_task(self) -> Task:
        """Return what is asked for."""
        return Task(
            messages=tuple((turn.role, turn.content) for turn in self.messages),
            model=self.model,
            how_many=min(self.n, _MOST_DRAFTS),
            seed=abs(self.seed) % 2**32,
        )

    @property
    def most_tokens(self) -> int | None:
        """How long the answer may be; numbers below 1 mean no bound."""
        most = self.max_completion_tokens or self.max_tokens or 0
        return most if most > 0 else None

    @property
    def stops(self) -> tuple[str, ...]:
        """The words after which nothing more is to come."""
        stops = [self.stop] if isinstance(self.stop, str) else self.stop
        return tuple(stop for stop in stops if stop)


@router.get("/models")
async def models() -> Json:
    """List our one model; any other name works as well."""
    ours = {"id": SHIPPED, "object": "model", "created": 0, "owned_by": SHIPPED}
    return {"object": "list", "data": [ours]}


@router.post("/chat/completions", response_model=None)
async def chat(wanted: ChatIn, desk: AtDesk) -> Response:
    """Reply to a customer, or mend an agent's text, as help desks ask for it."""
    if not wanted.stream:
        return JSONResponse(chat_json(await answer_to(wanted, desk)))
    with_usage = bool((wanted.stream_options or {}).get("include_usage"))
    write = partial(stream_chat, with_usage=with_usage)
    return await stream(answer_to(wanted, desk), write)


async def answer_to(wanted: ChatIn, desk: Desk) -> Answer:
    """Return the checked answer; at the deadline the templates give it alone."""
    schema = shape_of(wanted.response_format)
    task = wanted.to_task()
    done: Done | None = None
    with anyio.move_on_after(_SECONDS):
        done = await anyio.to_thread.run_sync(
            do_task, task, desk.engine, desk.brand, abandon_on_cancel=True
        )
    if done is None:
        done = await anyio.to_thread.run_sync(do_task, task, desk.plain, desk.brand)
        done = replace(done, notes=(*done.notes, _TOO_SLOW))
    desk.meters.count_drafts(done.drafts)
    texts = done.texts
    if schema is not None:
        sure = done.able and not done.findings
        texts = tuple(fill(schema, text, sure=sure) for text in texts)
    return Answer.of(
        texts,
        done,
        model=wanted.model,
        prompt=[turn.content for turn in wanted.messages],
        stops=wanted.stops if schema is None else (),
        most_tokens=wanted.most_tokens,
    )
