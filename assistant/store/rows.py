"""Turn the records of the flow into rows, and rows into the records given back."""

from datetime import datetime, timedelta
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from assistant.schema import (
    Assessment,
    CheckedDraft,
    ContactReason,
    Handoff,
    Message,
    Priority,
    Route,
    SignalName,
    Tone,
)
from assistant.store.records import Outcome, State, StoredDraft, StoredMessage
from assistant.store.tables import DraftRow, MessageRow

_MOST = 2**31 - 1  # what an integer column of PostgreSQL takes
_MOST_MINUTES = 10 * 366 * 24 * 60  # ten years keep every date inside the calendar


def message_row(
    message: Message, assessment: Assessment, route: Route, *, now: datetime
) -> MessageRow:
    """Return the row of a message, still without its text and without the marks."""
    due = timedelta(minutes=_between(assessment.respond_by_minutes, _MOST_MINUTES))
    return MessageRow(
        channel=message.channel.key,
        brand=message.brand.name,
        followers=_between(message.customer.followers, _MOST),
        verified=message.customer.verified,
        minutes_waiting=_between(message.minutes_waiting, _MOST),
        received_at=now,
        contact_reason=assessment.contact_reason,
        topic=assessment.topic,
        severity=assessment.severity,
        priority=assessment.priority,
        priority_score=assessment.priority_score,
        respond_by=now + due,
        signals=[str(signal.name) for signal in assessment.signals],
        public=route.public,
        handoff=route.handoff,
        escalate=route.escalate,
        like=route.like,
        repost=route.repost,
        answer=route.answer,
        state=State.OPEN,
    )


def stored_message(row: MessageRow, *, now: datetime) -> StoredMessage:
    """Return the record of a message as it stands at `now`."""
    return StoredMessage(
        id=row.id,
        channel=row.channel,
        brand=row.brand,
        text=row.text,
        followers=row.followers,
        verified=row.verified,
        minutes_waiting=row.minutes_waiting,
        received_at=row.received_at,
        contact_reason=ContactReason(row.contact_reason),
        topic=row.topic,
        severity=row.severity,
        priority=Priority(row.priority),
        priority_score=row.priority_score,
        respond_by=row.respond_by,
        overdue=row.state == State.OPEN and row.respond_by < now,
        signals=tuple(SignalName(name) for name in row.signals),
        public=row.public,
        handoff=Handoff(row.handoff),
        escalate=row.escalate,
        like=row.like,
        repost=row.repost,
        answer=row.answer,
        state=State(row.state),
        closed_reason=row.closed_reason,
        closed_at=row.closed_at,
        version=row.version,
    )


def draft_row(
    message_id: int, checked: CheckedDraft, hidden_text: str, *, now: datetime
) -> DraftRow:
    """Return the row of a draft; of its findings only the rules' names are kept."""
    draft = checked.draft
    return DraftRow(
        message_id=message_id,
        text=hidden_text,
        tone=draft.tone,
        topic=draft.topic,
        source=draft.source,
        program=_program(),
        rules=sorted({finding.rule for finding in checked.findings}),
        ready=checked.ready,
        offered_at=now,
    )


def stored_draft(row: DraftRow) -> StoredDraft:
    """Return the record of a draft."""
    return StoredDraft(
        id=row.id,
        message_id=row.message_id,
        text=row.text,
        tone=Tone(row.tone),
        topic=row.topic,
        source=row.source,
        program=row.program,
        rules=tuple(row.rules),
        ready=row.ready,
        offered_at=row.offered_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        final_text=row.final_text,
        similarity=row.similarity,
        decided_at=row.decided_at,
    )


def within_column(number: int) -> int:
    """Return the number, within what an integer column takes."""
    return _between(number, _MOST)


def _between(number: int, most: int) -> int:
    return max(-most, min(number, most))


@lru_cache(maxsize=1)
def _program() -> str:
    try:
        return version("tactful")
    except PackageNotFoundError:
        return "source"
