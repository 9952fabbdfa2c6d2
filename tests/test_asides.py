"""What somebody asks beside a complaint is taken up at the end, if asked in earnest."""

import pytest

from assistant.drafting.asides import takes_up
from assistant.drafting.asked import asked_beside
from assistant.schema import Message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Ordered 4 meals, got 3. How do I get a refund?",
            "how to get a refund",
        ),
        (
            "Power's been off since 4. Any idea when it'll be back?",
            "when it'll be back",
        ),
        (
            "AC in room 310 is leaking on the carpet. Can someone come?",
            "whether someone can come",
        ),
        (
            "Paid twice for the bin by mistake. Could the second be returned?",
            "whether the second could be returned",
        ),
        ("hi when will i get my refund??", "when you will get your refund"),
        ("The pram's gone. Will there be a credit?", "whether there will be a credit"),
    ],
)
def test_what_is_asked_in_earnest_is_turned(text, said):
    assert asked_beside(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Cold chips again. Do your riders eat them or is it evaporation?",
        "Third time this week. When will you learn?",
        "genuine question is the zip decorative",
        "How hard is it to answer a phone?",
        "Who asked for this? And who is buying it?",
        "Would I say I was ripped off? I would.",
        "They promised. So when would it be covered then? Never?",
    ],
)
def test_what_only_scoffs_is_not_taken_up(text):
    assert asked_beside(text) == ""


def drafts_of(engine, text, channel="facebook"):
    """Return the texts of the drafts for a message."""
    reply = engine.reply(Message(text, engine.channel(channel)))
    return [one.draft.text for one in reply.drafts]


def test_each_tone_of_a_complaint_takes_up_what_was_asked(engine):
    text = (
        "The fridge you sold me in May has stopped cooling. How do I get an engineer?"
    )
    drafts = drafts_of(engine, text)
    assert drafts
    assert all("how to get an engineer" in draft for draft in drafts)


def test_what_was_asked_beside_gives_way_where_there_is_no_room(engine):
    text = (
        "The fridge you sold me in May has stopped cooling. How do I get an engineer?"
    )
    drafts = drafts_of(engine, text, "sms")
    assert drafts
    assert not any("how to get an engineer" in draft for draft in drafts)


def test_a_complaint_that_asks_nothing_gets_no_such_line(engine):
    text = "The fridge you sold me in May has stopped cooling, and nobody cares."
    drafts = drafts_of(engine, text)
    assert drafts
    assert not any("also find out" in one or "also ask" in one for one in drafts)


def test_topics_with_a_place_for_questions_answer_them_there(library, engine):
    assert takes_up("outage_notice", library)
    assert not takes_up("item_fault", library)
    text = "maintenance this sunday - will card payments still work?"
    drafts = drafts_of(engine, text)
    assert drafts
    said = "whether card payments will still work"
    assert [draft.count(said) for draft in drafts] == [1] * len(drafts)
