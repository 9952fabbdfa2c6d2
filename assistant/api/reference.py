"""What there is: channels, templates, the state of the server, and how to ask."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from assistant.api.desk import VERSION, AtDesk, Desk
from assistant.api.pages import docs_page
from assistant.errors import LibraryError
from assistant.library import ReplyLine, ReplyTemplate
from assistant.wire import Json, channel_json

router = APIRouter()
_OWN_THREAD = ThreadPoolExecutor(1)  # so that a busy server still says how it is


@router.get("/v1/channels", tags=["reference"])
def channels(desk: AtDesk) -> Json:
    """List every channel: how it counts, what it allows, and how sure we are."""
    known = desk.engine.channels.values()
    return {"version": VERSION, "channels": [channel_json(one) for one in known]}


@router.get("/v1/templates", tags=["reference"])
def templates(desk: AtDesk) -> Json:
    """List every reply template."""
    library = desk.engine.library
    shown = [
        {
            "topic": reply.topic,
            "tone": reply.tone,
            "contact_reason": reply.contact_reason,
            "title": library.topics[reply.topic].title,
            "summary": reply.summary,
            "handoff": reply.handoff,
            "body": _body(reply),
        }
        for reply in library.replies.values()
        if reply.topic in library.topics
    ]
    return {"version": VERSION, "templates": shown}


@router.get("/health", tags=["server"])
async def health(desk: AtDesk) -> JSONResponse:
    """Say whether the server can work; needs no key."""
    loop = asyncio.get_running_loop()
    mistakes = await loop.run_in_executor(_OWN_THREAD, _mistakes, desk)
    model = desk.engine.model
    answer = {
        "version": VERSION,
        "ready": not mistakes,
        "model": model.name if model else None,
        "library": "loads" if not mistakes else f"{mistakes} mistakes",
        "store": desk.store is not None,
    }
    return JSONResponse(answer, 503 if mistakes else 200)


@router.get("/metrics", tags=["server"])
def metrics(desk: AtDesk) -> PlainTextResponse:
    """Count requests, drafts and findings, for Prometheus."""
    kind = "text/plain; version=0.0.4; charset=utf-8"
    return PlainTextResponse(desk.meters.as_text(), media_type=kind)


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> HTMLResponse:
    """Show every route on one page that asks nothing of the network."""
    return HTMLResponse(docs_page(request.app.openapi()))


def _mistakes(desk: Desk) -> int:
    """Return how many mistakes keep the library from being used."""
    library = desk.engine.library
    try:
        _ = (library.rules, library.topics, library.replies, desk.engine.channels)
    except LibraryError as error:
        return len(error.mistakes)
    return 0


def _body(reply: ReplyTemplate) -> str:
    lines = [
        [_line(line), *(f"| {other.line.source}" for other in line.others)]
        for line in reply.lines
    ]
    return "\n".join(chain.from_iterable(lines))


def _line(line: ReplyLine) -> str:
    """Write a line as its author did."""
    place = f"@{line.place}" if line.place else ""
    marks = [mark for mark in (place, *line.where, "~" * line.drop) if mark]
    gap = "\n" if line.paragraph else ""
    return gap + " ".join([*marks, line.line.source])
