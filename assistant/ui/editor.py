"""The editor of a reply: checked as one types, with fixes, undo and the outcome."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.rewording import Reworded, with_changes
from assistant.schema import CheckedText, Finding, Severity, Tone
from assistant.ui.badges import (
    EMPTY_EDITOR,
    WHAT_BECAME,
    counts_badge,
    text_badges,
)
from assistant.ui.desk import Asked, Desk
from assistant.ui.events import (
    AT_ONCE,
    Updates,
    as_one_types,
    copies,
    saying,
    trouble_line,
)
from assistant.ui.show import (
    finding_in_list,
    finding_in_text,
    show_changes,
    show_faults,
    show_findings,
)

FAULT_COLOURS = {
    "error": "#b91c1c",
    "warning": "#b45309",
    "suggestion": "#0369a1",
    "fix": "#0f766e",
}
_LIST = "What was found; click a line to mend it"
_MOST_STEPS = 30  # back with Undo
_OUTCOMES = {
    "sent_as_is": "Sent as is",
    "edited": "Sent edited",
    "rejected": "Rejected",
}


@dataclass(frozen=True)
class Editor:
    """The parts of the editor."""

    text: gr.Textbox
    status: gr.HTML
    counts: gr.HTML
    shown: gr.HighlightedText
    findings: gr.HighlightedText
    fix: gr.Button
    tone: gr.Dropdown
    reword: gr.Button
    changes: gr.CheckboxGroup
    reworded: gr.State
    undo: gr.Button
    copy: gr.Button
    trouble: gr.Textbox
    past: gr.State
    outcomes: dict[str, gr.Button]
    recorded: gr.HTML

    @property
    def checked(self) -> list[gr.components.Component]:
        """What changes with every check."""
        return [
            self.status,
            self.counts,
            self.shown,
            self.findings,
            self.fix,
            self.trouble,
        ]

    @property
    def all(self) -> list[gr.components.Component]:
        """What changes when the text is replaced."""
        said = [self.changes, self.reworded]
        return [self.text, self.past, self.undo, self.recorded, *said, *self.checked]


def faults(label: str, *, name: str = "", visible: bool = True) -> gr.HighlightedText:
    """Return a place for a text with its findings marked, or for their list."""
    return gr.HighlightedText(
        label=label,
        show_label=bool(label),
        visible=visible,
        color_map=FAULT_COLOURS,
        show_inline_category=False,
        interactive=False,
        elem_classes=["t-text", name] if name else ["t-text"],
    )


def build_editor(*, records: bool) -> Editor:
    """Lay out the editor; one that `records` asks what became of the draft."""
    with gr.Row(elem_classes=["t-editor"]):
        with gr.Column(scale=6, min_width=300):
            text = gr.Textbox(
                label="Your reply",
                lines=7,
                max_lines=16,
                placeholder="Take a draft with “Use this”, or write here.",
                elem_id="editor",
                elem_classes=["t-write"],
            )
            with gr.Row(elem_classes=["t-buttons"]):
                copy = gr.Button("Copy", variant="primary", size="sm")
                fix = gr.Button("Apply all fixes", size="sm", interactive=False)
                undo = gr.Button("Undo", size="sm", interactive=False)
            tone, reword_button, changes = _build_rewording()
            outcomes, recorded = _build_outcomes(visible=records)
        with gr.Column(scale=5, min_width=300, elem_classes=["t-panel"]):
            status = gr.HTML(EMPTY_EDITOR, elem_id="status")
            trouble = trouble_line()
            shown = faults("As it will read", name="t-shown", visible=False)
            counts = gr.HTML("", elem_id="counts")
            findings = faults(_LIST, name="t-list", visible=False)
    return Editor(
        text=text,
        status=status,
        counts=counts,
        shown=shown,
        findings=findings,
        fix=fix,
        tone=tone,
        reword=reword_button,
        changes=changes,
        reworded=gr.State(None),
        undo=undo,
        copy=copy,
        trouble=trouble,
        past=gr.State([]),
        outcomes=outcomes,
        recorded=recorded,
    )


def _build_rewording() -> tuple[gr.Dropdown, gr.Button, gr.CheckboxGroup]:
    with gr.Row(elem_classes=["t-buttons", "t-reword"]):
        tone = gr.Dropdown(
            [tone.value for tone in Tone],
            value=Tone.WARM.value,
            label="Tone",
            show_label=False,
            container=False,
            min_width=120,
            elem_id="reword-tone",
        )
        button = gr.Button("Reword", size="sm", elem_id="reword")
    changes = gr.CheckboxGroup(
        [],
        label="What was changed; untick to take one back",
        visible=False,
        elem_id="changes",
    )
    return tone, button, changes


def _build_outcomes(*, visible: bool) -> tuple[dict[str, gr.Button], gr.HTML]:
    with gr.Column(visible=visible, elem_classes=["t-outcomes"]):
        gr.HTML(WHAT_BECAME)
        with gr.Row(elem_classes=["t-buttons"]):
            outcomes = {
                name: gr.Button(label, size="sm") for name, label in _OUTCOMES.items()
            }
        recorded = gr.HTML("", elem_id="recorded")
    return outcomes, recorded


def wire_editor(editor: Editor, desk: Desk, form: list[Any]) -> None:
    """Let the editor check, fix, undo and copy; `form` holds what is asked."""

    def check(text: str, *asked: Any) -> Updates:
        return show_check(editor, desk, text, Asked(*asked))

    def fix(text: str, past: list[str], *asked: Any) -> Updates:
        return replaced(desk.fix(text, Asked(*asked)), past, *asked)

    def fix_listed(
        event: gr.SelectData, text: str, past: list[str], *asked: Any
    ) -> Updates:
        checked = desk.check(text, Asked(*asked))
        found = finding_in_list(checked.findings, event.index)
        return fix_one(checked, found, past, *asked)

    def fix_marked(
        event: gr.SelectData, text: str, past: list[str], *asked: Any
    ) -> Updates:
        checked = desk.check(text, Asked(*asked))
        found = finding_in_text(checked.text, checked.findings, event.index)
        return fix_one(checked, found, past, *asked)

    def fix_one(
        checked: CheckedText, found: Finding | None, past: list[str], *asked: Any
    ) -> Updates:
        if found is None:
            return {}
        return replaced(desk.fix_one(checked, found, Asked(*asked)), past, *asked)

    def undo(past: list[str], *asked: Any) -> Updates:
        before = past[-1] if past else ""
        return replace_text(editor, desk, before, past[:-1], Asked(*asked))

    def reword(text: str, tone: str, past: list[str], *asked: Any) -> Updates:
        return replaced(desk.reword(text, Tone(tone), Asked(*asked)), past, *asked)

    def replaced(done: Reworded, past: list[str], *asked: Any) -> Updates:
        lines = show_changes(done)
        before = [*past, done.given] if done.text != done.given else past
        return {
            **replace_text(editor, desk, done.text, before, Asked(*asked)),
            editor.reworded: done,
            editor.changes: gr.update(choices=lines, value=lines, visible=bool(lines)),
        }

    def take_back(kept: list[str], done: Reworded | None, *asked: Any) -> Updates:
        if done is None:
            return {}
        chosen = [n for n, line in enumerate(show_changes(done)) if line in kept]
        text = with_changes(done.given, done.changes, frozenset(chosen))
        return {editor.text: text, **show_check(editor, desk, text, Asked(*asked))}

    checked = editor.checked
    again = saying(editor.trouble, check)
    # Not only what is typed: a late answer about an older text is put right by this.
    editor.text.change(
        again, [editor.text, *form], checked, **as_one_types("checkReply")
    )
    # Only typing makes a text another one than was recorded; a check may come late.
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    editor.text.input(None, None, editor.recorded, js="() => ''", **quiet)
    form[1].change(again, [editor.text, *form], checked, **AT_ONCE)
    typed = [editor.text, editor.past, *form]
    editor.fix.click(saying(editor.trouble, fix), typed, editor.all, **AT_ONCE)
    for part, fixes in ((editor.findings, fix_listed), (editor.shown, fix_marked)):
        part.select(saying(editor.trouble, fixes), typed, editor.all, **AT_ONCE)
    say = saying(editor.trouble, reword)
    rough = [editor.text, editor.tone, editor.past, *form]
    editor.reword.click(say, rough, editor.all, **AT_ONCE)
    ticked = saying(editor.trouble, take_back)
    kept = [editor.changes, editor.reworded, *form]
    editor.changes.input(ticked, kept, [editor.text, *editor.checked], **AT_ONCE)
    back = saying(editor.trouble, undo)
    editor.undo.click(back, [editor.past, *form], editor.all, **AT_ONCE)
    copies(editor.copy, editor.text)


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
