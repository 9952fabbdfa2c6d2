"""Build the app: the routes, what stands before them, and what they share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import Depends, FastAPI, Request
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Match

from assistant.api import (
    cases,
    inbox,
    lint,
    openai,
    outages,
    reference,
    responses,
    work,
)
from assistant.api.desk import VERSION, Desk
from assistant.api.failures import FAILURES, add_failure_handlers
from assistant.api.guard import Guard
from assistant.api.hosts import own_origins
from assistant.api.mcp import add_mcp
from assistant.api.meters import Meters
from assistant.engine import Engine
from assistant.errors import SettingsError
from assistant.library import load_brand
from assistant.schema import Brand
from assistant.settings import Settings
from assistant.store import Store

_AT_WORK = 8  # threads; more only take the core from one another, and from /health
_ANY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
# For /docs alone: the guard has looked at the key before.
_KEY_SCHEMES = [
    Depends(HTTPBearer(auto_error=False)),
    Depends(APIKeyHeader(name="api-key", auto_error=False)),
]
_HELP_DESK_PREFIXES = (
    "/v1",
    "",
    "/v1/v1",
)  # as help desks put their addresses together


def create_app(
    engine: Engine, settings: Settings, *, store: Store | None = None
) -> FastAPI:
    """Return the app with every route but the screens.

    Raises SettingsError for a key that is blank, and BrandError for a wrong brand file.
    """
    if any(not key.strip() for key in settings.api_keys):
        raise SettingsError("TACTFUL_API_KEYS holds a blank key; it would let all in")
    app = FastAPI(
        title="Tactful",
        summary="Drafts replies to customers, and checks them before they go out.",
        version=str(VERSION),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_running,
    )
    desk = make_desk(engine, settings, store=store)
    app.state.desk = desk
    for room in (work, lint, inbox, cases, outages, reference):
        app.include_router(room.router, responses=FAILURES, dependencies=_KEY_SCHEMES)
    for prefix in _HELP_DESK_PREFIXES:
        for router in (openai.router, responses.router):
            shown = prefix == "/v1"
            app.include_router(
                router,
                prefix=prefix,
                include_in_schema=shown,
                responses=FAILURES,
                dependencies=_KEY_SCHEMES,
            )
    app.state.mcp = add_mcp(app, desk)
    app.add_api_route(
        "/v1/{rest:path}", _unknown, methods=_ANY_METHOD, include_in_schema=False
    )
    add_failure_handlers(app)
    app.add_middleware(CORSMiddleware, allow_origins=own_origins(settings))
    app.add_middleware(Guard, settings=settings, meters=desk.meters)
    return app


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    """Bound the threads that work at once, and open the doors that need a loop."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = _AT_WORK
    async with app.state.mcp.open():
        yield


def make_desk(
    engine: Engine, settings: Settings, *, store: Store | None = None
) -> Desk:
    """Return what every route and tool works with.

    Raises BrandError for a wrong brand file.
    """
    return Desk(
        engine=engine,
        plain=engine.without_model() if engine.model else engine,
        settings=settings,
        brand=load_brand(settings.brand) if settings.brand else Brand(),
        store=store,
        meters=Meters(),
    )


def _unknown(request: Request) -> None:
    """Say that there is nothing at this address, or not for this method."""
    routes = request.app.router.routes
    found = [route.matches(request.scope)[0] for route in routes]
    raise HTTPException(405 if Match.PARTIAL in found else 404)
