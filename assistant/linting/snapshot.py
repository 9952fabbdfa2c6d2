"""What the files of a library, and the program itself, hold now: told by a digest."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

_KINDS = (".yml", ".j2")
_MOST_FILES = 20_000
_SIZE = 16  # bytes of a digest
_PACKAGE = Path(__file__).parent.parent
_APART = ("__pycache__", "_templates", "_models")  # what is no code of ours
_INSTALLED = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The digest of every file of a library, by its place in it."""

    digests: Mapping[str, str]

    def key(self, kind: str, places: Iterable[str], *more: str) -> str:
        """Return one digest of what stands in some files; a missing one counts."""
        told = [kind, *more]
        for place in places:
            told += (place, self.digests.get(place, ""))
        return _digest("\0".join(told).encode(errors="surrogateescape"))


def take_snapshot(root: Path) -> Snapshot | None:
    """Look at every file of a library; None where one cannot be told for sure."""
    digests: dict[str, str] = {}
    try:
        for path in _files(root, _KINDS):
            if len(digests) == _MOST_FILES:
                return None
            digests[_place(path, root)] = _digest(Path(path).read_bytes())
    except OSError:
        return None
    return Snapshot(dict(sorted(digests.items())))


def program_digest() -> str:
    """Return a digest of our own code and of the versions that it runs on."""
    told = [sys.version.encode()]
    for path in sorted(_files(_PACKAGE)):
        told += (_place(path, _PACKAGE).encode(), Path(path).read_bytes())
    for folder in sys.path:
        if os.path.isdir(folder):
            names = sorted(n for n in os.listdir(folder) if n.endswith(_INSTALLED))
            told.append("\0".join(names).encode(errors="surrogateescape"))
    return _digest(b"\0".join(told))


def _place(path: str, root: Path) -> str:
    return path[len(os.fspath(root)) :].lstrip(os.sep).replace(os.sep, "/")


def _files(root: Path, kinds: tuple[str, ...] = ("",)) -> Iterable[str]:
    """Yield the path of each file.

    Raises OSError for a folder that cannot be read, or that is a link: links may run
    in rings.
    """
    for folder, folders, names in os.walk(root, onerror=_raise):
        folders[:] = [name for name in folders if name not in _APART]
        for name in folders:
            if os.path.islink(os.path.join(folder, name)):
                raise OSError(f"{name} is a link to a folder")
        for name in names:
            if name.endswith(kinds):
                yield os.path.join(folder, name)


def _raise(error: OSError) -> None:
    raise error


def _digest(raw: bytes) -> str:
    return blake2b(raw, digest_size=_SIZE).hexdigest()
