"""What is stored is masked generously, and hostile texts take no longer."""

import pytest

from assistant.privacy import find_private, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mail jane@x.example or ring 07700 900123.", "Mail [email] or ring [phone]."),
        (
            "My name is Jane, order 7781203.",
            "My name is [person name], order [order number].",
        ),
        ("Call your hotline 0800 111 222?", "Call your hotline [phone]?"),
        (
            "I'm Jane Doe, card 4111 1111 1111 1111!",
            "I'm [person name], card [payment card]!",
        ),
        ("I live at 5 Elm Road, Leeds LS1 4AB, ok", "I live at [postal address], ok"),
        ("Der IBAN: DE89 3704 0044 0532 0130 00.", "Der IBAN: [bank account]."),
    ],
)
def test_privacy_mask_puts_a_label_in_place_of_each_detail(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "My parcel is three weeks late and nobody answers!",
        "What's your order number?",
        "Train at 17:05 was cancelled again 😡",
        "",
    ],
)
def test_privacy_mask_leaves_other_words_alone(text):
    assert mask(text) == text


def test_privacy_mask_is_stable_when_done_twice():
    once = mask("I'm Jane Doe, jane@x.example, 07700 900123, 4111 1111 1111 1111")
    assert mask(once) == once


@pytest.mark.parametrize(
    "piece",
    ["a.", "1.", "a@", "1 ", "£1 ", "GB12 ", "12 A ", "Aa ", "born 1/1/", "your ",
     "room 1 ", "please send ", "dot ", "(", "-", "a\n", "1 A Street, ", "four two "],
)  # fmt: skip
def test_privacy_mask_takes_time_linear_in_the_text(piece, cpu_seconds):
    find_private(piece * 10)  # expressions are compiled on first use
    text = (piece * 4000)[:4000]
    spent = cpu_seconds(lambda: find_private(text))
    assert spent < 1.5  # quadratic shapes took ten and more
