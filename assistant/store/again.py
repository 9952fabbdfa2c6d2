"""Try a step again while others are first with theirs."""

from collections.abc import Callable
from typing import TypeVar

from assistant.errors import StaleWrite

_TRIES = 5
Done = TypeVar("Done")


def retry(step: Callable[[], Done]) -> Done:
    """Read and write again while others are first; what was asked for still holds."""
    for _ in range(_TRIES - 1):
        try:
            return step()
        except StaleWrite as error:
            if "meanwhile" not in str(error) and "moment" not in str(error):
                raise
    return step()
