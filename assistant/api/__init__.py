"""The door for other programs: REST, the protocol that help desks speak, and MCP."""

from assistant.api.app import create_app
from assistant.api.server import serve, serve_tools

__all__ = ["create_app", "serve", "serve_tools"]
