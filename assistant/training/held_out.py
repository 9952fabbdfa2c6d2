"""Which rows of a corpus are never learned from, so that they can tell the truth."""

import hashlib

_ONE_IN = 10


def is_held_out(text: str) -> bool:
    """Say whether a row is kept for measuring, by a hash of its message."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return int(digest, 16) % _ONE_IN == 0
