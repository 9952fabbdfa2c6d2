"""Say how often somebody may come: token buckets, one a name."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MINUTE = 60.0  # seconds


class Buckets:
    """A bucket of tokens for each name, filled evenly over a minute.

    Names come from outside, so only the `most` latest are remembered.
    """

    def __init__(
        self,
        per_minute: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        most: int = 10_000,
    ) -> None:
        self._size = float(per_minute)
        self._clock = clock
        self._most = most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Take a token and return 0, or the seconds until there is one."""
        wait = self.wait(name)
        if wait:
            return wait
        self._left[name] = (self._tokens(name) - 1, self._clock())
        self._left.move_to_end(name)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return 0.0

    def wait(self, name: str) -> float:
        """Return the seconds until there is a token; 0 when there is one."""
        missing = 1 - self._tokens(name)
        return max(0.0, missing * _MINUTE / self._size)

    def _tokens(self, name: str) -> float:
        left, then = self._left.get(name, (self._size, 0.0))
        earned = (self._clock() - then) * self._size / _MINUTE
        return min(self._size, left + earned)
