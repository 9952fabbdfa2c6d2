"""What the command line shows of cases and outages."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from assistant.outages import Outage
    from assistant.schema import CheckedDraft
    from assistant.store import StoredCase, StoredTask

_console = Console(highlight=False, soft_wrap=False)


def show_cases(cases: "Iterable[StoredCase]") -> None:
    """Show cases in a table, one a line."""
    table = Table(box=None, pad_edge=False)
    for head in ("case", "priority", "topic", "channel", "due", "with", "state"):
        table.add_column(head, overflow="fold")
    for case in cases:
        late = "red" if case.overdue else ""
        table.add_row(
            str(case.id),
            f"{case.priority} {case.priority_score:.0f}",
            case.topic.replace("_", " "),
            case.channel,
            Text(_moment(case.due_at) if case.due_at else "–", style=late),
            Text(case.assignee or "–"),
            Text(case.closed_reason or str(case.state)),
        )
    _console.print(table)


def show_case(case: "StoredCase", story: Iterable[str]) -> None:
    """Show the story of a case, what was said, and what is owed."""
    _console.print(f"[bold]Case {case.id}[/]")
    for line in story:
        _console.print(Text(line))
    _console.print()
    for turn in case.turns:
        who = {"customer": "They", "agent": turn.author or "We"}.get(turn.role, "Note")
        _console.print(Text(f"{turn.at:%a %d %b %H:%M}  {who}, {turn.channel}", "dim"))
        _console.print(Padding(Text(turn.text), (0, 0, 0, 2)))
    if case.owed:
        _console.print()
        show_due(case.owed)


def show_due(tasks: "Iterable[StoredTask]") -> None:
    """Show what is owed, one a line."""
    for task in tasks:
        when = _moment(task.due_at)
        late = " OVERDUE" if task.overdue else ""
        line = f"{task.id}  case {task.case_id}  {when}{late}  {task.what}"
        _console.print(Text(line, style="red" if task.overdue else ""))


def _moment(moment: datetime) -> str:
    """Return a moment as the clock of this machine shows it."""
    return f"{moment.astimezone():%a %d %b %H:%M}"


def show_outage(
    outage: "Outage",
    announcement: "CheckedDraft | None",
    replies: "Iterable[tuple[str, CheckedDraft]]",
) -> None:
    """Show what many write about, and what to say to all and to each."""
    words = ", ".join(outage.words)
    _console.print(
        f"[bold]{outage.topic.replace('_', ' ')}[/]: {outage.writers} people, "
        f"{len(outage.reports)} messages"
    )
    _console.print(Text(f"  they share: {words}"))
    if outage.began and outage.latest:
        span = f"{outage.began:%a %d %b %H:%M} to {outage.latest:%H:%M}"
        _console.print(Text(f"  from {span}"))
    if announcement:
        _console.print("  announcement:")
        _console.print(Padding(Text(announcement.draft.text), (0, 0, 0, 4)))
    for number, draft in replies:
        _console.print(Text(f"  to {number}:", style="dim"))
        _console.print(Padding(Text(draft.draft.text), (0, 0, 0, 4)))


def show_no_outage(read: int) -> None:
    """Say that nothing stands out."""
    _console.print(f"{read} messages read; nothing that many write about at once")
