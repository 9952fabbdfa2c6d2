"""What the tests of the store share: a message, a draft, a clock, an open store."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from assistant.schema import (
    Assessment,
    Brand,
    Channel,
    CheckedDraft,
    ContactReason,
    Customer,
    Draft,
    Emotion,
    Family,
    Finding,
    Handoff,
    Length,
    Message,
    Priority,
    Route,
    Scores,
    Severity,
    Signal,
    SignalName,
    Tone,
)
from assistant.store import Store

SECRET = b"a secret for the tests"
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
X = Channel("x", "X", 280, "weighted", public=True, form="post")
FORUM = Channel("forum", "Forum", None, "none", public=True, form="post")
DANA = Customer("Dana Whitcombe", "@dana.w", followers=120, verified=True)
MESSAGE = Message(
    "My parcel is three weeks late.",
    X,
    customer=DANA,
    minutes_waiting=15,
    brand=Brand(name="Northwind Parcels"),
)
ASSESSMENT = Assessment(
    contact_reason=ContactReason.DISSATISFACTION,
    topic="late_delivery",
    emotion=Emotion.ANGER,
    emotion_strength=0.6,
    severity=3,
    priority=Priority.HIGH,
    priority_score=61.5,
    respond_by_minutes=45,
    signals=(Signal(SignalName.REPEAT_CONTACT),),
)
ROUTE = Route(public=True, handoff=Handoff.DM, escalate="legal", like=True)
DRAFT = "Hi Dana, we're sorry your parcel hasn't come. We'll trace it today."


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """Return the time it shows."""
        return self.now


def checked(text: str, *findings: Finding, tone: Tone = Tone.WARM) -> CheckedDraft:
    return CheckedDraft(
        Draft((text,), tone, "late_delivery"),
        findings,
        Scores(0.5, 0.0, 5.0),
        Length(len(text), 280, "weighted"),
    )


def finding(rule: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(rule, Family.LEAK, severity, 3, 7, "This shows Dana to everyone.")


def leave_as_it_is(text: str) -> str:
    return text


def open_store(url: str, **options: object) -> Store:
    return Store.open(url, **{"secret": SECRET, "mask": leave_as_it_is, **options})


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'tactful.db'}"


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("tactful.db*")))


def fill_up(store: Store) -> None:
    """Leave the database no more room than it has."""
    run(store, "PRAGMA max_page_count = 1")


def add_until_full(store: Store) -> NoReturn:
    """Add messages until there is no more room, however many that takes."""
    while True:
        store.add_message(MESSAGE, ASSESSMENT, ROUTE)


def run(store: Store, statement: str) -> None:
    with store._database.reading() as session:
        session.connection().exec_driver_sql(statement)


def hold(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]
