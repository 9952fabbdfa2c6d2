"""The command that offers the tools to another program: `tactful mcp`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import get_settings


def mcp(
    *,
    brand: Annotated[Path | None, typer.Option("--brand", help="A brand file.")] = None,
    model: Annotated[
        str, typer.Option("--model", help="A model's name, a folder, a URL, or none.")
    ] = "",
) -> None:
    """Offer the tools to the program that starts this, over standard input (MCP)."""
    from assistant.api import serve_tools

    changes = {"brand": brand, "model": model}
    chosen = {name: value for name, value in changes.items() if value}
    serve_tools(get_settings().model_copy(update=chosen))
