"""Name the mistakes in the library, or in a text before it is saved there."""

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import Field

from assistant.api.desk import VERSION, AtDesk, Desk
from assistant.api.failures import Refused
from assistant.errors import Mistake
from assistant.linting import lint_paths
from assistant.wire import Json, Wire

router = APIRouter(prefix="/v1", tags=["library"])
_NAME = r"^[a-z0-9_]{1,60}(/[a-z0-9_]{1,60}){0,3}\.(j2|yml)$"
_ROOMS = ("replies", "styles", "channels", "handoffs", "reading")
_BRANDS = "brands"
_AT_WORK = BoundedSemaphore(2)  # a whole library takes seconds of a core
_ALONE = {"replies": (1, 2), "styles": (1, 2)}  # folders deep, without neighbours


class LintIn(Wire):
    """A text and the name of the file it would be; without both, the library.

    The name is never opened: it says only what kind of file the text is.
    """

    path: str | None = Field(default=None, max_length=300, pattern=_NAME)
    text: str | None = Field(default=None, max_length=60_000)


@router.post("/lint")
def lint(desk: AtDesk, wanted: Annotated[LintIn | None, Body()] = None) -> Json:
    """Name every mistake at once, each with its file and line."""
    if not _AT_WORK.acquire(blocking=False):
        message = "others are linting; ask again in a few seconds"
        raise Refused(message, code="try_later", status=503)
    try:
        return _lint(desk, wanted or LintIn())
    finally:
        _AT_WORK.release()


def _lint(desk: Desk, wanted: LintIn) -> Json:
    if wanted.path is None and wanted.text is None:
        report = lint_paths([desk.engine.library.folder])
        shown = [desk.mistake_json(mistake) for mistake in report.mistakes]
        return {"version": VERSION, "files": report.files, "mistakes": shown}
    if wanted.path is None or wanted.text is None:
        message = "path and text belong together: the name of a file and what it says"
        raise Refused(message, code="wrong_shape", param="path", status=422)
    mistakes = _lint_text(wanted.path, wanted.text, desk)
    named = [
        {"path": wanted.path, "line": m.line, "problem": m.problem} for m in mistakes
    ]
    return {"version": VERSION, "files": 1, "mistakes": named}


def _lint_text(name: str, text: str, desk: Desk) -> tuple[Mistake, ...]:
    """Lint a text as if it stood in the library under that name."""
    room, *inside = name.split("/")
    known = room in _ROOMS and inside
    if (
        not known
        and room != _BRANDS
        and not (desk.engine.library.folder / room).is_file()
    ):
        message = f"path: begins with none of {', '.join((*_ROOMS, _BRANDS))}"
        raise Refused(message, code="wrong_shape", param="path", status=422)
    with TemporaryDirectory(prefix="tactful-") as scratch:
        root = Path(scratch)
        if room != _BRANDS:
            _link_neighbours(desk.engine.library.folder, root, name)
        target = root / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return lint_paths([target]).mistakes


def _link_neighbours(library: Path, root: Path, name: str) -> None:
    """Link what a file is held against into `root`, where its text will stand.

    Other topics and other rules have no say in it, and would only take time.
    """
    parts = Path(name).parts
    for depth, own in enumerate(parts):
        folder, place = (top.joinpath(*parts[:depth]) for top in (library, root))
        place.mkdir(exist_ok=True)
        if depth in _ALONE.get(parts[0], ()) or not folder.is_dir():
            continue
        for entry in folder.iterdir():
            if entry.name != own and (depth or entry.name != "replies"):
                (place / entry.name).symlink_to(entry.absolute())
