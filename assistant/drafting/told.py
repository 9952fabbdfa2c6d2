"""What was found to say of one message, and in which order it is tried in drafts."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.drafting.borne import possible
from assistant.schema import Message, Tone


@dataclass(frozen=True, slots=True)
class Words:
    """What to put in the places of a template that speak of the message.

    `matters` has what happened by shape, `subject` what it is about, `question` what
    was asked, `quote` a few words as they were written; `by_model` names the places a
    model filled. `aside` is a sentence of its own on what they ask beside it. With
    `foremost` the acknowledgement stays where others may go for want of room.
    """

    matters: Mapping[str, str] = field(default_factory=dict)
    acknowledgement: str = ""
    backend: str = ""
    by_model: frozenset[str] = frozenset()
    subject: str = ""
    question: str = ""
    quote: str = ""
    aside: str = ""
    foremost: bool = False

    @property
    def names_it(self) -> bool:
        """Say whether something says what the message is about."""
        return bool(self.matters or self.subject or self.question)

    @property
    def source(self) -> str:
        """Who wrote: the template alone, or with a model, which is then named."""
        return f"template+model:{self.backend}" if self.by_model else "template"

    def values(self) -> dict[str, str]:
        """Return the values as templates take them."""
        shapes = {f"matter.{shape}": said for shape, said in self.matters.items()}
        matter = self.matters.get("clause", "")
        return {
            "matter": matter,
            "acknowledgement": self.acknowledgement,
            "subject": self.subject,
            "question": self.question,
            "quote": self.quote,
            **shapes,
        }

    def goes(self, said: str, drop: int) -> int:
        """Return how readily a sentence goes that the template marked with `drop`."""
        return 0 if self.foremost and self.acknowledgement in said else drop

    def source_of(self, said: str) -> Literal["template", "model"]:
        """Say who wrote a sentence: the model, where words of its stand in it."""
        said = said.casefold()
        matters = self.matters.values() if "matter" in self.by_model else ()
        filled = "acknowledgement" in self.by_model
        theirs = (*matters, self.acknowledgement if filled else "")
        spoke = any(words and words.casefold() in said for words in theirs)
        return "model" if spoke else "template"


def turn_of(message: Message, seed: int) -> int:
    """Return which wording of templates a message is answered in.

    Equal messages with equal seeds are answered in the same; a thread that goes on is
    not answered in the words of before.
    """
    answers = sum(turn.role == "agent" for turn in message.thread)
    return zlib.crc32(message.text.encode()) + seed + answers


@dataclass(frozen=True, slots=True)
class Told:
    """What was found to say about one message, for every tone that was asked for.

    `borne` says how long its writer waited or how often they asked, `impact` what else
    they have been through; with `impact_first` that is said before all else, also
    beside a clause, since it weighs on them whatever they write about. `quote` is
    said where nothing else names what the message is about, `aside` at the end. `turn`
    says which wording of a template is taken.
    """

    matters: Mapping[str, str] = field(default_factory=dict)
    ruled: str = ""
    acknowledgements: Mapping[Tone, Sequence[str]] = field(default_factory=dict)
    backend: str = ""
    notes: tuple[str, ...] = ()
    subject: str = ""
    question: str = ""
    quote: str = ""
    borne: Mapping[Tone, str] = field(default_factory=dict)
    impact: Mapping[Tone, str] = field(default_factory=dict)
    impact_first: bool = False
    aside: Mapping[Tone, str] = field(default_factory=dict)
    turn: int = 0

    def candidates(self, tone: Tone) -> Iterator[Words]:
        """Yield what could be said, the most telling first, nothing at all last."""
        shown = False
        for words in self._telling(tone):
            first = words.acknowledgement or self._shows(words, tone)
            shown = shown or bool(first)
            filled = replace(
                words,
                subject=self.subject,
                question=self.question,
                acknowledgement=first,
                aside=self.aside.get(tone, ""),
                foremost=bool(self.foremost(tone)),
            )
            if self.quote and not filled.names_it:
                yield replace(filled, quote=self.quote)
            yield filled
        more = self.subject or self.question or self.aside.get(tone) or shown
        if more and not self.foremost(tone):
            yield Words()

    def foremost(self, tone: Tone) -> str:
        """Return what must be said before all else, such as condolences, or nothing."""
        return self.impact.get(tone, "") if self.impact_first else ""

    def _shows(self, words: Words, tone: Tone) -> str:
        """Return what shows that the message was read, unless the clause does."""
        if first := self.foremost(tone):
            return first
        clause = words.matters.get("clause", "")
        borne = "" if any(possible(clause)) else self.borne.get(tone, "")
        return borne or ("" if clause else self.impact.get(tone, ""))

    def _telling(self, tone: Tone) -> Iterator[Words]:
        matters = self.matters or ({"clause": self.ruled} if self.ruled else {})
        filled = {"matter"} if self.matters else set()
        for acknowledgement in self.acknowledgements.get(tone, ()):
            by_model = frozenset({"acknowledgement", *filled})
            yield Words(matters, acknowledgement, self.backend, by_model)
            if matters:
                alone = frozenset({"acknowledgement"})
                yield Words({}, acknowledgement, self.backend, alone)
        if self.matters:
            yield Words(self.matters, "", self.backend, frozenset(filled))
        if self.ruled:
            yield Words({"clause": self.ruled})
        yield Words()
