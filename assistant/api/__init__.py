"""The door for other programs: REST, and the protocol that help desks speak."""

from assistant.api.app import create_app
from assistant.api.server import serve

__all__ = ["create_app", "serve"]
