"""Begin with messages, the drafts offered for them, and the mark of the secret."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _make_messages()
    _make_drafts()
    op.create_table(
        "secrets",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("mark", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_secrets"),
    )


def _make_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key_mark", sa.String),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("brand", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("handle_mark", sa.String),
        sa.Column("word_marks", sa.JSON, nullable=False),
        sa.Column("followers", sa.Integer, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("minutes_waiting", sa.Integer, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("contact_reason", sa.String, nullable=False),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("severity", sa.Integer, nullable=False),
        sa.Column("priority", sa.String, nullable=False),
        sa.Column("priority_score", sa.Double, nullable=False),
        sa.Column("respond_by", _MOMENT, nullable=False),
        sa.Column("signals", sa.JSON, nullable=False),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("handoff", sa.String, nullable=False),
        sa.Column("escalate", sa.String),
        sa.Column("like", sa.Boolean, nullable=False),
        sa.Column("repost", sa.Boolean, nullable=False),
        sa.Column("answer", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("closed_reason", sa.String),
        sa.Column("closed_at", _MOMENT),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("key_mark", name="uq_messages_key_mark"),
        sqlite_autoincrement=True,
    )
    for columns in (
        ["handle_mark"],
        ["received_at"],
        ["state", "priority_score", "respond_by"],
    ):
        op.create_index(f"ix_messages_{'_'.join(columns)}", "messages", columns)


def _make_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("tone", sa.String, nullable=False),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("program", sa.String, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("ready", sa.Boolean, nullable=False),
        sa.Column("offered_at", _MOMENT, nullable=False),
        sa.Column("outcome", sa.String),
        sa.Column("final_text", sa.String),
        sa.Column("similarity", sa.Double),
        sa.Column("decided_at", _MOMENT),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["messages.id"],
            name="fk_drafts_message_id",
            ondelete="CASCADE",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_drafts_message_id", "drafts", ["message_id"])
