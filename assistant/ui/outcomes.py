"""Record what became of a draft: sent as it was, sent edited, or rejected."""

import gradio as gr

from assistant.ui.badges import RECORDED
from assistant.ui.desk import Desk, Sitting
from assistant.ui.editor import Editor
from assistant.ui.events import AT_ONCE, Handler, Updates, saying


def wire_outcomes(editor: Editor, desk: Desk, sitting: gr.State) -> None:
    """Let the row of outcomes record what was sent; only where there is a store."""
    from assistant.store import Outcome

    def recorder(outcome: Outcome) -> Handler:
        def record(at: Sitting | None, text: str) -> Updates:
            after = at and desk.record(at, outcome, text)
            return {sitting: after, editor.recorded: RECORDED[outcome]}

        return saying(editor.trouble, record)

    for name, button in editor.outcomes.items():
        button.click(
            recorder(Outcome(name)),
            [sitting, editor.text],
            [sitting, editor.recorded, editor.trouble],
            **AT_ONCE,
        )
