"""The box beside the drafts: what is said first in private, ready to be copied."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.schema import Opener
from assistant.ui.badges import opener_badges
from assistant.ui.editor import faults
from assistant.ui.events import Updates, copies
from assistant.ui.show import show_faults, show_findings, show_moments


@dataclass(frozen=True)
class PrivateBox:
    """The parts of the box."""

    frame: gr.Column
    head: gr.HTML
    text: gr.HighlightedText
    findings: gr.HighlightedText
    moments: gr.Textbox

    def outputs(self) -> list[Any]:
        """Every part."""
        return list(vars(self).values())


def build_private_box(name: str = "private") -> PrivateBox:
    """Lay out the box, hidden until a case moves; the page knows it by its name."""
    with gr.Column(
        min_width=240, visible=False, elem_classes=["t-private"], elem_id=name
    ) as frame:
        head = gr.HTML("")
        text = faults("")
        findings = faults("", name="t-list", visible=False)
        moments = gr.Textbox(
            show_label=False,
            container=False,
            interactive=False,
            lines=1,
            max_lines=8,
            elem_classes=["t-plain", "t-quiet"],
        )
        with gr.Row(elem_classes=["t-buttons"]):
            copy = gr.Button("Copy", size="sm")
    copies(copy, text)
    return PrivateBox(frame, head, text, findings, moments)


def show_private(box: PrivateBox, opener: Opener | None) -> Updates:
    """Return what the box shows; it is hidden where the case stays in public."""
    if opener is None:
        return {box.frame: gr.update(visible=False), box.text: []}
    checked = opener.checked
    found = checked.findings
    return {
        box.frame: gr.update(visible=True),
        box.head: opener_badges(
            checked.draft.tone, checked.length, ready=checked.ready
        ),
        box.text: show_faults(checked.draft.text, found),
        box.findings: gr.update(value=show_findings(found), visible=bool(found)),
        box.moments: show_moments(opener),
    }
