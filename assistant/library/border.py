"""Hold what people wrote in YAML against the shape we expect, in plain words."""

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import ErrorDetails

from assistant.errors import Mistake
from assistant.library.yaml_files import YamlDocument, YamlMistake, read_yaml
from assistant.text import Phrase, PhraseError, WordLists

_NO_LISTS = WordLists()


class Border(BaseModel):
    """A file or part of a file that people edit: no unknown names, no conversions.

    A shape is built when a file is first held against it; most runs need few of them.
    """

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, defer_build=True
    )


class LadderFile(Border):
    """Sentences for each tone."""

    formal: list[str]
    plain: list[str]
    warm: list[str]
    heartfelt: list[str]


def _as_phrase(source: str, info: ValidationInfo) -> str:
    spelled = (info.context or _NO_LISTS).spelled(source)
    Phrase.parse(spelled)
    return spelled


PhraseText = Annotated[str, AfterValidator(_as_phrase)]
Read = TypeVar("Read")
Shape = TypeVar("Shape", bound=Border)


def read_document(
    document: YamlDocument, shape: type[Shape], lists: WordLists = _NO_LISTS
) -> tuple[Shape | None, list[Mistake]]:
    """Return the document in its shape, or every mistake in it.

    Its phrases come with the words of `lists` in the place of their names.
    """
    try:
        return shape.model_validate(document.data, strict=False, context=lists), []
    except ValidationError as error:
        return None, [_mistake(document, shape, one) for one in error.errors()]


def read_if_there(
    path: Path, shape: type[Shape]
) -> tuple[YamlDocument | None, Shape | None, list[Mistake]]:
    """Return a file and what it says in its shape; a file may also not be there."""
    if not path.exists():
        return None, None, []
    try:
        document = read_yaml(path)
    except YamlMistake as error:
        return None, None, [error.mistake]
    return document, *read_document(document, shape)


def read_each(
    paths: list[Path], read: Callable[[Path], tuple[Read | None, list[Mistake]]]
) -> tuple[list[Read], list[Mistake]]:
    """Read many files, keeping what is right and every mistake in the others."""
    good: list[Read] = []
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            one, wrong = read(path)
        except YamlMistake as error:
            mistakes.append(error.mistake)
            continue
        mistakes.extend(wrong)
        if one is not None:
            good.append(one)
    return good, mistakes


def read_shaped(path: Path, shape: type[Shape]) -> tuple[Shape | None, list[Mistake]]:
    """Read one YAML file in its shape.

    Raises YamlMistake when the file is not YAML at all.
    """
    return read_document(read_yaml(path), shape)


def _mistake(
    document: YamlDocument, shape: type[Border], error: ErrorDetails
) -> Mistake:
    place = tuple(key for key in error["loc"] if isinstance(key, str | int))
    name = ".".join(str(key) for key in place)
    problem = f"{name}: {_in_words(error, shape, place)}"
    return Mistake(document.path, document.line_of(*place), problem)


def _in_words(
    error: ErrorDetails, shape: type[Border], place: tuple[str | int, ...]
) -> str:
    kind, given = error["type"], error["input"]
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]), list(shape.model_fields), 1)
        hint = f"did you mean {near[0]}?" if near else "is not a name used here"
        return hint
    if kind in ("enum", "literal_error"):
        expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
        return f"is '{given}'; use one of {expected.replace(' or ', ', ')}"
    if kind == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    return f"{error['msg'][:1].lower()}{error['msg'][1:]}{_shown(given)}"


def _shown(given: Any) -> str:
    return f" (is {given!r})" if isinstance(given, str | int | float | bool) else ""


__all__ = [
    "Border",
    "PhraseError",
    "PhraseText",
    "read_document",
    "read_each",
    "read_shaped",
]
