"""Read what a request carries: so much and no more, and only as UTF-8."""

import asyncio
import re

from starlette.types import Message, Receive

_SECONDS = 20.0  # for a whole body to arrive; a slow line sends 64 kB in one
_ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|[^u])")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class TooLong(Exception):
    """The body goes on after the bytes that are allowed."""


class Gone(Exception):
    """The caller went away while sending."""


async def read_body(receive: Receive, most: int) -> bytes:
    """Return the whole body.

    Raises TooLong after `most` bytes, TimeoutError when it does not come, and Gone.
    """
    body = bytearray()
    async with asyncio.timeout(_SECONDS):
        while True:
            message = await receive()
            if message["type"] != "http.request":
                raise Gone
            body += message.get("body", b"")
            if len(body) > most:
                raise TooLong
            if not message.get("more_body", False):
                return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """Return a way to receive the body again, and then what comes after it."""
    sent = False

    async def receive_again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


def fault_of(body: bytes) -> str | None:
    """Say why the bytes cannot be JSON text, or return None when they may be."""
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return f"the body is not UTF-8 (byte {error.start}); send it as UTF-8"
    if b"\0" in body:
        return "the body holds a zero byte; send JSON as UTF-8"
    if _SURROGATE.search(body) and _has_half_a_character(body):
        return "the body holds half a character (a lone surrogate); send it whole"
    return None


def _has_half_a_character(body: bytes) -> bool:
    """Say whether an escaped surrogate stands without its other half."""
    waiting = -1  # where the second half must begin
    for match in _ESCAPE.finditer(body):
        code = int(match[1], 16) if match[1] else 0
        if waiting >= 0 and not (match.start() == waiting and 0xDC00 <= code <= 0xDFFF):
            return True
        if waiting >= 0:
            waiting = -1
        elif 0xD800 <= code <= 0xDBFF:
            waiting = match.end()
        elif 0xDC00 <= code <= 0xDFFF:
            return True
    return waiting >= 0
