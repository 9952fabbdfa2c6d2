"""What the store gives back: frozen copies of rows, with every text masked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.schema import (
    ContactReason,
    Handoff,
    Priority,
    SignalName,
    Tone,
)


class State(StrEnum):
    """Whether a message still wants something from us."""

    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What became of a draft."""

    SENT_AS_IS = "sent_as_is"
    EDITED = "edited"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message with its reading, as it was stored and where it stands now.

    `respond_by` is when the first answer is due; `overdue` says that the message was
    open and past it when it was read. `version` grows with every change.
    """

    id: int
    channel: str
    brand: str
    text: str
    followers: int
    verified: bool
    minutes_waiting: int
    received_at: datetime
    contact_reason: ContactReason
    topic: str
    severity: int
    priority: Priority
    priority_score: float
    respond_by: datetime
    overdue: bool
    signals: tuple[SignalName, ...]
    public: bool
    handoff: Handoff
    escalate: str | None
    like: bool
    repost: bool
    answer: bool
    state: State
    closed_reason: str | None
    closed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft that was offered, who made it, and what became of it.

    `similarity` is 0–1 between the draft and what was sent, None until something was.
    """

    id: int
    message_id: int
    text: str
    tone: Tone
    topic: str
    source: str
    program: str
    rules: tuple[str, ...]
    ready: bool
    offered_at: datetime
    outcome: Outcome | None
    final_text: str | None
    similarity: float | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stats:
    """How much there is, and how much of what we offered was of use.

    `decided` drafts have an outcome; only they count for the shares. `accepted` ones
    were sent much as they were: at a similarity of 0.7 or more.
    """

    messages: int = 0
    open: int = 0
    overdue: int = 0
    drafts: int = 0
    sent_as_is: int = 0
    edited: int = 0
    rejected: int = 0
    accepted: int = 0

    @property
    def decided(self) -> int:
        """How many drafts have an outcome."""
        return self.sent_as_is + self.edited + self.rejected

    @property
    def accepted_as_is_share(self) -> float | None:
        """The share of decided drafts that were sent unchanged, None without any."""
        return self.sent_as_is / self.decided if self.decided else None

    @property
    def accepted_share(self) -> float | None:
        """The share of decided drafts that were sent much as they were."""
        return self.accepted / self.decided if self.decided else None
