"""Name every mistake in the files that people edit, at once, as `path:line: what`."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from assistant.errors import BrandError, Mistake
from assistant.linting.memory import Memory
from assistant.linting.verdicts import Verdicts, open_verdicts

__all__ = ["LintReport", "Verdicts", "lint_paths", "open_verdicts"]


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


def lint_paths(
    paths: Iterable[Path], *, verdicts: Verdicts | None = None, alone: bool = True
) -> LintReport:
    """Lint files and folders; a brand file may lie anywhere.

    A path inside a library is held against the rest of the library, and only its own
    mistakes are named. What `verdicts` know is not looked at again. Where not `alone`,
    a second process helps; a program with threads must stay alone.
    """
    started = time.perf_counter()
    verdicts = verdicts or Verdicts()
    mistakes: dict[Mistake, None] = {}
    files = 0
    for path in paths:
        root = _library_of(path)
        if not path.exists():
            mistakes[Mistake(path, 1, "there is no such file or folder")] = None
        elif root is None:
            files += 1
            mistakes.update(dict.fromkeys(_lint_brand(path)))
        else:
            found, looked_at = _lint_place(path, root, verdicts, alone=alone)
            files += looked_at
            mistakes.update(dict.fromkeys(found))
    ordered = sorted(mistakes, key=lambda m: (str(m.path), m.line, m.problem))
    return LintReport(tuple(ordered), files, time.perf_counter() - started)


def _lint_place(
    place: Path, root: Path, verdicts: Verdicts, *, alone: bool
) -> tuple[list[Mistake], int]:
    """Return the mistakes of one place in a library, and how many files it holds."""
    memory = Memory(root, verdicts)
    find = partial(_look, root, place, memory, alone=alone)
    found = memory.mistakes("place", memory.places(), find, str(root), str(place))
    memory.hand_over()
    return found, memory.count(place)


def _look(root: Path, place: Path, memory: Memory, *, alone: bool) -> list[Mistake]:
    from assistant.linting.library import lint_library  # brings all that reads texts

    found = lint_library(root, place, memory, alone=alone)
    return [mistake for mistake in found if _is_in(mistake.path, place)]


def _lint_brand(path: Path) -> tuple[Mistake, ...]:
    from assistant.library import load_brand

    try:
        load_brand(path)
    except BrandError as error:
        return error.mistakes
    return ()


def _library_of(path: Path) -> Path | None:
    for folder in (path, *path.absolute().parents):
        if (folder / "voices.yml").is_file() and (folder / "styles").is_dir():
            return folder
    return None


def _is_in(path: Path, place: Path) -> bool:
    return path.absolute().is_relative_to(place.absolute())
