"""What the benchmarks count with, where it is their own."""

import pytest

from benchmarks.ablations import _is_grounded, _shared
from benchmarks.counters import shapes_not_given
from benchmarks.tables import knee_of


@pytest.mark.parametrize(
    ("speeds", "knee"),
    [
        ((10, 20, 40, 44), 4),
        ((10, 9, 18, 36), 8),
        ((10, 10, 10, 10), 1),
    ],
)
def test_knee_is_the_last_size_worth_growing_to(speeds, knee):
    assert knee_of((1, 2, 4, 8), speeds) == knee


@pytest.mark.parametrize(
    ("text", "given", "strange"),
    [
        ("Your 3 parcels are late.", "three parcels", []),
        ("Your 4 parcels are late.", "three parcels", ["4"]),
        ("DM us at example.com/dm, @Dana.", "I am @dana", []),
        (
            "Write to help@example.com or @brand.",
            "hello",
            ["help@example.com", "@brand"],
        ),
        (
            "See https://example.com/a today.",
            "see https://example.com/b",
            ["https://example.com/a"],
        ),
    ],
)
def test_shapes_that_nobody_gave_are_counted(text, given, strange):
    assert shapes_not_given(text, given) == strange


@pytest.mark.parametrize(
    ("said", "wanted", "agreed"),
    [
        ("your parcel is late", "your parcel is late", 1.0),
        ("your parcel", "your parcel is late", 2 / 3),
        ("late late", "late", 2 / 3),
        ("", "your parcel", 0.0),
    ],
)
def test_shared_words_are_counted_as_often_as_both_say_them(said, wanted, agreed):
    assert _shared(said.split(), wanted.split()) == pytest.approx(agreed)


@pytest.mark.parametrize(
    ("said", "grounded"),
    [
        ("your parcels are in Leeds", True),
        ("your parcel is in York", False),
        ("", False),
    ],
)
def test_grounded_is_what_the_message_has_words_for(said, grounded):
    small = frozenset({"your", "is", "are", "in"})
    assert _is_grounded(said, "My parcel is stuck in leeds", small) is grounded
