"""Read labelled cases from JSON lines; what a row labels is told by its fields."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import CasesError, Mistake, UnknownChannel
from assistant.evaluation.rows import PrivacyCase, RouteCase, ToneCase, TriagePair
from assistant.schema import Channel


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of each task, in the order of files and lines."""

    tone: tuple[ToneCase, ...] = ()
    privacy: tuple[PrivacyCase, ...] = ()
    route: tuple[RouteCase, ...] = ()
    triage: tuple[TriagePair, ...] = ()


AnyCase = ToneCase | PrivacyCase | RouteCase | TriagePair
_SHAPES: dict[str, type[AnyCase]] = {
    "labels": ToneCase,
    "leaks": PrivacyCase,
    "contact_reason": RouteCase,
    "more_urgent": TriagePair,
}


def read_cases(folder: Path, channel: Callable[[str], Channel]) -> Cases:
    """Read every `*.jsonl` of a folder, or one file; `channel` finds a channel.

    Raises CasesError with every mistake in them.
    """
    paths = [folder] if folder.is_file() else sorted(folder.glob("*.jsonl"))
    if not paths:
        problem = "holds no *.jsonl; name a folder of labelled cases"
        raise CasesError([Mistake(folder, 1, problem)])
    rows: list[AnyCase] = []
    mistakes: list[Mistake] = []
    for path in paths:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if line.strip():
                found, problems = _read_row(line, channel)
                rows += [found] if found else []
                mistakes += [Mistake(path, number, problem) for problem in problems]
    if mistakes:
        raise CasesError(mistakes)
    return _by_task(rows)


def _by_task(rows: Sequence[AnyCase]) -> Cases:
    return Cases(
        tone=tuple(row for row in rows if isinstance(row, ToneCase)),
        privacy=tuple(row for row in rows if isinstance(row, PrivacyCase)),
        route=tuple(row for row in rows if isinstance(row, RouteCase)),
        triage=tuple(row for row in rows if isinstance(row, TriagePair)),
    )


def _read_row(
    line: bytes, channel: Callable[[str], Channel]
) -> tuple[AnyCase | None, list[str]]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, [f"is not UTF-8 (byte {error.start})"]
    except (json.JSONDecodeError, RecursionError):
        return None, ["is not JSON; write one object a line"]
    shape = next(
        (s for f, s in _SHAPES.items() if isinstance(row, dict) and f in row), None
    )
    if shape is None:
        return None, [f"has none of the fields {', '.join(_SHAPES)} that label a case"]
    try:
        case = shape.model_validate(row)
    except ValidationError as error:
        return None, list(_in_words(error))
    return case, _unknown_channels(case, channel)


def _in_words(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_input=False, include_url=False):
        place = ".".join(str(key) for key in one["loc"])
        problem = one["msg"].removeprefix("Value error, ")
        said = f"{problem[:1].lower()}{problem[1:]}"
        yield f"{place}: {said}" if place else said


def _unknown_channels(case: AnyCase, channel: Callable[[str], Channel]) -> list[str]:
    names = (
        (case.more_urgent.channel, case.less_urgent.channel)
        if isinstance(case, TriagePair)
        else (case.channel,)
    )
    problems: list[str] = []
    for name in names:
        try:
            channel(name)
        except UnknownChannel as error:
            problems.append(f"channel: {error}")
    return problems
