"""Look at the sections of a library: first each file, then how they work together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.channels import load_channels
from assistant.checks import Checks
from assistant.errors import FileMistakes, Mistake
from assistant.library import (
    Cues,
    Detail,
    Library,
    Mention,
    ReplyTemplate,
    Texts,
    Topic,
    mistakes_in_languages,
)
from assistant.linting.acknowledgements import lint_acknowledgements, lint_impacts
from assistant.linting.memory import Memory
from assistant.linting.openers import lint_openers
from assistant.linting.replies import (
    lint_ladder,
    lint_reply,
    lint_twins,
    wanted_in,
)
from assistant.linting.wording import lint_heard, lint_rule
from assistant.schema import Severity, Tone
from assistant.text import ENGLISH

if TYPE_CHECKING:
    from assistant.conversation import Ear, Mentions
    from assistant.triage import Triage

_CUES = ("signals", "emotions", "reasons", "stakes", "impact_cues", "outright")
_PLACEHOLDERS = "placeholders.yml"
_WARMTH = "reading/warmth.yml"


@dataclass(frozen=True, slots=True)
class Reads:
    """What has to be read for a section: parts of the library, and of each language."""

    parts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


SECTIONS: Mapping[str, Reads] = {
    "channels": Reads(),
    "styles": Reads(("rules",)),
    "reading": Reads(
        ("word_lists", "topics", *_CUES, "spellings", "weights", "warmth")
    ),
    "conversation": Reads(("moves", "details", "mentions", "times")),
    "replies": Reads(
        ("rules", "topics", "placeholders", "details", "mentions"),
        ("replies", "warmth"),
    ),
    "common": Reads(
        (
            "rules",
            "topics",
            "placeholders",
            "rewordings",
            "mending",
            "small_words",
            "acknowledgements",
            "impacts",
        ),
        ("voices", "handoff_lines", "openers", "briefs", "warmth", "asks"),
    ),
}


class Linter:
    """One library, looked at from all sides, or at one place in it.

    Models have no say in it: what is found depends on the library and the program.
    """

    def __init__(
        self, root: Path, place: Path, memory: Memory, *, topic: str = "*"
    ) -> None:
        self._library = Library(root, topic=topic)
        self._topic = topic
        self._place = place
        self._is_whole = place.absolute() == root.absolute()
        self._memory = memory
        self._looks: Mapping[str, Callable[[], Iterable[Mistake]]] = {
            "channels": self._channels,
            "styles": self._rules,
            "reading": self._reading,
            "conversation": self._conversation,
            "replies": self.replies,
            "common": self._common,
        }

    def section(self, name: str) -> list[Mistake]:
        """Return what is wrong in files; where all are right, also between them."""
        return self.unreadable(name) or list(self._looks.get(name, tuple)())

    def read(self, *parts: str) -> None:
        """Read parts of the library; one with mistakes is read again when needed."""
        for part in parts:
            _wrong(self._library, part)

    def unreadable(self, name: str) -> list[Mistake]:
        """Return what is wrong in the files that a section reads, each by itself."""
        library, reads = self._library, SECTIONS[name]
        wrong = [m for part in reads.parts for m in _wrong(library, part)]
        for texts in map(library.texts, library.languages):
            wrong += [m for part in reads.texts for m in _wrong(texts, part)]
        return [*dict.fromkeys(wrong)]  # parts that need the same file say the same

    def replies(self, *, without: str = "") -> Iterator[Mistake]:
        """Yield the mistakes of ladders and templates, except those of some topics."""
        library = self._library
        for texts in map(library.texts, library.languages):
            by_topic: dict[str, dict[Tone, ReplyTemplate]] = defaultdict(dict)
            for (topic, tone), reply in texts.replies.items():
                by_topic[topic][tone] = reply
                if self._is_here(reply.path) and not fnmatchcase(topic, without):
                    yield from self._reply(reply, library)
            for one in library.topics.values():
                folder = one.path.parent
                if self._is_here(one.path) or _is_in(self._place, folder):
                    yield from self._ladder(one, by_topic[one.name], texts.language)
            yield from lint_twins(by_topic)
        folder = library.folder / "replies"
        yield from mistakes_in_languages(folder, library.languages, self._topic)

    def some_replies(self, topics: str) -> list[Mistake]:
        """Return the mistakes of templates that `replies` can leave out.

        Those that cannot be read tell nothing here.
        """
        some = Library(self._library.folder, topic=topics)
        read = [self._library, *map(some.texts, some.languages)]
        parts = ["rules", *["replies"] * len(some.languages)]
        if any(map(_wrong, read, parts)) or _wrong(some, "placeholders"):
            return []
        each = chain.from_iterable(texts.replies.values() for texts in read[1:])
        return [mistake for reply in each for mistake in self._reply(reply, some)]

    def _channels(self) -> Iterable[Mistake]:
        return _mistakes_of(partial(load_channels, self._library.folder / "channels"))

    def _rules(self) -> Iterator[Mistake]:
        languages = self._library.languages
        for rule in self._library.rules:
            if self._is_here(rule.path):
                own = [self._memory.place(rule.path)]
                find = partial(lint_rule, rule, languages)
                yield from self._memory.mistakes("rule", own, find, *languages)

    def _reading(self) -> Iterator[Mistake]:
        for cues in chain.from_iterable(getattr(self._library, kind) for kind in _CUES):
            for file in cues.files:
                yield from self._heard(file, partial(self._shows, cues))

    def _conversation(self) -> Iterator[Mistake]:
        for file in chain.from_iterable(cues.files for cues in self._library.moves):
            yield from self._heard(file, partial(self._hears, file.name))
        for detail in self._library.details:
            yield from self._heard(detail, partial(self._is_given, detail.name))
        for mention in self._library.mentions:
            yield from self._heard(mention, partial(self._is_told, mention.name))

    def _openers(self) -> Iterator[Mistake]:
        library = self._library
        for texts in map(library.texts, library.languages):
            path = texts.own / "openers.yml"
            if texts.openers and self._is_here(path):
                depends = [self._memory.place(path), _PLACEHOLDERS]
                find = partial(lint_openers, texts, library, self._checks, path)
                yield from self._memory.mistakes(
                    "openers", depends, find, self._error_rules
                )

    def _common(self) -> Iterator[Mistake]:
        yield from self._openers()
        library, checks = self._library, self._checks
        path = library.folder / "acknowledgements.yml"
        if self._is_here(path):
            depends = [self._memory.place(path), *self._error_rules]
            said = library.acknowledgements.items()
            find = partial(lint_acknowledgements, said, checks, path)
            yield from self._memory.mistakes("acknowledgements", depends, find)
        path = library.folder / "impacts.yml"
        if self._is_here(path):
            topics = sorted(library.topics)
            depends = [self._memory.place(path), *topics, *self._error_rules]
            find = partial(lint_impacts, library.impacts, topics, checks, path)
            yield from self._memory.mistakes("impacts", depends, find)

    def _heard(
        self, cues: Cues | Detail | Mention, hears: Callable[[str], bool]
    ) -> list[Mistake]:
        """Return the mistakes of cues: what is read together is heard together."""
        if not self._is_here(cues.path):
            return []
        own = self._memory.place(cues.path)
        find = partial(lint_heard, cues, hears)
        return self._memory.mistakes("cues", [own], find, self._all_cues)

    def _reply(self, reply: ReplyTemplate, library: Library) -> list[Mistake]:
        own = self._memory.place(reply.path)
        english = self._memory.place(reply.path.with_name(f"{reply.tone}.j2"))
        depends = [own, english, _PLACEHOLDERS]
        find = partial(lint_reply, reply, library, self._checks)
        wanted = " ".join(sorted(wanted_in(library)))
        return self._memory.mistakes("reply", depends, find, self._error_rules, wanted)

    def _ladder(
        self, topic: Topic, ladder: Mapping[Tone, ReplyTemplate], language: str
    ) -> list[Mistake]:
        ending = "j2" if language == ENGLISH else f"{language}.j2"
        files = [topic.path, *(topic.path.with_name(f"{t}.{ending}") for t in Tone)]
        warmth = [_WARMTH, f"languages/{language}/warmth.yml"]
        depends = [*map(self._memory.place, files), *warmth]
        find = partial(lint_ladder, topic, ladder, self._checks, language=language)
        return self._memory.mistakes("ladder", depends, find, language)

    def _shows(self, cues: Cues, text: str) -> bool:
        return self._triage.shows(cues, text)

    def _hears(self, move: str, text: str) -> bool:
        return self._ear.hears(move, text)

    def _is_given(self, detail: str, text: str) -> bool:
        return self._ear.is_given(detail, text)

    def _is_told(self, mention: str, text: str) -> bool:
        return self._mentions.is_told(mention, text)

    def _is_here(self, path: Path) -> bool:
        return self._is_whole or _is_in(path, self._place)

    @cached_property
    def _checks(self) -> Checks:
        return Checks(self._library)

    @cached_property
    def _triage(self) -> "Triage":
        from assistant.triage import Triage  # of two processes, one reads messages

        return Triage(self._library)

    @cached_property
    def _ear(self) -> "Ear":
        from assistant.conversation import Ear  # and the other hears conversations

        return Ear(self._library)

    @cached_property
    def _mentions(self) -> "Mentions":
        from assistant.conversation import Mentions

        return Mentions(self._library, self._ear)

    @cached_property
    def _error_rules(self) -> str:
        """What the files say of wording that keeps a reply from going out."""
        rules = (r for r in self._library.rules if r.severity is Severity.ERROR)
        return self._memory.digest(self._memory.place(rule.path) for rule in rules)

    @cached_property
    def _all_cues(self) -> str:
        """What the files say that are read together."""
        files = self._memory.places("reading", "conversation", "replies")
        return self._memory.digest(file for file in files if file.endswith(".yml"))


def _wrong(read: Texts, part: str) -> tuple[Mistake, ...]:
    return _mistakes_of(partial(getattr, read, part))


def _mistakes_of(read: Callable[[], object]) -> tuple[Mistake, ...]:
    try:
        read()
    except FileMistakes as error:
        return error.mistakes
    return ()


def _is_in(path: Path, place: Path) -> bool:
    return path.absolute().is_relative_to(place.absolute())
