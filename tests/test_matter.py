"""What happened is said in the customer's words, or not at all."""

import pytest

from assistant.drafting import MatterRule


@pytest.fixture(scope="module")
def rule():
    return MatterRule()


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "@northwind my parcel has been stuck in Leeds for three weeks.",
            "your parcel has been stuck in Leeds for three weeks",
        ),
        (
            "Your driver threw my package over the fence!",
            "our driver threw your package over the fence",
        ),
        ("I was charged twice for one order.", "you were charged twice for one order"),
        (
            "I've waited two hours for a cab and nobody came",
            "you've waited two hours for a cab and nobody came",
        ),
        ("Nobody answers my emails", "nobody answers your emails"),
        (
            "We couldn't get into our room until midnight.",
            "you couldn't get into your room until midnight",
        ),
    ],
)
def test_matter_turns_the_perspective(rule, message, text, clause):
    assert rule.clause(message(text)) == clause


@pytest.mark.parametrize(
    "text",
    [
        "Where is my parcel?",
        "You idiots lost my parcel",
        "MY PARCEL IS STILL LOST",
        "Thanks for nothing and my parcel",
        "I want a refund for my broken kettle",
        "My mum died and you still charge her",
        "My card 4111 1111 1111 1111 was charged twice",
        "It broke",
        "If my parcel is late again I'll sue",
        "Love how my train is always delayed",
        "I think your app is broken for everybody",
        "lol",
    ],
)
def test_matter_is_silent_when_unsure(rule, message, text):
    assert rule.clause(message(text)) == ""


def test_matter_fits_the_frames(rule, message):
    long = "My parcel has been stuck in the depot " + "and stuck again " * 20
    assert len(rule.clause(message(long))) <= 90
