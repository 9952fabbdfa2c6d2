"""The next agent reads the story of a case in five lines, and nothing private in them."""

from datetime import UTC, datetime, timedelta

import pytest
from conversation_kit import Clock

from assistant.casework import Casework
from assistant.schema import Brand, Customer, Hours, Message
from assistant.store import Store

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def clock():
    return Clock(MONDAY)


@pytest.fixture
def work(engine, clock):
    with Store.open("sqlite://", secret=b"of this test alone", clock=clock) as store:
        yield Casework(engine, store, brand=Brand("Northwind", hours=Hours("UTC")))


def hear(work, engine, text, channel="x", case_id=None):
    customer = Customer("Dana Whitcombe", "@dana_w", followers=1200)
    message = Message(text, engine.channel(channel), customer)
    return work.hear(message, case_id=case_id).case


def test_story_says_who_what_promised_given_and_where_it_stands(work, engine, clock):
    case = hear(
        work, engine, "My parcel is late again. I'm Dana Whitcombe, where is it?"
    )
    clock.wait("20m")
    work.say(
        case.id, "Sorry, Dana! Please DM us your order number. We'll write by noon."
    )
    clock.wait("1h")
    hear(work, engine, "4471-9982", "x_dm", case.id)
    clock.wait("3h")
    work.cases.hand_over(case.id, "Priya", to="Sam", reason="my shift ends")
    assert work.story(work.cases.get(case.id)) == (
        "Who: a customer on X, 1,200 followers, since Mon 2 Mar; 2 messages from them,"
        " 1 reply from us.",
        "What: Late delivery, severity 2 of 5; now neutral. “My parcel is late again.”",
        "Promised: “We'll write by noon.” by Mon 2 Mar 12:00, OVERDUE.",
        "Given: message and order number.",
        "Stands: they wait for our answer, next due Mon 2 Mar 11:20, OVERDUE; with Sam;"
        " Handed over to Sam: my shift ends (Priya).",
    )


def test_story_tells_the_end_and_its_reason(work, engine):
    case = hear(work, engine, "My parcel is late")
    closed = work.close(case.id, "a duplicate of Dana's")
    assert work.story(closed)[2:] == (
        "Promised: nothing.",
        "Given: nothing yet.",
        "Stands: closed on Mon 2 Mar: a duplicate of [customer]'s.",
    )


def test_story_shows_no_private_detail(work, engine):
    text = "I'm Dana Whitcombe, dana@mail.example, 07700 900123. My parcel is late."
    story = " ".join(work.story(hear(work, engine, text)))
    assert not [
        word
        for word in ("Dana", "Whitcombe", "mail.example", "900123")
        if word in story
    ]


def test_story_shows_the_clock_of_the_brand(engine, clock):
    brand = Brand("Northwind", hours=Hours("Asia/Tokyo"))
    with Store.open("sqlite://", secret=b"of this test alone", clock=clock) as store:
        work = Casework(engine, store, brand=brand)
        case = hear(work, engine, "My parcel is late")
        due = MONDAY + timedelta(hours=9 + 1)
        assert f"next due Mon 2 Mar {due:%H:%M}" in work.story(case)[4]
