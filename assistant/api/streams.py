"""Send an answer in pieces, and keep the line open while it is worked out."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable

from fastapi.responses import StreamingResponse

from assistant.api.answers import Answer
from assistant.errors import TactfulError

_QUIET = 5.0  # seconds without a sign of life; proxies hang up after some more
_SIGN_OF_LIFE = ": still working\n\n"
Write = Callable[[Answer], Iterable[str]]


async def stream(
    work: Coroutine[None, None, Answer], write: Write
) -> StreamingResponse:
    """Return an answer that flows once it is worked out; only checked text does.

    What fails at once raises here, so that it is answered with a status of its own.
    """
    task = asyncio.ensure_future(work)
    await asyncio.wait([task], timeout=_QUIET)
    if task.done():
        task.result()
    return StreamingResponse(_flow(task, write), media_type="text/event-stream")


async def _flow(task: "asyncio.Future[Answer]", write: Write) -> AsyncIterator[str]:
    while not task.done():
        yield _SIGN_OF_LIFE
        await asyncio.wait([task], timeout=_QUIET)
    try:
        answer = task.result()
    except TactfulError:
        message = "the answer could not be worked out; ask again"
        error = {"message": message, "type": "server_error", "code": "failed"}
        yield f"data: {json.dumps({'error': error | {'param': None}})}\n\n"
        return
    for piece in write(answer):
        yield piece
