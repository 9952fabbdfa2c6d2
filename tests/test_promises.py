"""What we promise in a reply is found, with the moment by which it is due."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from assistant.conversation import find_promises
from assistant.schema import Hours

SENT = datetime(2026, 3, 4, 11, 30, tzinfo=UTC)  # a Wednesday


def due(text, sent=SENT, hours=None):
    return [f"{p.due:%a %d %H:%M}" for p in find_promises(text, sent, hours)]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("We'll come back to you within two hours.", "Wed 04 13:30"),
        ("We'll write within the hour.", "Wed 04 12:30"),
        ("I'll call you in half an hour.", "Wed 04 12:00"),
        ("We'll be in touch within the next hour.", "Wed 04 12:30"),
        ("We will update you in 24-48 hours.", "Fri 06 11:30"),
        ("We'll let you know within a couple of days.", "Fri 06 11:30"),
        ("Our team will reply within 3 working days.", "Mon 09 18:00"),
        ("We'll come back to you today.", "Wed 04 18:00"),
        ("A colleague will ring you this afternoon.", "Wed 04 17:00"),
        ("I'll write again tonight.", "Wed 04 21:00"),
        ("You'll have an answer by the end of the day.", "Wed 04 18:00"),
        ("Someone will be in touch by close of business.", "Wed 04 18:00"),
        ("We'll call you at 5pm.", "Wed 04 17:00"),
        ("I'll check in with you by 6 o'clock tonight.", "Wed 04 18:00"),
        ("You'll hear from us tomorrow morning.", "Thu 05 12:00"),
        ("We'll post again at noon tomorrow.", "Thu 05 12:00"),
        ("We're going to call you before 9 tomorrow.", "Thu 05 09:00"),
        ("I'll trace it and write to you by Friday.", "Fri 06 18:00"),
        ("We'll refund you by Friday at 3pm.", "Fri 06 15:00"),
        ("We'll be back to you by Monday noon.", "Mon 09 12:00"),
        ("We will have news for you on Monday at 10:30am.", "Mon 09 10:30"),
        ("The engineer will call you next Friday.", "Fri 13 18:00"),
        ("We'll reply next week.", "Fri 13 18:00"),
        ("We'll let you know over the weekend.", "Sun 08 18:00"),
        ("We'll write on the 14th.", "Sat 14 18:00"),
        ("I'll come back to you with what they say.", "Thu 05 11:30"),
    ],
)
def test_promises_have_a_due_date(text, moment):
    assert due(text) == [moment]


@pytest.mark.parametrize(
    "text",
    [
        "We're open until six tomorrow.",
        "We'll be closed on Monday.",
        "We'll be glad to help tomorrow.",
        "The driver was due by Friday.",
        "Did it come by Friday?",
        "If you haven't heard by Friday, tell us.",
        "Thank you for your photo.",
        "We're sorry you waited for two hours.",
        "We won't get to it today.",
    ],
)
def test_promises_are_not_seen_where_none_are(text):
    assert due(text) == []


def test_promises_count_in_the_hours_and_zone_of_the_brand():
    saturday = Hours("Europe/Berlin", (0, 1, 2, 3, 4, 5), time(8), time(16, 30))
    assert due("We'll write today.", hours=saturday) == ["Wed 04 16:30"]
    late = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)  # Friday evening, 21:00 in Berlin
    assert due("We'll write within 2 working days.", late, saturday) == ["Mon 09 16:30"]
    assert due("We'll write within 4 working hours.", late, saturday) == [
        "Sat 07 12:00"
    ]
    assert due("We'll write today.", late, saturday) == ["Fri 06 23:59"]
    (word,) = find_promises("We'll come back to you.", late, Hours("Europe/Berlin"))
    assert word.due == datetime(2026, 3, 9, 9, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("Please DM us your order number and we'll trace it today.", True),
        ("Could you send us a photo? We'll look at it today.", True),
        ("Once we have your photo, we'll answer the same day, by six.", True),
        ("Could you DM us your number? We'll write to you today either way.", False),
        ("We'll trace it today.", False),
    ],
)
def test_promises_may_hang_on_the_customer(text, hangs):
    assert [promise.hangs for promise in find_promises(text, SENT)] == [hangs]


def test_promises_without_a_time_count_once_and_not_beside_a_dated_one():
    vague = "I'll come back to you. You'll hear from us soon."
    assert len(find_promises(vague, SENT)) == 1
    dated = "I'll come back to you. We'll refund it by Friday."
    assert [promise.dated for promise in find_promises(dated, SENT)] == [True]


def test_promises_are_found_quickly_in_hostile_text(cpu_seconds):
    for text in ("we'll " * 5_000, "send us and " * 2_500, "by 5 " * 6_000):
        assert cpu_seconds(lambda text=text: find_promises(text, SENT)) < 1.0
