"""The inbox of messages, the drafts offered for them, and what became of those."""

import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assistant.errors import InputError, NotStored, StaleWrite, StoreError
from assistant.schema import Assessment, CheckedDraft, Message, Route
from assistant.store.database import Database
from assistant.store.keyfile import find_secret
from assistant.store.paging import most_urgent
from assistant.store.records import (
    Outcome,
    State,
    Stats,
    StoredDraft,
    StoredMessage,
)
from assistant.store.rows import draft_row, message_row, stored_draft, stored_message
from assistant.store.seal import Marks, Seal
from assistant.store.similarity import similarity
from assistant.store.stats import count_up
from assistant.store.tables import DraftRow, MessageRow, SecretRow

Mask = Callable[[str], str]
Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """Messages, drafts and outcomes in one database; safe to share among threads.

    Text goes through `mask`, and the customer's own name and handle are taken out of
    it, before anything is written. A StoreError says what to do about the database;
    StaleWrite means that someone else was first.
    """

    def __init__(
        self, database: Database, seal: Seal, *, mask: Mask, clock: Clock = _now
    ) -> None:
        self._database = database
        self._seal = seal
        self._mask = mask
        self._clock = clock

    @classmethod
    def open(
        cls,
        url: str,
        *,
        secret: bytes | None = None,
        mask: Mask | None = None,
        clock: Clock = _now,
    ) -> "Store":
        """Open the database at `url`, made or brought to the newest form if need be.

        `secret` is the key of the marks; without it TACTFUL_SECRET is taken, or the
        key file beside the database.
        """
        # Late: both take a while to load, and checking a text needs neither.
        from assistant.privacy import mask as mask_private
        from assistant.store.migrations import upgrade

        database = Database(url)
        try:
            with database.writing() as session:
                upgrade(session.connection())
                seal = _find_seal(session, database, secret)
        except Exception:
            database.disconnect()
            raise
        return cls(database, seal, mask=mask or mask_private, clock=clock)
