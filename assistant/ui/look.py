"""How the screens look: one accent, the system's own fonts, light and dark."""

from pathlib import Path
from typing import Any

import gradio as gr

_STYLE = Path(__file__).with_name("style.css")
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]


def ui_options() -> dict[str, Any]:
    """Return the look, as `launch` and `mount_gradio_app` take it."""
    # In the head and not as `css`, so that the first paint is the right one.
    style = _STYLE.read_text(encoding="utf-8")
    return {"theme": _theme(), "head": f"<style>{style}</style>"}


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        secondary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        font=_SANS,
        font_mono=_MONO,
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
    )
