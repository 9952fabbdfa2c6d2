"""The screens on a port of their own, for tests in a real browser."""

import shutil
import threading
import time
from pathlib import Path

import gradio
import uvicorn
from fastapi import FastAPI

from assistant.engine import Engine
from assistant.library import Library
from assistant.store import Store
from assistant.ui import build_ui, ui_options

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT = 60_000  # milliseconds; far more than any step takes beside other tests
HOSTILE = [
    "<script>window.struck=1</script>",
    "<img src=x onerror='window.struck=1'>",
    "<img src='http://elsewhere.example/a.png'>",
    "![a](http://elsewhere.example/b.png)",
    "[click](javascript:window.struck=1)",
    "<svg onload='window.struck=1'></svg>",
    "<iframe srcdoc='<script>parent.struck=1</script>'></iframe>",
    "<style>@import 'http://elsewhere.example/c.css';</style>",
    "</textarea></span><script>window.struck=1</script>",
    "{{constructor.constructor('window.struck=1')()}} ${window.struck=1}",
]


class Server:
    """The screens on a port of their own, with a library and a store to change."""

    def __init__(
        self, templates: Path, folder: Path, *, reading: Path | None = None
    ) -> None:
        self.library = Library(shutil.copytree(templates, folder / "templates"))
        self.store = Store.open(f"sqlite:///{folder}/screens.db", secret=b"s" * 32)
        app = FastAPI()
        gradio.mount_gradio_app(
            app,
            build_ui(Engine(self.library, reading=reading), self.store),
            path="/",
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            **ui_options(),
        )
        config = uvicorn.Config(app, port=0, log_level="warning", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> "Server":
        self._thread.start()
        while not self._server.started:
            time.sleep(0.05)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    def __exit__(self, *_) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self.store.disconnect()


def draft(page, text, **fields):
    page.locator("#message textarea").fill(text)
    for field, value in fields.items():
        page.locator(f"#{field} input, #{field} textarea").fill(value)
    page.locator("#draft").click()


def expect_words(field, text, *, whole=True):
    """Wait until the pieces of a marked text are these words."""
    for _ in range(WAIT // 100):
        words = "".join(field.locator(".text").all_text_contents())
        if words == text or (not whole and text in words):
            return
        time.sleep(0.1)
    assert words == text
