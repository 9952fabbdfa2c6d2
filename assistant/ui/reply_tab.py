"""The tab for agents: paste a message, see how it was read, take a draft, edit it."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.schema import CheckedDraft, Reply, Tone
from assistant.ui.badges import NO_ANSWER, draft_badges, reading_badges
from assistant.ui.desk import (
    CARDS,
    EXAMPLE,
    FITTING,
    Asked,
    Desk,
    Sitting,
    channel_names,
)
from assistant.ui.editing import replace_text, wire_editor
from assistant.ui.editor import Editor, build_editor, faults
from assistant.ui.events import AT_ONCE, Updates, copies, saying, trouble_line
from assistant.ui.outcomes import wire_outcomes
from assistant.ui.private_box import PrivateBox, build_private_box, show_private
from assistant.ui.show import (
    show_about,
    show_faults,
    show_findings,
    show_reasons,
    show_route,
    show_stakes,
    show_sum,
    show_words,
    word_colours,
)
from assistant.ui.topics import TopicChoice, build_topic_choice, show_topics

_DRAFTING: dict[str, Any] = {
    "concurrency_limit": 4,
    "show_progress": "minimal",
    "api_visibility": "private",
}


@dataclass(frozen=True)
class Form:
    """What the agent fills in; `asked` is in the order of `Asked`."""

    asked: list[Any]
    draft: gr.Button
    trouble: gr.Textbox


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


def build_reply_tab(demo: gr.Blocks, desk: Desk) -> None:
    """Lay out the tab and let it work."""
    sitting = gr.State(None)
    with gr.Row(elem_classes=["t-top"]):
        with gr.Column(scale=5, min_width=300):
            form = _build_form(desk)
        with gr.Column(scale=6, min_width=300, elem_classes=["t-panel"]):
            reading = _build_reading(desk)
    no_answer = gr.HTML(NO_ANSWER, visible=False)
    with gr.Row(elem_classes=["t-cards"]):
        cards = [_build_card() for _ in range(CARDS)]
        box = build_private_box()
    editor = build_editor(records=desk.store is not None)
    if desk.store is not None:
        wire_outcomes(editor, desk, sitting)
    wire_editor(editor, desk, form.asked)
    shown = [sitting, no_answer, *reading.outputs()]
    for card in cards:
        shown += card.outputs()
    shown += box.outputs()

    def show(after: Sitting) -> Updates:
        updates = {
            sitting: after,
            no_answer: gr.update(visible=not after.reply.route.answer),
        }
        updates |= show_private(box, after.reply.opener)
        return updates | _show(after.reply, desk, reading, cards)

    def draft(before: Sitting | None, *asked: Any) -> Updates:
        return show(desk.draft(Asked(*asked), before))

    def choose(topic: str, *asked: Any) -> Updates:
        return show(desk.draft(Asked(*asked), read_as=topic))

    form.draft.click(
        saying(form.trouble, draft),
        [sitting, *form.asked],
        [*shown, form.trouble],
        **_DRAFTING,
    )
    told = [*shown, form.trouble]
    reading.topic.wire(choose, form.trouble, form.asked, told, **_DRAFTING)
    example = saying(form.trouble, lambda: show(desk.example))
    demo.load(example, None, [*shown, form.trouble], **AT_ONCE)
    for number, card in enumerate(cards):
        _wire_card(number, card, (box, editor), desk, sitting, form)


def _build_form(desk: Desk) -> Form:
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
    draft = gr.Button("Draft replies", variant="primary", elem_id="draft")
    return Form([text, channel, name, followers, minutes, tone, seed], draft, trouble)


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


def _build_reading(desk: Desk) -> Reading:
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


def _build_card() -> Card:
    with gr.Column(min_width=260, elem_classes=["t-card"]) as frame:
        head = gr.HTML("")
        text = faults("")
        findings = faults("", name="t-list")
        with gr.Row(elem_classes=["t-buttons"]):
            use = gr.Button("Use this", variant="secondary", size="sm")
            copy = gr.Button("Copy", size="sm")
    return Card(frame, head, text, findings, use, copy)


def _show(reply: Reply, desk: Desk, reading: Reading, cards: list[Card]) -> Updates:
    """Return how a message was read, where it goes, and its drafts."""
    assessment = reply.assessment
    topic = desk.engine.library.topics[assessment.topic]
    updates: Updates = {
        reading.figures: reading_badges(assessment),
        reading.about: show_about(assessment, topic.title),
        reading.words: show_words(reply),
        reading.stakes: show_stakes(assessment),
        reading.total: show_sum(assessment),
        **show_topics(
            reading.topic,
            [name for name, _ in assessment.other_topics],
            desk.engine.library.topics,
            chosen=assessment.named,
        ),
        reading.route: show_route(reply.route),
        reading.reasons: show_reasons(reply.route.reasons, reply.notes),
    }
    for number, card in enumerate(cards):
        drafts = reply.drafts[number : number + 1]
        updates |= _show_card(card, drafts[0] if drafts else None)
    return updates


def _show_card(card: Card, checked: CheckedDraft | None) -> Updates:
    if checked is None:
        return {card.frame: gr.update(visible=False), card.text: []}
    found = checked.findings
    return {
        card.frame: gr.update(visible=True),
        card.head: draft_badges(
            checked.draft.tone, checked.length, ready=checked.ready
        ),
        card.text: show_faults(checked.draft.text, found),
        card.findings: gr.update(value=show_findings(found), visible=bool(found)),
    }


def _wire_card(
    number: int,
    card: Card,
    beside: tuple[PrivateBox, Editor],
    desk: Desk,
    sitting: gr.State,
    form: Form,
) -> None:
    box, editor = beside

    def use(at: Sitting | None, now: str, past: list[str], *asked: Any) -> Updates:
        if at is None or number >= len(at.reply.drafts):
            return {}
        text = at.reply.drafts[number].draft.text
        past = [*past, now] if now.strip() else past
        after = desk.take(at, number)
        updates = {sitting: after, **show_private(box, after.reply.opener)}
        return updates | replace_text(editor, desk, text, past, Asked(*asked))

    card.use.click(
        saying(editor.trouble, use),
        [sitting, editor.text, editor.past, *form.asked],
        [sitting, *box.outputs(), *editor.all],
        **AT_ONCE,
    )
    copies(card.copy, card.text)
