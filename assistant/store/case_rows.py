"""Turn rows of cases into the records given back."""

from datetime import datetime
from typing import cast

from assistant.schema import Assessment, ContactReason, Emotion, Message, Priority
from assistant.store.case_records import (
    StoredCase,
    StoredTask,
    StoredTurn,
    TaskKind,
    TaskState,
    TurnRole,
)
from assistant.store.case_tables import CaseRow, TaskRow, TurnRow
from assistant.store.records import State
from assistant.store.rows import within_column


def case_row(message: Message, assessment: Assessment, *, now: datetime) -> CaseRow:
    """Return the row of a new case, still without the marks."""
    row = CaseRow(
        brand=message.brand.name,
        channel=message.channel.key,
        followers=within_column(message.customer.followers),
        verified=message.customer.verified,
        topic=assessment.topic,
        contact_reason=assessment.contact_reason,
        opened_at=now,
        touched_at=now,
        state=State.OPEN,
        severity=0,
        priority_score=0.0,
        reopened=0,
    )
    weigh(row, assessment)
    return row


def read_anew(row: CaseRow, assessment: Assessment) -> None:
    """Let a case be about what an agent says, and weigh what it weighs as that."""
    row.topic = row.read_as = assessment.topic
    row.contact_reason = assessment.contact_reason
    row.severity, row.priority_score = assessment.severity, assessment.priority_score
    row.priority = assessment.priority


def weigh(row: CaseRow, assessment: Assessment) -> None:
    """Let a case weigh as much as the gravest thing that was said in it.

    A topic that an agent chose holds for what was said last.
    """
    row.read_as = assessment.topic if assessment.named else None
    row.severity = max(row.severity, assessment.severity)
    if assessment.priority_score >= row.priority_score:
        row.priority_score = assessment.priority_score
        row.priority = assessment.priority


def stored_case(
    row: CaseRow,
    turns: list[TurnRow],
    tasks: list[TaskRow],
    *,
    now: datetime,
) -> StoredCase:
    """Return the record of a case as it stands at `now`."""
    is_open = row.state == State.OPEN
    return StoredCase(
        id=row.id,
        brand=row.brand,
        channel=row.channel,
        followers=row.followers,
        verified=row.verified,
        contact_reason=ContactReason(row.contact_reason),
        topic=row.topic,
        read_as=row.read_as,
        severity=row.severity,
        priority=Priority(row.priority),
        priority_score=row.priority_score,
        opened_at=row.opened_at,
        touched_at=row.touched_at,
        answer_by=row.answer_by,
        due_at=row.due_at,
        overdue=is_open and row.due_at is not None and row.due_at < now,
        state=State(row.state),
        closed_reason=row.closed_reason,
        closed_at=row.closed_at,
        reopened=row.reopened,
        assignee=row.assignee,
        claimed_until=row.claimed_until,
        version=row.version,
        turns=tuple(_stored_turn(turn) for turn in turns),
        tasks=tuple(stored_task(task, now=now) for task in tasks),
    )


def stored_task(row: TaskRow, *, now: datetime) -> StoredTask:
    """Return the record of something owed."""
    return StoredTask(
        id=row.id,
        case_id=row.case_id,
        turn_id=row.turn_id,
        kind=TaskKind(row.kind),
        what=row.what,
        dated=row.dated,
        due_at=row.due_at,
        state=TaskState(row.state),
        settled_at=row.settled_at,
        overdue=row.state == TaskState.OPEN and row.due_at < now,
    )


def _stored_turn(row: TurnRow) -> StoredTurn:
    return StoredTurn(
        id=row.id,
        at=row.at,
        role=cast(TurnRole, row.role),
        channel=row.channel,
        public=row.public,
        text=row.text,
        author=row.author,
        contact_reason=(row.contact_reason and ContactReason(row.contact_reason))
        or None,
        emotion=Emotion(row.emotion) if row.emotion else None,
    )
