"""How the screens look: one accent, the system's own fonts, light and dark."""

from pathlib import Path
from typing import Any

import gradio as gr

_STYLE = Path(__file__).with_name("style.css")
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]
_PAPER, _INK = "#fbfaf8", "#1c1b19"
_NIGHT, _CHALK = "#161513", "#ece9e4"
_ACCENT = {
    "": ("#0f766e", "#115e59", "#ffffff"),
    "_dark": ("#2dd4bf", "#5eead4", "#0b2b28"),
}


def ui_options() -> dict[str, Any]:
    """Return the look, as `launch` and `mount_gradio_app` take it."""
    # In the head and not as `css`, so that the first paint is the right one.
    style = _STYLE.read_text(encoding="utf-8")
    return {"theme": _theme(), "head": f"<style>{style}</style>"}


def _theme() -> gr.themes.Base:
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        secondary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.stone,
        font=_SANS,
        font_mono=_MONO,
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
    )
    return theme.set(**_flat_blocks(), **_buttons(), **_page())


def _page() -> dict[str, str]:
    return {
        "body_background_fill": _PAPER,
        "body_background_fill_dark": _NIGHT,
        "body_text_color": _INK,
        "body_text_color_dark": _CHALK,
        "input_background_fill": "#ffffff",
        "input_background_fill_dark": "#1f1e1b",
        "input_border_color": "#dcd8d1",
        "input_border_color_dark": "#3a3733",
        "input_border_color_focus": "#0f766e",
        "input_border_color_focus_dark": "#2dd4bf",
        "input_border_width": "1px",
        "input_padding": "10px 12px",
        "input_shadow_focus": "0 0 0 3px rgb(15 118 110 / 15%)",
        "input_shadow_focus_dark": "0 0 0 3px rgb(45 212 191 / 20%)",
    }


def _flat_blocks() -> dict[str, str]:
    """Return blocks without frames: the layout alone keeps things apart."""
    return {
        "block_background_fill": "transparent",
        "block_background_fill_dark": "transparent",
        "block_border_width": "0px",
        "block_border_width_dark": "0px",
        "block_padding": "0px",
        "block_shadow": "none",
        "block_shadow_dark": "none",
        "block_label_background_fill": "transparent",
        "block_label_background_fill_dark": "transparent",
        "block_label_border_width": "0px",
        "block_label_border_width_dark": "0px",
        "block_title_text_size": "13px",
        "block_title_text_weight": "500",
        "form_gap_width": "0px",
    }


def _buttons() -> dict[str, str]:
    looks = {"button_small_radius": "8px", "button_large_radius": "8px"}
    for mode, (fill, hover, ink) in _ACCENT.items():
        looks[f"button_primary_background_fill{mode}"] = fill
        looks[f"button_primary_background_fill_hover{mode}"] = hover
        looks[f"button_primary_text_color{mode}"] = ink
        looks[f"button_primary_border_color{mode}"] = fill
        looks[f"button_secondary_background_fill{mode}"] = "transparent"
        looks[f"button_secondary_border_color{mode}"] = "var(--t-edge)"
        looks[f"button_secondary_text_color{mode}"] = "var(--t-ink)"
        looks[f"button_secondary_background_fill_hover{mode}"] = "var(--t-hover)"
        looks[f"button_border_width{mode}"] = "1px"
    return looks
