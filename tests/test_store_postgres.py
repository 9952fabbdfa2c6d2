"""What is told about PostgreSQL alone; the rest is tried in the tests of the store."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from store_kit import (
    ASSESSMENT,
    DRAFT,
    MESSAGE,
    NOON,
    ROUTE,
    Clock,
    checked,
    open_store,
)

from assistant.errors import SettingsError, StaleWrite, StoreError
from assistant.store import Outcome, Store, StoredDraft
from assistant.store.database import Database

pytest_plugins = ["postgres_server"]
pytestmark = pytest.mark.slow


def try_rejecting(store: Store, draft_id: int) -> StoredDraft | None:
    try:
        return store.record_outcome(draft_id, Outcome.REJECTED)
    except StaleWrite:
        return None


def test_postgres_needs_a_secret(postgres_url, monkeypatch):
    monkeypatch.delenv("TACTFUL_SECRET", raising=False)
    with pytest.raises(SettingsError, match="needs a secret: set TACTFUL_SECRET"):
        Store.open(postgres_url)
    open_store(postgres_url).disconnect()


def test_postgres_opens_new_for_many_at_once(postgres_url):
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: open_store(postgres_url), range(8)))
    for store in stores:
        store.disconnect()
    assert len(stores) == 8


def test_postgres_adds_a_key_once_when_it_comes_at_the_same_moment(postgres_url):
    with open_store(postgres_url) as store, ThreadPoolExecutor(8) as pool:
        for ticket in range(10):
            added = pool.map(
                lambda _, key=f"ticket {ticket}": store.add_message(
                    MESSAGE, ASSESSMENT, ROUTE, key=key
                ),
                range(8),
            )
            assert len({message.id for message in added}) == 1
        assert store.stats().messages == 10


def test_postgres_records_one_outcome_when_two_come_at_once(postgres_url):
    with open_store(postgres_url) as store, ThreadPoolExecutor(8) as pool:
        message = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
        (draft,) = store.add_drafts(message.id, [checked(DRAFT)])
        tries = list(pool.map(lambda _: try_rejecting(store, draft.id), range(8)))
        (decided,) = store.drafts(message.id)
    assert decided.outcome is Outcome.REJECTED
    assert [made for made in tries if made not in (None, decided)] == []
    assert decided in tries


def test_postgres_gives_back_what_was_purged(postgres_url):
    with open_store(postgres_url, clock=Clock()) as store:
        for _ in range(200):
            store.add_message(MESSAGE, ASSESSMENT, ROUTE)
        assert store.purge(NOON + timedelta(seconds=1)) == 200
    database = Database(postgres_url)
    with database.reading() as session:
        size = session.connection().exec_driver_sql(
            "SELECT pg_relation_size('messages')"
        )
        assert size.scalar() == 0
    database.disconnect()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("///test_", "///absent_"),
        ("host=/tmp", "host=/absent"),
        ("user=tactful", "user=absent&password=hunter2"),
        ("///", "//tactful:hunter2@/absent_"),
    ],
)
def test_postgres_says_that_it_is_out_of_reach(postgres_url, right, wrong):
    url = postgres_url.replace(right, wrong, 1)
    with pytest.raises(StoreError, match="look whether its server runs") as failure:
        open_store(url)
    assert "hunter2" not in f"{failure.value} {failure.value.__cause__}"


def test_postgres_says_that_it_may_only_be_read(postgres_url):
    open_store(postgres_url).disconnect()
    database = Database(postgres_url)
    with database.writing() as session:
        session.connection().exec_driver_sql(
            f"ALTER DATABASE {database.engine.url.database}"
            " SET default_transaction_read_only = on"
        )
    database.disconnect()
    with open_store(postgres_url) as store:
        with pytest.raises(StoreError, match="takes writes"):
            store.add_message(MESSAGE, ASSESSMENT, ROUTE)
        assert store.inbox(5) == []
