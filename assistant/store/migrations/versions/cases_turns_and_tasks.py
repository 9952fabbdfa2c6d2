"""Add cases, what was said in them, and what is owed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _make_cases()
    _make_turns()
    _make_tasks()


def _make_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("brand", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("handle_mark", sa.String),
        sa.Column("word_marks", sa.JSON, nullable=False),
        sa.Column("followers", sa.Integer, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("contact_reason", sa.String, nullable=False),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("severity", sa.Integer, nullable=False),
        sa.Column("priority", sa.String, nullable=False),
        sa.Column("priority_score", sa.Double, nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("touched_at", _MOMENT, nullable=False),
        sa.Column("answer_by", _MOMENT),
        sa.Column("due_at", _MOMENT),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("closed_reason", sa.String),
        sa.Column("closed_at", _MOMENT),
        sa.Column("reopened", sa.Integer, nullable=False),
        sa.Column("assignee", sa.String),
        sa.Column("claimed_until", _MOMENT),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sqlite_autoincrement=True,
    )
    for columns in (["handle_mark"], ["state", "due_at", "priority_score"]):
        op.create_index(f"ix_cases_{'_'.join(columns)}", "cases", columns)


def _make_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("key_mark", sa.String),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("author", sa.String),
        sa.Column("contact_reason", sa.String),
        sa.Column("emotion", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint("key_mark", name="uq_turns_key_mark"),
        _belongs("turns", "case_id", "cases"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_turns_case_id", "turns", ["case_id"])


def _make_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("case_id", sa.Integer, nullable=False),
        sa.Column("turn_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("dated", sa.Boolean, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("settled_at", _MOMENT),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
        _belongs("tasks", "case_id", "cases"),
        _belongs("tasks", "turn_id", "turns"),
        sqlite_autoincrement=True,
    )
    for column in ("case_id", "due_at"):
        op.create_index(f"ix_tasks_{column}", "tasks", [column])


def _belongs(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=name, ondelete="CASCADE"
    )
