"""What the tests of the guard share: a message, a key, and clients of any settings."""

from functools import partial

import api_kit

GOOD = {"text": "My parcel is late.", "channel": "x"}
KEY = "a-long-and-random-key"


def clients_of(engine):
    """Return what makes a client of a server with settings of its own."""
    return partial(api_kit.client_of, engine)
