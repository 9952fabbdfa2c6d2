"""Messages are kept as they are read, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest
from store_kit import ASSESSMENT, DANA, DRAFT, FORUM, MESSAGE, NOON, ROUTE, X, checked

from assistant.errors import NotStored
from assistant.schema import ContactReason, Customer, Handoff, Priority, SignalName
from assistant.store import Outcome, State, StoredMessage

pytest_plugins = ["store_fixtures"]


def test_store_keeps_a_message_with_its_reading(store):
    stored = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    assert stored == StoredMessage(
        id=1,
        channel="x",
        brand="Northwind Parcels",
        text="My parcel is three weeks late.",
        followers=120,
        verified=True,
        minutes_waiting=15,
        received_at=NOON,
        contact_reason=ContactReason.DISSATISFACTION,
        topic="late_delivery",
        severity=3,
        priority=Priority.HIGH,
        priority_score=61.5,
        respond_by=NOON + timedelta(minutes=45),
        overdue=False,
        signals=(SignalName.REPEAT_CONTACT,),
        public=True,
        handoff=Handoff.DM,
        escalate="legal",
        like=True,
        repost=False,
        answer=True,
        state=State.OPEN,
        closed_reason=None,
        closed_at=None,
        version=1,
    )
    assert store.get(1) == stored


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("ticket 7", "ticket 7", True),
        ("ticket 7", "ticket 8", False),
        ("ticket 7", None, False),
        (None, None, False),
    ],
)
def test_store_adds_a_message_once_a_key(store, first, second, same):
    one = store.add_message(MESSAGE, ASSESSMENT, ROUTE, key=first)
    later = replace(MESSAGE, text="Sent once more.")
    two = store.add_message(later, ASSESSMENT, ROUTE, key=second)
    assert (two == one) is same
    assert store.stats().messages == (1 if same else 2)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Where is it?\0", "Where is it?\ufffd"),
        ("half a letter \ud83d", "half a letter ?"),
        ("İstanbul 🧵 नमस्ते 今日", "İstanbul 🧵 नमस्ते 今日"),
        ("'; DROP TABLE messages; --", "'; DROP TABLE messages; --"),
    ],
)
def test_store_keeps_whatever_is_written(store, text, kept):
    added = store.add_message(replace(MESSAGE, text=text), ASSESSMENT, ROUTE)
    assert store.get(added.id).text == kept


def test_store_keeps_numbers_out_of_all_bounds(store):
    message = replace(
        MESSAGE, customer=Customer(followers=10**30), minutes_waiting=10**30
    )
    for minutes in (10**30, -(10**30)):
        assessment = replace(ASSESSMENT, respond_by_minutes=minutes)
        added = store.add_message(message, assessment, ROUTE)
        assert store.get(added.id).followers == 2**31 - 1


def test_store_says_which_number_it_has_not(store):
    for call in (
        lambda: store.get(7),
        lambda: store.close(7, "answered"),
        lambda: store.add_drafts(7, [checked(DRAFT)]),
        lambda: store.inbox(5, after=7),
        lambda: store.record_outcome(7, Outcome.REJECTED),
    ):
        with pytest.raises(NotStored, match=r"there is no (message|draft) 7"):
            call()


@pytest.mark.parametrize(
    ("customer", "channel", "earlier"),
    [
        (Customer("D. W.", "DANA.W"), X, 2),
        (Customer("Dana Whitcombe", "@dana.w2"), X, 0),
        (DANA, FORUM, 0),
        (Customer("Dana Whitcombe"), X, 0),
    ],
)
def test_store_knows_a_customer_by_handle_and_channel(
    store, customer, channel, earlier
):
    for _ in range(2):
        store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    message = replace(MESSAGE, customer=customer, channel=channel)
    assert store.earlier(message) == earlier
