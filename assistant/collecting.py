"""Let Python look for garbage seldom, in programs of ours and not in those of others.

A look through all that a library and its weights hold takes many times as long as a
check, and there is hardly any garbage in it: what is read stays to the end.
"""

import gc

_SELDOM = 50_000  # things made since the last look; Python looks after 700


def collect_seldom() -> None:
    """Leave out of every later look what is there by now, and look seldom."""
    gc.freeze()
    gc.set_threshold(_SELDOM)
