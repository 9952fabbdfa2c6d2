"""Follow a conversation: what was asked, given and promised, and where it stands."""

from assistant.conversation.calendars import Calendar
from assistant.conversation.ear import Ear
from assistant.conversation.history import (
    CONTENT,
    Ledger,
    Listener,
    Stage,
    route_on,
)
from assistant.conversation.known import Known
from assistant.conversation.mentions import Mentions
from assistant.conversation.promises import Promise, find_promises
from assistant.conversation.recall import when_was
from assistant.conversation.repeats import Continued, continue_with, said_by

__all__ = [
    "CONTENT",
    "Calendar",
    "Continued",
    "Ear",
    "Known",
    "Ledger",
    "Listener",
    "Mentions",
    "Promise",
    "Stage",
    "continue_with",
    "find_promises",
    "route_on",
    "said_by",
    "when_was",
]
