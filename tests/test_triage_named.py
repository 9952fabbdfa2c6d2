"""An agent says what a message is about: what follows is read anew, words stay."""

from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.errors import UnknownTopic
from assistant.schema import (
    ContactReason,
    Emotion,
    Evidence,
    Handoff,
    SignalName,
    Span,
    Tone,
    Turn,
)

SHIPPED = Path(__file__).parent.parent / "models" / "reading"
VAGUE = "Sort this out please, it's been like this since Monday."
BURNING = "The fridge you sold us smells of burning and I got a shock off it"
PARCEL = "Tracking says Leeds since the 3rd. The shop says ask the courier. Where is it"


@pytest.fixture(scope="module")
def shipped(library) -> Engine:
    """An engine with the trained reader that ships."""
    return Engine(library, reading=SHIPPED)


@pytest.fixture(params=["by rules", "with the reader"])
def either(request, engine, shipped) -> Engine:
    return engine if request.param == "by rules" else shipped


def test_named_topic_and_its_reason_take_the_place_of_what_was_read(either, message):
    read, _ = either.triage(message(PARCEL), read_as="app_fault")
    assert read.topic == "app_fault"
    assert read.contact_reason is ContactReason.PROBLEM_ALERT
    assert read.named
    assert not either.triage(message(PARCEL))[0].named


def test_named_topic_is_evidence_without_words_where_none_show_it(either, message):
    read, _ = either.triage(message(VAGUE), read_as="price")
    assert Evidence("topic:price", Span(0, 0)) in read.evidence


def test_named_topic_keeps_the_words_that_show_it(either, message):
    text = "You charged me twice, and what an app"
    read, _ = either.triage(message(text), read_as="double_charge")
    shown = [e.span for e in read.evidence if e.shows == "topic:double_charge"]
    assert [text[span.start : span.end] for span in shown] == ["charged me twice"]


@pytest.mark.parametrize("topic", ["injury", "product_hazard", "person_in_danger"])
def test_named_danger_goes_to_safety_at_once(either, message, topic):
    quiet = either.triage(message(VAGUE))[0]
    read, route = either.triage(message(VAGUE), read_as=topic)
    assert not quiet.has(SignalName.SAFETY)
    assert read.has(SignalName.SAFETY)
    assert read.severity >= 4
    assert read.priority_score > quiet.priority_score
    assert read.respond_by_minutes < quiet.respond_by_minutes
    assert (route.escalate, route.handoff) == ("safety", Handoff.PHONE)


@pytest.mark.parametrize(
    ("topic", "who"),
    [
        ("discrimination", "legal"),
        ("data_breach", "legal"),
        ("suspected_fraud", "fraud"),
        ("scam_impersonation", "fraud"),
        ("late_delivery", None),
    ],
)
def test_named_topic_is_shown_to_those_who_must_see_it(either, message, topic, who):
    assert either.triage(message(VAGUE), read_as=topic)[1].escalate == who


def test_named_topic_leaves_a_danger_that_words_show(either, message):
    read, route = either.triage(message(BURNING), read_as="poor_quality")
    assert read.has(SignalName.SAFETY)
    assert route.escalate == "safety"


def test_named_topic_does_away_with_what_only_the_topic_had_caused(either, message):
    text = "Is this really your bank texting me? It asks for my card"
    taken = either.triage(message(text), read_as="scam_impersonation")[0]
    read, route = either.triage(message(text), read_as="policy_question")
    assert taken.has(SignalName.SCAM_REPORT)
    assert not read.has(SignalName.SCAM_REPORT)
    assert route.escalate is None


def test_named_praise_is_in_no_danger(shipped, message):
    text = (
        "Très aimables, café offert. Depuis la révision la pédale ne couine plus et "
        "ma femme dit que je roule comme un jeune."
    )
    read, route = shipped.triage(message(text), read_as="general_praise")
    assert not read.has(SignalName.SAFETY)
    assert read.severity <= 2
    assert route.escalate is None


def test_named_case_is_no_bait_and_named_bait_no_case(either, message):
    insult = "lol what a clown company, absolute muppets the lot of you"
    case, _ = either.triage(message(insult), read_as="general_complaint")
    bait, route = either.triage(message(VAGUE), read_as="troll")
    assert not case.has(SignalName.TROLL)
    assert bait.has(SignalName.TROLL)
    assert route.escalate == "moderation"


def test_named_reason_leaves_only_feelings_that_go_with_it(shipped, message):
    text = "oh brilliant, third time this week, you absolute legends 🙃"
    glad = {Emotion.JOY, Emotion.GRATITUDE}
    cross = shipped.triage(message(text), read_as="broken_promise")[0]
    happy = shipped.triage(message(text), read_as="general_praise")[0]
    assert cross.emotion not in glad
    assert happy.emotion in {*glad, Emotion.NEUTRAL}


def test_named_topic_leaves_the_one_that_was_read_to_go_back_to(shipped, message):
    was, _ = shipped.triage(message(PARCEL))
    read, _ = shipped.triage(message(PARCEL), read_as="stars_only")
    assert was.topic in dict(read.other_topics)


@pytest.mark.parametrize(
    ("given", "topic"),
    [
        ("lost_parcel", "lost_parcel"),
        ("Lost-Parcel", "lost_parcel"),
        ("Long wait or no answer from us", "long_wait"),
    ],
)
def test_named_topic_is_found_by_name_and_title(engine, message, given, topic):
    assert engine.triage(message(VAGUE), read_as=given)[0].topic == topic


@pytest.mark.parametrize("given", ["lost parsel", "promise_due", "😀", "x" * 500])
def test_named_topic_that_none_is_gets_the_nearest_ones(engine, message, given):
    with pytest.raises(UnknownTopic) as caught:
        engine.reply(message(VAGUE), read_as=given)
    assert len(caught.value.nearest) == 3
    assert "promise_due" not in caught.value.nearest
    if given == "lost parsel":
        assert caught.value.nearest[0] == "lost_parcel"


def test_named_topic_is_what_drafts_are_about(either, message):
    wanted = {"tone": Tone.PLAIN, "seed": 2}
    reply = either.reply(message(VAGUE, name="Dana"), read_as="lost_parcel", **wanted)
    assert {checked.draft.topic for checked in reply.drafts} == {"lost_parcel"}
    assert reply.drafts[0].draft.tone is Tone.PLAIN
    assert reply.ready


def test_named_topic_counts_in_a_conversation_that_goes_on(engine, message):
    thread = (
        Turn("customer", "My parcel is late"),
        Turn("agent", "We're sorry, Dana. Could you DM us your order number?"),
    )
    later = message("And now the app won't open either", thread=thread)
    assert engine.reply(later).drafts[0].draft.topic == "still_open"
    reply = engine.reply(later, read_as="app_fault")
    assert {checked.draft.topic for checked in reply.drafts} == {"app_fault"}
