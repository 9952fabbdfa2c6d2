"""Cases in the store: what was said, what is owed, and who has each in hand.

Every change is one transaction that looks at the version which was read, so that of
two at the same moment one is written and the other is told to read again.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from assistant.errors import InputError, NotStored, StaleWrite
from assistant.schema import Assessment, Message
from assistant.store.case_records import (
    Change,
    NewTurn,
    StoredCase,
    StoredTask,
    TaskState,
)
from assistant.store.case_rows import (
    case_row,
    read_anew,
    stored_case,
    stored_task,
    weigh,
)
from assistant.store.case_tables import CaseRow, TaskRow, TurnRow
from assistant.store.database import Database
from assistant.store.queries import cases_to_do
from assistant.store.records import State
from assistant.store.seal import Marks, Seal

LEASE = timedelta(minutes=15)
_LONGEST_NAME = 80
Hide = Callable[[str, Marks], str]


class Cases:
    """The cases of one store; `hide` is what every text goes through first."""

    def __init__(
        self,
        database: Database,
        seal: Seal,
        *,
        hide: Hide,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._seal = seal
        self._hide = hide
        self.clock = clock

    def open(
        self, message: Message, assessment: Assessment, change: Change
    ) -> StoredCase:
        """Open a case with its first turn; the same key again returns the first."""
        now = self.clock()
        marks = self._seal.marks_of(message)
        row = case_row(message, assessment, now=now)
        row.handle_mark, row.word_marks = marks.handle, sorted(marks.words)
        with self._database.writing() as session:
            known = self._with_key(session, change.turn)
            if known is None:
                session.add(row)
                session.flush()
                self._write(session, row, change, now)
            return self._read(session, known or row, now)

    def apply(self, case_id: int, change: Change, *, version: int) -> StoredCase:
        """Write one step of a case that was read at `version`.

        Raises StaleWrite when it changed since; a known key changes nothing.
        """
        now = self.clock()
        with self._database.writing() as session:
            row = _case(session, case_id)
            if self._with_key(session, change.turn) is None:
                if row.version != version:
                    raise StaleWrite(f"case {case_id} was changed meanwhile")
                self._write(session, row, change, now)
            return self._read(session, row, now)

    def claim(
        self, case_id: int, agent: str, *, lease: timedelta = LEASE
    ) -> StoredCase:
        """Take a case in hand for a while; again by the same agent renews it.

        Raises StaleWrite while another agent has it.
        """
        now, name = self.clock(), _name(agent)
        with self._database.writing() as session:
            row = _case(session, case_id)
            if row.state != State.OPEN:
                raise StaleWrite(f"case {case_id} is closed: {row.closed_reason}")
            if row.assignee not in (None, name) and _is_held(row, now):
                raise StaleWrite(f"case {case_id} is in {row.assignee}'s hands")
            row.assignee, row.claimed_until = name, now + lease
            session.flush()
            return self._read(session, row, now)

    def hand_over(
        self, case_id: int, agent: str, *, to: str | None, reason: str
    ) -> StoredCase:
        """Give a case to another agent, or to whoever takes it, and keep why.

        Raises StaleWrite while somebody else than `agent` has it.
        """
        if not reason.strip():
            raise InputError("say why the case is handed over; the next agent reads it")
        now, name = self.clock(), _name(agent)
        with self._database.writing() as session:
            row = _case(session, case_id)
            if row.assignee not in (None, name) and _is_held(row, now):
                raise StaleWrite(f"case {case_id} is in {row.assignee}'s hands")
            row.assignee = _name(to) if to else None
            row.claimed_until = now + LEASE if to else None
            whom = f"to {row.assignee}" if to else "to whoever is free"
            note = NewTurn(
                "note", f"Handed over {whom}: {reason}", row.channel, False, name
            )
            self._write(session, row, Change(note, answer_by=row.answer_by), now)
            return self._read(session, row, now)

    def get(self, case_id: int) -> StoredCase:
        """Return one case with all that was said. Raises NotStored."""
        with self._database.reading() as session:
            row = _case(session, case_id, lock=False)
            return self._read(session, row, self.clock())

    def of_customer(self, message: Message, *, since: datetime) -> StoredCase | None:
        """Return the latest case of this customer on this channel that still counts.

        That is an open one, or one that was closed after `since`.
        """
        mark = self._seal.marks_of(message).handle
        if mark is None:
            return None
        alive = or_(CaseRow.state == State.OPEN, CaseRow.closed_at >= since)
        query = select(CaseRow).where(CaseRow.handle_mark == mark, alive)
        with self._database.reading() as session:
            row = session.scalars(query.order_by(CaseRow.id.desc()).limit(1)).first()
            return self._read(session, row, self.clock()) if row else None

    def queue(self, limit: int, *, closed: bool = False) -> list[StoredCase]:
        """Return cases without their turns: what is due first, then the gravest.

        Closed ones only with `closed`, the latest first.
        """
        now = self.clock()
        with self._database.reading() as session:
            rows = session.scalars(cases_to_do(now, closed=closed).limit(max(limit, 0)))
            return [stored_case(row, [], [], now=now) for row in rows]

    def due(self, by: datetime) -> list[StoredTask]:
        """Return what is owed in open cases up to a moment, the earliest first."""
        now = self.clock()
        query = (
            select(TaskRow)
            .join(CaseRow, CaseRow.id == TaskRow.case_id)
            .where(CaseRow.state == State.OPEN, TaskRow.state == TaskState.OPEN)
            .where(TaskRow.due_at <= by)
            .order_by(TaskRow.due_at, TaskRow.id)
        )
        with self._database.reading() as session:
            return [stored_task(row, now=now) for row in session.scalars(query)]

    def _write(
        self, session: Session, row: CaseRow, change: Change, now: datetime
    ) -> None:
        marks = Marks(row.channel, row.handle_mark, frozenset(row.word_marks))
        turn_id = self._add_turn(session, row, change.turn, marks, now)
        for task in session.scalars(select(TaskRow).where(TaskRow.case_id == row.id)):
            if task.id in change.settled and task.state == TaskState.OPEN:
                task.state, task.settled_at = change.settled[task.id], now
        if change.reopen:
            row.state, row.closed_reason, row.closed_at = State.OPEN, None, None
            row.reopened += 1
        if turn_id is not None:
            session.add_all(
                TaskRow(
                    case_id=row.id,
                    turn_id=turn_id,
                    kind=task.kind,
                    what=self._hide(task.what, marks),
                    dated=task.dated,
                    due_at=task.due_at,
                    state=TaskState.OPEN,
                )
                for task in change.owed
            )
        if change.read:
            read_anew(row, change.read)
        row.answer_by, row.touched_at = change.answer_by, now
        if change.close is not None:
            _close(session, row, self._hide(change.close, marks), now)
        session.flush()
        row.due_at = _next_due(session, row)
        session.flush()

    def _add_turn(
        self,
        session: Session,
        row: CaseRow,
        turn: NewTurn | None,
        marks: Marks,
        now: datetime,
    ) -> int | None:
        if turn is None:
            return None
        read = turn.assessment
        if read and row.id:
            weigh(row, read)
        added = TurnRow(
            case_id=row.id,
            key_mark=self._seal.mark("turn", turn.key) if turn.key else None,
            at=now,
            role=turn.role,
            channel=turn.channel,
            public=turn.public,
            text=self._hide(turn.text, marks),
            author=turn.author and _name(turn.author),
            contact_reason=read.contact_reason if read else None,
            emotion=read.emotion if read else None,
        )
        session.add(added)
        session.flush()
        return added.id

    def _with_key(self, session: Session, turn: NewTurn | None) -> CaseRow | None:
        if turn is None or not turn.key:
            return None
        mark = self._seal.mark("turn", turn.key)
        query = select(CaseRow).join(TurnRow, TurnRow.case_id == CaseRow.id)
        return session.scalar(query.where(TurnRow.key_mark == mark))

    def _read(self, session: Session, row: CaseRow, now: datetime) -> StoredCase:
        turns = select(TurnRow).where(TurnRow.case_id == row.id).order_by(TurnRow.id)
        tasks = select(TaskRow).where(TaskRow.case_id == row.id)
        return stored_case(
            row,
            [*session.scalars(turns)],
            [*session.scalars(tasks.order_by(TaskRow.due_at, TaskRow.id))],
            now=now,
        )


def purge_cases(session: Session, before: datetime) -> int:
    """Delete what was said before a moment, and cases of which nothing is left."""
    session.execute(delete(TurnRow).where(TurnRow.at < before))
    empty = ~select(TurnRow.id).where(TurnRow.case_id == CaseRow.id).exists()
    gone: Iterable[int] = session.scalars(
        delete(CaseRow).where(empty).returning(CaseRow.id)
    )
    return len([*gone])


def _close(session: Session, row: CaseRow, reason: str, now: datetime) -> None:
    row.state, row.closed_reason, row.closed_at = State.CLOSED, reason, now
    row.answer_by = row.assignee = row.claimed_until = None
    open_tasks = select(TaskRow).where(TaskRow.state == TaskState.OPEN)
    for task in session.scalars(open_tasks.where(TaskRow.case_id == row.id)):
        task.state, task.settled_at = TaskState.DROPPED, now


def _next_due(session: Session, row: CaseRow) -> datetime | None:
    owed = select(TaskRow.due_at).where(
        TaskRow.case_id == row.id, TaskRow.state == TaskState.OPEN
    )
    moments = [*session.scalars(owed), *([row.answer_by] if row.answer_by else [])]
    return min(moments) if moments and row.state == State.OPEN else None


def _case(session: Session, case_id: int, *, lock: bool = True) -> CaseRow:
    row = session.get(CaseRow, case_id, with_for_update=lock or None)
    if row is None:
        raise NotStored("case", case_id)
    return row


def _is_held(row: CaseRow, now: datetime) -> bool:
    return row.claimed_until is not None and row.claimed_until > now


def _name(agent: str) -> str:
    name = " ".join(agent.split())[:_LONGEST_NAME]
    if not name:
        raise InputError("say which agent; a name is enough")
    return name
