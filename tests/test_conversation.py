"""A thread is read whole: nothing is asked twice, no apology is said twice."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.conversation import Ear, Listener, when_was
from assistant.schema import Brand, Handoff, Tone, Turn

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
LATE = Turn("customer", "My parcel is three weeks late, where is it?", MONDAY, True)
ASKED = Turn(
    "agent",
    "Hi Dana, we're really sorry your parcel is three weeks late. Could you DM me your "
    "order number? We'll come back to you within two hours.",
    MONDAY + timedelta(minutes=20),
    True,
)
FIXED = Turn("agent", "Good news, it's sorted now.", MONDAY + timedelta(hours=3), True)


@pytest.fixture
def going_on(engine, message):
    """Say where a conversation stands after a text."""

    def read(text, *, thread=(LATE, ASKED), hours=1, channel="x"):
        at = MONDAY + timedelta(hours=hours)
        latest = message(text, channel=channel, thread=thread, at=at)
        return engine.stage(latest)

    return read


@pytest.mark.parametrize(
    ("text", "channel", "hours", "topic"),
    [
        ("thanks, sorted", "x", 1, "thanks_after_fix"),
        ("It arrived this morning, thank you!", "x", 20, "thanks_after_fix"),
        ("brilliant, thanks for nothing", "x", 1, "still_open"),
        ("oh great. sorted. sure. still no parcel", "x", 1, "still_open"),
        ("Order number is 4471-9982", "x_dm", 1, "details_given"),
        ("Sent you a DM", "x", 1, "details_given"),
        ("hi, it's me from X", "x_dm", 1, "moved_here"),
        ("ok will send it tonight", "x", 1, "follow_up"),
        ("Still nothing. You said two hours.", "x", 5, "promise_missed"),
        ("hello?? anyone", "x", 24, "promise_missed"),
        ("This is a joke, I'm furious", "x", 1, "still_open"),
        ("What are your opening hours on Sunday?", "x", 1, ""),
    ],
)
def test_conversation_knows_what_the_next_reply_is(
    going_on, text, channel, hours, topic
):
    assert going_on(text, channel=channel, hours=hours).stage.topic == topic


@pytest.mark.parametrize(
    "text",
    ["Nope, same problem as before", "Not sorted at all", "you told me it was fixed!!"],
)
def test_conversation_takes_back_what_was_called_settled(going_on, text):
    assert going_on(text, thread=(LATE, FIXED), hours=30).stage.topic == "back_again"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("thanks, sorted", True),
        ("all good now cheers", True),
        ("thanks", False),  # a question of ours is open
        ("Great, another week of waiting. Thanks so much.", False),
        ("Thank you. When is the engineer coming?", False),
        ("thanks, i'll wait", False),
    ],
)
def test_conversation_ends_when_the_customer_is_content(going_on, text, content):
    assert going_on(text).stage.content is content


def test_conversation_knows_what_was_asked_and_given(going_on):
    before = going_on("any news?").ledger
    assert set(before.asked) == set(before.missing) == {"message", "order_number"}
    after = going_on("It's 4471-9982", channel="x_dm").ledger
    assert (after.given, after.missing) == (("message", "order_number"), ())


def test_conversation_reads_the_labels_of_what_the_store_masked(engine):
    ear = Ear(engine.library)
    assert ear.given("It's [order number]") == ("order_number",)


def test_conversation_counts_a_hanging_promise_from_the_answer(engine):
    asks = Turn(
        "agent", "Please DM us your order number and we'll trace it today.", MONDAY
    )
    gives = Turn("customer", "4471-9982", MONDAY + timedelta(days=1), False)
    listener = Listener(engine.library)
    assert listener.ledger((LATE, asks)).promises == ()
    (promise,) = listener.ledger((LATE, asks, gives)).promises
    assert promise.due == MONDAY.replace(day=3, hour=18)


@pytest.mark.parametrize(
    ("text", "kept"), [("We traced it.", True), ("No news yet.", False)]
)
def test_conversation_holds_to_a_promise_while_there_is_no_news(engine, text, kept):
    again = Turn("agent", text, MONDAY + timedelta(hours=1), True)
    ledger = Listener(engine.library).ledger((LATE, ASKED, again))
    assert (ledger.promises == ()) is kept


def test_conversation_says_nothing_twice(engine, message):
    thread, at = (LATE, ASKED), MONDAY
    said = []
    for hours in (5, 10, 20):
        latest = message("Still nothing", thread=thread, at=at + timedelta(hours=hours))
        text = engine.reply(latest).drafts[0].draft.text
        said.append(text)
        theirs = Turn("customer", "Still nothing", latest.at, True)
        thread = (*thread, theirs, Turn("agent", text, latest.at, True))
    sentences = [
        one for text in said for one in text.removesuffix("^Priya").split(". ")
    ]
    told = [one for one in sentences if one.strip()]
    assert len(told) == len(set(told))
    assert "really sorry your parcel" not in " ".join(said)


def test_conversation_asks_nothing_twice(engine, message):
    latest = message("4471-9982", channel="x_dm", thread=(LATE, ASKED), at=MONDAY)
    reply = engine.reply(latest, drafts=4)
    assert all(draft.ready for draft in reply.drafts)
    for draft in reply.drafts:
        assert "thank" in draft.draft.text.lower()
        assert "?" not in draft.draft.text
    assert reply.route.handoff is Handoff.NONE


def test_conversation_warms_as_it_goes_on(engine, message):
    latest = message("any news?", thread=(LATE, ASKED), at=MONDAY + timedelta(hours=1))
    alone = message("My parcel is three weeks late", brand=Brand("Northwind"))
    cooler = engine.reply(alone).drafts[0].draft.tone
    warmer = engine.reply(latest).drafts[0].draft.tone
    assert (cooler, warmer.rung >= cooler.rung) == (Tone.WARM, True)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "earlier today"),
        (1, "yesterday"),
        (2, "on Monday"),
        (6, "on Monday"),
        (8, "last week"),
        (30, ""),
        (-1, ""),
    ],
)
def test_recall_says_only_what_is_true(days, words):
    assert when_was(MONDAY, MONDAY + timedelta(days=days)) == words


def test_recall_is_silent_where_no_time_is_known():
    assert when_was(None, MONDAY) == when_was(MONDAY, None) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("it's 4471-9982", "it's [order number]"),
        ("CF-330917 thanks", "[order number] thanks"),
        ("020 7946 0011", "[order number]"),
        ("it's 612 a month, £84.20 twice, since 12 March", None),
        ("nothing to hide", None),
    ],
)
def test_conversation_hides_the_bare_numbers_it_asked_for(engine, text, kept):
    ear = Ear(engine.library)
    assert ear.without_answers(text, ("order_number",)) == (kept or text)
    assert ear.without_answers(text, ("message",)) == text


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "1-" * 9_000, "-1a" * 7_000, "1 " * 9_000]
)
def test_conversation_is_quick_with_hostile_text(engine, cpu_seconds, text):
    ear = Ear(engine.library)
    assert cpu_seconds(lambda: ear.without_answers(text, ("order_number",))) < 0.1
    assert cpu_seconds(lambda: ear.given(text, asked=("order_number", "dates"))) < 2.0
