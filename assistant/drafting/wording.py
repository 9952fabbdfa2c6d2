"""Find words for the places where a draft speaks of this message.

By rule for now where there is no model, and by any language model beside it. What a
model writes is a candidate like any other: it is checked, and the template's own
words are always among the candidates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import regex

from assistant.drafting.matter import MatterRule
from assistant.errors import ModelError
from assistant.library import Library
from assistant.models import LanguageModel, Sampling
from assistant.schema import Message, Tone

_ACKNOWLEDGEMENT_TOKENS = 60
_LONGEST = 240  # characters of an acknowledgement
_WORD = regex.compile(r"\p{L}[\p{L}'’]++")
_SHORT = 4  # shorter words carry grammar, not facts
_STEM = 5  # words that begin alike speak of the same thing: parcel, parcels
_PROMPT = (
    "A customer wrote in public. Show in one or two {tone} sentences that you read "
    "it. Add no fact, promise nothing, ask nothing.\n\n"
    "Customer: {text}\n\nAnswer:"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What to put in the places of a template that speak of the message."""

    matter: str = ""
    acknowledgement: str = ""
    backend: str = ""

    @property
    def source(self) -> str:
        """Who wrote: the template alone, or with a model, which is then named."""
        return f"template+model:{self.backend}" if self.backend else "template"

    def values(self) -> dict[str, str]:
        """Return the values as templates take them."""
        return {
            "matter": self.matter,
            "matter.clause": self.matter,
            "acknowledgement": self.acknowledgement,
        }

    def source_of(self, placeholders: frozenset[str]) -> Literal["template", "model"]:
        """Say who wrote a sentence that names these placeholders."""
        by_model = bool(self.backend) and "acknowledgement" in placeholders
        return "model" if by_model else "template"


class Wording:
    """The rule, and a model where there is one."""

    def __init__(
        self, library: Library, model: LanguageModel | None, *, seed: int = 0
    ) -> None:
        self._library = library
        self._model = model
        self._rule = MatterRule()
        self._seed = seed
        self.notes: list[str] = []

    def candidates(self, message: Message, tone: Tone) -> Iterator[Words]:
        """Yield what could be said, the most telling first, nothing at all last."""
        matter = self._rule.clause(message)
        backend = self._model.name if self._model else ""
        for acknowledgement in self._acknowledgements(message, tone):
            if matter:
                yield Words(matter, acknowledgement, backend)
            yield Words("", acknowledgement, backend)
        if matter:
            yield Words(matter)
        yield Words()

    def _acknowledgements(self, message: Message, tone: Tone) -> list[str]:
        if self._model is None:
            return []
        prompt = _PROMPT.format(tone=tone, text=message.text[:2000])
        sampling = Sampling(max_tokens=_ACKNOWLEDGEMENT_TOKENS, seed=self._seed)
        try:
            written = self._model.complete(prompt, sampling)
        except ModelError as error:
            note = f"The language model did not answer, so templates did: {error}"
            if note not in self.notes:
                self.notes.append(note)
            return []
        text = " ".join(written.split())
        fit = text and len(text) <= _LONGEST and text[-1] in ".!"
        return [text] if fit and self._is_grounded(text, message) else []

    def _is_grounded(self, text: str, message: Message) -> bool:
        """Say whether each weighty word is the customer's, the brand's or ours."""
        given = self._own_words | _stems(f"{message.text} {message.brand.name}")
        return _stems(text) <= given

    @cached_property
    def _own_words(self) -> frozenset[str]:
        lines = (line for r in self._library.replies.values() for line in r.lines)
        return _stems(" ".join(line.line.source for line in lines))


def _stems(text: str) -> frozenset[str]:
    words = (match[0].lower() for match in _WORD.finditer(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORT)
