"""A language model that says what it was told to say: for tests and try-outs."""

from collections.abc import Sequence
from itertools import islice

from assistant.models.base import Sampling


class Scripted:
    """Answer prompts with the given lines in order, beginning anew after the last.

    `prompts` keeps what was asked, so that a test can look at it.
    """

    def __init__(self, *lines: str, name: str = "scripted") -> None:
        if not lines:
            raise ValueError("a scripted model needs at least one line to say")
        self.name = name
        self.prompts: list[str] = []
        self._lines = lines
        self._said = 0

    def complete(self, prompt: str, sampling: Sampling) -> str:
        """Return the next line, cut to the characters allowed."""
        self.prompts.append(prompt)
        line = self._lines[self._said % len(self._lines)]
        self._said += 1
        return line[: sampling.max_characters]

    def candidates(
        self, prompt: str, sampling: Sampling, *, how_many: int
    ) -> Sequence[str]:
        """Return the next lines."""
        lines = (self.complete(prompt, sampling) for _ in range(how_many))
        return list(islice(lines, how_many))
