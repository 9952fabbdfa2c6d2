"""Clauses that are made of a message by keeping and dropping its words."""

import numpy as np
import pytest

from assistant.drafting.edits import (
    Clause,
    Edit,
    clause_of,
    likeliest_clause,
    may_be_said,
    words_of,
)
from assistant.models.wordpiece import END, PADDING, START, UNKNOWN, WordPieces
from assistant.training.clause_edits import edits_of, makes

LABELS = ("nothing", "", "there is", "i")
VOCABULARY = [
    PADDING,
    UNKNOWN,
    START,
    END,
    *"my parcel never came and i still no word".split(),
]


@pytest.mark.parametrize(
    ("message", "clause"),
    [
        (
            "ordered the blue one in a medium, got an XL in green",
            "you ordered the blue one in a medium and got an XL in green",
        ),
        ("still no refund!!", "there is still no refund"),
        ("My sofa came with THREE legs lol", "your sofa came with three legs"),
        (
            "You charged my card twice, are you for real",
            "we charged your card twice",
        ),
        ("no e-mail since monday", "you have had no e-mail since Monday"),
        (
            "Rang three times. Was told each time it would take 5 days.",
            "you rang three times and were told each time it would take 5 days",
        ),
        ("the fitters aren't here", "the fitters aren't there"),
        (
            "The text you sent was for someone else",
            "the text we sent was for someone else",
        ),
    ],
)
def test_a_written_clause_is_made_by_edits_again(message, clause):
    edits = edits_of(message, clause)
    assert edits is not None
    assert clause_of(message, edits) == clause
    assert makes(message, edits, clause)


def test_a_misspelt_word_still_counts_as_the_word_that_was_meant():
    message, clause = (
        "it was delivred to the wrong house",
        "it was delivered to the wrong house",
    )
    edits = edits_of(message, clause)
    assert edits is not None
    assert makes(message, edits, clause)
    assert not makes(message, edits, "it was delivered to the right house")


def test_no_edits_make_a_clause_of_which_no_word_was_said():
    assert edits_of("what a day", "your parcel is late") is None


def test_words_that_a_place_made_large_are_small_and_names_stay():
    message = "Ordered in May. Parcel sent from Leeds to NHS depot"
    edits = edits_of(
        message, "you ordered in May and the parcel was sent from Leeds to NHS depot"
    )
    assert edits is not None
    assert (
        clause_of(message, edits)
        == "you ordered in May and the parcel was sent from Leeds to NHS depot"
    )


def told(text, labels):
    """Return pieces and chances that are sure of a label for each word of a text."""
    pieces = WordPieces(VOCABULARY).cut(text)
    chances = np.full((len(pieces), len(LABELS)), 0.02, np.float32)
    for word, label in zip(words_of(text), labels, strict=True):
        chances[pieces.within(word), LABELS.index(label)] = 0.94
    return pieces, chances


def test_the_words_that_a_model_keeps_become_a_clause():
    text = "ugh my parcel never came"
    pieces, chances = told(text, ["nothing", "", "", "", ""])
    clause = likeliest_clause(text, pieces, chances, LABELS)
    assert clause.text == "your parcel never came"
    assert clause.chance == pytest.approx(0.94, abs=0.01)


def test_what_a_model_puts_in_stands_before_its_word():
    text = "still no word"
    pieces, chances = told(text, ["there is", "", ""])
    assert (
        likeliest_clause(text, pieces, chances, LABELS).text == "there is still no word"
    )


def test_one_unsure_word_shares_the_lot_of_those_around_it():
    text = "my parcel never came"
    pieces, chances = told(text, ["", "", "", ""])
    chances[2] = (0.55, 0.45, 0.0, 0.0)
    clause = likeliest_clause(text, pieces, chances, LABELS)
    assert clause.text == "your parcel never came"
    assert clause.chance < 0.9


def test_a_model_that_drops_every_word_says_nothing():
    text = "my parcel never came"
    pieces, chances = told(text, ["nothing"] * 4)
    assert likeliest_clause(text, pieces, chances, LABELS) == Clause()


def test_halves_that_a_sign_joins_stay_one_word():
    text = "no e-mail"
    edits = [Edit(word) for word in words_of(text)]
    assert clause_of(text, edits).endswith("e-mail")


@pytest.mark.parametrize(
    ("clause", "may"),
    [
        ("your parcel never came", True),
        ("you were charged £40 twice", True),
        ("late again", False),
        ("your parcel was left with the", False),
        ("your driver is a moron and left", False),
        ("we sent your letter to jo@post.example", False),
        ("it was delivered to the wrong house", False),
        ("your " + "very " * 20 + "late parcel", False),
    ],
)
def test_a_clause_must_be_short_whole_kind_and_tell_nothing_private(clause, may):
    assert may_be_said(clause) is may
