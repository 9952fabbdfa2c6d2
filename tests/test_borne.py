"""What a customer has borne, in plain words, and said once."""

import pytest

from assistant.drafting import Told, Words
from assistant.drafting.borne import spell_of, times_of
from assistant.fitting import join
from assistant.schema import Sentence, Tone

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


@pytest.mark.parametrize("wait", ["Seven weeks", "Over two hours", "An hour"])
def test_borne_begins_small_behind_a_greeting(x, wait):
    greeting = Sentence("Hi Dana,", role="greeting")
    body = Sentence(f"{wait} is far too long to be left waiting.")
    said = join([greeting, body], x)
    assert (
        said
        == f"Hi Dana, {wait[0].lower()}{wait[1:]} is far too long to be left waiting."
    )


def test_borne_what_a_model_said_is_the_models_only_where_it_stands():
    words = Words({"noun": "a sofa"}, backend="some", by_model=frozenset({"matter"}))
    assert words.source_of("We're sorry about the sofa.") == "template"
    assert words.source_of("A sofa like that is no joy.") == "model"
