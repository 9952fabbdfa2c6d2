"""What can be said in one language: replies, greetings, handoffs, and its warmth."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from assistant.errors import LibraryError, Mistake
from assistant.library.asks import load_asks
from assistant.library.lines import Line
from assistant.library.openers import Openers, load_openers
from assistant.library.replies import Place, ReplyTemplate, load_replies
from assistant.library.voices import Voice, load_briefs, load_handoff_lines, load_voices
from assistant.library.warmth import WarmthScale, load_warmth
from assistant.schema import ContactReason, Form, Tone
from assistant.text import ENGLISH

Part = TypeVar("Part")


class Texts:
    """The texts of one language; each part is read when it is first asked for.

    `folder` is the library's. English lies at its top, every other language in a folder
    of its own under `languages/`, and the replies of all of them side by side. With
    `topic`, only the replies of that topic are read.
    """

    def __init__(
        self, folder: Path, *, language: str = ENGLISH, topic: str = "*"
    ) -> None:
        self.folder = folder
        self.language = language
        self._topic = topic

    @cached_property
    def replies(self) -> Mapping[tuple[str, Tone], ReplyTemplate]:
        """The reply templates by topic and tone."""
        folder = self.folder / "replies"
        replies = right(load_replies(folder, self._topic, language=self.language))
        return {(reply.topic, reply.tone): reply for reply in replies}

    @cached_property
    def voices(self) -> Mapping[Form, Voice]:
        """How texts begin and end in each kind of channel."""
        return right(load_voices(self.own / "voices.yml"))

    @cached_property
    def briefs(self) -> Mapping[ContactReason, Mapping[Tone, Line]]:
        """The shortest thing to say, where no template of the topic fits."""
        return right(load_briefs(self.own / "briefs.yml"))

    @cached_property
    def handoff_lines(self) -> Mapping[Place, Mapping[Tone, Line]]:
        """How a case is handed on where a template has no line of its own."""
        return right(load_handoff_lines(self.own / "handoffs"))

    @cached_property
    def openers(self) -> Openers:
        """The first words in private, where a public line leads; empty without any."""
        return right(load_openers(self.own / "openers.yml"))

    @cached_property
    def warmth(self) -> WarmthScale:
        """What makes a reply read warm or cool."""
        where = self.folder / "reading" if self.language == ENGLISH else self.own
        return right(load_warmth(where / "warmth.yml"))

    @cached_property
    def asks(self) -> Mapping[str, str]:
        """What we ask for in private, by topic; in English the topics say it."""
        if self.language == ENGLISH:
            return {}
        return right(load_asks(self.own / "asks.yml"))

    def speaks_of(self, topic: str) -> bool:
        """Say whether there is a template of this topic in every tone."""
        return all((topic, tone) in self.replies for tone in Tone)

    @property
    def own(self) -> Path:
        """The folder of what this language has beside its replies."""
        if self.language == ENGLISH:
            return self.folder
        return self.folder / "languages" / self.language


def right(read: tuple[Part, list[Mistake]]) -> Part:
    """Return what was read.

    Raises LibraryError with every mistake in it.
    """
    part, mistakes = read
    if mistakes:
        raise LibraryError(mistakes)
    return part
