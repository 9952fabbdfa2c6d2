"""Print figures as aligned columns: names to the left, the rest to the right."""

from collections.abc import Sequence


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
