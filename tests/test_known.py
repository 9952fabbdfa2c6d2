"""What stands in a thread is neither asked for nor said again in private."""

from dataclasses import replace

import pytest

from assistant.conversation import Known
from assistant.schema import Customer, Handoff, Message, Tone, Turn

GIVEN = "My parcel has been stuck in Leeds for three weeks, order 4471-99821"
ASKED = "Hi Dana, we're sorry your parcel is late. What's your order number?"
LATE = "Where is my parcel? It is four weeks late now and nobody wrote"


@pytest.fixture
def opening(engine):
    """Answer a message, and return what is said first in private."""

    def answer(text, *thread, channel="x", tone=Tone.WARM):
        place = engine.channel(channel)
        message = Message(text, place, customer=Customer("Dana"), thread=thread)
        return engine.reply(message, tone=tone, drafts=1).opener

    return answer


@pytest.mark.parametrize("tone", list(Tone))
def test_known_details_are_not_asked_for_where_the_first_message_gives_them(
    opening, tone
):
    text = opening(GIVEN, tone=tone).checked.draft.text
    assert "order number" not in text
    assert "name on the order" in text


@pytest.mark.parametrize("tone", [Tone.PLAIN, Tone.WARM, Tone.HEARTFELT])
def test_known_details_leave_the_question_for_the_rest(opening, engine, tone):
    text = opening(
        "The lamp arrived broken, order number 4471-99821", tone=tone
    ).checked.draft.text
    assert "order number" not in text
    assert "photo" in engine.listener.ear.asked(text)


@pytest.mark.parametrize("tone", list(Tone))
def test_known_details_come_from_any_turn_of_the_thread(opening, tone):
    thread = (
        Turn("customer", "My parcel has been stuck for weeks", public=True),
        Turn("agent", ASKED, public=True),
        Turn("customer", "4471-99821", public=True),
        Turn("agent", "Thank you, we'll look into it.", public=True),
    )
    opener = opening(LATE, *thread, tone=tone)
    assert "order number" not in opener.checked.draft.text
    assert opener.checked.ready


def test_known_talk_in_private_needs_no_opening(opening):
    public = (
        Turn("customer", "My parcel has been stuck for weeks", public=True),
        Turn("agent", "We're sorry, Dana. We'll look into it.", public=True),
    )
    assert opening(LATE, *public) is not None
    ours = Turn("agent", "What's your order number?", public=False)
    assert opening(LATE, *public, ours) is None
    assert opening(LATE, *public, Turn("customer", "hello?", public=False)) is None


def test_known_talk_in_private_is_not_opened_by_phone_either(engine):
    message = Message(LATE, engine.channel("x_dm"))
    reply = engine.reply(message)
    moved = replace(reply, route=replace(reply.route, handoff=Handoff.PHONE))
    assert engine.opener(moved, Tone.WARM) is None


@pytest.mark.parametrize(
    ("replies", "sentence", "says"),
    [
        (["We're sorry it is late."], "I apologise for all of this.", True),
        (["Thanks for the photo."], "I apologise for all of this.", False),
        (["We'll look into it today."], "We'll look into it today.", True),
        (["We'll look into it today."], "What stood out to you?", False),
    ],
)
def test_known_words_are_not_said_again(engine, replies, sentence, says):
    turns = [Turn("agent", reply) for reply in replies]
    ledger = engine.listener.ledger(turns)
    assert Known(ledger, (), engine.listener.ear).says(sentence) is says


@pytest.mark.parametrize(
    ("sentence", "still"),
    [
        ("What's your order number?", ""),
        ("Can you send us a photo and your order number?", "your photo"),
        ("Send us your account or order number.", ""),
        ("Could you send us a photo?", None),
        ("We'll look into it.", None),
    ],
)
def test_known_details_leave_what_is_still_needed(engine, sentence, still):
    ledger = engine.listener.ledger([Turn("customer", GIVEN)])
    assert Known(ledger, (), engine.listener.ear).still(sentence) == still
