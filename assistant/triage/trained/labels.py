"""The questions that the trained reader answers, in the order of its numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.schema import ContactReason, Emotion, Handoff, SignalName

SIGNALS = (
    SignalName.SAFETY,
    SignalName.LEGAL_THREAT,
    SignalName.OUTAGE,
    SignalName.REPEAT_CONTACT,
    SignalName.VULNERABLE_PERSON,
    SignalName.SCAM_REPORT,
    SignalName.SEVERAL_PROBLEMS,
)
GRADES = ("1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each question, and where its numbers stand in a row of all."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def over(cls, topics: Sequence[str]) -> "Labels":
        """Return all questions, with these topics to choose from."""
        return cls(
            (
                ("reason", tuple(map(str, ContactReason))),
                ("topic", tuple(topics)),
                ("emotion", tuple(map(str, Emotion))),
                ("graver", GRADES),
                ("suits", tuple(map(str, Handoff))),
                ("best", tuple(map(str, Handoff))),
                ("troll", ("troll",)),
                ("signal", tuple(map(str, SIGNALS))),
                ("urgency", ("urgency",)),
            )
        )

    @property
    def width(self) -> int:
        """How many numbers a row has."""
        return sum(len(labels) for _, labels in self.groups)

    def places(self) -> Iterator[tuple[str, slice, tuple[str, ...]]]:
        """Yield each question, where its numbers stand, and its labels."""
        start = 0
        for name, labels in self.groups:
            yield name, slice(start, start + len(labels)), labels
            start += len(labels)

    def place(self, group: str, label: str) -> int:
        """Return where the number of one label stands."""
        for name, place, labels in self.places():
            if name == group:
                return int(place.start) + labels.index(label)
        raise KeyError(group)
