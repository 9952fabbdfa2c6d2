"""Serve the app and the screens on one port, without a customer's word in a log."""

import logging
import os
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from fastapi import FastAPI

from assistant.api.app import create_app, make_desk
from assistant.api.desk import Desk
from assistant.api.hosts import is_loopback
from assistant.api.mcp import serve_stdio
from assistant.collecting import collect_seldom
from assistant.engine import Engine
from assistant.errors import SettingsError, StoreError
from assistant.settings import Settings
from assistant.store import Store

_SHORTEST_KEY = 16  # characters; a shorter one is guessed
_OURS = str(Path(__file__).parent.parent)
_log = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Serve REST, the help desks' protocol, MCP and the screens until stopped.

    Raises SettingsError for an address that others can reach without a good key.
    """
    refuse_unsafe(settings)
    keep_logs_quiet()
    app = create_app(Engine.open(settings), settings, store=_open_store(settings))
    with TemporaryDirectory(prefix="tactful-") as scratch:  # for our eyes only
        os.environ["GRADIO_TEMP_DIR"] = scratch
        add_screens(app)
        collect_seldom()
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_config=None,
            server_header=False,
        )


def serve_tools(settings: Settings) -> None:
    """Serve the tools over standard input and output until the other end stops."""
    keep_logs_quiet()
    serve_stdio(make_desk(Engine.open(settings), settings))


def refuse_unsafe(settings: Settings) -> None:
    """Raise SettingsError where strangers could reach the server without a key."""
    if is_loopback(settings.host):
        return
    if not settings.api_keys:
        raise SettingsError(
            f"{settings.host} can be reached by others; set TACTFUL_API_KEYS to a list "
            'such as ["<a long random key>"], or listen on 127.0.0.1'
        )
    if any(len(key.strip()) < _SHORTEST_KEY for key in settings.api_keys):
        raise SettingsError(
            f"a key in TACTFUL_API_KEYS is shorter than {_SHORTEST_KEY} characters; "
            "use a long random one where others can reach the server"
        )


def add_screens(app: FastAPI) -> None:
    """Put the screens for agents and reviewers at `/`, beside the routes."""
    import gradio

    from assistant.ui import build_ui, ui_options

    desk: Desk = app.state.desk
    settings = desk.settings
    gradio.mount_gradio_app(
        app,
        build_ui(desk.engine, desk.store, brand=desk.brand),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        run_history=False,  # it would keep complaints in the browser
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        max_file_size=settings.most_body_bytes,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        **ui_options(),
    )


def keep_logs_quiet() -> None:
    """Log what happened and where in our code, never the words it happened to."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("uvicorn", "assistant"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("mcp").setLevel(logging.ERROR)  # its warnings quote requests


class QuietFormatter(logging.Formatter):
    """Writes tracebacks without the messages of exceptions, which may quote a text."""

    def formatException(self, ei: object) -> str:  # noqa: N802
        """Return the lines of our code that an exception went through."""
        assert isinstance(ei, tuple)
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        ours = [frame for frame in frames if frame.filename.startswith(_OURS)]
        lines = traceback.format_list(ours or frames[-1:])
        return "".join([*lines, f"{kind.__name__} (message withheld)"])


def _open_store(settings: Settings) -> Store | None:
    """Open the database; without one the server drafts and checks all the same."""
    try:
        return Store.open(settings.database)
    except StoreError as error:
        _log.warning("no message is stored: %s", error)
        return None
