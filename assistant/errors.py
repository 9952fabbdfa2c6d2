"""Everything that can go wrong, said so that the reader knows what to do.

TactfulError
├── InputError            the text or one of its facts cannot be used
│   ├── TextError         empty, too long, or not readable as text
│   ├── UnknownChannel    no channel of that name; carries the nearest ones
│   ├── UnknownTopic      no topic of that name; carries the nearest ones
│   ├── BatchLineError    one line of a batch file is wrong
│   └── NotStored         the store has no message or draft of that number
├── LibraryError          files under templates/ are wrong; lists every mistake
├── BrandError            the brand file is wrong; lists every mistake
├── CasesError            labelled cases are wrong; lists every mistake
├── ModelError            a language model is missing, damaged or out of reach
├── StoreError            the database cannot be used now
│   └── StaleWrite        someone else changed the record first
└── SettingsError         an option or environment variable is wrong
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class TactfulError(Exception):
    """The root of every error that Tactful raises on purpose."""


class InputError(TactfulError, ValueError):
    """What was given cannot be used as it is."""


class TextError(InputError):
    """The text is empty, too long, or not readable as text."""


class UnknownChannel(InputError):
    """No channel has that name."""

    def __init__(self, name: str, nearest: Sequence[str]) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        hint = f"did you mean {', '.join(nearest)}?" if nearest else "see /v1/channels"
        super().__init__(f"there is no channel {name!r}; {hint}")


class UnknownTopic(InputError):
    """No message is about a topic of that name."""

    def __init__(self, name: str, nearest: Sequence[str]) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        hint = f"did you mean {', '.join(nearest)}?" if nearest else "see /v1/templates"
        super().__init__(f"there is no topic {name!r}; {hint}")


class BatchLineError(InputError):
    """One line of a batch file is wrong; the others go on."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        self.problem = problem
        super().__init__(f"line {line}: {problem}")


class NotStored(InputError):
    """The store has no message or draft of that number."""

    def __init__(self, what: str, number: int) -> None:
        self.what = what
        self.number = number
        super().__init__(f"there is no {what} {number}; it may have been purged")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a file that people edit."""

    path: Path
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}"


class FileMistakes(TactfulError):
    """Files that people edit hold mistakes; every one is listed."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class LibraryError(FileMistakes):
    """Files under `templates/` are wrong."""


class BrandError(FileMistakes):
    """The brand file is wrong."""


class CasesError(FileMistakes):
    """Files of labelled cases are wrong."""


class ModelError(TactfulError):
    """A language model is missing, damaged or out of reach."""


class StoreError(TactfulError):
    """The database cannot be used now."""


class StaleWrite(StoreError):
    """Someone else changed the record first; read it again."""


class SettingsError(TactfulError, ValueError):
    """An option or environment variable is wrong."""
