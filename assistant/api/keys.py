"""Hold what a caller shows against the keys of this server."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable

from starlette.datastructures import Headers

_LONGEST_KEY = 1024  # characters; nobody's key is longer


class Keys:
    """The keys that open this server; without any it is open to this machine."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._digests = [_digest(key) for key in keys]

    def __bool__(self) -> bool:
        return bool(self._digests)

    def owner(self, headers: Headers) -> str | None:
        """Return a name for the key that was shown, or None when none is right.

        Every key is compared in full, so that time tells nothing about them.
        """
        found = None
        for shown in shown_keys(headers):
            digest = _digest(shown)
            for known in self._digests:
                if hmac.compare_digest(digest, known):
                    found = digest.hex()
        return found


def shown_keys(headers: Headers) -> list[str]:
    """Return the keys a caller shows.

    They stand in `Authorization`, as Bearer or as the Basic of browsers, or in
    `api-key`.
    """
    kind, _, value = headers.get("authorization", "").partition(" ")
    shown = [headers.get("api-key", "")]
    if kind.lower() == "bearer":
        shown.append(value.strip())
    elif kind.lower() == "basic":
        shown.append(_password(value.strip()))
    return [key for key in shown if key and len(key) <= _LONGEST_KEY]


def _password(value: str) -> str:
    try:
        user_and_password = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return user_and_password.partition(":")[2]


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="replace")).digest()
