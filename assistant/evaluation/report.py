"""Show an evaluation: aligned tables for people, the same figures as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.figures import Cell, Figure, Section, Table

_COLUMNS = ("value", "plain", "cases")
_NOTHING = "–"
_GAP = 2  # spaces between columns


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """What was measured of each task for which there were cases."""

    sections: tuple[Section, ...]

    def lines(self, worst: int = 0) -> list[str]:
        """Return the figures as plain tables, and so many of the worst failures."""
        return [line for section in self.sections for line in _lines(section, worst)]

    def as_json(self) -> dict[str, Any]:
        """Return the figures as other programs read them.

        Cases that came out wrong are named by id; their text is never repeated.
        """
        return {section.task: _as_json(section) for section in self.sections}


def _lines(section: Section, worst: int) -> Iterator[str]:
    yield f"{section.task}: {section.cases} cases; plain: {section.plain}"
    rows = [(figure.what, _cells_of(figure)) for figure in section.figures]
    yield from _aligned("", _COLUMNS, rows)
    for table in section.tables:
        yield ""
        yield from _aligned(table.head, table.columns, table.rows)
    yield ""
    for one in section.failures[:worst]:
        labelled, given = ", ".join(one.labelled), ", ".join(one.given)
        yield f"  {one.id}: {labelled}; given {given}"
    if worst and section.failures:
        yield ""


def _cells_of(figure: Figure) -> tuple[Cell, ...]:
    return figure.value, figure.plain, figure.cases


def _aligned(
    head: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]]
) -> Iterator[str]:
    """Yield a table with names to the left and figures to the right."""
    table = [(head, list(columns))]
    table += [(name, [_shown(cell) for cell in cells]) for name, cells in rows]
    first = max(len(name) for name, _ in table)
    widths = [
        max(len(cells[place]) for _, cells in table) for place in range(len(columns))
    ]
    gap = " " * _GAP
    for name, cells in table:
        figures = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        yield gap + gap.join((name.ljust(first), *figures))


def _shown(cell: Cell) -> str:
    if cell is None:
        return _NOTHING
    return str(cell) if isinstance(cell, int) else f"{cell:.2f}"


def _as_json(section: Section) -> dict[str, Any]:
    figures = {
        figure.key: {
            "what": figure.what,
            "value": figure.value,
            "plain": figure.plain,
            "cases": figure.cases,
        }
        for figure in section.figures
    }
    failing = [
        {"id": one.id, "labelled": list(one.labelled), "given": list(one.given)}
        for one in section.failures
    ]
    return {
        "cases": section.cases,
        "plain": section.plain,
        "figures": figures,
        **{table.key: _table_as_json(table) for table in section.tables},
        "failing": failing,
    }


def _table_as_json(table: Table) -> dict[str, dict[str, Cell]]:
    keys = [column.lower().replace(" ", "_") for column in table.columns]
    return {name: dict(zip(keys, cells, strict=True)) for name, cells in table.rows}
