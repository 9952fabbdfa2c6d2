"""Lint one library, or one place in it, alone or with a second process."""

from functools import partial
from pathlib import Path
from typing import Any

from assistant.errors import Mistake
from assistant.linting.beside import beside, can_fork
from assistant.linting.memory import Memory
from assistant.linting.sections import SECTIONS, Linter

_TO_A_TOPIC = ("replies", "contact reason")
_BESIDE = ("channels", "styles", "reading")  # look for no private details
_HERE = tuple(name for name in SECTIONS if name not in (*_BESIDE, "replies"))
_BOTH = ("rules", "topics")  # parts that both processes need
# The process beside looks at the replies of these topics too, when it is done with its
# sections, so that both end at about the same time.
_HELPED = "[a-o]*"


def lint_library(
    root: Path, place: Path, memory: Memory, *, alone: bool
) -> list[Mistake]:
    """Return the mistakes of a library that linting one place in it brings up.

    There may be mistakes elsewhere among them.
    """
    within = place.absolute().relative_to(root.absolute()).parts
    if not within:
        linter = Linter(root, place, memory)
        help_comes = not alone and can_fork()
        return _with_help(linter, memory) if help_comes else _all_sections(linter)
    section = within[0] if within[0] in SECTIONS else "common"
    one_topic = section == "replies" and len(within) > len(_TO_A_TOPIC)
    topic = within[2] if one_topic else "*"
    return Linter(root, place, memory, topic=topic).section(section)


def _all_sections(linter: Linter) -> list[Mistake]:
    return [mistake for name in SECTIONS for mistake in linter.section(name)]


def _with_help(linter: Linter, memory: Memory) -> list[Mistake]:
    """Do what `_all_sections` does, in two processes."""
    linter.read(*_BOTH)
    answer = beside(partial(_help, linter, memory))
    found = [mistake for name in _HERE for mistake in linter.section(name)]
    unreadable = linter.unreadable("replies")
    replies = [] if unreadable else list(linter.replies(without=_HELPED))
    told = answer()
    memory.learn(told["new"])
    replies += memory.as_mistakes(told["replies"])
    return [*found, *memory.as_mistakes(told["sections"]), *(unreadable or replies)]


def _help(linter: Linter, memory: Memory) -> dict[str, Any]:
    sections = [mistake for name in _BESIDE for mistake in linter.section(name)]
    replies = linter.some_replies(_HELPED)
    return {
        "sections": memory.told(sections),
        "replies": memory.told(replies),
        "new": memory.new,
    }
