"""Statements about one person are found; the same words said of everyone are not."""

import pytest

from assistant.privacy import find_private
from assistant.privacy.statements import KINDS, spelled_out
from assistant.privacy.wording import phrases_by_line
from assistant.text import Phrase


def kinds(text: str) -> set[str]:
    """Return the kinds of what is more than a hunch."""
    return {
        str(detail.kind) for detail in find_private(text) if detail.confidence > 0.5
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You're £90 over your limit, sorry.", "financial"),
        ("She still owes 3,400 on the van.", "financial"),
        ("Your wages of 1,900 came in on Friday.", "financial"),
        ("The £41.20 went back this morning.", "financial"),
        ("You're on a payment plan with us.", "financial"),
        ("He's on a payment plan since May.", "financial"),
        ("The biopsy came back clear, so breathe.", "health"),
        ("Your mum's knee went well this morning.", "health"),
        ("The antidepressants are ready at the desk.", "health"),
        ("She fainted in the queue and is resting.", "health"),
        ("You land in Bergen at 7.15 on Monday.", "travel_or_location"),
        ("He's on ward 6, next to the window.", "travel_or_location"),
        ("You collected it at our Derby branch on Sunday.", "travel_or_location"),
        ("With the house empty until Easter we've set it low.", "travel_or_location"),
        ("Your fitting is on the 7th at ten.", "booking"),
        ("A plumber comes to you on Friday at nine.", "booking"),
        ("We've moved you to Tuesday at 8.40.", "booking"),
        ("You only turn 18 on the 3rd of June.", "date_of_birth"),
        ("The code is five-five-one-nine.", "credential"),
        ("It's the house opposite the mill in Wexcombe.", "postal_address"),
        ("Next of kin is a Rosalba Quint.", "person_name"),
        ("The parcel is with the Brennans.", "person_name"),
    ],
)
def test_privacy_statements_about_a_person_are_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "If you're over your limit, a fee of £5 applies.",
        "Anyone who owes more than £90 gets a letter.",
        "Wages come in on Fridays for most people.",
        "Refunds go back within five days.",
        "We can set up a payment plan by phone.",
        "A biopsy takes ten minutes.",
        "Our knee clinic runs on Mondays.",
        "The pharmacy opens at nine.",
        "Please sit down if you feel faint.",
        "The flight lands in Bergen at 7.15.",
        "Visiting on every ward is from two to eight.",
        "Our Derby branch opens on Sunday.",
        "Turn the heating low when the house is empty.",
        "Fittings take half an hour, any day.",
        "Plumbers work from nine to five.",
        "The match moved to Tuesday at 8.40.",
        "You must be 18 to enter.",
        "The code comes by text, never share it.",
        "We're opposite the mill in Wexcombe.",
        "Next of kin can apply online.",
        "Join us with the band on Sunday.",
    ],
)
def test_privacy_statements_said_of_everyone_are_silent(text):
    assert kinds(text) == set()


def test_privacy_statements_phrases_can_be_read():
    lines = [line for kind in KINDS for line in phrases_by_line("statements", kind)]
    assert all(Phrase.parse(spelled_out(line.removeprefix("~"))) for line in lines)
