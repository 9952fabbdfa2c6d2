"""What the command line shows a person; nothing here decides anything."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from assistant.schema import (
    Assessment,
    CheckedDraft,
    CheckedText,
    Finding,
    Length,
    Opener,
    Reply,
    Route,
    Severity,
    Span,
)
from assistant.text import ENGLISH, language_name

if TYPE_CHECKING:
    from assistant.batch import BatchReport
    from assistant.evaluation import EvaluationReport
    from assistant.linting import LintReport
    from assistant.rewording import Reworded
    from assistant.training.reading import Trained

_COLOURS = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.SUGGESTION: "cyan",
}
_console = Console(highlight=False, soft_wrap=False)
_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def complain(problem: str) -> None:
    """Say what went wrong, on standard error."""
    _errors.print(Text(f"tactful: {problem}", style="red"))


def note(text: str) -> None:
    """Say something beside the answer, on standard error."""
    _errors.print(Text(text, style="dim"))


def show_reply(reply: Reply) -> None:
    """Show how a message was read, where it goes, and the drafts, best first."""
    show_triage(reply.message.text, reply.assessment, reply.route)
    for number, checked in enumerate(reply.drafts, 1):
        _show_draft(number, checked)
    if reply.opener:
        _show_opener(reply.opener)
    for note in reply.notes:
        _console.print(Text(note, style="dim"))


def show_reworded(done: "Reworded") -> None:
    """Show a text said anew, each change in it, and what is still found."""
    _console.print(Text(done.text))
    for change in done.changes:
        line = Text("  ")
        line.append(change.before.strip() or "·", style="red strike")
        line.append(" → ")
        line.append(change.after.strip() or "·", style="green")
        _console.print(line)
    for note in done.notes:
        _console.print(Text(note, style="dim"))
    show_check(done.checked)


def show_triage(text: str, assessment: Assessment, route: Route) -> None:
    """Show how a message was read, with the words that show it, and its route."""
    a = assessment
    reason = a.contact_reason.replace("_", " ")
    chosen = " (you chose this topic)" if a.named else ""
    _console.print(f"[bold]{reason}[/], {a.topic.replace('_', ' ')}{chosen}")
    if a.other_topics:
        others = ", ".join(name.replace("_", " ") for name, _ in a.other_topics)
        _console.print(Text(f"  or: {others}", style="dim"))
    _console.print(
        f"{a.priority} priority ({a.priority_score:.0f} of 100), severity {a.severity} "
        f"of 5, {a.emotion} {a.emotion_strength:.1f}, {_due(a.respond_by_minutes)}"
    )
    if a.language != ENGLISH:
        _console.print(f"  in {language_name(a.language)}")
    for signal in a.signals:
        shown = _quoted(text, signal.span)
        _console.print(f"  {signal.name.replace('_', ' ')}{escape(shown)}")
    if a.impacts:
        told = ", ".join(impact.told for impact, _ in a.impacts)
        _console.print(f"  they tell: {told}")
    where = "answer in public" if route.public and route.answer else "no public answer"
    _console.print(f"[bold]{where}; handoff: {route.handoff.replace('_', ' ')}[/]")
    for reason in route.reasons:
        _console.print(f"  {escape(reason)}")


def show_check(checked: CheckedText) -> None:
    """Show what was found in a text."""
    _show_findings(checked.findings)
    verdict = "[green]ready[/]" if checked.ready else "[red]not ready[/]"
    scores = f"warmth {checked.scores.warmth:.2f}"
    _console.print(f"{verdict}, {_length(checked.length)}, {scores}")
    for note in checked.notes:
        _console.print(Text(note, style="dim"))


def show_lint(report: "LintReport") -> None:
    """Show every mistake, one a line, and how much was looked at."""
    for line in report.lines():
        _console.print(Text(line), soft_wrap=True)
    colour = "red" if report.has_errors else "green"
    _console.print(Text(report.summary(), style=colour))


def show_evaluation(report: "EvaluationReport", worst: int = 0) -> None:
    """Show figures as a plain table, and the worst failures by their ids."""
    for line in report.lines(worst):
        _console.print(Text(line), soft_wrap=True)


def show_trained(trained: "Trained", out: Path) -> None:
    """Show how much a reader has learned from, and where its weights are."""
    _console.print(
        f"learned from {trained.learned} messages, {trained.pairs} pairs and "
        f"{trained.taught} texts that a teacher read; {trained.held_out} held out"
    )
    _console.print(f"weights in {escape(str(out))}")


def show_batch(report: "BatchReport", target: Path) -> None:
    """Show how a run ended."""
    before = f", {report.before} found done" if report.before else ""
    errors = f", {report.errors} lines with an error" if report.errors else ""
    _console.print(f"{report.done} done{before}{errors}: {escape(str(target))}")


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar while a run goes on; give the call that moves it on by one."""
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("messages", total=total)
        yield lambda: bar.advance(task)


def _show_draft(number: int, checked: CheckedDraft) -> None:
    state = "ready" if checked.ready else "not ready"
    source = checked.draft.source.replace(":", ", ")
    head = f"{number}. {checked.draft.tone}, {_length(checked.length)}, {state}"
    _console.print(f"\n[bold]{head}[/] [dim]{escape(source)}[/]")
    _show_parts(checked)


def _show_opener(opener: Opener) -> None:
    """Show what is said first in private, and when."""
    checked = opener.checked
    state = "ready" if checked.ready else "not ready"
    length = "" if opener.channel.unit == "none" else f", {_length(checked.length)}"
    head = f"Then, in private: {opener.channel.name}"
    details = f"{checked.draft.tone}{length}, {state}"
    _console.print(f"\n[bold]{escape(head)}[/] [dim]{escape(details)}[/]")
    _show_parts(checked)
    for note in opener.notes:
        _console.print(Padding(Text(note, style="dim"), (0, 0, 0, 3)))


def _show_parts(checked: CheckedDraft) -> None:
    for part in checked.draft.parts:
        _console.print(Padding(Text(part), (0, 0, 0, 3)))
    _show_findings(checked.findings)


def _show_findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        colour = _COLOURS[finding.severity]
        line = Text(f"   {finding.severity} {finding.rule}: ", style=colour)
        line.append(finding.message, style="default")
        if finding.fix is not None:
            line.append(f" Better: {finding.fix}", style="dim")
        _console.print(line)


def _quoted(text: str, span: Span) -> str:
    words = " ".join(text[span.start : span.end].split())
    return f": “{words}”" if words else ""


def _length(length: Length) -> str:
    limit = f" of {length.limit}" if length.limit is not None else ""
    return f"{length.count}{limit} {length.unit.replace('_', ' ')}"


def _due(minutes: int) -> str:
    if minutes < 0:
        return f"overdue by {-minutes} min"
    return f"answer within {minutes} min"
