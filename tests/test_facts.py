"""What a text states is read in figures and in words, and found again."""

import pytest

from assistant.checks.facts import facts_in, lost_from


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("It left for Leeds on Friday at noon.", {"leeds", "friday", "noon"}),
        ("We've refunded half of it.", {"refunded", "half"}),
        ("I'll send three of them next week.", {"send", "three", "week"}),
        ("It will be repaired in the morning.", {"repaired", "morning"}),
        ("Write to example.com/help by 6.30.", {"example.com/help", "6.30"}),
        ("You were inconvenienced, and that is nothing.", set()),
        ("You should have checked the date.", set()),
        ("I have told you three times.", set()),
        ("Our team is thrilled about it.", set()),
    ],
)
def test_facts_of_a_text(text, facts):
    assert facts_in(text) == facts


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("It goes to Leeds today.", "Leeds has it today.", set()),
        ("It goes to Leeds today.", "It goes out today.", {"leeds"}),
        ("We've paid £45.", "Thank you for asking.", {"paid", "45"}),
        ("It comes at 4.", "It comes at 45.", {"4"}),
    ],
)
def test_facts_lost_from_one_text_to_another(old, new, lost):
    assert lost_from(old, new) == lost
