"""Find the secret under which a database makes its marks, or make one if it is new."""

import hmac
import os
import secrets
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.errors import SettingsError, StoreError
from assistant.store.database import Database
from assistant.store.seal import Seal
from assistant.store.tables import SecretRow

VARIABLE = "TACTFUL_SECRET"
_FEWEST_BYTES = 16


def find_seal(session: Session, database: Database, given: bytes | None) -> Seal:
    """Return the seal of this database, or make one if the database is new."""
    known = session.scalar(select(SecretRow.mark))
    if database.in_memory and not given:
        given = secrets.token_bytes(32)
    seal = Seal(_find_secret(database.file, given=given, is_new=known is None))
    if known is None:
        session.add(SecretRow(mark=seal.fingerprint))
    elif not hmac.compare_digest(known, seal.fingerprint):
        raise StoreError(
            f"the database {database.name} was made with another secret; put back its"
            " key file or its TACTFUL_SECRET, or name another file to start anew"
        )
    return seal


def _find_secret(database: Path | None, *, given: bytes | None, is_new: bool) -> bytes:
    """Return the secret: the one given, the environment's, or the key file's.

    The key file stands beside the database and is made with it; a database on a
    server has none, so there the secret must be given.
    """
    secret = given or os.environ.get(VARIABLE, "").encode()
    if secret:
        return _long_enough(secret)
    if database is None:
        raise SettingsError(
            f"a database on a server needs a secret: set {VARIABLE} to at least"
            f" {_FEWEST_BYTES} random characters, the same in every process"
        )
    key_file = key_file_of(database)
    try:
        return _read_or_make(key_file, is_new=is_new)
    except OSError as error:
        raise StoreError(
            f"the key file {key_file} cannot be used: {error.strerror}; give this"
            f" user access to it, or set {VARIABLE}"
        ) from error


def key_file_of(database: Path) -> Path:
    """Return where the key file of a database stands."""
    return database.with_name(f"{database.name}.key")


def _read_or_make(key_file: Path, *, is_new: bool) -> bytes:
    if not key_file.exists():
        if not is_new:
            raise StoreError(
                f"the key file {key_file} is missing; put it back, or set {VARIABLE}"
                " to the secret that this database was made with"
            )
        _write(key_file, secrets.token_bytes(32))
    elif key_file.stat().st_mode & 0o077:
        key_file.chmod(0o600)
    return _long_enough(key_file.read_bytes())


def _write(key_file: Path, secret: bytes) -> None:
    """Write the whole file or none of it, readable by its owner alone."""
    draft = key_file.with_name(f"{key_file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(key_file)
        _settle(key_file.parent)
    finally:
        draft.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Have the disk remember the new name, else a crash could lose the file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _long_enough(secret: bytes) -> bytes:
    if len(secret) < _FEWEST_BYTES:
        raise SettingsError(
            f"the secret is too short: give {VARIABLE} or the key file at least"
            f" {_FEWEST_BYTES} random bytes"
        )
    return secret
