"""The tables, the file of SQLite, and what is said when it fails."""

import stat
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from store_kit import (
    ASSESSMENT,
    MESSAGE,
    ROUTE,
    add_until_full,
    fill_up,
    hold,
    integrity,
    leave_as_it_is,
    open_store,
    run,
    sqlite_url,
)

from assistant.errors import SettingsError, StoreError
from assistant.store import Store
from assistant.store import database as database_module
from assistant.store.database import Database
from assistant.store.migrations import upgrade
from assistant.store.tables import Table

pytest_plugins = ["store_fixtures"]

# Migrations


def test_migrations_lead_to_the_tables_and_may_run_again(url):
    database = Database(url)
    for _ in range(2):
        with database.writing() as session:
            upgrade(session.connection())
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Table.metadata) == []
    database.disconnect()


def test_migrations_keep_what_is_stored(url):
    with open_store(url) as store:
        added = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    with open_store(url) as store:
        assert store.get(added.id) == added


def test_migrations_refuse_a_database_of_a_newer_version(url):
    open_store(url).disconnect()
    database = Database(url)
    with database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE alembic_version SET version_num = '9999'"
        )
    database.disconnect()
    with pytest.raises(StoreError, match="newer version of Tactful"):
        open_store(url)


# The file of SQLite, and its failures


def test_store_opens_its_files_to_the_owner_alone(tmp_path):
    (tmp_path / "tactful.db").touch(mode=0o644)
    with Store.open(sqlite_url(tmp_path), mask=leave_as_it_is) as store:
        store.add_message(MESSAGE, ASSESSMENT, ROUTE)
        modes = {
            path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()
        }
    assert modes == {
        "tactful.db": 0o600,
        "tactful.db-shm": 0o600,
        "tactful.db-wal": 0o600,
        "tactful.db.key": 0o600,
    }


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)],
)
def test_store_has_sqlite_write_safely(tmp_path, pragma, value):
    open_store(sqlite_url(tmp_path)).disconnect()
    database = Database(sqlite_url(tmp_path))
    with database.reading() as session:
        found = session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar()
    database.disconnect()
    assert found == value


def test_store_survives_a_full_disk(sqlite_store, tmp_path):
    first = sqlite_store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    fill_up(sqlite_store)
    with pytest.raises(StoreError, match="no room left; free some disk space"):
        add_until_full(sqlite_store)
    kept = sqlite_store.inbox(1000)
    assert kept[0] == first
    assert integrity(tmp_path / "tactful.db") == "ok"
    run(sqlite_store, "PRAGMA max_page_count = 100000")
    sqlite_store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    assert len(sqlite_store.inbox(1000)) == len(kept) + 1


def test_store_says_that_another_program_holds_the_database(tmp_path, monkeypatch):
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    with open_store(sqlite_url(tmp_path)) as store:
        with (
            closing(hold(tmp_path / "tactful.db")),
            pytest.raises(StoreError, match="held by another program; close that"),
        ):
            store.add_message(MESSAGE, ASSESSMENT, ROUTE)
        store.add_message(MESSAGE, ASSESSMENT, ROUTE)


def test_store_reads_while_another_program_writes(tmp_path):
    with open_store(sqlite_url(tmp_path)) as store:
        added = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
        with closing(hold(tmp_path / "tactful.db")):
            assert store.inbox(5) == [added]


def test_store_says_that_it_may_only_read(sqlite_store):
    run(sqlite_store, "PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="may only be read; give this user the right"):
        sqlite_store.add_message(MESSAGE, ASSESSMENT, ROUTE)


def test_store_says_that_the_folder_is_missing(tmp_path):
    with pytest.raises(StoreError, match="the folder must exist"):
        open_store(sqlite_url(tmp_path / "missing"))


def test_store_says_that_a_folder_is_no_file(tmp_path):
    (tmp_path / "tactful.db").mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(sqlite_url(tmp_path))


def test_store_says_that_a_file_is_no_database(tmp_path):
    (tmp_path / "tactful.db").write_bytes(b"Dear diary, today I wrote a letter. " * 99)
    with pytest.raises(StoreError, match="is no database; name another file"):
        open_store(sqlite_url(tmp_path))


def test_store_says_that_a_database_is_damaged(tmp_path):
    path = tmp_path / "tactful.db"
    with open_store(sqlite_url(tmp_path)) as store:
        for _ in range(100):
            store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(StoreError, match="is damaged; put back a copy"):
        open_store(sqlite_url(tmp_path))


@pytest.mark.parametrize(
    "url",
    ["", "tactful.db", "mysql://root:hunter2@db/x", "postgresql://u:hunter2@h:x/d"],
)
def test_store_refuses_an_address_without_repeating_it(url):
    with pytest.raises(SettingsError, match=r"write sqlite:///tactful\.db") as refusal:
        Store.open(url)
    assert "hunter2" not in str(refusal.value)
