"""What every route works with, and the few facts that all of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from assistant.api.meters import Meters
from assistant.engine import Engine
from assistant.errors import Mistake
from assistant.schema import Brand
from assistant.settings import Settings
from assistant.store import Store

VERSION = 1
MCP = "/mcp"  # where the Model Context Protocol is spoken
_HELP_DESK_ROUTES = ("/chat/completions", "/responses", "/models")


@dataclass(frozen=True, slots=True)
class Desk:
    """One server's engine, store, brand and counters.

    `plain` is the same library without a model, for answers that cannot wait.
    """

    engine: Engine
    plain: Engine
    settings: Settings
    brand: Brand
    store: Store | None
    meters: Meters

    def mistake_json(self, mistake: Mistake) -> Mapping[str, Any]:
        """Return a mistake with its path as reviewers know it, from `templates/` on."""
        folder = self.engine.library.folder.absolute()
        path = mistake.path.absolute()
        inside = path.is_relative_to(folder)
        shown = path.relative_to(folder) if inside else mistake.path.name
        return {"path": str(shown), "line": mistake.line, "problem": mistake.problem}


def is_for_help_desks(path: str) -> bool:
    """Say whether the address belongs to the protocol that help desks speak."""
    return path.endswith(_HELP_DESK_ROUTES)


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(_desk)]
