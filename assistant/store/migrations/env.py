"""What the migration tool runs: every change, on the connection it was given."""

from alembic import context

from assistant.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
)
with context.begin_transaction():
    context.run_migrations()
