"""What a customer has borne, in plain words, and said once."""

import pytest

from assistant.drafting import Told
from assistant.drafting.borne import spell_of, times_of
from assistant.schema import Tone

FIRST = {Tone.WARM: "Seven weeks is far too long to be left waiting."}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("35 min", "35 minutes"),
        ("7 wks", "seven weeks"),
        ("over two months", "over two months"),
        ("An hour", "an hour"),
        ("4 h 50", "over four hours"),
        ("a couple of days", "a couple of days"),
        ("half an hour", "half an hour"),
        ("5 minutes", ""),
        ("a few seconds", ""),
        ("3 days 4", ""),
        ("soon", ""),
    ],
)
def test_borne_a_wait_is_said_in_plain_words(words, said):
    assert spell_of(words) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("twice", "twice"),
        ("Third time", "three times"),
        ("2nd call", "twice"),
        ("seven letters", "seven times"),
        ("14 emails", "14 times"),
        ("once", ""),
        ("99 times", ""),
        ("ages", ""),
    ],
)
def test_borne_how_often_is_said_in_plain_words(words, said):
    assert times_of(words) == said


@pytest.mark.parametrize(
    ("clause", "first"),
    [
        ("your sofa never came", FIRST[Tone.WARM]),
        ("you've been waiting 7 weeks for your sofa", ""),
        ("you've asked four times about your sofa", ""),
        ("", FIRST[Tone.WARM]),
    ],
)
def test_borne_is_not_said_beside_a_clause_that_tells_it(clause, first):
    said = list(Told(ruled=clause, borne=FIRST).candidates(Tone.WARM))
    assert said[0].acknowledgement == first
    assert said[-1].acknowledgement == ""
