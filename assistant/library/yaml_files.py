"""Read the YAML that people edit: strictly, with the line of every value.

YAML 1.2 meanings (`no` is a word, `12:30` is text, `0123` is text), no duplicate keys,
no anchors and no tags, so that what is read is what stands there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import Mistake

Key = str | int


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """The values of one file and the line on which each stands."""

    path: Path
    data: dict[str, Any]
    lines: Mapping[tuple[Key, ...], int]

    def line_of(self, *keys: Key) -> int:
        """Return the line (from 1) of a value, or of the nearest thing around it."""
        place = tuple(keys)
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class YamlMistake(Exception):
    """A file is not YAML as we read it; `mistake` says where."""

    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake
        super().__init__(str(mistake))


class _Loader(yaml.CSafeLoader):
    """YAML 1.2 core meanings: only plain true, false, null and ordinary numbers."""

    yaml_implicit_resolvers: dict[str, Any] = {}


def _resolve(tag: str, pattern: str, first: str) -> None:
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first)
    )


_resolve("bool", r"^(?:true|True|false|False)$", "tTfF")
_resolve("null", r"^(?:null|~|)$", "n~\0")
_resolve("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789")
_resolve("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", "-+0123456789")


def read_yaml(path: Path) -> YamlDocument:
    """Read one YAML file.

    Raises YamlMistake with the line when the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise YamlMistake(Mistake(path, 1, f"cannot be read: {error}")) from error
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path, *, first_line: int = 1) -> YamlDocument:
    """Read YAML from `text`, which stands in `path` from `first_line` on.

    Raises YamlMistake with the line when it is not a mapping of plain values.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return YamlDocument(path, {}, {})
        if not isinstance(node, yaml.MappingNode):
            raise YamlMistake(Mistake(path, first_line, "must be `name: value` lines"))
        lines: dict[tuple[Key, ...], int] = {}
        _note_lines(node, (), lines, path, first_line, set())
        data = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise YamlMistake(_as_mistake(error, path, first_line)) from error
    finally:
        loader.dispose()
    return YamlDocument(path, data, lines)


def _note_lines(
    node: yaml.Node,
    place: tuple[Key, ...],
    lines: dict[tuple[Key, ...], int],
    path: Path,
    first_line: int,
    seen: set[int],
) -> None:
    line = node.start_mark.line + first_line
    if id(node) in seen:
        raise YamlMistake(Mistake(path, line, "anchors are not used here; repeat it"))
    seen.add(id(node))
    lines.setdefault(place, line)
    if isinstance(node, yaml.MappingNode):
        keys: set[str] = set()
        for key_node, value in node.value:
            key = str(key_node.value)
            key_line = key_node.start_mark.line + first_line
            if key in keys:
                raise YamlMistake(Mistake(path, key_line, f"{key}: stands here twice"))
            keys.add(key)
            lines[(*place, key)] = key_line
            _note_lines(value, (*place, key), lines, path, first_line, seen)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            _note_lines(value, (*place, number), lines, path, first_line, seen)


def _as_mistake(error: yaml.YAMLError, path: Path, first_line: int) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    line = (mark.line if mark else 0) + first_line
    problem = getattr(error, "problem", None) or str(error)
    return Mistake(path, line, f"is not YAML: {problem}")
