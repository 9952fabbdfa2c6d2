"""Bring a database to the newest form of the tables.

Each change is one module in `versions/`. To add one, copy the newest, give it the next
number as `revision` and the last as `down_revision`; the tests compare the outcome with
`tables.py`.
"""

from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from assistant.errors import StoreError

_ADVISORY_LOCK = 7_283_361  # any number, the same in every process
_ONE_AT_A_TIME = Lock()  # the tool keeps what it works on in a global


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest form, inside the transaction that is open."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
    config = Config()
    config.set_main_option("script_location", "assistant.store:migrations")
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                "the database was made by a newer version of Tactful; update this one"
            ) from error
