"""The tables of cases: what was said in each, and what is owed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from assistant.store.tables import Table


class CaseRow(Table):
    """One customer's matter, from the first word to the last."""

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    brand: Mapped[str]
    channel: Mapped[str]
    handle_mark: Mapped[str | None] = mapped_column(index=True)
    word_marks: Mapped[list[str]]
    followers: Mapped[int]
    verified: Mapped[bool]
    contact_reason: Mapped[str]
    topic: Mapped[str]
    read_as: Mapped[str | None]
    severity: Mapped[int]
    priority: Mapped[str]
    priority_score: Mapped[float]
    opened_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    answer_by: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    state: Mapped[str]
    closed_reason: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    reopened: Mapped[int]
    assignee: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index(None, "state", "due_at", "priority_score"),
        {"sqlite_autoincrement": True},
    )


class TurnRow(Table):
    """What was said in a case, or noted about it; never changed."""

    __tablename__ = "turns"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), index=True
    )
    key_mark: Mapped[str | None] = mapped_column(unique=True)
    at: Mapped[datetime]
    role: Mapped[str]
    channel: Mapped[str]
    public: Mapped[bool]
    text: Mapped[str]
    author: Mapped[str | None]
    contact_reason: Mapped[str | None]
    emotion: Mapped[str | None]


class TaskRow(Table):
    """Something owed to a customer, and what became of it."""

    __tablename__ = "tasks"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), index=True
    )
    turn_id: Mapped[int] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"))
    kind: Mapped[str]
    what: Mapped[str]
    dated: Mapped[bool]
    due_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str]
    settled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
