"""Plain messages, in the words that most people use, are read and met as what they are."""

import pytest

from assistant.engine import Engine
from assistant.schema import Message
from assistant.settings import get_settings

READ = {
    "I want my money back for this jacket": "refund_request",
    "please refund my order, I changed my mind": "refund_request",
    "You promised my refund three weeks ago and it still isn't here": "refund_wait",
    "Your website won't let me cancel my subscription": "hard_to_leave",
    "I've asked four times to be taken off your mailing list": "hard_to_leave",
    "Your courier threw the box over our gate": "careless_delivery",
    "I never received my booking confirmation": "missing_confirmation",
    "My gift card isn't working at the checkout": "voucher_trouble",
    "my card keeps getting declined on your site": "payment_failed",
    "I want to make a complaint": "no_details",
}


@pytest.fixture(scope="module")
def shipped(library) -> Engine:
    """An engine with the reader that ships and what stands above it."""
    return Engine(library, reading=get_settings().models / "reading")


@pytest.mark.parametrize(("text", "topic"), READ.items())
def test_plain_words_are_read_plainly(shipped, x, text, topic):
    assert shipped.triage(Message(text, x))[0].topic == topic


def test_who_asks_for_a_refund_is_not_told_that_it_is_late(shipped, x):
    for draft in shipped.reply(Message("I want my money back", x)).drafts:
        said = draft.draft.text
        assert "still" not in said
        assert "your refund" not in said


def test_food_that_made_somebody_ill_is_no_praise(shipped, x):
    read, _ = shipped.triage(Message("I think your fish pie made me sick", x))
    assert read.contact_reason.is_trouble
    assert read.severity >= 3
