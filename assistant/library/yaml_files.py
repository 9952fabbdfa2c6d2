"""Read the YAML that people edit: strictly, with the line of every value.

YAML 1.2 meanings (`no` is a word, `12:30` is text, `0123` is text), no duplicate keys,
no anchors and no tags, so that what is read is what stands there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import Mistake

Key = str | int
_CUT_OFF = re.compile(r"[ \t]+#")  # a comment behind a value without quotes
_DEEPEST = 20  # what we read is at most 4 deep
_TAG = "tag:yaml.org,2002:"


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

    def descend_resolver(self, *_: object) -> None:
        """Follow no paths: what a value means depends on nothing around it."""

    def ascend_resolver(self) -> None:
        """Follow no paths."""


def _resolve(tag: str, pattern: str, first: str) -> None:
    _Loader.add_implicit_resolver(f"{_TAG}{tag}", re.compile(pattern), list(first))


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
    except yaml.YAMLError as error:
        raise YamlMistake(_as_mistake(error, path, first_line)) from error
    finally:
        loader.dispose()
    if node is None:
        return YamlDocument(path, {}, {})
    if not isinstance(node, yaml.MappingNode):
        raise YamlMistake(Mistake(path, first_line, "must be `name: value` lines"))
    reading = _Reading(path, first_line, text)
    return YamlDocument(path, reading.mapping(node, ()), reading.lines)


class _Reading:
    """The values of one file, read in one walk that notes where each stands."""

    def __init__(self, path: Path, first_line: int, text: str) -> None:
        self.lines: dict[tuple[Key, ...], int] = {}
        self._path = path
        self._first_line = first_line
        self._text = text
        self._seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, place: tuple[Key, ...]) -> dict[Any, Any]:
        """Return what a mapping holds; no key may come twice."""
        self._note(node, place, "map")
        values: dict[Any, Any] = {}
        keys: set[str] = set()
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._mistake(key_node, "a name must be a word, not a list")
            key = key_node.value
            if key in keys:
                raise self._mistake(key_node, f"{key}: stands here twice")
            keys.add(key)
            within = (*place, key)
            self.lines[within] = key_node.start_mark.line + self._first_line
            values[self._scalar(key_node)] = self._value(value_node, within)
        return values

    def _value(self, node: yaml.Node, place: tuple[Key, ...]) -> object:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            self._note(node, place, "seq")
            each = enumerate(node.value)
            return [self._one_of_many(one, (*place, number)) for number, one in each]
        self._note(node, place)
        return self._scalar(node)

    def _one_of_many(self, node: yaml.Node, place: tuple[Key, ...]) -> object:
        """Return a value of a list; what looks like a part of it must be one."""
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        if plain and _CUT_OFF.match(self._text, node.end_mark.index):
            raise self._mistake(node, "what follows # is lost; use quotes")
        return self._value(node, place)

    def _scalar(self, node: yaml.Node) -> object:
        make = _PLAIN.get(node.tag)
        if make is None:
            raise self._tagged(node)
        try:
            return make(node.value)
        except ValueError:
            problem = f"'{node.value}' is not what its tag says"
            raise self._mistake(node, problem) from None

    def _note(
        self, node: yaml.Node, place: tuple[Key, ...], kind: str | None = None
    ) -> None:
        if kind is not None and node.tag != _TAG + kind:
            raise self._tagged(node)
        if id(node) in self._seen:
            raise self._mistake(node, "anchors are not used here; repeat it")
        if len(place) > _DEEPEST:
            raise self._mistake(node, "is nested too deeply")
        self._seen.add(id(node))
        self.lines.setdefault(place, node.start_mark.line + self._first_line)

    def _tagged(self, node: yaml.Node) -> YamlMistake:
        tag = node.tag.removeprefix(_TAG)
        return self._mistake(node, f"the tag '{tag}' is not used here; leave it out")

    def _mistake(self, node: yaml.Node, problem: str) -> YamlMistake:
        line = node.start_mark.line + self._first_line
        return YamlMistake(Mistake(self._path, line, problem))


_PLAIN: Mapping[str, Callable[[str], object]] = {
    f"{_TAG}str": str,
    f"{_TAG}int": int,
    f"{_TAG}float": float,
    f"{_TAG}bool": lambda word: word.lower() == "true",
    f"{_TAG}null": lambda _: None,
}


def _as_mistake(error: yaml.YAMLError, path: Path, first_line: int) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    line = (mark.line if mark else 0) + first_line
    problem = getattr(error, "problem", None) or str(error)
    return Mistake(path, line, f"is not YAML: {problem}")
