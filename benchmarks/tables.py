"""Print figures as aligned columns: names to the left, the rest to the right."""

from collections.abc import Sequence
from itertools import pairwise

_WORTH = 0.25  # share of the ideal growth that makes a larger batch worth it


def show(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table."""
    table = [list(head), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for name, *cells in table:
        right = (c.rjust(w) for c, w in zip(cells, widths[1:], strict=True))
        print("  ".join((name.ljust(widths[0]), *right)).rstrip())


def _shown(cell: object) -> str:
    if cell is None:
        return "–"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def knee_of(sizes: Sequence[int], speeds: Sequence[float]) -> int:
    """Return the largest batch size that was still worth growing to.

    A step to a larger one is worth it when speed grows by a quarter of the ideal.
    """
    knee = sizes[0]
    for (size, speed), (larger, faster) in pairwise(zip(sizes, speeds, strict=True)):
        if faster / speed - 1 >= (larger / size - 1) * _WORTH:
            knee = larger
    return knee
