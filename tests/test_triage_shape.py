"""Questions, loudness and sums of money are measured."""

import pytest

from assistant.triage.shape import shape_of


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£1,234.50 gone", 1234.5),
        ("1.500,00 € weg", 1500.0),
        ("they took $3k", 3000.0),
        ("2 grand for this", 2000.0),
        ("40 quid, then 60 quid", 60.0),
        ("order 123456", 0.0),
        ("£.", 0.0),
    ],
)
def test_shape_reads_the_largest_sum(text, amount):
    assert shape_of(text).largest_sum == amount


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Where is it? I waited. Why? 🙃", 2),
        ("¿Dónde está mi pedido?", 1),
        ("see example.com/?q=a for it", 0),
        ("No questions here.", 0),
    ],
)
def test_shape_counts_questions(text, questions):
    assert len(shape_of(text).questions) == questions


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("hiya, what time do you close", True),
        ("can i bring a cello", True),
        ("¿Cuánto cuesta el envío?", True),
        ("your driver asked how I was", False),
        ("", False),
    ],
)
def test_shape_knows_a_message_that_opens_with_a_question(text, opens):
    assert shape_of(text).opens_asking is opens


def test_shape_hears_shouting_but_not_abbreviations():
    assert shape_of("WHY IS THIS DOWN AGAIN?!?!").loudness > 0.7
    assert shape_of("My UK SIM is OK in the USA.").loudness == 0


@pytest.mark.parametrize(
    ("text", "gibberish"),
    [("aaaaaaaaa", True), ("sdfghjk", True), ("hmm", False), ("привет", False)],
)
def test_shape_knows_gibberish(text, gibberish):
    assert shape_of(text).gibberish is gibberish
