"""The door for programs with a language model: the Model Context Protocol.

Over HTTP it stands at `/mcp` behind the guard of all routes and keeps nothing between
requests; over standard input and output it serves the one program that started it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.to_thread
import mcp_types as types
from fastapi import FastAPI
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.api.desk import MCP, VERSION, Desk
from assistant.api.failures import as_rpc, failure
from assistant.api.tools import TOOLS, Tool, call_tool

_ALLOW = {"Allow": "POST"}
_POST_ONLY = "this address takes POST alone: there are no sessions and no streams"
_INSTRUCTIONS = (
    "Tactful drafts and checks replies to customers who write in public. Use "
    "draft_reply for a customer's message and check_text before any text goes out; a "
    "person decides what is sent."
)


def mcp_server(desk: Desk) -> "Server[object]":
    """Return a server that offers the tools of a desk."""

    async def list_tools(_: object, __: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_shown(tool) for tool in TOOLS.values()])

    async def call(
        _: object, asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        arguments = asked.arguments or {}
        called = await anyio.to_thread.run_sync(call_tool, asked.name, arguments, desk)
        return types.CallToolResult(
            content=[types.TextContent(text=called.text)],
            structured_content=called.answer,
            is_error=called.failed,
        )

    server: Server[object] = Server(
        "tactful",
        version=str(VERSION),
        title="Tactful",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call,
    )
    server.middleware.clear()  # it traces every call, and we keep no traces
    return server


class McpDoor:
    """The endpoint of one app; it is open while the app runs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._manager: StreamableHTTPSessionManager | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope["route"] = Route(MCP, self)  # what the meters count by
        if scope["method"] != "POST":
            refusal = failure(405, _POST_ONLY, code="wrong_method", headers=_ALLOW)
            await as_rpc(refusal)(scope, receive, send)
        elif self._manager is None:
            refusal = failure(503, "the server starts or stops now", code="try_later")
            await as_rpc(refusal)(scope, receive, send)
        else:
            await self._manager.handle_request(scope, receive, send)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Be open; each time anew, since a manager runs once."""
        manager = StreamableHTTPSessionManager(
            mcp_server(self._desk), json_response=True, stateless=True
        )
        async with manager.run():
            self._manager = manager
            try:
                yield
            finally:
                self._manager = None


def add_mcp(app: FastAPI, desk: Desk) -> McpDoor:
    """Put the endpoint into an app, and return the door that its lifespan opens."""
    door = McpDoor(desk)
    for path in (MCP, f"{MCP}/"):
        app.router.routes.append(Route(path, door))
    return door


def serve_stdio(desk: Desk) -> None:
    """Serve the program at the other end of standard input and output."""
    anyio.run(_serve_stdio, desk)


async def _serve_stdio(desk: Desk) -> None:
    server = mcp_server(desk)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def _shown(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.schema(),
        annotations=types.ToolAnnotations(
            read_only_hint=True, idempotent_hint=True, open_world_hint=False
        ),
    )
