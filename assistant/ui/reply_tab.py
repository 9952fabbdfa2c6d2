"""The tab for agents: paste a message, see how it was read, take a draft, edit it."""

from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.schema import CheckedDraft, Reply
from assistant.ui.badges import NO_ANSWER, draft_badges, reading_badges
from assistant.ui.desk import (
    CARDS,
    Asked,
    Desk,
    Sitting,
)
from assistant.ui.editing import replace_text, wire_editor
from assistant.ui.editor import Editor, build_editor
from assistant.ui.events import AT_ONCE, Updates, copies, saying
from assistant.ui.outcomes import wire_outcomes
from assistant.ui.private_box import PrivateBox, build_private_box, show_private
from assistant.ui.reply_parts import (
    Card,
    Form,
    Reading,
    build_card,
    build_form,
    build_reading,
)
from assistant.ui.show import (
    show_about,
    show_faults,
    show_findings,
    show_reasons,
    show_route,
    show_stakes,
    show_sum,
    show_words,
)
from assistant.ui.topics import show_topics

_DRAFTING: dict[str, Any] = {
    "concurrency_limit": 4,
    "show_progress": "minimal",
    "api_visibility": "private",
}


def build_reply_tab(demo: gr.Blocks, desk: Desk) -> None:
    """Lay out the tab and let it work."""
    sitting = gr.State(None)
    with gr.Row(elem_classes=["t-top"]):
        with gr.Column(scale=5, min_width=300):
            form = build_form(desk)
        with gr.Column(scale=6, min_width=300, elem_classes=["t-panel"]):
            reading = build_reading(desk)
    no_answer = gr.HTML(NO_ANSWER, visible=False)
    with gr.Row(elem_classes=["t-cards"]):
        cards = [build_card() for _ in range(CARDS)]
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

    def anew(before: Sitting | None, *asked: Any) -> Updates:
        given = Asked(*asked)
        other = replace(given, seed=(given.seed or 0) + 1)
        return show(desk.draft(other, before)) | {form.seed: other.seed}

    given = [sitting, *form.asked]
    for button, answer, more in (
        (form.draft, draft, ()),
        (form.anew, anew, (form.seed,)),
    ):
        told = [*shown, form.trouble, *more]
        button.click(saying(form.trouble, answer), given, told, **_DRAFTING)
    told = [*shown, form.trouble]
    reading.topic.wire(choose, form.trouble, form.asked, told, **_DRAFTING)
    example = saying(form.trouble, lambda: show(desk.example))
    demo.load(example, None, [*shown, form.trouble], **AT_ONCE)
    for number, card in enumerate(cards):
        _wire_card(number, card, (box, editor), desk, sitting, form)


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
