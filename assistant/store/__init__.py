"""Keep messages, drafts and cases, every private detail masked before it is written."""

from assistant.store.case_records import (
    Change,
    NewTask,
    NewTurn,
    StoredCase,
    StoredTask,
    StoredTurn,
    TaskKind,
    TaskState,
)
from assistant.store.cases import Cases
from assistant.store.records import (
    Outcome,
    State,
    Stats,
    StoredDraft,
    StoredMessage,
)
from assistant.store.store import Store

__all__ = [
    "Cases",
    "Change",
    "NewTask",
    "NewTurn",
    "Outcome",
    "State",
    "Stats",
    "Store",
    "StoredCase",
    "StoredDraft",
    "StoredMessage",
    "StoredTask",
    "StoredTurn",
    "TaskKind",
    "TaskState",
]
