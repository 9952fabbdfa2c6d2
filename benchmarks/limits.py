"""What this machine could do at most: read, copy and multiply, by plain loops."""

import time
from collections.abc import Callable

import numpy as np

_SIDE = 1024  # rows and columns of the matrices that are multiplied
_TIMES = 5  # the best of so many counts: others may use the machine


def bytes_read_a_second(size: int) -> float:
    """Return how fast so many bytes are read, as one matrix times a vector does it."""
    matrix = np.ones((size // 4 // _SIDE, _SIDE), dtype=np.float32)
    vector = np.ones(_SIDE, dtype=np.float32)
    return matrix.nbytes / best_seconds(lambda: matrix @ vector)


def bytes_copied_a_second(size: int) -> float:
    """Return how fast so many bytes are copied, each counted once as it is read."""
    source = np.ones(size // 4, dtype=np.float32)
    target = np.empty_like(source)
    return source.nbytes / best_seconds(lambda: np.copyto(target, source))


def multiplications_a_second() -> float:
    """Return how many multiply-and-adds a matrix product in single precision does."""
    matrix = np.ones((_SIDE, _SIDE), dtype=np.float32)
    return float(_SIDE**3 / best_seconds(lambda: matrix @ matrix))


def best_seconds(call: Callable[[], object], times: int = _TIMES) -> float:
    """Return the shortest time of several calls, after one that does not count."""
    call()
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        spent.append(time.perf_counter() - started)
    return min(spent)
