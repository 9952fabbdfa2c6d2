"""The small contract between Tactful and anything that continues a prompt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from assistant.models.jobs import CUSTOMER, Ask, Written

if TYPE_CHECKING:
    from assistant.models.allowed import Guide, SmallWords


@dataclass(frozen=True, slots=True)
class Sampling:
    """How freely a model may word things; equal seeds give equal words.

    `max_characters` bounds the text that comes back; None leaves it to `max_tokens`.
    """

    max_tokens: int = 120
    max_characters: int | None = None
    temperature: float = 0.7
    seed: int = 0


@runtime_checkable
class LanguageModel(Protocol):
    """Anything that continues a prompt with text."""

    name: str

    def complete(self, prompt: str, sampling: Sampling) -> str:
        """Return the text that follows `prompt`, without the prompt.

        Raises ModelError when the model is out of reach or damaged.
        """
        ...

    def candidates(
        self, prompt: str, sampling: Sampling, *, how_many: int
    ) -> Sequence[str]:
        """Return several continuations of one prompt, made in one batch."""
        ...


@runtime_checkable
class JobModel(LanguageModel, Protocol):
    """A model that was trained for our jobs and keeps to rules while it writes."""

    def write(
        self,
        text: str,
        asks: Sequence[Ask],
        guide: "Guide | None" = None,
        *,
        seed: int = 0,
        speaker: str = CUSTOMER,
    ) -> list[Written]:
        """Return an answer to each ask, all written side by side."""
        ...

    def small_words(self, words: Sequence[str]) -> "SmallWords":
        """Spell the words that may always be written, once for all messages."""
        ...
