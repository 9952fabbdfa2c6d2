"""The parts of the tab for cases: the list, the case in hand, the next word."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.engine import Engine
from assistant.schema import Tone
from assistant.ui.badges import CASE_HINT, NO_CASES
from assistant.ui.desk import FITTING, channel_names
from assistant.ui.editor import FAULT_COLOURS, faults
from assistant.ui.topics import TopicChoice, build_topic_choice

_TURNS = {"customer": "#b45309", "agent": "#0369a1", "note": "#0f766e"}


@dataclass(frozen=True)
class Queue:
    """The list of cases, and what a customer wrote."""

    closed: gr.Checkbox
    cases: gr.Radio
    nothing: gr.HTML
    text: gr.Textbox
    channel: gr.Dropdown
    name: gr.Textbox
    new: gr.Button
    add: gr.Button


@dataclass(frozen=True)
class Sheet:
    """One case: its story, what is owed, what was said; `hint` while there is none."""

    hint: gr.HTML
    frame: gr.Column
    story: gr.Textbox
    topic: TopicChoice
    owed: gr.HighlightedText
    thread: gr.HighlightedText

    def outputs(self) -> list[Any]:
        """Every part."""
        parts = [part for part in vars(self).values() if part is not self.topic]
        return [*parts, *self.topic.outputs()]


@dataclass(frozen=True)
class Next:
    """The next word in a case, and the end of it."""

    frame: gr.Column
    why: gr.Textbox
    tone: gr.Dropdown
    draft: gr.Button
    text: gr.Textbox
    status: gr.HTML
    shown: gr.HighlightedText
    findings: gr.HighlightedText
    agent: gr.Textbox
    sent: gr.Button
    copy: gr.Button
    reason: gr.Textbox
    close: gr.Button


def build_queue(engine: Engine) -> Queue:
    """Lay out the list of cases, and where to write what a customer wrote."""
    cases = gr.Radio(
        [], label="Cases", elem_id="cases", elem_classes=["t-cases"], visible=False
    )
    nothing = gr.HTML(NO_CASES)
    closed = gr.Checkbox(label="Show the closed ones", elem_id="closed-cases")
    text = gr.Textbox(
        label="What a customer wrote", lines=3, max_lines=8, elem_id="heard"
    )
    with gr.Row(elem_classes=["t-fields"]):
        channel = gr.Dropdown(
            channel_names(engine),
            value="x",
            label="Channel",
            allow_custom_value=True,
            min_width=120,
            elem_id="heard-channel",
        )
        name = gr.Textbox(label="Customer’s name", min_width=120, elem_id="heard-name")
    with gr.Row(elem_classes=["t-buttons"]):
        new = gr.Button("Open a case", variant="primary", size="sm")
        add = gr.Button("Add to this case", size="sm", interactive=False)
    return Queue(closed, cases, nothing, text, channel, name, new, add)


def build_sheet(engine: Engine) -> Sheet:
    """Lay out the case in hand."""
    hint = gr.HTML(CASE_HINT)
    with gr.Column(visible=False, elem_classes=["t-panel"]) as frame:
        story = gr.Textbox(
            label="The story",
            interactive=False,
            lines=5,
            max_lines=14,
            elem_id="story",
            elem_classes=["t-plain"],
        )
        topic = build_topic_choice(engine.library.topics, "case-topics")
        owed = faults("What we owe", name="t-list")
        thread = gr.HighlightedText(
            label="What was said",
            color_map=_TURNS | FAULT_COLOURS,
            show_inline_category=False,
            interactive=False,
            elem_id="thread",
            elem_classes=["t-text", "t-list"],
        )
    return Sheet(hint, frame, story, topic, owed, thread)


def build_next() -> Next:
    """Lay out the next word in it."""
    with gr.Column(visible=False, elem_classes=["t-panel", "t-next"]) as frame:
        why = gr.Textbox(
            label="The next word",
            interactive=False,
            elem_classes=["t-plain", "t-route"],
            lines=1,
        )
        text = gr.Textbox(
            label="Draft",
            lines=5,
            max_lines=14,
            elem_id="next",
            elem_classes=["t-write"],
        )
        status = gr.HTML("", elem_id="next-status")
        shown = faults("As it will read", name="t-next-shown", visible=False)
        findings = faults("", name="t-list", visible=False)
        with gr.Row(elem_classes=["t-fields"]):
            tone = gr.Dropdown(
                [(each.capitalize(), each) for each in (FITTING, *Tone)],
                value=FITTING,
                label="Tone",
                min_width=110,
                elem_id="next-tone",
            )
            agent = gr.Textbox(label="Your name", min_width=110, elem_id="agent")
        with gr.Row(elem_classes=["t-buttons"]):
            sent = gr.Button("Mark as sent", variant="primary", size="sm")
            copy = gr.Button("Copy", size="sm")
            draft = gr.Button("Draft anew", size="sm")
        with gr.Row(elem_classes=["t-fields", "t-closing"]):
            reason = gr.Textbox(label="Close it, because", min_width=160, scale=3)
            close = gr.Button("Close the case", size="sm", min_width=120)
    return Next(
        frame, why, tone, draft, text, status, shown, findings, agent, sent, copy,
        reason, close,
    )  # fmt: skip
