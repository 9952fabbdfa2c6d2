"""The three things that everybody asks for: a reply, a check, a reading."""

from fastapi import APIRouter

from assistant.api.desk import VERSION, AtDesk
from assistant.mending import offer
from assistant.rewording import apply_all
from assistant.rewording import reword as reword_text
from assistant.wire import (
    CheckIn,
    Json,
    ReplyIn,
    TriageIn,
    check_json,
    reply_json,
    triage_json,
)
from assistant.wire_reword import RewordIn, reword_json

router = APIRouter(prefix="/v1", tags=["replies"])


@router.post("/reply")
def reply(wanted: ReplyIn, desk: AtDesk) -> Json:
    """Read a message, and draft, fit and check answers to it, best first."""
    message = wanted.to_message(desk.engine, brand=desk.brand)
    answer = desk.engine.reply(
        message,
        tone=wanted.tone,
        drafts=wanted.drafts,
        seed=wanted.seed,
        read_as=wanted.topic,
    )
    desk.meters.count_drafts(answer.drafts)
    return {"version": VERSION, **reply_json(answer)}


@router.post("/check")
def check(wanted: CheckIn, desk: AtDesk) -> Json:
    """Hold a text against every rule before it goes out.

    A finding carries as its fix what may stand in the place of `start` to `end`,
    wherever a wording passes the check.
    """
    text, context = wanted.to_context(desk.engine, brand=desk.brand)
    checked = offer(desk.engine.check(text, context), desk.engine, context)
    desk.meters.count_findings(checked.findings)
    return {"version": VERSION, **check_json(checked)}


@router.post("/fix")
def fix(wanted: CheckIn, desk: AtDesk) -> Json:
    """Make every fix that passes the check; the notes say what a person must write."""
    text, context = wanted.to_context(desk.engine, brand=desk.brand)
    done = apply_all(text, desk.engine, context)
    desk.meters.count_findings(done.checked.findings)
    return {"version": VERSION, **reword_json(done)}


@router.post("/triage")
def triage(wanted: TriageIn, desk: AtDesk) -> Json:
    """Say why a customer writes, how urgent it is and where it goes."""
    message = wanted.to_message(desk.engine, brand=desk.brand)
    read = desk.engine.triage(message, read_as=wanted.topic)
    return {"version": VERSION, **triage_json(*read)}


@router.post("/reword")
def reword(wanted: RewordIn, desk: AtDesk) -> Json:
    """Say an agent's own text in a tone, each change told, never worse by the check."""
    text, context = wanted.to_context(desk.engine, brand=desk.brand)
    done = reword_text(text, desk.engine, context, wanted.tone, seed=wanted.seed)
    desk.meters.count_findings(done.checked.findings)
    return {"version": VERSION, **reword_json(done)}
