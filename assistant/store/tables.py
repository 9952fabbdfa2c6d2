"""The tables, as the newest migration leaves them."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# A name for every constraint, so that a later migration can speak of it.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """A moment that goes in and comes out in UTC; SQLite itself keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Turn a moment to UTC before it is written."""
        return value and value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give a moment its time zone when it is read."""
        if value is None or value.tzinfo:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """The root of the tables."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: Utc, list[str]: JSON, str: String}


class MessageRow(Table):
    """A message with its reading; marks are keyed hashes and cannot be read back."""

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    key_mark: Mapped[str | None] = mapped_column(unique=True)
    channel: Mapped[str]
    brand: Mapped[str]
    text: Mapped[str]
    handle_mark: Mapped[str | None] = mapped_column(index=True)
    word_marks: Mapped[list[str]]
    followers: Mapped[int]
    verified: Mapped[bool]
    minutes_waiting: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(index=True)
    contact_reason: Mapped[str]
    topic: Mapped[str]
    severity: Mapped[int]
    priority: Mapped[str]
    priority_score: Mapped[float]
    respond_by: Mapped[datetime]
    signals: Mapped[list[str]]
    public: Mapped[bool]
    handoff: Mapped[str]
    escalate: Mapped[str | None]
    like: Mapped[bool]
    repost: Mapped[bool]
    answer: Mapped[bool]
    state: Mapped[str]
    closed_reason: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}
    # Numbers are never used twice, so an old link cannot open another's message.
    __table_args__ = (
        Index(None, "state", "priority_score", "respond_by"),
        {"sqlite_autoincrement": True},
    )


class DraftRow(Table):
    """A draft that was offered for a message."""

    __tablename__ = "drafts"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str]
    tone: Mapped[str]
    topic: Mapped[str]
    source: Mapped[str]
    program: Mapped[str]
    rules: Mapped[list[str]]
    ready: Mapped[bool]
    offered_at: Mapped[datetime]
    outcome: Mapped[str | None]
    final_text: Mapped[str | None]
    similarity: Mapped[float | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class SecretRow(Table):
    """The mark of the secret that this database was made with: one row."""

    __tablename__ = "secrets"

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str]
