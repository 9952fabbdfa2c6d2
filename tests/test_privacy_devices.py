"""Addresses of machines: which point to somebody, and which are the same in every home."""

import pytest

from assistant.privacy.plausible import may_be
from assistant.schema import LeakKind


@pytest.mark.parametrize(
    ("words", "may"),
    [
        ("http://192.168.1.1", False),
        ("10.0.0.138", False),
        ("81.2.69.144", True),
        ("from 192.168.0.4 to 81.2.69.144", True),
        ("your router", False),
        ("serial SN-2231-7789", True),
    ],
)
def test_the_address_of_every_home_points_to_nobody(words, may):
    assert may_be(LeakKind.IP_OR_DEVICE_ID, words) is may
