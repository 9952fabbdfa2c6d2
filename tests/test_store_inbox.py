"""The inbox shows what is open, the most urgent first, and each message once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from store_kit import ASSESSMENT, MESSAGE, NOON, ROUTE

from assistant.errors import StaleWrite
from assistant.store import State, Store

pytest_plugins = ["store_fixtures"]


def add(store: Store, score: float, *, due: int = 45) -> int:
    assessment = replace(ASSESSMENT, priority_score=score, respond_by_minutes=due)
    return store.add_message(MESSAGE, assessment, ROUTE).id


def test_store_shows_the_most_urgent_first(store):
    low, late, soon, high = (
        add(store, 10.0),
        add(store, 50.0, due=60),
        add(store, 50.0, due=30),
        add(store, 90.0),
    )
    assert [message.id for message in store.inbox(10)] == [high, soon, late, low]


def test_store_shows_what_is_overdue(store, clock):
    late, timely = add(store, 50.0, due=30), add(store, 40.0, due=90)
    clock.now += timedelta(hours=1)
    assert [(m.id, m.overdue) for m in store.inbox(10)] == [
        (late, True),
        (timely, False),
    ]
    assert store.stats().overdue == 1
    assert not store.close(late, "answered").overdue
    assert store.stats().overdue == 0


def test_store_pages_through_the_inbox_without_gap_or_repeat(store):
    scores = [10.0, 50.0, 50.0, 0.1 + 0.2, 90.0, 50.0, 0.3]
    for score in scores:
        add(store, score, due=45 if score != 0.3 else 30)
    everything = [message.id for message in store.inbox(100)]
    paged: list[int] = []
    while page := store.inbox(2, after=paged[-1] if paged else None):
        paged += [message.id for message in page]
    assert paged == everything
    assert sorted(paged) == list(range(1, len(scores) + 1))


def test_store_takes_closed_messages_out_of_the_inbox(store):
    one, two = add(store, 50.0), add(store, 40.0)
    closed = store.close(one, "answered")
    assert (closed.state, closed.closed_reason) == (State.CLOSED, "answered")
    assert (closed.closed_at, closed.version) == (NOON, 2)
    assert [message.id for message in store.inbox(10)] == [two]
    assert [message.id for message in store.inbox(10, after=one)] == [two]


def test_store_closes_once(store):
    number = add(store, 50.0)
    closed = store.close(number, "answered", version=1)
    assert store.close(number, "answered") == closed
    with pytest.raises(StaleWrite, match="closed already: answered"):
        store.close(number, "spam")
    with pytest.raises(StaleWrite, match="changed meanwhile"):
        store.close(number, "answered", version=1)
    assert store.get(number) == closed
