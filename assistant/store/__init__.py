"""Keep messages and drafts, with every private detail masked before it is written."""

from assistant.store.records import (
    Outcome,
    State,
    Stats,
    StoredDraft,
    StoredMessage,
)
from assistant.store.store import Store

__all__ = ["Outcome", "State", "Stats", "Store", "StoredDraft", "StoredMessage"]
