"""The editor of a reply: the parts of it, and how they lie on the screen."""

from dataclasses import dataclass

import gradio as gr

from assistant.schema import Tone
from assistant.ui.badges import EMPTY_EDITOR, WHAT_BECAME
from assistant.ui.events import trouble_line

FAULT_COLOURS = {
    "error": "#b91c1c",
    "warning": "#b45309",
    "suggestion": "#0369a1",
    "fix": "#0f766e",
}
_LIST = "What was found; click a line to mend it"
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
            [(tone.value.capitalize(), tone.value) for tone in Tone],
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
