"""What lint has found before, by the content of all that the finding depends on.

A verdict is found again only while nothing that it depends on has changed: the key is
a digest of those files, and all verdicts go when the program itself has changed.
"""

import json
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from assistant.linting.snapshot import program_digest

Told = tuple[str, int, str]  # place in the library, line, problem
_FORMAT = "tactful-lint-1"
_MOST = 4000  # verdicts, the latest; our library has about 600
_MOST_BYTES = 8_000_000
_FOR_US_ALONE = 0o600


class Verdicts:
    """Verdicts by key, kept in a file of the user's, or in memory alone.

    A file that is missing, damaged, not ours or of another program tells nothing, and
    one that cannot be written is not written.
    """

    def __init__(self, path: Path | None = None, program: str = "") -> None:
        self._path = path
        self._program = program
        self._known = _read(path, program) if path else {}
        self._grown = False

    def recall(self, key: str) -> tuple[Told, ...] | None:
        """Return what was found, or None where nobody has looked yet."""
        return self._known.get(key)

    def keep(self, found: Mapping[str, tuple[Told, ...]]) -> None:
        """Remember what was found."""
        self._known.update(found)
        self._grown = self._grown or bool(found)

    def save(self) -> None:
        """Write what is known, all or nothing; where that fails, do without."""
        if self._path is None or not self._grown:
            return
        latest = dict([*self._known.items()][-_MOST:])
        body = json.dumps(latest, separators=(",", ":")).encode()
        with suppress(OSError):
            _replace(self._path, _head(self._program, body) + body)


def open_verdicts() -> Verdicts:
    """Return the verdicts that the user keeps in the folder for caches."""
    path = _users_file()
    try:
        program = program_digest()
    except OSError:  # a program that cannot be told from another one keeps nothing
        path, program = None, ""
    return Verdicts(path, program)


def _users_file() -> Path | None:
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        folder = os.environ.get(variable, "")
        if os.path.isabs(folder):  # the standard says to ignore any other
            return Path(folder, "tactful", "lint")
    home = os.path.expanduser("~")
    return Path(home, ".cache", "tactful", "lint") if os.path.isabs(home) else None


def _read(path: Path, program: str) -> dict[str, tuple[Told, ...]]:
    try:
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return {}
            head, _, body = file.read(_MOST_BYTES).partition(b"\n")
    except OSError:
        return {}
    if head + b"\n" != _head(program, body):
        return {}
    return {
        key: tuple((place, line, problem) for place, line, problem in told)
        for key, told in json.loads(body).items()
    }


def _head(program: str, body: bytes) -> bytes:
    return f"{_FORMAT} {program} {sha256(body).hexdigest()}\n".encode()


def _is_ours(status: os.stat_result) -> bool:
    """Say whether nobody else can have written this file."""
    owned = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    others = stat.S_IMODE(status.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
    return owned and stat.S_ISREG(status.st_mode) and not others


def _replace(path: Path, raw: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    try:
        with open(os.open(scratch, flags, _FOR_US_ALONE), "wb") as file:
            file.write(raw)
        os.replace(scratch, path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
