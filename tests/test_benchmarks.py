"""What the benchmarks count with, where it is their own."""

import pytest

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
