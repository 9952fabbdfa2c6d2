"""What could stand for what happened is whole, kind, and the customer's own words."""

import pytest

from assistant.drafting.candidates import candidates_of


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("@Brand been waiting 3 weeks for my sofa!!", "you've been waiting 3 weeks for your sofa"),
        ("Well, your app crashes at checkout every time lol", "our app crashes at checkout every time"),
        ("YOU CANCELLED MY FLIGHT TWICE", "we cancelled your flight twice"),
        ("The staff were lovely. My soup was cold though.", "your soup was cold"),
        ("My app keeps crashing since the update #fail", "your app keeps crashing since the update"),
        ("Bought a kettle here. It broke after two days", "your kettle broke after two days"),
        ("WRONG SIZE SENT AGAIN", "the wrong size was sent again"),
        ("Shop shut at 11:30, sign says noon", "our shop shut at 11:30"),
        ("Driver left my cake in the rain, what a joke", "our driver left your cake in the rain"),
        ("4 days and i still cant log in", "you still can't log in"),
        ("the discount code in the description doesnt work", "the discount code in the description doesn't work"),
    ],
)  # fmt: skip
def test_candidates_hold_what_happened(text, clause):
    assert clause in [one.text for one in candidates_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Where is my parcel?",
        "You idiots lost my parcel",
        "I think your website is broken",
        "It broke and they laughed",
        "My card 4111 1111 1111 1111 was charged twice",
        "I can't believe you still haven't answered",
        "My name is Dana, my order never came to",
        "You can't get help at night",
        "Your reset codes doesn't work",
        "Lost without my new broken raw files",
        "Couldn't back you more",
        "The fire doors on floors 2, 3 and 5",
        "",
    ],
)
def test_candidates_leave_out_what_is_unsure(text):
    assert candidates_of(text) == []


def test_candidates_say_of_others_nothing_of_the_writer():
    said = candidates_of("Mum is in her gown and no food since last night")
    assert not any("you have had" in one.text for one in said)


def test_candidates_tell_where_they_stood():
    text = "My soup was cold. Your waiter dropped my plate on the floor."
    first, second = candidates_of(text)
    assert (first.text, first.place, first.ordinal) == ("your soup was cold", 0.0, 0)
    assert second.text == "our waiter dropped your plate on the floor"
    assert 0 < second.place < 1


def test_candidates_of_long_messages_are_few():
    text = " ".join(f"My parcel number {n} never arrived in May." for n in range(99))
    found = candidates_of(text)
    assert len(found) <= 24
    assert all(len(one.text) <= 90 for one in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("My google app keeps crashing!", ["your google app keeps crashing"]),
        ("I rebuilt it with LR and my new raw files.", []),
        ("I never got the extra 5,600,000 points", []),  # and not "the extra 5"
    ],
)  # fmt: skip
def test_candidates_have_a_verb_and_whole_numbers(text, said):
    assert [one.text for one in candidates_of(text)] == said
