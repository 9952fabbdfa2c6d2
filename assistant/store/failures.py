"""Say what to do when the database fails, in place of what its driver says."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from assistant.errors import StaleWrite, StoreError

# The beginning of SQLite's name for the error, and the advice.
_OF_SQLITE = {
    "SQLITE_BUSY": "is held by another program; close that program and try again",
    "SQLITE_LOCKED": "is held by another program; close that program and try again",
    "SQLITE_FULL": "has no room left; free some disk space and try again, nothing"
    " that was stored is lost",
    "SQLITE_READONLY": "may only be read; give this user the right to write the file"
    " and its folder",
    "SQLITE_PERM": "is not open to this user; give the right to write the file and"
    " its folder",
    "SQLITE_CANTOPEN": "cannot be opened; the folder must exist and this user must be"
    " able to write there",
    "SQLITE_CORRUPT": "is damaged; put back a copy, or move the file away to start"
    " anew",
    "SQLITE_NOTADB": "is no database; name another file, or move this one away to"
    " start anew",
    "SQLITE_IOERR": "cannot be read or written; look after the disk and try again",
}
# The beginning of PostgreSQL's error code, and the advice.
_OF_POSTGRES = {
    "25006": "may only be read; connect to the server that takes writes",
    "40": "was changed by others at the same moment; try again",
    "42501": "does not let this user write; grant the right to create and change"
    " tables",
    "53100": "has no room left; free disk space on the server and try again, nothing"
    " that was stored is lost",
    "53": "has too much to do; try again in a moment, or allow more connections",
    "55P03": "is held by another program; try again in a moment",
    "57": "is starting or stopping; try again in a moment",
    "XX": "is damaged; put back a copy",
}
# A refused connection comes without a code.
_OUT_OF_REACH = (
    "cannot be reached; look whether its server runs and has this database, and at the"
    " user and the password in its address"
)
_UNKNOWN = "failed; look at the log of the database, and try again"


@contextmanager
def failures_explained(name: str) -> Iterator[None]:
    """Turn what goes wrong inside into an error that says what to do.

    `name` is the address of the database without its password.
    """
    try:
        yield
    except (StaleDataError, IntegrityError) as error:
        raise StaleWrite(
            "someone else changed this at the same moment; read it again"
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(f"the database {name} {_advice(error)}") from error


def _advice(error: SQLAlchemyError) -> str:
    if not isinstance(error, DBAPIError):
        return _OF_POSTGRES["53"]  # no connection came free in time
    of_sqlite = getattr(error.orig, "sqlite_errorname", None)
    if of_sqlite:
        return _look_up(_OF_SQLITE, of_sqlite)
    of_postgres = getattr(error.orig, "sqlstate", None)
    return _look_up(_OF_POSTGRES, of_postgres) if of_postgres else _OUT_OF_REACH


def _look_up(advice: dict[str, str], code: str) -> str:
    return next(
        (what for begin, what in advice.items() if code.startswith(begin)), _UNKNOWN
    )
