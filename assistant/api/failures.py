"""Say what went wrong, in one shape for every door and without the input in it."""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException

from assistant.api.desk import VERSION, Desk, is_for_help_desks
from assistant.api.headers import HEADERS
from assistant.errors import (
    BrandError,
    InputError,
    LibraryError,
    ModelError,
    NotStored,
    StaleWrite,
    StoreError,
    TextError,
    UnknownChannel,
    UnknownTopic,
)
from assistant.library import BrandFile
from assistant.wire import CheckIn, CustomerIn, Json, ReplyIn, TurnIn

_KINDS = {401: "authentication_error", 429: "rate_limit_error"}
_SERVER = 500
_RPC_REQUEST, _RPC_SERVER = -32600, -32603
_LATER = 503
_SHAPES = (ReplyIn, CheckIn, CustomerIn, TurnIn, BrandFile)
_FIELDS = frozenset(name for shape in _SHAPES for name in shape.model_fields) | {
    *("body", "query", "path", "header", "waiting", "key", "outcome", "limit"),
    *("messages", "role", "content", "model", "stream", "n", "stop", "input"),
    *("instructions", "response_format", "max_tokens", "max_completion_tokens"),
    *("stream_options", "seed", "temperature", "assignee", "status", "message_id"),
}
_RETRY = {"Retry-After": "5"}  # seconds; a locked database is free again by then


class ErrorOut(BaseModel):
    """What went wrong, and what it is about; `param` names the field."""

    message: str
    type: str
    param: str | None
    code: str


class FailureOut(BaseModel):
    """Every answer that is not the one asked for."""

    version: int
    error: ErrorOut


FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": FailureOut, "description": what}
    for status, what in {
        400: "The body is no JSON, or the server goes by another name.",
        401: "The key is missing or wrong.",
        403: "A page of another site asked.",
        404: "There is nothing of that address or number.",
        408: "The body did not come in time.",
        409: "Somebody else was first.",
        413: "The body is too long.",
        422: "A field is missing, or cannot be used as it is.",
        429: "Too many requests, or too many wrong keys.",
        500: "A fault of ours.",
        503: "The library, the database or the model cannot be used now.",
    }.items()
}


class Refused(InputError):
    """The request is well formed, and still not one that we can do."""

    def __init__(
        self, message: str, *, code: str, param: str | None = None, status: int = 400
    ) -> None:
        self.code = code
        self.param = param
        self.status = status
        super().__init__(message)


def failure(
    status: int,
    message: str,
    *,
    code: str,
    param: str | None = None,
    headers: Mapping[str, str] | None = None,
    more: Json | None = None,
) -> JSONResponse:
    """Return an answer that says what went wrong; `param` is the field it is about."""
    usual = "server_error" if status >= _SERVER else "invalid_request_error"
    kind = _KINDS.get(status, usual)
    error = {"message": message, "type": kind, "param": param, "code": code}
    content = {"version": VERSION, "error": error | (more or {})}
    return JSONResponse(content, status, headers=dict(headers or {}))


def as_rpc(failed: Response) -> JSONResponse:
    """Return the same answer for those who speak JSON-RPC, as MCP does."""
    ours = json.loads(bytes(failed.body))
    code = _RPC_SERVER if failed.status_code >= _SERVER else _RPC_REQUEST
    error = {"code": code, "message": ours["error"]["message"], "data": ours}
    known = ("www-authenticate", "retry-after", "allow")
    headers = {name: failed.headers[name] for name in known if name in failed.headers}
    content = {"jsonrpc": "2.0", "id": None, "error": error}
    return JSONResponse(content, failed.status_code, headers=headers)


def too_often(seconds: float, message: str, *, status: int = 429) -> JSONResponse:
    """Return an answer that says when to come again."""
    wait = {"Retry-After": str(max(1, math.ceil(seconds)))}
    return failure(status, message, code="try_later", headers=wait)


def add_failure_handlers(app: FastAPI) -> None:
    """Teach the app to answer each kind of error."""
    for kind in _ANSWERS:
        app.add_exception_handler(kind, _on_error)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_anything)


def failure_for(error: Exception, desk: Desk, *, wrong: int = 422) -> JSONResponse:
    """Return the answer to an error; `wrong` is the status for input of no use."""
    for kind, answer in _ANSWERS.items():
        if isinstance(error, kind):
            return answer(error, desk, wrong)
    desk.meters.count_request("failed", _SERVER)
    message = "something went wrong here; nothing of the request was kept"
    return failure(_SERVER, message, code="internal_error")


def wrong_shape(
    error: RequestValidationError | ValidationError, wrong: int
) -> JSONResponse:
    """Return the answer to an object that has not the shape we expect."""
    errors = error.errors()
    if any(one["type"] == "json_invalid" for one in errors):
        message = "the body is not JSON; send an object in UTF-8"
        return failure(400, message, code="not_json", param="body")
    top = () if isinstance(error, RequestValidationError) else ("body",)
    found = [(_place((*top, *one["loc"])), _in_words(one)) for one in errors]
    place, what = found[0]
    problems = [{"param": place, "message": what} for place, what in found]
    return failure(
        wrong,
        f"{place}: {what}; /docs shows what is expected",
        code="wrong_shape",
        param=place,
        more={"problems": problems},
    )


async def _on_error(request: Request, error: Exception) -> JSONResponse:
    wrong = 400 if is_for_help_desks(request.url.path) else 422
    return failure_for(error, request.app.state.desk, wrong=wrong)


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    words = {
        400: ("the body cannot be read as JSON", "not_json"),
        404: ("there is nothing at this address; see /docs", "not_found"),
        405: ("this address does not take that method; see /docs", "wrong_method"),
    }
    message, code = words.get(error.status_code, ("the request failed", "failed"))
    return failure(error.status_code, message, code=code, headers=error.headers)


async def _on_anything(request: Request, error: Exception) -> JSONResponse:
    answer = failure_for(error, request.app.state.desk)
    # This answer is given outside of the guard, which adds them to the others; after
    # it the server hangs up.
    answer.headers.update({**HEADERS, "connection": "close"})
    return answer


def _refused(error: Any, desk: Desk, wrong: int) -> JSONResponse:
    return failure(
        error.status,
        str(error),
        code=error.code,
        param=error.param,
        headers=_RETRY if error.status == _LATER else None,
    )


def _unknown_channel(error: Any, desk: Desk, wrong: int) -> JSONResponse:
    near = list(error.nearest)
    hint = f"did you mean {', '.join(near)}?" if near else "see /v1/channels"
    message = f"there is no such channel; {hint}"
    more: Json = {"nearest": near}
    return failure(wrong, message, code="unknown_channel", param="channel", more=more)


def _unknown_topic(error: Any, desk: Desk, wrong: int) -> JSONResponse:
    near = list(error.nearest)
    message = f"there is no such topic; did you mean {', '.join(near)}?"
    more: Json = {"nearest": near}
    return failure(wrong, message, code="unknown_topic", param="topic", more=more)


def _not_stored(error: Any, desk: Desk, wrong: int) -> JSONResponse:
    return failure(404, str(error), code="not_stored", param=error.what)


def _input(error: Exception, desk: Desk, wrong: int) -> JSONResponse:
    param = "text" if isinstance(error, TextError) else None
    return failure(wrong, str(error), code="unusable_input", param=param)


def _files(error: Any, desk: Desk, wrong: int) -> JSONResponse:
    mistakes = [desk.mistake_json(mistake) for mistake in error.mistakes]
    message = "files under templates/ are wrong; mend them, `tactful lint` shows where"
    return failure(503, message, code="library_wrong", more={"mistakes": mistakes})


def _changed(error: Exception, desk: Desk, wrong: int) -> JSONResponse:
    return failure(409, str(error), code="changed_meanwhile")


def _store(error: Exception, desk: Desk, wrong: int) -> JSONResponse:
    message = "the database cannot be used now; drafting goes on without it"
    return failure(503, message, code="store_unavailable", headers=_RETRY)


def _model(error: Exception, desk: Desk, wrong: int) -> JSONResponse:
    message = "the language model does not answer now; templates still do"
    return failure(503, message, code="model_unavailable", headers=_RETRY)


_ANSWERS: dict[type[Exception], Callable[[Any, Desk, int], JSONResponse]] = {
    # What is narrower stands first.
    RequestValidationError: lambda error, desk, wrong: wrong_shape(error, wrong),
    Refused: _refused,
    UnknownChannel: _unknown_channel,
    UnknownTopic: _unknown_topic,
    NotStored: _not_stored,
    InputError: _input,
    LibraryError: _files,
    BrandError: _files,
    StaleWrite: _changed,
    StoreError: _store,
    ModelError: _model,
}


def _place(loc: tuple[str | int, ...]) -> str:
    """Return where a fault is, in names of ours; keys of the caller's stay out."""
    known = [str(k) if isinstance(k, int) or k in _FIELDS else "?" for k in loc]
    return ".".join(known[1:] if len(known) > 1 else known)


def _in_words(error: Mapping[str, object]) -> str:
    kind, message = str(error["type"]), str(error["msg"])
    if kind == "missing":
        return "is missing"
    if kind in ("model_attributes_type", "model_type", "dict_type"):
        return "must be a JSON object, sent as Content-Type: application/json"
    message = message.removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}"
