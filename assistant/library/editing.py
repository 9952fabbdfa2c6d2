"""Save a reply template that someone edited: only a right one, and never half of it."""

import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from assistant.errors import InputError, LibraryError, Mistake, StaleWrite
from assistant.library import Library, ReplyTemplate, YamlMistake, parse_reply

Lint = Callable[[ReplyTemplate], Iterable[Mistake]]

_HEADER = re.compile(r"\A---\n(?P<header>.*?)^---\n", re.S | re.M)
_MOST = 6000  # characters of a template; the longest we have is a third of that
_WIDE = 10_000  # characters; a line of the header is never folded anew
_saving = Lock()


def source_of(library: Library, topic: str, tone: str) -> str:
    """Return the text of a template as its file has it.

    Raises InputError when the library has no such template.
    """
    path = _existing(library, topic, tone).path
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError([Mistake(path, 1, f"cannot be read: {error}")]) from error


def read_edited(
    library: Library, topic: str, tone: str, text: str
) -> tuple[ReplyTemplate | None, list[Mistake]]:
    """Read a text as if it stood in the file, and every mistake in it.

    Raises InputError when the library has no such template.
    """
    path = _existing(library, topic, tone).path
    if len(text) > _MOST:
        return None, [Mistake(path, 1, f"is longer than {_MOST:,} characters")]
    try:
        return parse_reply(_tidy(text), path)
    except YamlMistake as error:
        return None, [error.mistake]


def save_reply(
    library: Library, topic: str, tone: str, text: str, *, seen: str, lint: Lint
) -> ReplyTemplate:
    """Write a template to its file, and let the library use it from now on.

    Comments in the header stay. `seen` is the text that was edited.

    Raises InputError when the library has no such template, LibraryError with every
    mistake in the text, and StaleWrite when the file is no longer the one `seen`.
    """
    template, mistakes = read_edited(library, topic, tone, text)
    if template is not None:
        mistakes = [*mistakes, *lint(template)]
    if template is None or mistakes:
        raise LibraryError(mistakes)
    with _saving:
        if source_of(library, topic, tone) != seen:
            raise StaleWrite("someone else saved this text meanwhile; open it again")
        _write(template.path, _with_header_in_form(_tidy(text), template.path))
        # The library keeps what it read in its attributes; see `cached_property`.
        saved = {**library.replies, (template.topic, template.tone): template}
        vars(library)["replies"] = saved
    return template


def _existing(library: Library, topic: str, tone: str) -> ReplyTemplate:
    """Return the template of that name; a path is never made of what was sent."""
    for (known, rung), reply in library.replies.items():
        if known == topic and rung == tone:
            return reply
    raise InputError(f"there is no reply {topic[:60]!r} in {tone[:20]!r}")


def _tidy(text: str) -> str:
    """Return the text with the line ends and the last line of our files."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    return f"{lines}\n"


def _with_header_in_form(text: str, path: Path) -> str:
    """Return the text with its header written anew; comments and quotes stay."""
    parts = _HEADER.match(text)
    assert parts is not None  # it was read just now
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    written = io.StringIO()
    try:
        yaml.dump(yaml.load(parts["header"]), written)
    except (YAMLError, RecursionError) as error:
        problem = "the header cannot be written back; keep it plain"
        raise LibraryError([Mistake(path, 2, problem)]) from error
    return f"---\n{written.getvalue()}---\n{text[parts.end() :]}"


def _write(path: Path, text: str) -> None:
    """Replace a file in one step: what is read is the old text or the new one."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(path, name)
            os.replace(name, path)
        except OSError:
            with suppress(OSError):
                os.unlink(name)
            raise
        _settle(path.parent)
    except OSError as error:
        problem = f"cannot be saved: {error.strerror or error}"
        raise LibraryError([Mistake(path, 1, problem)]) from error


def _settle(folder: Path) -> None:
    """Let the new name outlast a power cut, where the system can promise that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # no folder can be opened on Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
