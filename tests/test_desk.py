"""What the screen for agents does: a topic that was chosen stays with its message."""

import pytest

from assistant.engine import Engine
from assistant.schema import Tone
from assistant.store import Store
from assistant.ui.desk import Asked, Desk

PARCEL = "Tracking says Leeds since the 3rd. The shop says ask the courier. Where is it"


@pytest.fixture
def store():
    with Store.open("sqlite://", secret=b"of this test alone") as store:
        yield store


@pytest.fixture
def desk(library, brand, store) -> Desk:
    return Desk(Engine(library), brand=brand, store=store)


def asked(**changes) -> Asked:
    return Asked(**{"text": PARCEL, "channel": "x", "name": "Dana"} | changes)


def topics(sitting) -> set[str]:
    return {checked.draft.topic for checked in sitting.reply.drafts}


def test_desk_chosen_one_is_drafted(desk):
    sitting = desk.draft(asked(), read_as="lost_parcel")
    assert topics(sitting) == {"lost_parcel"}
    assert sitting.chosen_topic == "lost_parcel"
    assert desk.draft(asked()).chosen_topic == ""


def test_desk_chosen_one_holds_while_the_message_is_the_same(desk):
    chosen = desk.draft(asked(), read_as="lost_parcel")
    formal = desk.draft(asked(tone="formal"), chosen)
    assert topics(formal) == {"lost_parcel"}
    assert formal.reply.drafts[0].draft.tone is Tone.FORMAL
    other = desk.draft(asked(text="Do you open on Sundays?"), formal)
    assert other.chosen_topic == ""


def test_desk_chosen_one_is_stored_with_the_message_and_its_case(desk, store):
    sitting = desk.take(desk.draft(asked(), read_as="lost_parcel"), 0)
    sent = sitting.reply.drafts[0].draft.text
    stored = desk.record(sitting, "sent_as_is", sent)
    assert store.get(stored.message_id).topic == "lost_parcel"
    assert [case.topic for case in store.cases.queue(5)] == ["lost_parcel"]
