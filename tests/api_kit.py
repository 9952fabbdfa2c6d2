"""What the tests of the API share: a client of a server of its own, and a message."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from assistant.api import create_app
from assistant.engine import Engine
from assistant.library import Library
from assistant.settings import Settings
from assistant.store import Store

COMPLAINT = "My parcel has been stuck in Leeds for three weeks and nobody answers me."
GOOD = {"text": COMPLAINT, "channel": "x"}
MARKER = "Zyxwvut98765"  # what must not come back
URL = "http://127.0.0.1:7860"
ERROR_FIELDS = {"message", "type", "param", "code"}


def client_of(
    engine: Engine, *, store: Store | None = None, url: str = URL, **settings: object
) -> TestClient:
    """Return a client of a server of its own."""
    app = create_app(engine, Settings(**settings), store=store)
    return TestClient(app, base_url=url, raise_server_exceptions=False)


@contextmanager
def client_with_store(engine: Engine) -> Iterator[TestClient]:
    """Open a client of a server that stores messages."""
    with Store.open("sqlite://", secret=b"of this test alone") as store:
        yield client_of(engine, store=store)


def damage(folder: Path) -> tuple[Engine, str]:
    """Put a mistake into one reply; return an engine of that library, and the path."""
    broken = min((folder / "replies").glob("*/*/warm.j2"))
    broken.write_text(broken.read_text(encoding="utf-8") + "\n{{ open('x') }}\n")
    return Engine(Library(folder)), broken.relative_to(folder).as_posix()
