"""What the words of a message show, and which words show it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.schema import Evidence, Span
from assistant.text import ENGLISH


@dataclass(frozen=True, slots=True)
class Found:
    """Where the wording of one thing stands: telling phrases, and mere hints.

    `weight` is 0–1: how much one phrase tells.
    """

    phrases: tuple[Span, ...]
    hints: tuple[Span, ...] = ()
    weight: float = 1.0

    @property
    def strength(self) -> float:
        """How much it tells: each further phrase adds half of the one before."""
        count = len(self.phrases)
        hinted = len(self.hints) / 2
        if not count and hinted < 1:
            return 0.0
        return self.weight * (2 - math.pow(0.5, count + hinted - 1))

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words that show it, telling ones first."""
        return self.phrases or self.hints


@dataclass(frozen=True, slots=True)
class Reading:
    """A message and all that its words show."""

    text: str
    found: Mapping[str, Found]
    language: str = ENGLISH

    @property
    def other_language(self) -> bool:
        """Say whether the message is most likely not in English."""
        return self.language != ENGLISH

    def shows(self, what: str) -> bool:
        """Say whether the message shows `what`."""
        return self.strength(what) > 0

    def strength(self, what: str) -> float:
        """Say how much the message tells of `what`; 0 is not at all."""
        found = self.found.get(what)
        return found.strength if found else 0.0

    def told(self, what: str) -> bool:
        """Say whether a telling phrase shows `what`, and not hints alone."""
        found = self.found.get(what)
        return bool(found and found.phrases)

    def hinted(self, what: str) -> int:
        """Count the hints of `what`, which tell nothing on their own."""
        found = self.found.get(what)
        return len(found.hints) if found else 0

    def spans(self, what: str) -> tuple[Span, ...]:
        """Return the words that show `what`."""
        found = self.found.get(what)
        return found.spans if found and found.strength > 0 else ()

    def evidence(self, what: str) -> tuple[Evidence, ...]:
        """Return the words that show `what`, as evidence."""
        return tuple(Evidence(what, span) for span in self.spans(what))

    def names(self, kind: str) -> tuple[str, ...]:
        """Return all of one kind that the message shows, such as every stake."""
        start = f"{kind}:"
        return tuple(
            what.removeprefix(start)
            for what, found in self.found.items()
            if what.startswith(start) and found.strength > 0
        )
