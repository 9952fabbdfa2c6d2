"""Cases over REST: hear a customer, record what was sent, and follow it to the end."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from assistant.api.desk import VERSION, AtDesk, Desk
from assistant.casework import Casework
from assistant.errors import StoreError
from assistant.schema import Tone
from assistant.store import StoredCase
from assistant.wire import Json, MessageIn, Wire, reply_json
from assistant.wire_cases import case_json, task_json

router = APIRouter(prefix="/v1/cases", tags=["cases"])
_HIGHEST = 2**31 - 1  # the last number that every database takes
Number = Annotated[int, Path(ge=1, le=_HIGHEST)]
_Name = Field(min_length=1, max_length=80)
_Reason = Field(min_length=1, max_length=400)


class HeardIn(MessageIn):
    """What a customer wrote; with `case` it belongs there, else to their own case.

    The same `key` again changes nothing.
    """

    case: int | None = Field(default=None, ge=1, le=_HIGHEST)
    key: str | None = Field(default=None, max_length=200)


class SaidIn(Wire):
    """What was sent to the customer, by whom and where."""

    text: str = Field(min_length=1, max_length=32_000)
    agent: str | None = Field(default=None, max_length=80)
    channel: str = Field(default="", max_length=80)
    key: str | None = Field(default=None, max_length=200)


class NextIn(Wire):
    """What the next draft shall be like."""

    tone: Tone | None = None
    drafts: int = Field(default=3, ge=1, le=4)


class TopicIn(Wire):
    """Which topic a case is about, by name or title."""

    topic: str = Field(min_length=1, max_length=200)


class ClosedIn(Wire):
    """Why a case is over."""

    reason: str = _Reason


class ClaimIn(Wire):
    """Who takes a case in hand, and for how many minutes."""

    agent: str = _Name
    minutes: int = Field(default=15, ge=1, le=1440)


class HandoverIn(Wire):
    """Who gives a case away, to whom (nobody: to whoever is free), and why."""

    agent: str = _Name
    to: str | None = Field(default=None, max_length=80)
    reason: str = _Reason


class SettledIn(Wire):
    """What became of something owed: it was kept, or is no longer needed."""

    kept: bool = True


@router.post("")
def hear(heard: HeardIn, desk: AtDesk) -> Json:
    """Take in what a customer wrote: their case goes on, or a new one begins."""
    work = _work(desk)
    message = heard.to_message(desk.engine, brand=desk.brand)
    return _answer(work.hear(message, case_id=heard.case, key=heard.key).case, work)


@router.get("")
def list_cases(
    desk: AtDesk,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    closed: bool = False,
) -> Json:
    """List cases: who waits for us first, then the gravest; or the closed ones."""
    found = _work(desk).cases.queue(limit, closed=closed)
    return {"version": VERSION, "cases": [case_json(case) for case in found]}


@router.get("/due")
def list_due(desk: AtDesk, hours: Annotated[int, Query(ge=0, le=8784)] = 24) -> Json:
    """List what is owed within so many hours, the overdue first."""
    cases = _work(desk).cases
    owed = cases.due(cases.clock() + timedelta(hours=hours))
    return {"version": VERSION, "due": [task_json(task) for task in owed]}


@router.get("/{case_id}")
def one_case(case_id: Number, desk: AtDesk) -> Json:
    """Show a case with its story, what was said, and what is owed."""
    work = _work(desk)
    return _answer(work.cases.get(case_id), work)


@router.post("/{case_id}/reply")
def next_reply(case_id: Number, wanted: NextIn, desk: AtDesk) -> Json:
    """Draft the next word in a case: an answer, a promise kept, a follow-up."""
    reply = _work(desk).draft(case_id, tone=wanted.tone, drafts=wanted.drafts)
    desk.meters.count_drafts(reply.drafts)
    return {"version": VERSION, **reply_json(reply)}


@router.post("/{case_id}/say")
def say(case_id: Number, said: SaidIn, desk: AtDesk) -> Json:
    """Record what was sent; what it promises becomes due."""
    work = _work(desk)
    case = work.say(
        case_id, said.text, author=said.agent, channel=said.channel, key=said.key
    )
    return _answer(case, work)


@router.post("/{case_id}/topic")
def read_as(case_id: Number, told: TopicIn, desk: AtDesk) -> Json:
    """Say which topic a case is about; what follows from it is read anew."""
    work = _work(desk)
    return _answer(work.read_as(case_id, told.topic), work)


@router.post("/{case_id}/close")
def close(case_id: Number, told: ClosedIn, desk: AtDesk) -> Json:
    """Close a case with a reason."""
    work = _work(desk)
    return _answer(work.close(case_id, told.reason), work)


@router.post("/{case_id}/claim")
def claim(case_id: Number, told: ClaimIn, desk: AtDesk) -> Json:
    """Take a case in hand for a while; 409 while another agent has it."""
    work = _work(desk)
    lease = timedelta(minutes=told.minutes)
    return _answer(work.cases.claim(case_id, told.agent, lease=lease), work)


@router.post("/{case_id}/handover")
def hand_over(case_id: Number, told: HandoverIn, desk: AtDesk) -> Json:
    """Give a case to another agent, and keep why."""
    work = _work(desk)
    case = work.cases.hand_over(case_id, told.agent, to=told.to, reason=told.reason)
    return _answer(case, work)


@router.post("/{case_id}/tasks/{task_id}")
def settle(case_id: Number, task_id: Number, told: SettledIn, desk: AtDesk) -> Json:
    """Record that something owed was done, or is no longer needed."""
    work = _work(desk)
    return _answer(work.settle(case_id, task_id, kept=told.kept), work)


def _work(desk: Desk) -> Casework:
    if desk.store is None:
        raise StoreError("this server was started without a database")
    return Casework(desk.engine, desk.store, brand=desk.brand)


def _answer(case: StoredCase, work: Casework) -> Json:
    return {"version": VERSION, "case": case_json(case, work.story(case))}
