"""A PostgreSQL server of our own for one test run, on a socket in a private folder."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count(1)
_PATIENCE_SECONDS = 60


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the address of the server, for as long as the tests run."""
    for program in ("initdb", "postgres"):
        if not shutil.which(program):
            pytest.skip(f"PostgreSQL is not installed here: no {program} on the PATH")
    pytest.importorskip("psycopg", reason="psycopg is not installed here")
    # Not under pytest's own folder: the server runs as another user, who may not
    # enter it, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="tactful-", dir="/tmp"))
    try:
        yield from _run_server(folder)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """Give the address of a new, empty database."""
    import psycopg

    name = f"test_{next(_NUMBERS)}"
    with psycopg.connect(f"{postgres_server}&dbname=postgres", autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
    return postgres_server.replace("///", f"///{name}")


def _run_server(folder: Path) -> Iterator[str]:
    user = _server_user()
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    initdb = ["initdb", "-D", data, "-U", "tactful", "-A", "trust", "--no-sync"]
    subprocess.run(
        [*initdb, "--encoding=UTF8", "--locale=C"],
        user=user,
        cwd=folder,
        check=True,
        capture_output=True,
    )
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            ["postgres", "-D", data, "-k", folder, "-c", "listen_addresses="],
            user=user,
            cwd=folder,
            stdout=log,
            stderr=log,
        ) as server,
    ):
        try:
            address = f"postgresql:///?user=tactful&host={folder}"
            _wait_for(address)
            yield address
        finally:
            server.send_signal(signal.SIGQUIT)  # at once; all of it is thrown away
            server.wait()


def _server_user() -> str | None:
    """Return whom to run the server as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait_for(address: str) -> None:
    import psycopg

    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            psycopg.connect(f"{address}&dbname=postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
