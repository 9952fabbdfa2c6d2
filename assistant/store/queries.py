"""The questions the store asks more than one row: the inbox, cases and the counts."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from assistant.store.case_tables import CaseRow
from assistant.store.outcomes import ACCEPTED
from assistant.store.records import Outcome, State, Stats
from assistant.store.tables import DraftRow, MessageRow


def most_urgent_first(after: MessageRow | None) -> Select[MessageRow]:
    """Return the query for open messages, those past `after` where it is given."""
    query = (
        select(MessageRow)
        .where(MessageRow.state == State.OPEN)
        .order_by(
            MessageRow.priority_score.desc(), MessageRow.respond_by, MessageRow.id
        )
    )
    if after is None:
        return query
    same_score = MessageRow.priority_score == after.priority_score
    same_hour = and_(same_score, MessageRow.respond_by == after.respond_by)
    return query.where(
        or_(
            MessageRow.priority_score < after.priority_score,
            and_(same_score, MessageRow.respond_by > after.respond_by),
            and_(same_hour, MessageRow.id > after.id),
        )
    )


def count_up(session: Session, *, now: datetime) -> Stats:
    """Count messages, drafts and outcomes."""
    is_open = MessageRow.state == State.OPEN
    messages, opened, overdue = session.execute(
        select(
            func.count(MessageRow.id),
            _how_many(is_open),
            _how_many(and_(is_open, MessageRow.respond_by < now)),
        )
    ).one()
    was_sent = DraftRow.outcome != Outcome.REJECTED
    drafts, sent_as_is, edited, rejected, accepted = session.execute(
        select(
            func.count(DraftRow.id),
            _how_many(DraftRow.outcome == Outcome.SENT_AS_IS),
            _how_many(DraftRow.outcome == Outcome.EDITED),
            _how_many(DraftRow.outcome == Outcome.REJECTED),
            _how_many(and_(was_sent, DraftRow.similarity >= ACCEPTED)),
        )
    ).one()
    return Stats(
        messages=messages,
        open=opened,
        overdue=overdue,
        drafts=drafts,
        sent_as_is=sent_as_is,
        edited=edited,
        rejected=rejected,
        accepted=accepted,
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def cases_to_do(now: datetime, *, closed: bool) -> Select[CaseRow]:
    """Return the query for open cases, what is due first; or for the closed ones."""
    if closed:
        query = select(CaseRow).where(CaseRow.state == State.CLOSED)
        return query.order_by(CaseRow.closed_at.desc(), CaseRow.id.desc())
    waits = or_(CaseRow.answer_by.is_not(None), and_(CaseRow.due_at <= now))
    return (
        select(CaseRow)
        .where(CaseRow.state == State.OPEN)
        .order_by(
            case((waits, 0), else_=1),
            CaseRow.priority_score.desc(),
            CaseRow.due_at,
            CaseRow.id,
        )
    )
