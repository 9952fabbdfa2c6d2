"""The tab for agents: paste a message, see how it was read, take a draft, edit it."""

from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class _Screen:
    """The parts of the tab, and what the agent sits at."""

    sitting: gr.State
    form: Form
    reading: Reading
    no_answer: gr.HTML
    cards: list[Card]
    box: PrivateBox
    editor: Editor

    def outputs(self) -> list[Any]:
        """What changes when a message was read and drafted."""
        drafts = [part for card in self.cards for part in card.outputs()]
        parts = [*self.reading.outputs(), *drafts, *self.box.outputs()]
        return [self.sitting, self.no_answer, *parts, self.form.trouble]

    def show(self, after: Sitting, desk: Desk) -> Updates:
        """Return what each part shows of a message that was read and drafted."""
        updates = {
            self.sitting: after,
            self.no_answer: gr.update(visible=not after.reply.route.answer),
        }
        updates |= show_private(self.box, after.reply.opener)
        return updates | _show(after.reply, desk, self.reading, self.cards)


def build_reply_tab(demo: gr.Blocks, desk: Desk) -> None:
    """Lay out the tab and let it work."""
    screen = _build_screen(desk)
    if desk.store is not None:
        wire_outcomes(screen.editor, desk, screen.sitting)
    wire_editor(screen.editor, desk, screen.form.asked)
    _wire_drafting(screen, desk)
    example = saying(screen.form.trouble, lambda: screen.show(desk.example, desk))
    demo.load(example, None, screen.outputs(), **AT_ONCE)
    beside = (screen.box, screen.editor)
    for number, card in enumerate(screen.cards):
        _wire_card(number, card, beside, desk, screen.sitting, screen.form)


def _build_screen(desk: Desk) -> _Screen:
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
    return _Screen(sitting, form, reading, no_answer, cards, box, editor)


def _wire_drafting(screen: _Screen, desk: Desk) -> None:
    """Let the agent draft, draft in other words, and say what it is about."""
    form, told = screen.form, screen.outputs()

    def draft(before: Sitting | None, *asked: Any) -> Updates:
        return screen.show(desk.draft(Asked(*asked), before), desk)

    def choose(topic: str, *asked: Any) -> Updates:
        return screen.show(desk.draft(Asked(*asked), read_as=topic), desk)

    def anew(before: Sitting | None, *asked: Any) -> Updates:
        given = Asked(*asked)
        other = replace(given, seed=(given.seed or 0) + 1)
        shown = screen.show(desk.draft(other, before), desk)
        return shown | {form.seed: other.seed}

    given = [screen.sitting, *form.asked]
    form.draft.click(saying(form.trouble, draft), given, told, **_DRAFTING)
    also = [*told, form.seed]
    form.anew.click(saying(form.trouble, anew), given, also, **_DRAFTING)
    screen.reading.topic.wire(choose, form.trouble, form.asked, told, **_DRAFTING)


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
