"""Run a job over a file of messages, and go on where a stopped run was.

Each input line becomes one output line, in order, written whole or not at all, so
counting the finished lines says where to go on.
"""

import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from assistant.collecting import collect_seldom
from assistant.engine import Engine
from assistant.errors import BatchLineError, InputError, TactfulError
from assistant.parallel import Crew, map_in_order
from assistant.schema import Brand, Message
from assistant.settings import get_settings
from assistant.wire import (
    CheckIn,
    Json,
    MessageIn,
    ReplyIn,
    check_json,
    reply_json,
    triage_json,
)

Job = Literal["reply", "check", "triage"]
JOBS: tuple[Job, ...] = ("reply", "check", "triage")
ALONE = Crew()
_HERE: list[Engine] = []  # the engine of a worker process
_FLUSH_EVERY = 50  # lines between two writes to disk; a crash repeats so many at most


@dataclass(frozen=True, slots=True)
class BatchReport:
    """How a run ended: lines done now, lines found done before, lines with an error."""

    done: int
    before: int
    errors: int


def run_batch(
    job: Job,
    source: Path,
    target: Path,
    engine: Engine,
    *,
    brand: Brand | None = None,
    crew: Crew = ALONE,
    on_line: Callable[[], None] = lambda: None,
) -> BatchReport:
    """Work through `source` (JSON lines or CSV) into `target` (JSON lines).

    A target that is there already is taken as the first part of the same run, as the
    small file beside it (`.progress`) confirms. Lines that are wrong become `error`
    lines, and the run goes on. Each process of a crew opens an engine of its own.

    Raises InputError when the target belongs to another run, and OSError as Python.
    """
    before = _lines_done(job, source, target)
    errors = done = 0
    with target.open("a", encoding="utf-8") as out:
        answers = _answers(
            partial(_answer, job, brand),
            islice(_lines(source), before, None),
            engine,
            crew,
        )
        for answer in answers:
            errors += "error" in answer
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            done += 1
            on_line()
            if done % _FLUSH_EVERY == 0:
                out.flush()
    return BatchReport(done, before, errors)


def count_lines(source: Path) -> int:
    """Return how many messages a file holds."""
    return sum(1 for _ in _lines(source))


def read_messages(
    source: Path,
    engine: Engine,
    brand: Brand | None = None,
    *,
    on_wrong: Callable[[str], None] = lambda problem: None,
) -> Iterator[tuple[str, Message]]:
    """Yield the id (else the line's number) and the message of each line.

    Lines that are wrong are told to `on_wrong`, and the reading goes on.
    """
    for number, line in _lines(source):
        try:
            row = _parse(number, line)
            message = MessageIn.model_validate(row).to_message(engine, brand=brand)
        except ValidationError as error:
            on_wrong(f"line {number}: {_first_problem(error)}")
        except TactfulError as error:
            on_wrong(f"line {number}: {error}")
        else:
            yield str(row.get("id", number)), message


def _lines_done(job: Job, source: Path, target: Path) -> int:
    """Return how many whole lines stand in the target, cutting a half-written one."""
    marker = target.with_name(target.name + ".progress")
    mark = _mark(job, source)
    if not target.exists() or target.stat().st_size == 0:
        marker.write_text(mark, encoding="utf-8")
        return 0
    if not marker.exists() or marker.read_text(encoding="utf-8") != mark:
        raise InputError(f"{target} is of another run; name another file or remove it")
    with target.open("rb+") as out:
        whole = end = 0
        for line in out:
            if line.endswith(b"\n"):
                whole, end = whole + 1, end + len(line)
        out.truncate(end)
    return whole


def _mark(job: Job, source: Path) -> str:
    with source.open("rb") as raw:
        head = raw.read(65_536)
    digest = hashlib.sha256(head).hexdigest()
    return f"{job} {os.path.getsize(source)} {digest}\n"


def _lines(source: Path) -> Iterator[tuple[int, str | Json]]:
    """Yield the number (from 1) and content of each line that is not empty."""
    if source.suffix.lower() == ".csv":
        with source.open(encoding="utf-8-sig", errors="replace", newline="") as rows:
            yield from enumerate(_from_csv(csv.DictReader(rows)), 2)
        return
    with source.open("rb") as raw:
        for number, line in enumerate(raw, 1):
            if line.strip():
                yield number, line.decode(errors="surrogateescape")


def _from_csv(rows: Iterable[dict[str, Any]]) -> Iterator[Json]:
    """Put the columns of `customer` where the JSON form has them."""
    for row in rows:
        given = {name: value for name, value in row.items() if name and value}
        customer = {
            name: given.pop(name)
            for name in ("handle", "followers", "verified")
            if name in given
        }
        yield given | ({"customer": customer} if customer else {})


def _answers(
    answer: Callable[[tuple[int, str | Json], Engine], Json],
    lines: Iterable[tuple[int, str | Json]],
    engine: Engine,
    crew: Crew,
) -> Iterator[Json]:
    if crew.alone:
        return (answer(line, engine) for line in lines)
    return map_in_order(
        partial(_answer_here, answer),
        lines,
        crew=crew,
        start=partial(_open_here, engine.library.folder, engine.spec),
    )


def _open_here(templates: Path, model: str) -> None:
    """Open this process's own engine."""
    settings = get_settings().model_copy(update={"templates": templates})
    _HERE.append(Engine.open(settings, model=model))
    collect_seldom()


def _answer_here(
    answer: Callable[[tuple[int, str | Json], Engine], Json],
    line: tuple[int, str | Json],
) -> Json:
    return answer(line, _HERE[-1])


def _answer(
    job: Job, brand: Brand | None, numbered: tuple[int, str | Json], engine: Engine
) -> Json:
    number, line = numbered
    row: Any = None
    try:
        row = _parse(number, line)
        return {"id": row.get("id", number), **_work(job, row, engine, brand)}
    except ValidationError as error:
        problem = _first_problem(error)
    except BatchLineError as error:
        problem = error.problem
    except TactfulError as error:
        problem = str(error)
    known = row.get("id", number) if isinstance(row, dict) else number
    return {"id": known, "line": number, "error": problem}


def _parse(number: int, line: str | Json) -> Json:
    if isinstance(line, dict):
        return line
    try:
        line.encode()
        row = json.loads(line)
    except UnicodeEncodeError as error:
        raise BatchLineError(number, "is not UTF-8; save the file as UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BatchLineError(number, f"is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise BatchLineError(number, "must be an object with text and channel")
    return row


def _work(job: Job, row: Json, engine: Engine, brand: Brand | None) -> Json:
    if job == "check":
        checked = CheckIn.model_validate(row)
        return check_json(engine.check(*checked.to_context(engine, brand=brand)))
    if job == "triage":
        message = MessageIn.model_validate(row).to_message(engine, brand=brand)
        return triage_json(*engine.triage(message))
    # A topic in a file is a label of its owner's, not the word of an agent.
    wanted = ReplyIn.model_validate({**row, "topic": ""})
    message = wanted.to_message(engine, brand=brand)
    reply = engine.reply(
        message, tone=wanted.tone, drafts=wanted.drafts, seed=wanted.seed
    )
    return reply_json(reply)


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(key) for key in first["loc"])
    return f"{place}: {first['msg'][:1].lower()}{first['msg'][1:]}"
