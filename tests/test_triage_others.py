"""An agent sees what else a message may be about, the likeliest first."""

from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.schema import ContactReason, Emotion, Handoff
from assistant.triage.others import other_topics
from assistant.triage.reasons import Choice
from assistant.triage.trained import Opinion

SHIPPED = Path(__file__).parent.parent / "models" / "reading"
LATE = Choice(ContactReason.DISSATISFACTION, "late_delivery", ())


@pytest.fixture(scope="module")
def shipped(library) -> Engine:
    """An engine with the trained reader that ships."""
    return Engine(library, reading=SHIPPED)


def opinion(topics: dict[str, float], troll: float = 0.0) -> Opinion:
    return Opinion(
        reasons=dict.fromkeys(ContactReason, 0.2),
        topics=topics,
        emotions=dict.fromkeys(Emotion, 0.1),
        graver=(0.5, 0.2, 0.1, 0.0),
        suits=dict.fromkeys(Handoff, 0.5),
        best=dict.fromkeys(Handoff, 0.2),
        troll=troll,
        signals={},
        urgency=0.0,
    )


def names(topics: dict[str, float], library, troll: float = 0.0, **more) -> list[str]:
    found = other_topics(opinion(topics, troll), LATE, library.topics, **more)
    return [name for name, _ in found]


def test_others_come_likeliest_first_with_the_general_topic(library):
    told = {"late_delivery": 0.5, "price": 0.1, "lost_parcel": 0.3, "how_to": 0.05}
    assert other_topics(opinion(told), LATE, library.topics) == (
        ("lost_parcel", 0.3),
        ("price", 0.1),
        ("how_to", 0.05),
        ("general_complaint", 0.0),
    )


def test_others_are_four_and_the_general_topic_is_one_of_them(library):
    told = dict.fromkeys(("price", "lost_parcel", "how_to", "stock", "outage"), 0.1)
    assert len(names(told, library)) == 4
    assert names(told, library)[-1] == "general_complaint"


def test_others_leave_out_what_is_hardly_possible(library):
    told = {"late_delivery": 0.97, "price": 0.01, "lost_parcel": 0.02}
    assert names(told, library) == ["lost_parcel", "general_complaint"]


def test_others_leave_out_what_only_a_conversation_calls_for(library):
    told = {"late_delivery": 0.5, "still_open": 0.3, "details_given": 0.2}
    assert names(told, library) == ["general_complaint"]


@pytest.mark.parametrize(("likely", "there"), [(0.1, False), (0.3, True)])
def test_others_name_trolling_only_where_it_is_quite_likely(library, likely, there):
    assert ("troll" in names({"price": 0.2}, library, troll=likely)) is there


def test_others_hold_the_right_topic_of_a_message_that_two_topics_fit(shipped, message):
    text = (
        "Where is it. Tracking says Leeds since the 3rd, the shop says ask the "
        "courier, the courier says ask the shop. I paid 60 quid."
    )
    read, _ = shipped.triage(message(text))
    others = dict(read.other_topics)
    assert "lost_parcel" in {read.topic, *others}
    assert read.topic not in others
    assert list(others.values()) == sorted(others.values(), reverse=True)


def test_others_are_none_where_the_rules_read_alone(engine, message):
    assert engine.triage(message("my parcel is late"))[0].other_topics == ()
