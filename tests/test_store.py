"""Messages, the inbox, drafts and outcomes, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest
from store_kit import (
    ASSESSMENT,
    DANA,
    DRAFT,
    FORUM,
    MESSAGE,
    NOON,
    ROUTE,
    X,
    checked,
    finding,
)

from assistant.errors import InputError, NotStored, StaleWrite
from assistant.schema import (
    ContactReason,
    Customer,
    Handoff,
    Priority,
    SignalName,
    Tone,
)
from assistant.store import Outcome, State, Stats, Store, StoredDraft, StoredMessage

pytest_plugins = ["store_fixtures"]

# Messages


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


# The inbox


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


# Drafts and outcomes


def test_store_keeps_drafts_in_order_with_the_names_of_rules_alone(store):
    message = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    findings = (finding("leak.phone"), finding("leak.email"), finding("leak.phone"))
    first, second = store.add_drafts(
        message.id, [checked("First.", *findings), checked("Second.", tone=Tone.PLAIN)]
    )
    assert first == StoredDraft(
        id=1,
        message_id=1,
        text="First.",
        tone=Tone.WARM,
        topic="late_delivery",
        source="template",
        program=first.program,
        rules=("leak.email", "leak.phone"),
        ready=False,
        offered_at=NOON,
        outcome=None,
        final_text=None,
        similarity=None,
        decided_at=None,
    )
    assert (second.text, second.tone, second.ready) == ("Second.", Tone.PLAIN, True)
    assert store.drafts(message.id) == [first, second]
    assert store.drafts(message.id + 1) == []


@pytest.mark.parametrize(
    ("outcome", "final", "sent", "alike"),
    [
        (Outcome.SENT_AS_IS, None, "We'll trace it today.", 1.0),
        (Outcome.SENT_AS_IS, " We'll trace it today.\n", "We'll trace it today.", 1.0),
        (Outcome.EDITED, "We'll trace it.", "We'll trace it.", 0.839),
        (Outcome.EDITED, "Ask your bank.", "Ask your bank.", 0.067),
        (Outcome.REJECTED, None, None, None),
        (Outcome.REJECTED, "Ask your bank.", "Ask your bank.", 0.067),
    ],
)
def test_store_records_what_became_of_a_draft(store, outcome, final, sent, alike):
    message = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    (draft,) = store.add_drafts(message.id, [checked("We'll trace it today.")])
    decided = store.record_outcome(draft.id, outcome, final)
    assert decided == replace(
        draft,
        outcome=outcome,
        final_text=sent,
        similarity=alike and pytest.approx(alike, abs=0.001),
        decided_at=NOON,
    )
    assert store.drafts(message.id) == [decided]


def test_store_lets_the_first_outcome_stand(store):
    message = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    (draft,) = store.add_drafts(message.id, [checked("We'll trace it.")])
    decided = store.record_outcome(draft.id, Outcome.SENT_AS_IS)
    assert store.record_outcome(draft.id, Outcome.SENT_AS_IS) == decided
    with pytest.raises(StaleWrite, match="has an outcome already: sent_as_is"):
        store.record_outcome(draft.id, Outcome.REJECTED)
    assert store.drafts(message.id) == [decided]


@pytest.mark.parametrize(
    ("outcome", "final"),
    [
        (Outcome.SENT_AS_IS, "Something else."),
        (Outcome.EDITED, None),
        (Outcome.EDITED, ""),
    ],
)
def test_store_refuses_an_outcome_that_cannot_be(store, outcome, final):
    message = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    (draft,) = store.add_drafts(message.id, [checked("We'll trace it.")])
    with pytest.raises(InputError):
        store.record_outcome(draft.id, outcome, final)
    assert store.drafts(message.id) == [draft]


def test_store_counts_the_accepted_shares(store):
    assert store.stats() == Stats()
    assert store.stats().accepted_share is None
    message = store.add_message(MESSAGE, ASSESSMENT, ROUTE)
    drafts = store.add_drafts(message.id, [checked("We'll trace it today.")] * 6)
    outcomes = [
        (Outcome.SENT_AS_IS, None),
        (Outcome.EDITED, "We'll trace it."),
        (Outcome.EDITED, "Ask your bank."),
        (Outcome.REJECTED, None),
        (Outcome.REJECTED, "We'll trace it."),
    ]
    for draft, (outcome, final) in zip(drafts, outcomes, strict=False):
        store.record_outcome(draft.id, outcome, final)
    stats = store.stats()
    assert stats == Stats(
        messages=1, open=1, drafts=6, sent_as_is=1, edited=2, rejected=2, accepted=2
    )
    assert (stats.accepted_as_is_share, stats.accepted_share) == (0.2, 0.4)
