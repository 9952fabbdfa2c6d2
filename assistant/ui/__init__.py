"""The screens: one for agents who answer, one for reviewers who edit the texts."""

from typing import TYPE_CHECKING

import gradio as gr

from assistant.engine import Engine
from assistant.schema import Brand
from assistant.ui.badges import HEADER
from assistant.ui.case_desk import CaseDesk
from assistant.ui.cases_tab import build_cases_tab
from assistant.ui.desk import Desk
from assistant.ui.library_tab import build_library_tab
from assistant.ui.look import ui_options
from assistant.ui.reply_tab import build_reply_tab
from assistant.ui.workbench import Workbench

if TYPE_CHECKING:
    from assistant.store import Store

__all__ = ["build_ui", "ui_options"]


def build_ui(
    engine: Engine, store: "Store | None" = None, *, brand: Brand | None = None
) -> gr.Blocks:
    """Return the screens; with a store, what became of a draft can be recorded.

    How they look is in `ui_options()`, for `launch` or `mount_gradio_app`.
    """
    desk = Desk(engine, brand=brand or Brand(), store=store)
    demo = gr.Blocks(title="Tactful", analytics_enabled=False, fill_width=True)
    with demo:
        gr.HTML(HEADER)
        with gr.Tabs(elem_classes=["t-tabs"]):
            with gr.Tab("Reply", id="reply"):
                build_reply_tab(demo, desk)
            if store is not None:
                with gr.Tab("Cases", id="cases") as cases:
                    case_desk = CaseDesk(engine, store, brand=desk.brand)
                    build_cases_tab(cases, case_desk)
            with gr.Tab("Library", id="library"):
                build_library_tab(demo, Workbench(engine))
    return demo
