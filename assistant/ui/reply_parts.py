"""What the tab for replies is made of: the form, how it was read, and the drafts."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.schema import Tone
from assistant.ui.desk import EXAMPLE, FITTING, Desk, channel_names
from assistant.ui.editor import faults
from assistant.ui.events import trouble_line
from assistant.ui.show import word_colours
from assistant.ui.topics import TopicChoice, build_topic_choice


@dataclass(frozen=True)
class Form:
    """What the agent fills in; `asked` is in the order of `Asked`."""

    asked: list[Any]
    draft: gr.Button
    anew: gr.Button
    trouble: gr.Textbox

    @property
    def seed(self) -> gr.Number:
        """Which wording is drafted in."""
        last: gr.Number = self.asked[-1]
        return last


@dataclass(frozen=True)
class Reading:
    """How the message was read and where it goes."""

    figures: gr.HTML
    about: gr.Textbox
    topic: TopicChoice
    words: gr.HighlightedText
    stakes: gr.HighlightedText
    total: gr.Textbox
    route: gr.Textbox
    reasons: gr.Textbox

    def outputs(self) -> list[Any]:
        """Every part."""
        parts = [part for part in vars(self).values() if part is not self.topic]
        return [*parts, *self.topic.outputs()]


@dataclass(frozen=True)
class Card:
    """One draft."""

    frame: gr.Column
    head: gr.HTML
    text: gr.HighlightedText
    findings: gr.HighlightedText
    use: gr.Button
    copy: gr.Button

    def outputs(self) -> list[Any]:
        """What changes with a draft."""
        return [self.frame, self.head, self.text, self.findings]


def build_form(desk: Desk) -> Form:
    """Lay out what the agent fills in."""
    text = gr.Textbox(
        EXAMPLE.text,
        label="What the customer wrote",
        lines=5,
        max_lines=14,
        elem_id="message",
        elem_classes=["t-write"],
    )
    with gr.Row(elem_classes=["t-fields"]):
        channel = gr.Dropdown(
            channel_names(desk.engine),
            value=EXAMPLE.channel,
            label="Channel",
            allow_custom_value=True,
            min_width=130,
            elem_id="channel",
        )
        name = gr.Textbox(
            EXAMPLE.name, label="Customer’s name", min_width=130, elem_id="name"
        )
    with gr.Row(elem_classes=["t-fields"]):
        followers = _number(EXAMPLE.followers, "Followers")
        minutes = _number(EXAMPLE.minutes, "Waiting (min)")
        tone = gr.Dropdown(
            [(each.capitalize(), each) for each in (FITTING, *Tone)],
            value=FITTING,
            label="Tone",
            min_width=110,
            elem_id="tone",
        )
    seed = gr.Number(0, visible=False)
    trouble = trouble_line()
    with gr.Row(elem_classes=["t-buttons"]):
        draft = gr.Button("Draft replies", variant="primary", elem_id="draft")
        anew = gr.Button("In other words", variant="secondary", elem_id="anew")
    asked = [text, channel, name, followers, minutes, tone, seed]
    return Form(asked, draft, anew, trouble)


def build_reading(desk: Desk) -> Reading:
    """Lay out how the message was read."""
    colours = word_colours(desk.engine.library.topics)
    look: dict[str, Any] = {"color_map": colours, "interactive": False}
    return Reading(
        figures=gr.HTML("", elem_id="figures"),
        about=_line("", "t-about"),
        topic=build_topic_choice(desk.engine.library.topics, "topics"),
        words=gr.HighlightedText(
            label="The words that show it", elem_classes=["t-text", "t-words"], **look
        ),
        stakes=gr.HighlightedText(
            label="At stake",
            show_inline_category=False,
            elem_classes=["t-text", "t-tags"],
            **look,
        ),
        total=_line("Priority, as a sum"),
        route=_line("What to do", "t-route"),
        reasons=_line("Why", "t-reasons"),
    )


def build_card() -> Card:
    """Lay out one draft."""
    with gr.Column(min_width=260, elem_classes=["t-card"]) as frame:
        head = gr.HTML("")
        text = faults("")
        findings = faults("", name="t-list")
        with gr.Row(elem_classes=["t-buttons"]):
            use = gr.Button("Use this", variant="secondary", size="sm")
            copy = gr.Button("Copy", size="sm")
    return Card(frame, head, text, findings, use, copy)


def _number(value: float | None, label: str) -> gr.Number:
    return gr.Number(value, label=label, precision=0, minimum=0, min_width=90)


def _line(label: str, name: str = "") -> gr.Textbox:
    """Return a place for lines of text that looks like text, not like a field."""
    return gr.Textbox(
        label=label,
        show_label=bool(label),
        interactive=False,
        lines=1,
        max_lines=40,
        elem_classes=["t-plain", name] if name else ["t-plain"],
    )
