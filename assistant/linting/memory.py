"""What has been found before in one library, as its files stand now."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant.errors import Mistake
from assistant.linting.snapshot import take_snapshot
from assistant.linting.verdicts import Told, Verdicts

Find = Callable[[], Iterable[Mistake]]


class Memory:
    """Looks where nobody has looked since a file changed, and remembers.

    Where the files cannot be told for sure, everything is looked at.
    """

    def __init__(self, root: Path, verdicts: Verdicts) -> None:
        self._root = root
        self._opening = os.path.join(root, "")
        self._verdicts = verdicts
        self._snapshot = take_snapshot(root)
        self._new: dict[str, tuple[Told, ...]] = {}

    def places(self, *folders: str) -> list[str]:
        """Return the places of all files, or of those in some folders."""
        openings = tuple(f"{folder}/" for folder in folders) or ("",)
        known = self._snapshot.digests if self._snapshot else ()
        return [place for place in known if place.startswith(openings)]

    def count(self, place: Path) -> int:
        """Return how many files there are in one place."""
        if self._snapshot is None:
            kinds = ("*.yml", "*.j2")
            return place.is_file() + sum(len(list(place.rglob(k))) for k in kinds)
        within = place.absolute().relative_to(self._root.absolute()).as_posix()
        known = self._snapshot.digests
        if within == ".":
            return len(known)
        return (within in known) + len(self.places(within))

    def place(self, path: Path) -> str:
        """Return the place of a file in the library."""
        whole = os.fspath(path)
        if whole.startswith(self._opening):
            return whole[len(self._opening) :].replace(os.sep, "/")
        return path.relative_to(self._root).as_posix()

    def digest(self, places: Iterable[str]) -> str:
        """Return what stands for many files together, to be part of many keys."""
        return self._snapshot.key("files", places) if self._snapshot else ""

    def mistakes(
        self, kind: str, places: Iterable[str], find: Find, *more: str
    ) -> list[Mistake]:
        """Return what is wrong: `find` tells where it is not known.

        It must depend on nothing but its `kind`, what stands in the files at `places`,
        and what `more` says.
        """
        if self._snapshot is None:
            return list(find())
        key = self._snapshot.key(kind, places, *more)
        told = self._new.get(key, self._verdicts.recall(key))
        if told is None:
            told = self.told(find())
            self._new[key] = told
        return self.as_mistakes(told)

    def told(self, mistakes: Iterable[Mistake]) -> tuple[Told, ...]:
        """Return mistakes as they are kept: wherever the library lies."""
        return tuple((self.place(m.path), m.line, m.problem) for m in mistakes)

    def as_mistakes(self, told: Iterable[Told]) -> list[Mistake]:
        """Return what was kept, for this library."""
        return [Mistake(self._root / at, line, problem) for at, line, problem in told]

    def learn(self, new: Mapping[str, Iterable[Told]]) -> None:
        """Take over what another process found."""
        self._new.update({key: tuple(map(_as_told, told)) for key, told in new.items()})

    @property
    def new(self) -> dict[str, tuple[Told, ...]]:
        """What was found now, by key."""
        return self._new

    def hand_over(self) -> None:
        """Give what was found now to the verdicts, unless a file changed meanwhile."""
        if self._new and take_snapshot(self._root) == self._snapshot:
            self._verdicts.keep(self._new)


def _as_told(written: Iterable[Any]) -> Told:
    place, line, problem = written
    return place, line, problem
