"""Store messages and follow them up, from their first reading to what was sent."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from assistant.api.desk import VERSION, AtDesk, Desk
from assistant.errors import NotStored, StoreError
from assistant.store import Outcome, Store, StoredDraft, StoredMessage
from assistant.wire import Json, MessageIn, Wire, draft_json, triage_json

router = APIRouter(prefix="/v1/messages", tags=["inbox"])
_HIGHEST = 2**31 - 1  # the last number that every database takes
Number = Annotated[int, Path(ge=1, le=_HIGHEST)]


class NewMessageIn(MessageIn):
    """A message to be stored; the same `key` again gives the one stored before.

    `drafts` is how many answers to write with it.
    """

    key: str | None = Field(default=None, max_length=200)
    drafts: int = Field(default=0, ge=0, le=4)


class OutcomeIn(Wire):
    """What became of a draft; `text` is what was sent, where it was edited."""

    draft_id: int = Field(ge=1, le=_HIGHEST)
    outcome: Outcome
    text: str | None = Field(default=None, max_length=32_000)


class CloseIn(Wire):
    """Why nothing more is to be done; `seen` is the version that was read."""

    reason: str = Field(default="settled", max_length=400)
    seen: int | None = Field(default=None, ge=1, le=_HIGHEST)


@router.post("")
def add_message(new: NewMessageIn, desk: AtDesk) -> Json:
    """Store a message with its reading and its route."""
    store = _store(desk)
    message = new.to_message(desk.engine, brand=desk.brand)
    assessment, route = desk.engine.triage(message)
    earlier = store.earlier(message)
    stored = store.add_message(message, assessment, route, key=new.key)
    offered = [_draft_json(draft) for draft in store.drafts(stored.id)]
    if new.drafts and not offered:
        answer = desk.engine.reply(message, drafts=new.drafts)
        desk.meters.count_drafts(answer.drafts)
        kept = store.add_drafts(stored.id, answer.drafts)
        pairs = zip(kept, answer.drafts, strict=True)
        offered = [{"id": row.id, **draft_json(draft)} for row, draft in pairs]
    return {
        "version": VERSION,
        "id": stored.id,
        **triage_json(assessment, route),
        "message": _message_json(stored),
        "drafts": offered,
        "earlier": earlier,
    }


@router.get("")
def inbox(
    desk: AtDesk,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: Annotated[int | None, Query(ge=1, le=_HIGHEST)] = None,
) -> Json:
    """List open messages, most urgent first; `after` is the last id seen so far."""
    found = _store(desk).inbox(limit, after)
    return {"version": VERSION, "messages": [_message_json(one) for one in found]}


@router.get("/{message_id}")
def one_message(message_id: Number, desk: AtDesk) -> Json:
    """Show a message with the drafts that were offered for it."""
    store = _store(desk)
    stored = store.get(message_id)
    drafts = [_draft_json(draft) for draft in store.drafts(message_id)]
    return {"version": VERSION, "message": _message_json(stored), "drafts": drafts}


@router.post("/{message_id}/outcome")
def record_outcome(message_id: Number, told: OutcomeIn, desk: AtDesk) -> Json:
    """Record what became of a draft."""
    store = _store(desk)
    if told.draft_id not in [draft.id for draft in store.drafts(message_id)]:
        raise NotStored("draft", told.draft_id)
    draft = store.record_outcome(told.draft_id, told.outcome, told.text)
    return {"version": VERSION, "draft": _draft_json(draft)}


@router.post("/{message_id}/close")
def close_message(message_id: Number, told: CloseIn, desk: AtDesk) -> Json:
    """Take a message out of the inbox."""
    closed = _store(desk).close(message_id, told.reason, version=told.seen)
    return {"version": VERSION, "message": _message_json(closed)}


def _store(desk: Desk) -> Store:
    if desk.store is None:
        raise StoreError("this server was started without a database")
    return desk.store


def _message_json(stored: StoredMessage) -> Json:
    return asdict(stored)


def _draft_json(draft: StoredDraft) -> Json:
    return asdict(draft)
