"""Many messages about one thing are seen as one, and answered as one."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from assistant.outage_replies import announce, reply_to_each
from assistant.outages import find_outages, read_reports
from assistant.schema import Brand, Customer, Message

NINE = datetime(2026, 3, 4, 9, tzinfo=UTC)
APP = [
    "App won't open, just a white screen",
    "is the app down for anyone else?",
    "RT @bob: is the app down for anyone else?",
    "cant log in to the app, spinning forever",
    "your app is DOWN and i need to pay rent",
    "app not working since nine, error 503",
    "Banking app crashed again, can't see my balance",
    "anyone elses app not loading??",
]
WATER = [
    "no water on Elm Street since breakfast",
    "Water off on Elm Street, is there a burst main?",
    "whole of elm street without water, any news",
    "Taps are dry here (Elm Street). When is the water back?",
    "elm street: no water, two small kids",
]
DAILY = [
    "My parcel is late",
    "Rude staff in the Leeds branch",
    "I was charged twice",
    "When do you open on Sunday?",
    "The app is lovely, thank you",
    "Refund still not here",
    "The soup was cold",
    "my card is blocked",
    "wrong size boots again",
    "How do I change my address?",
    "Parcel stuck in Leeds",
    "your prices went up again",
]
WORDS = {"service": "our app", "next_update": "at 18:00"}


@pytest.fixture
def messages(x):
    """Make messages on X, one every few minutes, each of another writer."""

    def make(texts, *, start=NINE, minutes=4, prefix="a", same=False, timed=True):
        return [
            (
                f"{prefix}{number}",
                Message(
                    text,
                    x,
                    Customer(handle=prefix if same else f"{prefix}{number}"),
                    at=start + timedelta(minutes=minutes * number) if timed else None,
                    brand=Brand("Larch"),
                ),
            )
            for number, text in enumerate(texts)
        ]

    return make


@pytest.fixture
def found(engine):
    def find(messages, **options):
        return find_outages(read_reports(messages, engine), **options)

    return find


def test_outages_are_found_among_the_daily_mail(found, messages):
    daily = messages(DAILY * 3, minutes=31, prefix="d", start=NINE - timedelta(hours=9))
    (outage,) = found([*daily, *messages(APP)])
    assert [report.id for report in outage.reports] == [f"a{n}" for n in range(8)]
    assert outage.words[0] == "app"
    assert outage.topic in ("outage", "app_fault")
    assert outage.writers == 8
    assert (outage.began, outage.latest) == (NINE, NINE + timedelta(minutes=28))


def test_outages_at_the_same_time_are_told_apart(found, messages):
    app, water = found(
        [*messages(APP), *messages(WATER, prefix="w"), *messages(DAILY, prefix="d")]
    )
    assert {report.id[0] for report in app.reports} == {"a"}
    assert [report.id for report in water.reports] == [f"w{n}" for n in range(5)]


@pytest.mark.parametrize("timed", [True, False])
def test_outages_are_not_seen_in_ordinary_mail(found, messages, timed):
    assert found(messages(DAILY * 2, timed=timed)) == []


def test_outages_need_many_writers(found, messages):
    assert found(messages(APP, same=True)) == []
    assert found(messages(APP[:4])) == []
    assert len(found(messages(APP[:4]), fewest=3)) == 1


def test_outages_need_a_short_time(found, messages):
    assert found(messages(APP, minutes=300)) == []


def test_outages_are_found_where_no_times_are_known(found, messages):
    (outage,) = found(
        [*messages(APP, timed=False), *messages(DAILY, prefix="d", timed=False)]
    )
    assert (outage.writers, outage.began) == (8, None)


def test_outages_are_no_matter_of_praise(found, messages):
    praise = [f"The app is lovely, thank you {name}" for name in "abcdefgh"]
    assert found(messages(praise)) == []


def test_outages_take_words_of_all_kinds(found, messages):
    hostile = [
        "app " * 2000,
        "💥" * 500,
        "@" * 900,
        "app\n\n\tdown",
        "APP DOWN",
        "Ａｐｐ down",
    ]
    assert len(found(messages([*APP, *hostile]))) == 1


def test_outage_replies_announce_with_the_words_given(engine, found, messages):
    (outage,) = found(messages(APP))
    drafts = announce(outage, engine, WORDS)
    assert [draft.ready for draft in drafts] == [True] * 4
    assert all(
        "our app" in d.draft.text.lower() and "18:00" in d.draft.text for d in drafts
    )


@pytest.mark.parametrize(
    ("fixed", "topic"), [(False, "outage"), (True, "outage_fixed")]
)
def test_outage_replies_are_one_in_substance_and_apart_in_words(
    engine, found, messages, fixed, topic
):
    (outage,) = found(messages(APP))
    each = list(reply_to_each(outage, engine, WORDS, fixed=fixed))
    assert [report.id for report, _ in each] == [f"a{n}" for n in range(8)]
    texts = [draft.draft.text for _, draft in each]
    assert len(set(texts)) == len(texts)
    assert {draft.draft.topic for _, draft in each} == {topic}
    assert all(draft.ready for _, draft in each)
    assert not any("DM us" in text for text in texts)


def test_outage_replies_answer_each_writer_once(engine, found, messages):
    twice = messages(
        ["app still down!!"], prefix="a", start=NINE + timedelta(minutes=40)
    )
    (outage,) = found([*messages(APP), ("again", twice[0][1])])
    answered = [report.id for report, _ in reply_to_each(outage, engine, WORDS)]
    assert len(outage.reports) == 9
    assert "again" not in answered


@pytest.mark.parametrize(
    ("topic", "text", "said", "unsaid"),
    [
        (
            "outage_fixed",
            "Back on after two days, thanks all",
            "back|again",
            "is over|fixed",
        ),
        ("outage_notice", "Card says water off Friday. All day?", "ask|check", "won't"),
    ],
)
def test_who_writes_of_an_outage_is_answered_and_not_told_of_it(
    engine, x, topic, text, said, unsaid
):
    reply = engine.reply(Message(text, x), read_as=topic, drafts=4)
    for checked in reply.drafts:
        assert re.search(said, checked.draft.text), checked.draft.text
        assert not re.search(unsaid, checked.draft.text), checked.draft.text
