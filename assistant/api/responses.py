"""The newer form of the help desks' protocol: `input` in, `output` out."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from assistant.api.answers import response_json, stream_response
from assistant.api.desk import AtDesk
from assistant.api.openai import MOST_TURNS, ChatIn, ChatTurnIn, answer_to, or_default
from assistant.api.streams import stream
from assistant.models import SHIPPED
from assistant.wire import Wire

router = APIRouter(tags=["help desks"])


class TextIn(Wire):
    """In which form the text is wanted."""

    format: dict[str, Any] | None = None


class ResponseIn(Wire):
    """What is asked for; nothing of it is stored, whatever `store` says."""

    input: str | Annotated[list[ChatTurnIn], Field(max_length=MOST_TURNS - 1)]
    instructions: Annotated[str, or_default("")] = ""
    model: Annotated[str, or_default(SHIPPED)] = SHIPPED
    stream: Annotated[bool, or_default(False)] = False
    max_output_tokens: int | None = None
    text: TextIn | None = None

    def to_chat(self) -> ChatIn:
        """Return the same as a chat."""
        said = self.input
        turns = [ChatTurnIn(content=said)] if isinstance(said, str) else list(said)
        if self.instructions:
            turns.insert(0, ChatTurnIn(role="system", content=self.instructions))
        return ChatIn(
            messages=turns or [ChatTurnIn()],
            model=self.model,
            max_tokens=self.max_output_tokens,
            response_format=self.text.format if self.text else None,
        )


@router.post("/responses", response_model=None)
async def respond(wanted: ResponseIn, desk: AtDesk) -> Response:
    """Reply to a customer, or mend an agent's text."""
    working = answer_to(wanted.to_chat(), desk)
    if not wanted.stream:
        return JSONResponse(response_json(await working))
    return await stream(working, stream_response)
