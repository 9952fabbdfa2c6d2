"""Nothing private is written, and what is purged is gone."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from store_kit import (
    ASSESSMENT,
    DANA,
    DRAFT,
    MESSAGE,
    NOON,
    ROUTE,
    SECRET,
    Clock,
    add_until_full,
    bytes_in,
    checked,
    fill_up,
    finding,
    leave_as_it_is,
    open_store,
    sqlite_url,
)

from assistant.errors import InputError, SettingsError, StoreError
from assistant.store import Outcome, Stats, Store
from assistant.store import database as database_module
from assistant.store.keyfile import key_file_of
from assistant.store.outcomes import similarity
from assistant.store.seal import Seal

pytest_plugins = ["store_fixtures"]

# What is hidden


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Dana here, still no parcel", "[customer] here, still no parcel"),
        ("DANA WHITCOMBE's parcel", "[customer] [customer]'s parcel"),
        ("as _dana_ said, ｄａｎａ", "as _[customer]_ said, [customer]"),
        ("@dana.w asked twice", "@[customer] asked twice"),
        ("Danas Wein, danaw", "Danas Wein, danaw"),
        ("The Northwind van never came", "The Northwind van never came"),
    ],
)
def test_store_hides_the_customer_it_knows(store, text, kept):
    dana = replace(DANA, name="The Northwind Dana Whitcombe")
    message = replace(MESSAGE, text=text, customer=dana)
    added = store.add_message(message, ASSESSMENT, ROUTE)
    assert store.get(added.id).text == kept


def test_store_hides_the_customer_in_drafts_and_reasons(store):
    message = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    one, two = store.add_drafts(message.id, [checked(DRAFT), checked(DRAFT)])
    assert one.text == DRAFT.replace("Dana", "[customer]")
    sent = store.record_outcome(one.id, Outcome.SENT_AS_IS, DRAFT)
    edited = store.record_outcome(two.id, Outcome.EDITED, "Dana, it's on its way.")
    closed = store.close(message.id, "phoned Dana")
    assert (sent.final_text, sent.similarity) == (one.text, 1.0)
    assert edited.final_text == "[customer], it's on its way."
    assert closed.closed_reason == "phoned [customer]"


@pytest.mark.parametrize(
    "text",
    [
        "a." * 10_000,
        "a_" * 10_000,
        "ﷺ " * 10_000,
        "a" * 20_000,
        " ".join(f"w{number}" for number in range(3_500)),
        "a a b " * 3_333,
    ],
    ids=lambda text: text[:6],
)
def test_store_is_quick_with_hostile_text(cpu_seconds, text):
    seal = Seal(SECRET)
    marks = seal.marks_of(MESSAGE)
    assert cpu_seconds(lambda: seal.hide(text, marks)) < 0.05
    assert cpu_seconds(lambda: similarity(text, text[::-1] + "b")) < 0.05


@pytest.mark.parametrize("secret", [b"another secret for tests", SECRET])
def test_seal_makes_equal_marks_under_one_secret(secret):
    same = Seal(secret).mark("word", "x", "dana") == Seal(SECRET).mark(
        "word", "x", "dana"
    )
    assert same is (secret == SECRET)
    assert Seal(SECRET).mark("word", "dana") != Seal(SECRET).mark("key", "dana")
    assert len(Seal(SECRET).mark("word", "dana")) == 64


def test_store_never_writes_a_private_detail(tmp_path):
    private = ["whitcombe", "dana.w", "zq-ticket-77", "zq@example.com", "07700 900123"]
    message = replace(
        MESSAGE,
        text="zqmarker: I'm Dana Whitcombe, zq@example.com, call me on 07700 900123.",
    )
    findings = [finding("leak.email")]
    with Store.open(sqlite_url(tmp_path)) as store:
        added = store.add_message(message, ASSESSMENT, ROUTE, key="zq-ticket-77")
        (draft,) = store.add_drafts(added.id, [checked(message.text, *findings)])
        store.record_outcome(draft.id, Outcome.EDITED, f"{message.text} Thanks, Dana!")
        store.close(added.id, "phoned 07700 900123")
        written = bytes_in(tmp_path).lower()
    written += bytes_in(tmp_path).lower()
    assert b"zqmarker" in written  # what is harmless is there, so the search works
    assert [secret for secret in private if secret.encode() in written] == []
    assert b"shows dana" not in written


def test_store_never_tells_a_text_in_an_error(sqlite_store):
    fill_up(sqlite_store)
    with pytest.raises(StoreError) as failure:
        add_until_full(sqlite_store)
    assert "parcel" not in f"{failure.value} {failure.value.__cause__}"


# The purge


def test_store_purges_what_is_older(store, clock):
    old = store.add_message(MESSAGE, ASSESSMENT, ROUTE, key="a")
    store.add_drafts(old.id, [checked(DRAFT)])
    clock.now += timedelta(days=2)
    new = store.add_message(MESSAGE, ASSESSMENT, ROUTE, key="b")
    store.add_drafts(new.id, [checked(DRAFT)])
    assert store.purge(NOON) == 0
    assert store.purge(NOON + timedelta(days=1)) == 1
    assert [message.id for message in store.inbox(10)] == [new.id]
    assert (store.drafts(old.id), len(store.drafts(new.id))) == ([], 1)
    assert store.add_message(MESSAGE, ASSESSMENT, ROUTE, key="a").id > new.id


def test_store_purges_only_up_to_a_clear_moment(store):
    with pytest.raises(InputError, match="time zone"):
        store.purge(datetime(2026, 3, 4))


def test_store_purges_every_byte(tmp_path):
    with open_store(sqlite_url(tmp_path), clock=Clock()) as store:
        for number in range(50):
            text = f"zqmarker {number} " + "my parcel is late " * 20
            message = replace(MESSAGE, text=text)
            added = store.add_message(message, ASSESSMENT, ROUTE)
            store.add_drafts(added.id, [checked(text)])
        assert bytes_in(tmp_path).count(b"zqmarker") >= 100
        assert store.purge(NOON + timedelta(seconds=1)) == 50
        assert b"zqmarker" not in bytes_in(tmp_path)
        assert (tmp_path / "tactful.db-wal").stat().st_size == 0
        assert store.stats() == Stats()


def test_store_says_when_a_reader_holds_up_the_purge(tmp_path, monkeypatch):
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    with (
        open_store(sqlite_url(tmp_path), clock=Clock()) as store,
        closing(sqlite3.connect(tmp_path / "tactful.db")) as reader,
    ):
        store.add_message(MESSAGE, ASSESSMENT, ROUTE)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM messages").fetchone()
        with pytest.raises(StoreError, match="someone is reading"):
            store.purge(NOON + timedelta(days=1))
        assert store.stats().messages == 0
        reader.rollback()
        store.purge(NOON + timedelta(days=1))
        assert (tmp_path / "tactful.db-wal").stat().st_size == 0


# The secret


def test_store_knows_its_secret(url):
    open_store(url).disconnect()
    with pytest.raises(StoreError, match="made with another secret"):
        open_store(url, secret=b"another secret for tests")
    open_store(url).disconnect()


def test_store_makes_a_key_file_beside_the_database(tmp_path):
    with Store.open(sqlite_url(tmp_path), mask=leave_as_it_is) as store:
        store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    with Store.open(sqlite_url(tmp_path), mask=leave_as_it_is) as store:
        assert store.earlier(MESSAGE) == 1
    key_file = key_file_of(tmp_path / "tactful.db")
    assert len(key_file.read_bytes()) == 32
    key_file.unlink()
    with pytest.raises(StoreError, match=r"tactful\.db\.key is missing; put it back"):
        Store.open(sqlite_url(tmp_path))
    assert not key_file.exists()


def test_store_takes_the_secret_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("TACTFUL_SECRET", "from the environment")
    with Store.open(sqlite_url(tmp_path), mask=leave_as_it_is) as store:
        store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    assert not key_file_of(tmp_path / "tactful.db").exists()
    monkeypatch.setenv("TACTFUL_SECRET", "short")
    with pytest.raises(SettingsError, match="too short"):
        Store.open(sqlite_url(tmp_path))


def test_store_works_in_memory():
    with Store.open("sqlite://", mask=leave_as_it_is) as store:
        added = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
        assert store.inbox(5) == [added]


@pytest.mark.parametrize(
    ("draft", "sent", "alike"),
    [
        ("We'll trace it.", "We'll trace it.", 1.0),
        ("We'll trace it.", "We'll\n\ntrace  it.", 1.0),
        ("", "", 1.0),
        ("We'll trace it.", "", 0.0),
        ("abc", "xyz", 0.0),
        ("今日は荷物が届きません", "今日も荷物が届きません", 10 / 11),
        ("one two", "two one", 0.5),
        # Past 400 words the order is let be.
        ("one two " * 300, "two one " * 300, 1.0),
    ],
)
def test_outcomes_measure_similarity(draft, sent, alike):
    assert similarity(draft, sent) == pytest.approx(alike)
