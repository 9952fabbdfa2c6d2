"""A case is about what an agent says: stored, weighed anew, and drafted."""

from dataclasses import replace

import pytest
from store_kit import ASSESSMENT, MESSAGE, Clock, open_store

from assistant.case_topics import other_topics
from assistant.casework import Casework
from assistant.engine import Engine
from assistant.errors import UnknownTopic
from assistant.schema import Brand, ContactReason, Customer, Priority
from assistant.store import Change, NewTurn

pytest_plugins = ["store_fixtures"]

VAGUE = "Where is it. Tracking has said Leeds since the 3rd."
BURNING = "The fridge you sold us smells of burning and I got a shock off it"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def work(engine, tmp_path, clock):
    with open_store(f"sqlite:///{tmp_path}/cases.db", clock=clock) as store:
        yield Casework(engine, store, brand=Brand())


def heard(work, message, text=VAGUE, case_id=None):
    dana = Customer("Dana", "@dana", followers=120)
    given = message(text, customer=dana, brand=Brand())
    return work.hear(given, case_id=case_id).case


def topics(reply) -> set[str]:
    return {checked.draft.topic for checked in reply.drafts}


def test_case_topics_are_kept_for_the_next_agent(work, message):
    case = heard(work, message)
    work.read_as(case.id, "Lost parcel")
    kept = work.cases.get(case.id)
    assert (kept.topic, kept.read_as) == ("lost_parcel", "lost_parcel")
    assert "Lost parcel" in "\n".join(work.story(kept))
    assert topics(work.draft(case.id)) == {"lost_parcel"}
    assert work.draft(case.id).assessment.named


def test_case_topics_move_what_the_case_weighs_and_when_it_is_due(work, message):
    case = heard(work, message)
    danger = work.read_as(case.id, "injury")
    assert danger.contact_reason is ContactReason.PROBLEM_ALERT
    assert danger.priority is Priority.URGENT
    assert danger.due_at < case.due_at
    harmless = work.read_as(case.id, "general_praise")
    assert harmless.severity == 1
    assert harmless.priority_score < danger.priority_score


def test_case_topics_never_hide_a_danger_that_was_told_in_words(work, message):
    case = heard(work, message, BURNING)
    heard(work, message, "Well?", case.id)
    assert work.read_as(case.id, "poor_quality").severity >= 4


def test_case_topics_hold_for_drafts_until_the_customer_writes_again(
    work, message, clock
):
    case = heard(work, message)
    work.read_as(case.id, "lost_parcel")
    work.say(case.id, "We're sorry, Dana. We'll look for it.")
    heard(work, message, "Still nothing?", case.id)
    kept = work.cases.get(case.id)
    assert (kept.topic, kept.read_as) == ("lost_parcel", None)
    reply = work.draft(case.id)
    assert topics(reply) == {"still_open"}
    assert not reply.assessment.named


def test_case_topics_count_in_a_conversation_that_goes_on(work, message):
    case = heard(work, message)
    work.say(case.id, "We're sorry, Dana. We'll look for it.")
    heard(work, message, "And now the app won't open either", case.id)
    work.read_as(case.id, "app_fault")
    assert topics(work.draft(case.id)) == {"app_fault"}


def test_case_topics_wait_for_what_the_customer_gave(work, message):
    case = heard(work, message)
    work.say(case.id, "We're sorry. Could you DM us your order number?")
    heard(work, message, "It's 4471-99821", case.id)
    work.read_as(case.id, "lost_parcel")
    assert topics(work.draft(case.id)) == {"details_given"}
    assert "What: Lost parcel" in work.story(work.cases.get(case.id))[1]


def test_case_topics_to_choose_from_are_of_what_was_written_first(
    library, templates, message, tmp_path
):
    engine = Engine(library, reading=templates.parent / "models" / "reading")
    with open_store(f"sqlite:///{tmp_path}/cases.db") as store:
        work = Casework(engine, store, brand=Brand())
        case = heard(work, message)
        before = other_topics(case, engine)
        work.say(case.id, "We're sorry. Could you DM us your order number?")
        heard(work, message, "It's 4471-99821", case.id)
        assert other_topics(work.cases.get(case.id), engine) == before
        chosen = work.read_as(case.id, "stars_only")
        assert case.topic in other_topics(chosen, engine)


def test_case_topics_that_no_message_is_about_change_nothing(work, message):
    case = heard(work, message)
    with pytest.raises(UnknownTopic):
        work.read_as(case.id, "promise_due")
    assert work.cases.get(case.id) == case


def test_case_topics_are_stored_in_every_database(url):
    with open_store(url) as store:
        turn = NewTurn("customer", MESSAGE.text, "x", True, None, None, ASSESSMENT)
        case = store.cases.open(MESSAGE, ASSESSMENT, Change(turn))
        read = replace(ASSESSMENT, topic="lost_parcel", severity=2, named=True)
        store.cases.apply(case.id, Change(read=read), version=case.version)
    with open_store(url) as store:
        kept = store.cases.get(case.id)
        assert (kept.topic, kept.read_as, kept.severity) == (
            "lost_parcel",
            "lost_parcel",
            2,
        )
