"""A clause is turned to our side: persons, verbs, and a subject that was left out."""

import pytest

from assistant.drafting.perspective import turn


@pytest.mark.parametrize(
    ("clause", "turned"),
    [
        ("I was told to wait", "you were told to wait"),
        ("i have been ringing you for a week", "you have been ringing us for a week"),
        ("you guys charged me twice", "we charged you twice"),
        ("You were rude to my mother", "we were rude to your mother"),
        ("u sent me the wrong shoes", "we sent you the wrong shoes"),
        ("been waiting 3 weeks", "you have been waiting 3 weeks"),
        ("still waiting for my refund", "you are still waiting for your refund"),
        ("waiting 3 hrs for a driver", "you have been waiting 3 hours for a driver"),
        ("charged twice for one order", "you were charged twice for one order"),
        ("sent me the wrong size", "we sent you the wrong size"),
        ("ordered a lamp in May", "you ordered a lamp in May"),
        ("haven't received my order", "you haven't received your order"),
        ("no internet since Monday", "you have had no internet since Monday"),
        ("parcel never arrived", "your parcel never arrived"),
        (
            "driver threw my box over the gate",
            "our driver threw your box over the gate",
        ),
        ("my parcel didnt come on monday", "your parcel didn't come on Monday"),
        ("Nobody answers my emails", "nobody answers your emails"),
        ("The lift is broken", "the lift is broken"),
    ],
)
def test_perspective_turns(clause, turned):
    assert turn(clause) == turned
