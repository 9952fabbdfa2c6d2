"""Spread a batch over processes of this machine, or over a Ray cluster.

Answers come back in the order of the lines, so a run can still be continued.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Protocol, TypeVar

from assistant.errors import SettingsError

Line = TypeVar("Line")
Answer = TypeVar("Answer")
_CHUNK = 32  # lines handed to a process at once


class Pool(Protocol):
    """What `multiprocessing.Pool` and Ray's stand-in for it have in common."""

    def imap(
        self, func: Callable[[Line], Answer], iterable: Iterable[Line], chunksize: int
    ) -> Iterator[Answer]:
        """Yield the answers in the order of the lines."""
        ...

    def close(self) -> None:
        """Take no more work."""
        ...


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes share the work, and whether Ray provides them."""

    workers: int = 1
    on_cluster: bool = False

    @property
    def alone(self) -> bool:
        """Say whether this process does all the work itself."""
        return self.workers == 1 and not self.on_cluster


def map_in_order(
    answer: Callable[[Line], Answer],
    lines: Iterable[Line],
    *,
    crew: Crew,
    start: Callable[[], None],
) -> Iterator[Answer]:
    """Yield `answer` of each line, in order, from the processes of a crew.

    `start` runs once in each process. Ray comes with the extra `[ray]`.

    Raises SettingsError when Ray is wanted and not installed.
    """
    open_pool = _ray_pool if crew.on_cluster else _local_pool
    pool = open_pool(crew.workers, start)
    with closing(pool):
        yield from pool.imap(answer, lines, _CHUNK)


def _local_pool(workers: int, start: Callable[[], None]) -> Pool:
    return multiprocessing.get_context("spawn").Pool(workers, initializer=start)


def _ray_pool(workers: int, start: Callable[[], None]) -> Pool:
    try:
        from ray.util.multiprocessing import Pool as RayPool
    except ImportError as error:
        raise SettingsError(
            "Ray is not installed; install Tactful with the extra [ray]"
        ) from error
    pool: Pool = RayPool(workers, initializer=start)
    return pool
