"""One database: its file, its connections, and transactions that read or write."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from assistant.errors import SettingsError, StoreError
from assistant.store.failures import failures_explained

BUSY_SECONDS = 30
# Of connections: one for each thread that wants one. Those who wait for a place in a
# pool may wait for ever: whoever gives one back takes it again before the next wakes.
_NO_LIMIT = 0
_PRAGMAS = (
    "synchronous = FULL",  # what was acknowledged outlives a crash
    "foreign_keys = ON",
    "secure_delete = ON",  # deleted text is overwritten, not only forgotten
)
_IN_MEMORY = ("", ":memory:")


class Database:
    """A SQLite file or a PostgreSQL server, by its address."""

    def __init__(self, url: str) -> None:
        address = _read_address(url)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self.in_memory = self.is_sqlite and (address.database or "") in _IN_MEMORY
        self.file = (
            Path(address.database)
            if self.is_sqlite and address.database and not self.in_memory
            else None
        )
        self.name = str(self.file or _without_password(address))
        if self.file:
            _guard(self.file)
        self.engine = _open_engine(address, one_connection=self.in_memory)
        # SQLite alone: a plain BEGIN that writes later fails at once under load.
        self._writer = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        self._keeper = self.engine.execution_options(
            **({"begin": ""} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"})
        )

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction that only reads; writers do not hold it up."""
        with failures_explained(self.name), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction that writes, and commit it at the end."""
        with (
            failures_explained(self.name),
            Session(self._writer) as session,
            session.begin(),
        ):
            yield session

    def compact(self) -> None:
        """Give back the bytes of deleted rows, in the file and in its journal."""
        with failures_explained(self.name), self._keeper.connect() as connection:
            if not self.is_sqlite:
                connection.execute(
                    text("VACUUM FULL messages, drafts, cases, turns, tasks")
                )
                return
            connection.execute(text("VACUUM"))
            (busy, *_) = connection.execute(
                text("PRAGMA wal_checkpoint(TRUNCATE)")
            ).one()
        if busy:
            raise StoreError(
                f"the rows are gone from {self.name}, but someone is reading it, so"
                " their bytes are still in its journal; purge again in a moment"
            )

    def disconnect(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _read_address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        address = None
    if address and address.get_backend_name() == "sqlite":
        return address.set(drivername="sqlite+pysqlite", query={})
    if address and address.get_backend_name() in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    # The address is not repeated: it may hold a password.
    raise SettingsError(
        "the address of the database cannot be read; write sqlite:///tactful.db or"
        " postgresql://user@host/name"
    )


def _without_password(address: URL) -> str:
    bare = address.set(drivername=address.get_backend_name(), query={}, password=None)
    return bare.render_as_string()


def _guard(file: Path) -> None:
    """Make the database file for its owner alone, or take others' access away.

    An existing file is not opened here: closing it would drop the locks that SQLite
    holds on it elsewhere in this process.
    """
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        _take_access_from_others(file)
    except OSError as error:
        raise StoreError(
            f"the database {file} cannot be used: {error.strerror}; the folder must"
            " exist and this user must be able to write there"
        ) from error


def _take_access_from_others(file: Path) -> None:
    mode = file.stat().st_mode
    if not mode & 0o077:
        return
    try:
        file.chmod(mode & 0o700)
    except OSError as error:
        raise StoreError(
            f"the database {file} is open to others and belongs to another user; let"
            " its owner run Tactful, or name another file"
        ) from error


def _open_engine(address: URL, *, one_connection: bool) -> Engine:
    if address.get_backend_name() == "sqlite":
        engine = create_engine(
            address,
            hide_parameters=True,  # an error never repeats what was to be stored
            poolclass=QueuePool,
            pool_size=1 if one_connection else _NO_LIMIT,
            max_overflow=0,
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        return create_engine(
            address,
            hide_parameters=True,
            pool_size=_NO_LIMIT,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": BUSY_SECONDS,
                "options": f"-c lock_timeout={BUSY_SECONDS}s",
            },
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs one more package: pip install 'tactful[postgres]'"
        ) from error


def _prepare(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # else the driver sends a BEGIN of its own
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    deadline = time.monotonic() + BUSY_SECONDS
    while not _switch_to_wal(connection, last_try=time.monotonic() > deadline):
        time.sleep(0.01)


def _switch_to_wal(connection: sqlite3.Connection, *, last_try: bool) -> bool:
    """Let readers go on while others write; False when two switch at once."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if last_try or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
