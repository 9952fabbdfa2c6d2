"""The three things that everybody asks for: a reply, a check, a reading."""

from fastapi import APIRouter

from assistant.api.desk import VERSION, AtDesk
from assistant.wire import (
    CheckIn,
    Json,
    MessageIn,
    ReplyIn,
    check_json,
    reply_json,
    triage_json,
)

router = APIRouter(prefix="/v1", tags=["replies"])


@router.post("/reply")
def reply(wanted: ReplyIn, desk: AtDesk) -> Json:
    """Read a message, and draft, fit and check answers to it, best first."""
    message = wanted.to_message(desk.engine, brand=desk.brand)
    answer = desk.engine.reply(
        message, tone=wanted.tone, drafts=wanted.drafts, seed=wanted.seed
    )
    desk.meters.count_drafts(answer.drafts)
    return {"version": VERSION, **reply_json(answer)}


@router.post("/check")
def check(wanted: CheckIn, desk: AtDesk) -> Json:
    """Hold a text against every rule before it goes out."""
    text, context = wanted.to_context(desk.engine, brand=desk.brand)
    checked = desk.engine.check(text, context)
    desk.meters.count_findings(checked.findings)
    return {"version": VERSION, **check_json(checked)}


@router.post("/triage")
def triage(wanted: MessageIn, desk: AtDesk) -> Json:
    """Say why a customer writes, how urgent it is and where it goes."""
    message = wanted.to_message(desk.engine, brand=desk.brand)
    return {"version": VERSION, **triage_json(*desk.engine.triage(message))}
