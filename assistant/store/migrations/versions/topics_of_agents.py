"""Keep the topic that an agent chose for a case."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of cases that are there, no topic was chosen."""
    op.add_column("cases", sa.Column("read_as", sa.String))
