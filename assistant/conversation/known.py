"""What an opener need not say: it was said in public, or given by the customer."""

from collections.abc import Iterable

from assistant.conversation.ear import Ear
from assistant.conversation.history import Ledger
from assistant.conversation.repeats import said_by
from assistant.library import listed

_SORRY = "sorry"  # the move of an apology


class Known:
    """What a thread and the reply to it hold already."""

    def __init__(self, ledger: Ledger, replies: Iterable[str], ear: Ear) -> None:
        """Take the thread as it was read, and the public replies to choose from."""
        replies = tuple(replies)
        self._ear = ear
        self._given = frozenset(ledger.given)
        self._said = said_by((*ledger.replies, *replies))
        self._sorry = ledger.was_sorry or any(ear.hears(_SORRY, r) for r in replies)

    def says(self, sentence: str) -> bool:
        """Say whether a sentence was said, or is one more apology."""
        if self._said(sentence):
            return True
        return self._sorry and self._ear.hears(_SORRY, sentence)

    def still(self, sentence: str) -> str | None:
        """Return what a sentence that asks for something given may still ask for.

        Of what it asks for, one of two ("your order or account number") is enough.
        None where it asks for nothing that was given.
        """
        asked = self._ear.asked(sentence)
        if not self._given.intersection(asked):
            return None
        if " or " in sentence:
            return ""
        return listed(self._ear.words(n) for n in asked if n not in self._given)
