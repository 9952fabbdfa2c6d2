"""The inbox of messages, the drafts offered for them, and what became of those."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assistant.errors import InputError, NotStored, StaleWrite
from assistant.schema import Assessment, CheckedDraft, Message, Route
from assistant.store.cases import Cases, purge_cases
from assistant.store.database import Database
from assistant.store.keyfile import find_seal
from assistant.store.outcomes import similarity, what_was_sent
from assistant.store.queries import count_up, most_urgent_first
from assistant.store.records import Outcome, State, Stats, StoredDraft, StoredMessage
from assistant.store.rows import draft_row, message_row, stored_draft, stored_message
from assistant.store.seal import Marks, Seal
from assistant.store.tables import DraftRow, MessageRow

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
        self.cases = Cases(database, seal, hide=self._hide, clock=clock)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        secret: bytes | None = None,
        mask: Mask | None = None,
        clock: Clock = _now,
    ) -> Self:
        """Open the database at `url`, made or brought to the newest form if need be.

        `secret` is the key of the marks; without it TACTFUL_SECRET is taken, or the
        key file beside the database. `mask` stands in for that of the privacy room.
        """
        from assistant.store.migrations import upgrade  # late: slow to load

        database = Database(url)
        with ExitStack() as on_failure:
            on_failure.callback(database.disconnect)
            with database.writing() as session:
                upgrade(session.connection())
                seal = find_seal(session, database, secret)
            on_failure.pop_all()
        return cls(database, seal, mask=mask or _mask_private, clock=clock)

    def disconnect(self) -> None:
        """Close every connection to the database."""
        self._database.disconnect()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.disconnect()

    def add_message(
        self,
        message: Message,
        assessment: Assessment,
        route: Route,
        *,
        key: str | None = None,
    ) -> StoredMessage:
        """Store a message with its reading.

        A second message with the same key is not stored; the first is returned.
        """
        now = self._clock()
        marks = self._seal.marks_of(message)
        row = message_row(message, assessment, route, now=now)
        row.text = self._hide(message.text, marks)
        row.handle_mark, row.word_marks = marks.handle, sorted(marks.words)
        row.key_mark = key_mark = self._seal.mark("key", key) if key else None
        if key_mark is None:
            return self._insert(row, now)
        try:
            return self._with_key(key_mark, now) or self._insert(row, now)
        except StaleWrite:  # the same key came in twice at the same moment
            if first := self._with_key(key_mark, now):
                return first
            raise

    def add_drafts(
        self, message_id: int, drafts: Sequence[CheckedDraft]
    ) -> list[StoredDraft]:
        """Store the drafts that were offered for a message, in their order."""
        now = self._clock()
        with self._database.reading() as session:
            marks = _marks(_message(session, message_id))
        rows = [
            draft_row(message_id, draft, self._hide(draft.draft.text, marks), now=now)
            for draft in drafts
        ]
        with self._database.writing() as session:
            session.add_all(rows)
            session.flush()
            return [stored_draft(row) for row in rows]

    def record_outcome(
        self, draft_id: int, outcome: Outcome, final_text: str | None = None
    ) -> StoredDraft:
        """Store what became of a draft, and how much of it was left in what was sent.

        `final_text` is what was sent; needed for an edited draft. The first outcome
        stands: the same one again changes nothing, another one is a StaleWrite.
        """
        with self._database.reading() as session:
            row = _draft(session, draft_id)
            marks = _marks(_message(session, row.message_id))
            draft = row.text
        sent = what_was_sent(
            draft, outcome, final_text and self._hide(final_text, marks)
        )
        alike = None if sent is None else similarity(draft, sent)
        with self._database.writing() as session:
            row = _draft(session, draft_id)
            if row.outcome is None:
                row.outcome, row.final_text, row.similarity = outcome, sent, alike
                row.decided_at = self._clock()
                session.flush()
            elif (row.outcome, row.final_text) != (outcome, sent):
                raise StaleWrite(
                    f"draft {draft_id} has an outcome already: {row.outcome}"
                )
            return stored_draft(row)

    def inbox(self, limit: int, after: int | None = None) -> list[StoredMessage]:
        """Return open messages, most urgent first; `overdue` ones say so.

        `after` is the id of the last message of the page before.
        """
        now = self._clock()
        with self._database.reading() as session:
            last = None if after is None else _message(session, after)
            query = most_urgent_first(last).limit(max(limit, 0))
            return [stored_message(row, now=now) for row in session.scalars(query)]

    def get(self, message_id: int) -> StoredMessage:
        """Return one message. Raises NotStored."""
        with self._database.reading() as session:
            return stored_message(_message(session, message_id), now=self._clock())

    def drafts(self, message_id: int) -> list[StoredDraft]:
        """Return the drafts that were offered for a message, oldest first."""
        query = select(DraftRow).where(DraftRow.message_id == message_id)
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(DraftRow.id))
            return [stored_draft(row) for row in rows]

    def earlier(self, message: Message) -> int:
        """Return how many messages of this customer on this channel are stored."""
        mark = self._seal.marks_of(message).handle
        query = select(func.count()).where(MessageRow.handle_mark == mark)
        with self._database.reading() as session:
            return (session.scalar(query) or 0) if mark else 0

    def close(
        self, message_id: int, reason: str, *, version: int | None = None
    ) -> StoredMessage:
        """Take a message out of the inbox, and say why.

        `version` is the one that was read; if the message changed since, or was closed
        for another reason, that is a StaleWrite.
        """
        now = self._clock()
        with self._database.reading() as session:
            hidden = self._hide(reason, _marks(_message(session, message_id)))
        with self._database.writing() as session:
            row = _message(session, message_id)
            if version not in (None, row.version):
                raise StaleWrite(f"message {message_id} was changed meanwhile")
            if row.state == State.OPEN:
                row.state, row.closed_reason, row.closed_at = State.CLOSED, hidden, now
                session.flush()
            elif row.closed_reason != hidden:
                raise StaleWrite(
                    f"message {message_id} is closed already: {row.closed_reason}"
                )
            return stored_message(row, now=now)

    def purge(self, before: datetime) -> int:
        """Delete messages, drafts and turns from before a moment, and every byte.

        A case goes with its last turn. Returns how many messages and cases went.
        """
        if before.tzinfo is None:
            raise InputError("give the moment to purge up to with its time zone")
        old = delete(MessageRow).where(MessageRow.received_at < before)
        with self._database.writing() as session:
            gone = len(session.scalars(old.returning(MessageRow.id)).all())
            gone += purge_cases(session, before)
        self._database.compact()
        return gone

    def stats(self) -> Stats:
        """Count messages, drafts and outcomes, for the accepted shares."""
        with self._database.reading() as session:
            return count_up(session, now=self._clock())

    def _with_key(self, key_mark: str, now: datetime) -> StoredMessage | None:
        query = select(MessageRow).where(MessageRow.key_mark == key_mark)
        with self._database.reading() as session:
            row = session.scalar(query)
            return stored_message(row, now=now) if row else None

    def _insert(self, row: MessageRow, now: datetime) -> StoredMessage:
        with self._database.writing() as session:
            session.add(row)
            session.flush()
            return stored_message(row, now=now)

    def _hide(self, text: str, marks: Marks) -> str:
        return self._seal.hide(self._mask(_storable(text)), marks)


def _mask_private(text: str) -> str:
    from assistant.privacy import mask  # late: slow to load

    return mask(text)


def _message(session: Session, message_id: int) -> MessageRow:
    row = session.get(MessageRow, message_id)
    if row is None:
        raise NotStored("message", message_id)
    return row


def _draft(session: Session, draft_id: int) -> DraftRow:
    row = session.get(DraftRow, draft_id)
    if row is None:
        raise NotStored("draft", draft_id)
    return row


def _marks(row: MessageRow) -> Marks:
    return Marks(row.channel, row.handle_mark, frozenset(row.word_marks))


def _storable(text: str) -> str:
    """Return the text without what a database refuses: NUL and half characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
