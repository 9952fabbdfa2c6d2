"""What the editor does: check as one types, fix, reword, undo and copy."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.rewording import Reworded, with_changes
from assistant.schema import CheckedText, Finding, Severity, Tone
from assistant.ui.badges import EMPTY_EDITOR, counts_badge, text_badges
from assistant.ui.desk import Asked, Desk
from assistant.ui.editor import Editor
from assistant.ui.events import AT_ONCE, Updates, as_one_types, copies, saying
from assistant.ui.show import (
    finding_in_list,
    finding_in_text,
    show_changes,
    show_faults,
    show_findings,
)

_MOST_STEPS = 30  # back with Undo


def wire_editor(editor: Editor, desk: Desk, form: list[Any]) -> None:
    """Let the editor check, fix, undo and copy; `form` holds what is asked."""
    work = _Work(editor, desk)
    again = saying(editor.trouble, work.check)
    # Not only what is typed: a late answer about an older text is put right by this.
    editor.text.change(
        again, [editor.text, *form], editor.checked, **as_one_types("checkReply")
    )
    # Only typing makes a text another one than was recorded; a check may come late.
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    editor.text.input(None, None, editor.recorded, js="() => ''", **quiet)
    form[1].change(again, [editor.text, *form], editor.checked, **AT_ONCE)
    typed = [editor.text, editor.past, *form]
    replacing = (
        (editor.fix.click, work.fix, typed),
        (editor.findings.select, work.fix_listed, typed),
        (editor.shown.select, work.fix_marked, typed),
        (editor.reword.click, work.reword, [editor.text, editor.tone, *typed[1:]]),
        (editor.undo.click, work.undo, typed[1:]),
    )
    for event, done, given in replacing:
        event(saying(editor.trouble, done), given, editor.all, **AT_ONCE)
    ticked = saying(editor.trouble, work.take_back)
    kept = [editor.changes, editor.reworded, *form]
    editor.changes.input(ticked, kept, [editor.text, *editor.checked], **AT_ONCE)
    copies(editor.copy, editor.text)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done with the text in the editor; each returns what the screen shows."""

    editor: Editor
    desk: Desk

    def check(self, text: str, *asked: Any) -> Updates:
        return show_check(self.editor, self.desk, text, Asked(*asked))

    def fix(self, text: str, past: list[str], *asked: Any) -> Updates:
        return self._replaced(self.desk.fix(text, Asked(*asked)), past, *asked)

    def fix_listed(
        self, event: gr.SelectData, text: str, past: list[str], *asked: Any
    ) -> Updates:
        checked = self.desk.check(text, Asked(*asked))
        found = finding_in_list(checked.findings, event.index)
        return self._fix_one(checked, found, past, *asked)

    def fix_marked(
        self, event: gr.SelectData, text: str, past: list[str], *asked: Any
    ) -> Updates:
        checked = self.desk.check(text, Asked(*asked))
        found = finding_in_text(checked.text, checked.findings, event.index)
        return self._fix_one(checked, found, past, *asked)

    def undo(self, past: list[str], *asked: Any) -> Updates:
        before = past[-1] if past else ""
        return replace_text(self.editor, self.desk, before, past[:-1], Asked(*asked))

    def reword(self, text: str, tone: str, past: list[str], *asked: Any) -> Updates:
        done = self.desk.reword(text, Tone(tone), Asked(*asked))
        return self._replaced(done, past, *asked)

    def take_back(self, kept: list[str], done: Reworded | None, *asked: Any) -> Updates:
        if done is None:
            return {}
        chosen = [n for n, line in enumerate(show_changes(done)) if line in kept]
        text = with_changes(done.given, done.changes, frozenset(chosen))
        return {self.editor.text: text, **self.check(text, *asked)}

    def _fix_one(
        self, checked: CheckedText, found: Finding | None, past: list[str], *asked: Any
    ) -> Updates:
        if found is None:
            return {}
        done = self.desk.fix_one(checked, found, Asked(*asked))
        return self._replaced(done, past, *asked)

    def _replaced(self, done: Reworded, past: list[str], *asked: Any) -> Updates:
        lines = show_changes(done)
        before = [*past, done.given] if done.text != done.given else past
        shown = replace_text(self.editor, self.desk, done.text, before, Asked(*asked))
        return {
            **shown,
            self.editor.reworded: done,
            self.editor.changes: gr.update(
                choices=lines, value=lines, visible=bool(lines)
            ),
        }


def replace_text(
    editor: Editor, desk: Desk, text: str, past: list[str], asked: Asked
) -> Updates:
    """Return the screen with another text in the editor."""
    return {
        editor.text: text,
        editor.past: past[-_MOST_STEPS:],
        editor.undo: gr.update(interactive=bool(past)),
        editor.changes: gr.update(choices=[], value=[], visible=False),
        editor.reworded: None,
        editor.recorded: "",
        **show_check(editor, desk, text, asked),
    }


def show_check(editor: Editor, desk: Desk, text: str, asked: Asked) -> Updates:
    """Return what the check of a text says; an empty one says how to begin."""
    if not text.strip():
        return {
            editor.status: EMPTY_EDITOR,
            editor.counts: "",
            editor.shown: gr.update(value=[], visible=False),
            editor.findings: gr.update(value=[], visible=False),
            editor.fix: gr.update(interactive=False),
        }
    checked = desk.check(text, asked)
    return {
        editor.status: text_badges(
            checked.length, checked.scores.warmth, ready=checked.ready
        ),
        editor.counts: counts_badge([found.severity for found in checked.findings]),
        editor.shown: gr.update(
            value=show_faults(checked.text, checked.findings), visible=True
        ),
        editor.findings: gr.update(
            value=show_findings(checked.findings), visible=bool(checked.findings)
        ),
        editor.fix: gr.update(
            interactive=any(
                found.fix is not None or found.severity is not Severity.SUGGESTION
                for found in checked.findings
            )
        ),
    }
