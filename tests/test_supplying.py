"""What was left out in a hurry is put back where the words tell what it was."""

import pytest

from assistant.drafting.supplying import supply


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("been waiting 3 weeks for my sofa", "i've been waiting 3 weeks for my sofa"),
        ("waiting since Monday", "i've been waiting since Monday"),
        ("charged me twice", "you charged me twice"),
        ("they sent me the wrong one", "you sent me the wrong one"),
        ("overcharged by 22 euro", "i was overcharged by 22 euro"),
        ("told to ring back", "i was told to ring back"),
        ("ordered a lamp on Monday", "i ordered a lamp on Monday"),
        ("still no refund", "there is still no refund"),
        ("no hot water since Friday", "i've had no hot water since Friday"),
        ("no dinner came again", ""),  # nothing is missing there
        ("3 hour wait at the desk", "there was a 3 hour wait at the desk"),
        ("driver never turned up", "your driver never turned up"),
        ("app keeps crashing", "your app keeps crashing"),
        ("zip broke on day one", "the zip broke on day one"),
        ("payment taken twice", "my payment was taken twice"),
        ("bag still in Leeds", "my bag is still in Leeds"),
        ("bus pass machine ate my pass", "the bus pass machine ate my pass"),
        ("list disappears when I lock it", "the list disappears when I lock it"),
        (
            "qr code on my ticket is a grey square",
            "the qr code on my ticket is a grey square",
        ),
        ("7.14 cancelled again", "the 7.14 was cancelled again"),
        ("turned up at 11pm to no room", "i turned up at 11pm to no room"),
        ("they cancelled our room", "you cancelled our room"),
        ("showers cold for three weeks", "the showers have been cold for three weeks"),
    ],
)
def test_supplying_puts_back_what_was_left_out(part, whole):
    assert supply(part, "") == whole


def test_supplying_takes_they_for_others_who_were_named():
    said = supply("they cancelled our room", "The neighbours were loud. ")
    assert said == "the neighbours cancelled our room"


def test_supplying_says_what_it_was():
    before = "I bought a kettle from you. "
    assert supply("it broke after two days", before) == "my kettle broke after two days"


@pytest.mark.parametrize(
    ("part", "before"),
    [
        ("it broke after two days", "Hello. "),
        ("it was a joke", "I bought a kettle. "),
        ("told nobody", ""),
        ("no idea what to do", ""),
        ("my parcel never came", ""),
        ("guys keep calling", ""),
        ("ordered a lamp", "my aunt who"),
        ("no food since last night", "my mother is in her gown and "),
        ("", ""),
    ],
)
def test_supplying_leaves_what_it_cannot_tell(part, before):
    assert supply(part, before) == ""
