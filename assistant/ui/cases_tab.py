"""The tab for cases: who waits, the story, what was said, and the next word."""

from typing import Any

import gradio as gr

from assistant.store import State, StoredCase
from assistant.ui.badges import text_badges
from assistant.ui.case_desk import CaseDesk, Heard, show_owed, show_thread
from assistant.ui.case_parts import (
    Next,
    Queue,
    Sheet,
    build_next,
    build_queue,
    build_sheet,
)
from assistant.ui.desk import FITTING
from assistant.ui.events import (
    AT_ONCE,
    Updates,
    as_one_types,
    copies,
    saying,
    trouble_line,
)
from assistant.ui.private_box import PrivateBox, build_private_box, show_private
from assistant.ui.show import show_faults, show_findings, show_reasons
from assistant.ui.topics import show_topics


def build_cases_tab(tab: gr.Tab, desk: CaseDesk) -> None:
    """Lay out the tab and let it work."""
    trouble = trouble_line()
    with gr.Row(elem_classes=["t-top"]):
        with gr.Column(scale=4, min_width=280):
            queue = build_queue(desk.engine)
        with gr.Column(scale=7, min_width=300):
            sheet = build_sheet(desk.engine)
            following = build_next()
            box = build_private_box("next-private")
    _Wiring(desk, queue, sheet, following, box, trouble).wire(tab)


class _Wiring:
    """What happens when something on the tab is touched."""

    def __init__(
        self,
        desk: CaseDesk,
        queue: Queue,
        sheet: Sheet,
        following: Next,
        box: PrivateBox,
        trouble: gr.Textbox,
    ) -> None:
        self.desk, self.trouble = desk, trouble
        self.queue, self.sheet, self.next = queue, sheet, following
        self.box = box
        self.checked = [following.status, following.shown, following.findings]
        self.all: list[Any] = [
            trouble,
            *[part for part in vars(queue).values() if part is not queue.closed],
            *sheet.outputs(),
            *vars(following).values(),
            *box.outputs(),
        ]

    def wire(self, tab: gr.Tab) -> None:
        """Let every part of the tab work."""
        q, n = self.queue, self.next
        self._on(tab.select, self.refresh, [q.closed, q.cases])
        self._on(q.closed.change, self.refresh, [q.closed, q.cases])
        self._on(q.cases.input, self.choose, [q.cases, n.tone])
        heard = [q.text, q.channel, q.name]
        self._on(q.new.click, self.open, [q.closed, *heard])
        self._on(q.add.click, self.add, [q.closed, q.cases, n.tone, *heard])
        self._on(n.draft.click, self.choose, [q.cases, n.tone])
        self._on(n.tone.input, self.choose, [q.cases, n.tone])
        self._on(n.sent.click, self.send, [q.closed, q.cases, n.text, n.agent])
        self._on(n.close.click, self.close, [q.closed, q.cases, n.reason])
        given = [q.closed, q.cases, n.tone]
        self.sheet.topic.wire(self.read_as, self.trouble, given, self.all, **AT_ONCE)
        n.text.change(
            saying(self.trouble, self.check),
            [q.cases, n.text],
            [*self.checked, self.trouble],
            **as_one_types("checkNext"),
        )
        copies(n.copy, n.text)

    def _on(self, event: Any, handler: Any, given: list[Any]) -> None:
        event(saying(self.trouble, handler), given, self.all, **AT_ONCE)

    def refresh(self, closed: bool, number: int | None) -> Updates:
        """Show the list anew, and the case in hand if it is still there."""
        choices = self.desk.choices(closed=closed)
        kept = number if number in [one for _, one in choices] else None
        updates = self._list(closed, kept)
        return updates | (self._case(self.desk.read(kept)) if kept else self._nothing())

    def choose(self, number: int | None, tone: str) -> Updates:
        """Show a case, with a draft of the next word."""
        return self._case(self.desk.read(number), tone)

    def open(self, closed: bool, *heard: str) -> Updates:
        """Open a case with what a customer wrote."""
        case = self.desk.hear(Heard(*heard), None)
        return self._list(False, case.id) | self._case(case) | {self.queue.text: ""}

    def add(self, closed: bool, number: int | None, tone: str, *heard: str) -> Updates:
        """Add what a customer wrote to the case in hand."""
        number = self.desk.read(number).id
        case = self.desk.hear(Heard(*heard), number)
        return (
            self._list(closed, number) | self._case(case, tone) | {self.queue.text: ""}
        )

    def read_as(
        self, topic: str, closed: bool, number: int | None, tone: str
    ) -> Updates:
        """Let the case in hand be about another topic."""
        case = self.desk.read_as(self.desk.read(number).id, topic)
        return self._list(closed, case.id) | self._case(case, tone)

    def send(self, closed: bool, number: int | None, text: str, agent: str) -> Updates:
        """Record that the next word was sent."""
        case = self.desk.send(self.desk.read(number).id, text, agent)
        updates = self._list(closed, case.id) | self._case(case) | self._said()
        # What goes with the line that was sent is said after it, so it stays in view.
        for part in self.box.outputs():
            updates.pop(part, None)
        return updates

    def close(self, closed: bool, number: int | None, reason: str) -> Updates:
        """Close the case in hand."""
        case = self.desk.work.close(self.desk.read(number).id, reason)
        return self._list(closed, case.id) | self._case(case) | {self.next.reason: ""}

    def check(self, number: int | None, text: str) -> Updates:
        """Check the next word as it is typed; without a case yet, change nothing.

        A draft may arrive in the page a moment before the case that it belongs to.
        """
        n = self.next
        if number is None:
            return {}
        if not text.strip():
            return {n.status: "", n.shown: gr.update(visible=False), n.findings: []}
        checked = self.desk.check(text, number)
        found = checked.findings
        return {
            n.status: text_badges(
                checked.length, checked.scores.warmth, ready=checked.ready
            ),
            n.shown: gr.update(value=show_faults(text, found), visible=bool(found)),
            n.findings: gr.update(value=show_findings(found), visible=bool(found)),
        }

    def _list(self, closed: bool, number: int | None) -> Updates:
        choices = self.desk.choices(closed=closed)
        if number is not None and number not in [one for _, one in choices]:
            choices = [self.desk.choice(self.desk.read(number)), *choices]
        q = self.queue
        return {
            q.cases: gr.update(choices=choices, value=number, visible=bool(choices)),
            q.nothing: gr.update(visible=not choices),
            q.add: gr.update(interactive=number is not None),
        }

    def _case(self, case: StoredCase, tone: str = FITTING) -> Updates:
        s, n = self.sheet, self.next
        is_open = case.state is State.OPEN
        updates: Updates = {
            self.sheet.hint: gr.update(visible=False),
            self.queue.add: gr.update(interactive=True),
            s.frame: gr.update(visible=True),
            s.story: "\n".join(self.desk.work.story(case)),
            s.owed: show_owed(case.owed),
            s.thread: show_thread(case, self.desk.engine),
            n.frame: gr.update(visible=True),
            n.close: gr.update(interactive=is_open),
        }
        reply = self.desk.draft(case.id, tone)
        updates |= show_topics(
            s.topic,
            self.desk.other_topics(case),
            self.desk.engine.library.topics,
            chosen=case.read_as is not None,
        )
        text = reply.drafts[0].draft.text if reply.drafts else ""
        why = show_reasons(reply.route.reasons[:1]) or "An answer to what they wrote."
        updates |= {n.why: why.removeprefix("– "), n.text: text}
        updates |= show_private(self.box, reply.opener)
        return updates | self.check(case.id, text)

    def _said(self) -> Updates:
        n = self.next
        waiting = "Sent. What comes next is up to them, or to what we promised."
        return {n.text: "", n.why: waiting, n.status: ""}

    def _nothing(self) -> Updates:
        return {
            self.sheet.hint: gr.update(visible=True),
            self.sheet.frame: gr.update(visible=False),
            self.next.frame: gr.update(visible=False),
            **show_private(self.box, None),
        }
