"""The small contract between Tactful and anything that continues a prompt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


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
