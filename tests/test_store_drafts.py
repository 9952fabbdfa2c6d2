"""Drafts are kept with what became of them, and the first outcome stands."""

from dataclasses import replace

import pytest
from store_kit import ASSESSMENT, MESSAGE, NOON, ROUTE, checked, finding

from assistant.errors import InputError, StaleWrite
from assistant.schema import Tone
from assistant.store import Outcome, Stats, StoredDraft

pytest_plugins = ["store_fixtures"]


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
