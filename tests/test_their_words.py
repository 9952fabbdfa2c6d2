"""A draft asks for what its customer has: no order number of who booked a room."""

import pytest

from assistant.schema import Brand, Message

ORDERED = "I'm still owed a refund for the boots that I ordered"
BOOKED = "I'm still owed a refund for the room, two nights booked in May"


@pytest.fixture
def asked(engine, x):
    """Draft an answer to a refund that did not come, and what comes before it."""

    def answer(text, **brand):
        message = Message(text, x, brand=Brand("Larch", **brand))
        reply = engine.reply(message, read_as="refund_wait", drafts=4)
        opener = reply.opener.checked.draft.text if reply.opener else ""
        return " ".join([opener, *(one.draft.text for one in reply.drafts)])

    return answer


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ORDERED, "order number"),
        (BOOKED, "booking reference"),
        ("Premium was taken twice, refund one of them", "policy or claim number"),
        ("Direct debit went out twice, where's the refund", "account number"),
        ("Paid for the flight, and my parcel never came", "order number"),
    ],
)
def test_drafts_ask_for_the_number_that_the_customer_has(asked, text, said):
    others = {
        "order number",
        "booking reference",
        "policy or claim number",
        "account number",
    }
    drafts = asked(text)
    assert said in drafts
    assert not [other for other in others - {said} if other in drafts]


def test_words_of_the_brand_go_before(asked):
    assert "your booking reference" in asked(BOOKED)
    drafts = asked(BOOKED, house_words={"order number": "stay number"})
    assert "your stay number" in drafts
    assert "order number" not in drafts


def test_in_two_trades_the_words_stay(engine, x):
    message = Message("Flight booked, parcel ordered, refund for neither", x)
    assert engine.listener.in_their_words(message) == message
