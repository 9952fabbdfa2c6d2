"""How the screens listen: quietly, at once, and never with a stack trace."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr

from assistant.errors import TactfulError

Updates = dict[Any, Any]
Handler = Callable[..., Updates]

# Answered past the queue, for what must feel instant; no handler is a public endpoint.
AT_ONCE: dict[str, Any] = {
    "queue": False,
    "show_progress": "hidden",
    "api_visibility": "private",
}
COPY = """async (parts) => {
  const text = Array.isArray(parts) ? parts.map((p) => p.token).join("") : parts || "";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  return "Copied";
}"""
_AFTER_A_MOMENT = '() => new Promise((go) => setTimeout(() => go("Copy"), 1500))'


def as_one_types(name: str) -> dict[str, Any]:
    """Return how a field listens while one types in it.

    A check starts when the keys rest for 150 ms. One runs at a time and the last text
    has its turn, so that an answer never overtakes a later one.
    """
    wait = f"""(...all) => new Promise((go) => {{
      clearTimeout(window.{name});
      window.{name} = setTimeout(() => go(all), 150);
    }})"""
    return {**AT_ONCE, "trigger_mode": "always_last", "js": wait}


def trouble_line() -> gr.Textbox:
    """Return the line, hidden until needed, that says what cannot be done and why."""
    return gr.Textbox(
        show_label=False,
        container=False,
        interactive=False,
        visible=False,
        elem_classes=["t-plain", "t-trouble"],
    )


def saying(trouble: gr.Textbox, handler: Handler) -> Handler:
    """Return the handler so that what goes wrong is said in the trouble line."""

    @wraps(handler)  # the screen looks for what a handler asks of the event
    def told(*values: Any) -> Updates:
        try:
            updates = handler(*values)
        except TactfulError as error:
            return {trouble: gr.update(value=_sentence(str(error)), visible=True)}
        return {trouble: gr.update(visible=False), **updates}

    return told


def copies(button: gr.Button, source: gr.components.Component) -> None:
    """Let a button copy what a component shows, and say that it did."""
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    done = button.click(None, source, button, js=COPY, **quiet)
    done.then(None, None, button, js=_AFTER_A_MOMENT, **quiet)


def _sentence(problem: str) -> str:
    return f"{problem[:1].upper()}{problem[1:]}{'' if problem.endswith('.') else '.'}"
