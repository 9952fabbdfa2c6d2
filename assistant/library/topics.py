"""Topics: what a message can be about, and the wording that shows it."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import Field

from assistant.errors import Mistake, UnknownTopic
from assistant.library.border import PhraseText, read_each
from assistant.library.word_lists import WithWords, read_with_words
from assistant.schema import ContactReason
from assistant.text import Phrase, WordLists

# The topic of a reason for what is none of its others: the safe answer.
FALLBACKS = {
    ContactReason.FEEDBACK: "general_feedback",
    ContactReason.SATISFACTION: "general_praise",
    ContactReason.DISSATISFACTION: "general_complaint",
    ContactReason.INQUIRY: "general_question",
    ContactReason.PROBLEM_ALERT: "general_problem",
}
Escalation = Literal["safety", "legal", "fraud", "press", "moderation"]
# How likely a topic must be, of all there are; below it a general one is safer, for
# an answer to the wrong matter is worse than one that names none.
SURE = 0.4
_LONGEST_NAME = 80
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, under the contact reason it belongs to.

    `severity` is how grave such a message usually is, 1 (trivial) to 5 (danger). `sure`
    is how likely the reader must find it, 0 to 1, before a message is taken for it.
    `abroad` are cues in other languages, which tell in such messages only.
    """

    name: str
    contact_reason: ContactReason
    title: str
    severity: int
    ask: str
    escalate: str | None
    cues: tuple[Phrase, ...]
    hints: tuple[Phrase, ...]
    examples: tuple[str, ...]
    near: tuple[str, ...]
    path: Path
    abroad: tuple[Phrase, ...] = ()
    sure: float = SURE

    @property
    def readable(self) -> bool:
        """Say whether one message can be about it; others a conversation calls for."""
        return bool(self.cues or self.examples)


class _TopicFile(WithWords):
    title: str
    severity: int = Field(ge=1, le=5)
    sure: float = Field(SURE, ge=0, le=1)
    ask: str = ""
    escalate: Escalation | None = None
    cues: list[PhraseText] = []
    hints: list[PhraseText] = []
    abroad: list[PhraseText] = []
    examples: list[str] = []
    near: list[str] = []


def load_topics(
    folder: Path, lists: WordLists, topic: str = "*"
) -> tuple[list[Topic], list[Mistake]]:
    """Read `topic.yml` of every topic, or of one, and every mistake in them."""
    files = sorted(folder.glob(f"*/{topic}/topic.yml"))
    return read_each(files, partial(_read_topic, lists))


def find_topic(name: str, topics: Mapping[str, Topic]) -> Topic:
    """Return the topic of this name or title that one message can be about.

    Case, spaces and hyphens are ignored. Raises UnknownTopic with the nearest names.
    """
    known = {
        _folded(written): topic
        for topic in topics.values()
        if topic.readable
        for written in (topic.title, topic.name)
    }
    wanted = _folded(name[: _LONGEST_NAME + 1])
    if wanted in known and len(name) <= _LONGEST_NAME:
        return known[wanted]
    near = difflib.get_close_matches(wanted, known, 2 * _NEAREST, cutoff=0.0)
    nearest = dict.fromkeys(known[one].name for one in near)
    raise UnknownTopic(name[:_LONGEST_NAME], [*nearest][:_NEAREST])


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _read_topic(lists: WordLists, path: Path) -> tuple[Topic | None, list[Mistake]]:
    reason = path.parent.parent.name
    if reason not in list(ContactReason):
        known = ", ".join(ContactReason)
        problem = f"folder '{reason}' is no contact reason; use one of {known}"
        return None, [Mistake(path, 1, problem)]
    content, mistakes = read_with_words(path, _TopicFile, lists)
    if content is None:
        return None, mistakes
    topic = Topic(
        name=path.parent.name,
        contact_reason=ContactReason(reason),
        title=content.title,
        severity=content.severity,
        ask=content.ask,
        escalate=content.escalate,
        cues=tuple(Phrase.parse(cue) for cue in content.cues),
        hints=tuple(Phrase.parse(hint) for hint in content.hints),
        examples=tuple(content.examples),
        near=tuple(content.near),
        path=path,
        abroad=tuple(Phrase.parse(cue) for cue in content.abroad),
        sure=content.sure,
    )
    return topic, []
