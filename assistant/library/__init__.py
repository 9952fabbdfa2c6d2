"""The library of texts and rules that people edit, read from `templates/`.

A part is read when it is first asked for, so a check never waits for the replies.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from assistant.errors import LibraryError, Mistake
from assistant.library.brands import BrandFile, load_brand
from assistant.library.cues import Cues, load_cues, load_spellings
from assistant.library.details import Detail, load_details
from assistant.library.lines import Line, TemplateMistake, parse_line
from assistant.library.replies import (
    Place,
    Placeholder,
    ReplyLine,
    ReplyTemplate,
    load_replies,
    parse_reply,
)
from assistant.library.rewordings import Swaps, load_rewordings
from assistant.library.small_words import SmallWords, load_small_words
from assistant.library.styles import Rule, load_rules
from assistant.library.times import Times, load_times
from assistant.library.topics import Topic, load_topics
from assistant.library.voices import (
    Voice,
    load_briefs,
    load_handoff_lines,
    load_placeholders,
    load_voices,
)
from assistant.library.warmth import WarmthScale, load_warmth
from assistant.library.weights import Weights, load_weights
from assistant.library.yaml_files import YamlDocument, YamlMistake, read_yaml
from assistant.schema import ContactReason, Form, Tone

Part = TypeVar("Part")

__all__ = [
    "BrandFile",
    "Cues",
    "Detail",
    "Library",
    "Line",
    "Place",
    "Placeholder",
    "ReplyLine",
    "ReplyTemplate",
    "Rule",
    "SmallWords",
    "TemplateMistake",
    "Times",
    "Topic",
    "Voice",
    "WarmthScale",
    "Weights",
    "YamlDocument",
    "YamlMistake",
    "load_brand",
    "parse_line",
    "parse_reply",
    "read_yaml",
]


class Library:
    """Everything under one `templates/` folder.

    Each part raises LibraryError, with every mistake in it, when it is first read.
    With `topic`, only the replies of that topic are read.
    """

    def __init__(self, folder: Path, *, topic: str = "*") -> None:
        self.folder = folder
        self._topic = topic

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The style rules, by name."""
        return tuple(_right(load_rules(self.folder / "styles")))

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """What a message can be about."""
        topics = _right(load_topics(self.folder / "replies", self._topic))
        return {topic.name: topic for topic in topics}

    @cached_property
    def replies(self) -> Mapping[tuple[str, Tone], ReplyTemplate]:
        """The reply templates by topic and tone."""
        replies = _right(load_replies(self.folder / "replies", self._topic))
        return {(reply.topic, reply.tone): reply for reply in replies}

    @cached_property
    def placeholders(self) -> Mapping[str, Placeholder]:
        """What every template may ask for."""
        return _right(load_placeholders(self.folder / "placeholders.yml"))

    @cached_property
    def voices(self) -> Mapping[Form, Voice]:
        """How texts begin and end in each kind of channel."""
        return _right(load_voices(self.folder / "voices.yml"))

    @cached_property
    def briefs(self) -> Mapping[ContactReason, Mapping[Tone, Line]]:
        """The shortest thing to say, where no template of the topic fits."""
        return _right(load_briefs(self.folder / "briefs.yml"))

    @cached_property
    def handoff_lines(self) -> Mapping[Place, Mapping[Tone, Line]]:
        """How a case is handed on where a template has no line of its own."""
        return _right(load_handoff_lines(self.folder / "handoffs"))

    @cached_property
    def signals(self) -> tuple[Cues, ...]:
        """Wording that shows what is at stake."""
        return tuple(_right(load_cues(self.folder / "reading" / "signals")))

    @cached_property
    def emotions(self) -> tuple[Cues, ...]:
        """Wording that shows what a customer feels."""
        return tuple(_right(load_cues(self.folder / "reading" / "emotions")))

    @cached_property
    def reasons(self) -> tuple[Cues, ...]:
        """Wording that shows why a customer writes."""
        return tuple(_right(load_cues(self.folder / "reading" / "reasons")))

    @cached_property
    def stakes(self) -> tuple[Cues, ...]:
        """Wording that shows what hangs on a message, and where it belongs."""
        return tuple(_right(load_cues(self.folder / "reading" / "stakes")))

    @cached_property
    def moves(self) -> tuple[Cues, ...]:
        """Wording that shows where a conversation stands."""
        return tuple(_right(load_cues(self.folder / "conversation" / "moves")))

    @cached_property
    def details(self) -> tuple[Detail, ...]:
        """What we ask customers for, and how it is given."""
        return tuple(_right(load_details(self.folder / "conversation" / "details")))

    @cached_property
    def times(self) -> Times:
        """How long a conversation waits."""
        return _right(load_times(self.folder / "conversation" / "times.yml"))

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """How words are written in haste, and the word that is meant."""
        return _right(load_spellings(self.folder / "reading" / "spellings.yml"))

    @cached_property
    def rewordings(self) -> Mapping[Tone, Sequence[Swaps]]:
        """How words are put in each tone without changing what they say."""
        return _right(load_rewordings(self.folder / "rewording.yml"))

    @cached_property
    def small_words(self) -> SmallWords:
        """The words that a language model may write though nobody gave them."""
        return _right(load_small_words(self.folder / "small_words.yml"))

    @cached_property
    def warmth(self) -> WarmthScale:
        """What makes a reply read warm or cool."""
        return _right(load_warmth(self.folder / "reading" / "warmth.yml"))

    @cached_property
    def weights(self) -> Weights:
        """What counts how much when messages are sorted."""
        return _right(load_weights(self.folder / "reading" / "priority.yml"))


def _right(read: tuple[Part, list[Mistake]]) -> Part:
    part, mistakes = read
    if mistakes:
        raise LibraryError(mistakes)
    return part
