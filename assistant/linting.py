"""Name every mistake in the files that people edit, at once, as `path:line: what`."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from assistant.channels import load_channels
from assistant.checks import Checks
from assistant.checks.rules import RuleChecker
from assistant.conversation import Ear
from assistant.errors import FileMistakes, Mistake
from assistant.library import (
    Cues,
    Detail,
    Library,
    ReplyTemplate,
    Rule,
    load_brand,
    mistakes_in_languages,
)
from assistant.lint_replies import lint_ladders, lint_reply
from assistant.schema import Brand, Channel, Context, Customer, Tone
from assistant.text import ENGLISH
from assistant.triage import Triage

Part = TypeVar("Part")
_PARTS = (
    "rules",
    "topics",
    "placeholders",
    "signals",
    "emotions",
    "reasons",
    "stakes",
    "moves",
    "details",
    "times",
    "spellings",
    "weights",
)
_PARTS_OF_TEXTS = (
    "replies",
    "voices",
    "handoff_lines",
    "briefs",
    "warmth",
    "asks",
)
_TO_A_TOPIC = ("replies", "contact reason")
_FOLDERS = ("channels", "conversation", "reading", "replies", "styles")
_PARTS_IN: dict[str, tuple[str, ...]] = {  # what has to be read for files of one folder
    "channels": (),
    "conversation": ("moves", "details", "times"),
    "styles": ("rules",),
    "replies": ("rules", "topics", "placeholders"),
}
_TEXTS_IN: dict[str, tuple[str, ...]] = {
    "channels": (),
    "conversation": (),
    "styles": (),
    "replies": ("replies", "warmth"),
}


@dataclass(frozen=True, slots=True)
class LintReport:
    """Every mistake found, and how many files were looked at."""

    mistakes: tuple[Mistake, ...]
    files: int
    seconds: float

    @property
    def has_errors(self) -> bool:
        """Say whether there is any mistake."""
        return bool(self.mistakes)

    def lines(self) -> list[str]:
        """Return the mistakes as `path:line: what`."""
        return [str(mistake) for mistake in self.mistakes]

    def summary(self) -> str:
        """Return the outcome in a line."""
        if not self.mistakes:
            return f"{self.files} files, no mistakes"
        return f"{self.files} files, {len(self.mistakes)} mistakes"

    def as_json(self) -> dict[str, Any]:
        """Return the report as other programs read it."""
        return {
            "files": self.files,
            "mistakes": [
                {"path": str(m.path), "line": m.line, "problem": m.problem}
                for m in self.mistakes
            ],
        }


def lint_paths(paths: Iterable[Path]) -> LintReport:
    """Lint files and folders; a brand file may lie anywhere.

    A path inside a library is held against the rest of the library, and only its own
    mistakes are named.
    """
    started = time.perf_counter()
    mistakes: dict[Mistake, None] = {}
    files = 0
    for path in paths:
        root = _library_of(path)
        if not path.exists():
            mistakes[Mistake(path, 1, "there is no such file or folder")] = None
        elif root is None:
            files += 1
            mistakes.update(dict.fromkeys(_mistakes_of(partial(load_brand, path))))
        else:
            files += sum(1 for one in _files_in(path))
            found = _Linter(root, path).mistakes()
            mistakes.update(dict.fromkeys(m for m in found if _is_in(m.path, path)))
    ordered = sorted(mistakes, key=lambda m: (str(m.path), m.line, m.problem))
    return LintReport(tuple(ordered), files, time.perf_counter() - started)


class _Linter:
    """One library, looked at from all sides, or at one place in it."""

    def __init__(self, root: Path, place: Path) -> None:
        within = place.absolute().relative_to(root.absolute()).parts
        one_topic = within[:1] == ("replies",) and len(within) > len(_TO_A_TOPIC)
        self._library = Library(root, topic=within[2] if one_topic else "*")
        self._place = place
        self._folder = within[0] if within and within[0] in _FOLDERS else ""

    def mistakes(self) -> Iterator[Mistake]:
        """Yield every mistake: first in the files, then in how they work together."""
        broken = False
        for part in _PARTS_IN.get(self._folder, _PARTS):
            found = _mistakes_of(partial(getattr, self._library, part))
            broken = broken or bool(found)
            yield from found
        for texts in map(self._library.texts, self._library.languages):
            for part in _TEXTS_IN.get(self._folder, _PARTS_OF_TEXTS):
                found = _mistakes_of(partial(getattr, texts, part))
                broken = broken or bool(found)
                yield from found
        if self._looks_at("channels"):
            channels = self._library.folder / "channels"
            yield from _mistakes_of(partial(load_channels, channels))
        if broken:
            return
        if self._looks_at("styles"):
            yield from self._rules()
        if self._looks_at("reading"):
            yield from self._reading()
        if self._looks_at("conversation"):
            yield from self._conversation()
        if self._looks_at("replies"):
            yield from self._replies()

    def _looks_at(self, folder: str) -> bool:
        return self._folder in ("", folder)

    def _rules(self) -> Iterator[Mistake]:
        for rule in self._library.rules:
            if _is_in(rule.path, self._place):
                yield from _lint_rule(rule, self._library.languages)

    def _reading(self) -> Iterator[Mistake]:
        library = self._library
        triage = Triage(library)
        kinds = (library.signals, library.emotions, library.reasons, library.stakes)
        for cues in (one for kind in kinds for one in kind):
            if _is_in(cues.path, self._place):
                yield from _lint_cues(cues, triage)

    def _conversation(self) -> Iterator[Mistake]:
        ear = Ear(self._library)
        for cues in self._library.moves:
            if _is_in(cues.path, self._place):
                yield from _lint_heard(cues, partial(ear.hears, cues.name))
        for detail in self._library.details:
            if _is_in(detail.path, self._place):
                yield from _lint_heard(detail, partial(ear.is_given, detail.name))

    def _replies(self) -> Iterator[Mistake]:
        library = self._library
        looked_at = [
            topic
            for topic in library.topics.values()
            if _is_in(topic.path, self._place) or _is_in(self._place, topic.path.parent)
        ]
        for texts in map(library.texts, library.languages):
            by_topic: dict[str, dict[Tone, ReplyTemplate]] = defaultdict(dict)
            for (topic, tone), reply in texts.replies.items():
                by_topic[topic][tone] = reply
                if _is_in(reply.path, self._place):
                    yield from lint_reply(reply, library, self._checks)
            yield from lint_ladders(
                looked_at, by_topic, self._checks, language=texts.language
            )
        folder = library.folder / "replies"
        yield from mistakes_in_languages(folder, library.languages)

    @cached_property
    def _checks(self) -> Checks:
        return Checks(self._library)


def _lint_rule(rule: Rule, languages: Sequence[str]) -> Iterator[Mistake]:
    """Hold a rule against its own examples."""
    checker = RuleChecker([rule])
    if rule.language not in ("any", *languages):
        known = ", ".join(("any", *languages))
        problem = f"language: '{rule.language}' is none here; use one of {known}"
        yield Mistake(rule.path, 1, problem)
    for text in rule.flags:
        if not any(checker.check(text, _context_for(rule))):
            yield Mistake(rule.path, 1, f"does not find its flags: {text!r}")
    for text in rule.passes:
        if any(checker.check(text, _context_for(rule))):
            yield Mistake(rule.path, 1, f"finds its passes: {text!r}")


def _context_for(rule: Rule) -> Context:
    """Return a place where the rule applies."""
    key = min(rule.channels, default="lint")
    channel = Channel(key, key, None, "none", public=True, form="post")
    return Context(
        channel=channel,
        public=rule.public is not False,
        brand=Brand(),
        customer=Customer(),
        customer_text=rule.when[0].sample() if rule.when else "",
        language=ENGLISH if rule.language == "any" else rule.language,
    )


def _lint_cues(cues: Cues, triage: Triage) -> Iterator[Mistake]:
    """Hold a file of cues against its own examples, as a message is read."""
    yield from _lint_heard(cues, partial(triage.shows, cues))


def _lint_heard(cues: Cues | Detail, hears: Callable[[str], bool]) -> Iterator[Mistake]:
    for text in cues.flags:
        if not hears(text):
            yield Mistake(cues.path, 1, f"does not find its flags: {text!r}")
    for text in cues.passes:
        if hears(text):
            yield Mistake(cues.path, 1, f"finds its passes: {text!r}")


def _mistakes_of(read: Callable[[], object]) -> tuple[Mistake, ...]:
    try:
        read()
    except FileMistakes as error:
        return error.mistakes
    return ()


def _library_of(path: Path) -> Path | None:
    for folder in (path, *path.absolute().parents):
        if (folder / "voices.yml").is_file() and (folder / "styles").is_dir():
            return folder
    return None


def _files_in(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for kind in ("*.yml", "*.j2"):
        yield from path.rglob(kind)


def _is_in(path: Path, place: Path) -> bool:
    return path.absolute().is_relative_to(place.absolute())
