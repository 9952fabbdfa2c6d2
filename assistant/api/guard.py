"""Stand before every route: who may come in, how often, and with how much."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.bodies import Gone, TooLong, fault_of, read_body, replay
from assistant.api.buckets import Buckets
from assistant.api.desk import MCP, is_for_help_desks
from assistant.api.failures import as_rpc, failure, too_often
from assistant.api.headers import HEADERS
from assistant.api.hosts import host_name, is_own_origin, names_of
from assistant.api.keys import Keys, shown_keys
from assistant.api.meters import Meters
from assistant.settings import Settings

_HELP_DESK_BYTES = 2_000_000  # help desks send whole conversations
_WRONG_KEYS = 20  # tries a minute
_MOST_AT_ONCE = 64  # requests that may wait for their answer
_OPEN = "/health"
_CLOSED = ("/gradio_api/upload", "/gradio_api/proxy", "/gradio_api/mcp")
_SAFE = ("GET", "HEAD")
_WORK = ("/v1", MCP)  # what makes work even where it only reads


class Guard:
    """Let a request through to the app, or answer why not.

    Every answer leaves with the security headers, and is counted.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, meters: Meters) -> None:
        self._app = app
        self._meters = meters
        self._keys = Keys(settings.api_keys)
        self._most_bytes = settings.most_body_bytes
        self._names = names_of(settings)
        self._coming = Buckets(settings.requests_per_minute)
        self._wrong_keys = Buckets(_WRONG_KEYS)
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, self._counted(scope, send))
        else:
            await send({"type": "websocket.close", "code": 1008})  # we have none

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope)
        if refusal is None and scope["method"] not in _SAFE:
            try:
                body = await read_body(receive, self._most_for(scope["path"]))
            except TooLong:
                refusal = self._too_long(scope["path"])
            except TimeoutError:
                refusal = failure(408, "the body did not come in time", code="slow")
            except Gone:
                return
            else:
                fault = fault_of(body)
                receive = replay(body, receive)
                refusal = _not_json(fault) if fault else None
        if refusal is not None:
            answer = as_rpc(refusal) if scope["path"].startswith(MCP) else refusal
            await answer(scope, receive, send)
            return
        self._inside += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._inside -= 1

    def _refusal(self, scope: Scope) -> Response | None:
        """Return why the request may not come in, or None when it may."""
        headers = Headers(scope=scope)
        safe = scope["method"] in _SAFE
        if not self._is_our_name(host_name(headers)):
            message = "this server does not go by that name; see the Host header"
            return failure(400, message, code="wrong_host")
        if not safe and not is_own_origin(headers):
            message = "requests from other sites are not taken"
            return failure(403, message, code="foreign_origin")
        if scope["path"].startswith(_CLOSED):
            return failure(403, "files are not taken here", code="closed")
        if scope["path"] == _OPEN:
            return None
        return (
            self._lacks_key(scope, headers)
            or self._is_too_often(scope, headers)
            or self._is_too_much(scope, headers)
        )

    def _is_our_name(self, name: str | None) -> bool:
        """Stop pages that point a name of theirs at this machine (DNS rebinding)."""
        return name is not None and (self._names is None or name in self._names)

    def _lacks_key(self, scope: Scope, headers: Headers) -> Response | None:
        if not self._keys:
            return None
        caller = _caller(scope)
        wait = self._wrong_keys.wait(caller)
        if wait:
            return too_often(wait, "too many wrong keys; wait a moment")
        if self._keys.owner(headers):
            return None
        if shown_keys(headers):
            self._wrong_keys.take(caller)
        page = "text/html" in headers.get("accept", "")
        challenge = 'Basic realm="Tactful"' if page else "Bearer"
        return failure(
            401,
            "show a key: Authorization: Bearer <key>, or api-key: <key>",
            code="invalid_api_key",
            headers={"WWW-Authenticate": challenge},
        )

    def _is_too_often(self, scope: Scope, headers: Headers) -> Response | None:
        """Count what makes work; the parts of a page are many and cost nothing."""
        if scope["method"] in _SAFE and not scope["path"].startswith(_WORK):
            return None
        name = self._keys.owner(headers) if self._keys else None
        wait = self._coming.take(name or _caller(scope))
        return too_often(wait, "too many requests; slow down") if wait else None

    def _is_too_much(self, scope: Scope, headers: Headers) -> Response | None:
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._most_for(scope["path"]):
            return self._too_long(scope["path"])
        if scope["method"] not in _SAFE and self._inside >= _MOST_AT_ONCE:
            return too_often(1, "too many requests wait already", status=503)
        return None

    def _too_long(self, path: str) -> Response:
        most = self._most_for(path)
        return failure(413, f"the body is over {most:,} bytes", code="too_long")

    def _most_for(self, path: str) -> int:
        if is_for_help_desks(path):
            return max(_HELP_DESK_BYTES, self._most_bytes)
        return self._most_bytes

    def _counted(self, scope: Scope, send: Send) -> Send:
        """Return a way to send that adds the headers and counts the answer."""

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["path"].startswith(_WORK):
                    headers["cache-control"] = "no-store"
                route = getattr(scope.get("route"), "path", "") or "other"
                self._meters.count_request(route, message["status"])
            await send(message)

        return send_counted


def _not_json(fault: str) -> Response:
    return failure(400, fault, code="not_json", param="body")


def _caller(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "unknown"
