"""What the store takes and gives back about cases; every text given back is masked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from assistant.schema import Assessment, ContactReason, Emotion, Priority, Turn
from assistant.store.records import State

TurnRole = Literal["customer", "agent", "note"]


class TaskKind(StrEnum):
    """What is owed: a word, a deed, or a kind question after silence."""

    WORD = "word"
    DEED = "deed"
    FOLLOW_UP = "follow_up"


class TaskState(StrEnum):
    """What became of something owed."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One thing that was said or noted; `author` is the agent who did."""

    id: int
    at: datetime
    role: TurnRole
    channel: str
    public: bool
    text: str
    author: str | None = None
    contact_reason: ContactReason | None = None
    emotion: Emotion | None = None

    def to_turn(self, topic: str = "") -> Turn:
        """Return it as the flow reads a thread; `topic` is what it is about."""
        role: Literal["customer", "agent"] = (
            "agent" if self.role == "agent" else "customer"
        )
        return Turn(role, self.text, self.at, self.public, topic)


@dataclass(frozen=True, slots=True)
class StoredTask:
    """Something owed, in the words that promised it; `overdue` when it was read."""

    id: int
    case_id: int
    turn_id: int
    kind: TaskKind
    what: str
    dated: bool
    due_at: datetime
    state: TaskState
    settled_at: datetime | None
    overdue: bool

    @property
    def is_promise(self) -> bool:
        """Say whether we gave our word for it."""
        return self.kind is not TaskKind.FOLLOW_UP


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as it stands.

    `answer_by` is set while the customer's latest word is unanswered. `due_at` is the
    next moment at which something is to be done, `overdue` that it is past. `read_as`
    is the topic where an agent chose it, until the customer writes again.
    """

    id: int
    brand: str
    channel: str
    followers: int
    verified: bool
    contact_reason: ContactReason
    topic: str
    severity: int
    priority: Priority
    priority_score: float
    opened_at: datetime
    touched_at: datetime
    answer_by: datetime | None
    due_at: datetime | None
    overdue: bool
    state: State
    closed_reason: str | None
    closed_at: datetime | None
    reopened: int
    assignee: str | None
    claimed_until: datetime | None
    version: int
    turns: tuple[StoredTurn, ...] = ()
    tasks: tuple[StoredTask, ...] = ()
    read_as: str | None = None

    @property
    def thread(self) -> tuple[Turn, ...]:
        """What customer and agents said, without the notes."""
        return self.said(turn for turn in self.turns if turn.role != "note")

    def said(self, turns: Iterable[StoredTurn]) -> tuple[Turn, ...]:
        """Return turns of this case; what it began with is about its topic."""
        began = next((turn.id for turn in self.turns if turn.role == "customer"), None)
        return tuple(
            turn.to_turn(self.topic if turn.id == began else "") for turn in turns
        )

    @property
    def owed(self) -> tuple[StoredTask, ...]:
        """What is still to be done."""
        return tuple(task for task in self.tasks if task.state is TaskState.OPEN)


@dataclass(frozen=True, slots=True)
class NewTurn:
    """Something to be added to a case; `key` lets it in once."""

    role: TurnRole
    text: str
    channel: str
    public: bool
    author: str | None = None
    key: str | None = None
    assessment: Assessment | None = None


@dataclass(frozen=True, slots=True)
class NewTask:
    """Something that a turn makes us owe."""

    kind: TaskKind
    what: str
    due_at: datetime
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a case, written whole or not at all.

    `settled` says what becomes of open tasks, by their number. `close` is the reason,
    where the step ends the case. `read` is how the case reads as what an agent says.
    """

    turn: NewTurn | None = None
    owed: tuple[NewTask, ...] = ()
    settled: Mapping[int, TaskState] = field(default_factory=dict)
    answer_by: datetime | None = None
    close: str | None = None
    reopen: bool = False
    read: Assessment | None = None
