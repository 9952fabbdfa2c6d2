"""Which rows of a corpus are never learned from, so that they can tell the truth."""

import hashlib

_TENTHS = 10


def tenth_of(text: str) -> int:
    """Return in which tenth of a corpus a text falls, 0 to 9, by a hash of it."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % _TENTHS


def is_held_out(text: str) -> bool:
    """Say whether a row is kept for measuring: the first tenth is."""
    return tenth_of(text) == 0
