"""`tactful outages`: say when many write about the same thing, and what to answer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import screens_cases as screens
from assistant.screens import complain
from assistant.settings import get_settings

if TYPE_CHECKING:
    from assistant.engine import Engine
    from assistant.outages import Outage, Report
    from assistant.schema import CheckedDraft

_SHOWN = 3  # answers on the screen
_MOST_TOLD = 20  # wrong lines; more would bury what was found
Words = Annotated[str, typer.Option(help="As it reads in the announcement.")]


def outages(
    source: Annotated[Path, typer.Argument(help="JSON lines or CSV, with `at`.")],
    *,
    window: Annotated[int, typer.Option(min=1, help="Minutes.")] = 60,
    fewest: Annotated[int, typer.Option(min=2, help="Writers that make one.")] = 5,
    service: Words = "",
    next_update: Words = "",
    way_round: Words = "",
    fixed: Annotated[bool, typer.Option("--fixed", help="It is over.")] = False,
    replies: Annotated[
        Path | None, typer.Option(help="Write an answer for each writer here.")
    ] = None,
    brand: Annotated[Path | None, typer.Option("--brand", help="A brand file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say when many messages in a short time are about the same thing."""
    from assistant.batch import read_messages
    from assistant.engine import Engine
    from assistant.library import load_brand
    from assistant.outages import find_outages, read_reports

    engine = Engine.open(model="none")
    chosen = brand or get_settings().brand
    loaded = load_brand(chosen) if chosen else None
    wrong: list[str] = []
    messages = list(read_messages(source, engine, loaded, on_wrong=wrong.append))
    reports = read_reports(messages, engine)
    found = find_outages(reports, window=timedelta(minutes=window), fewest=fewest)
    given = {"service": service, "next_update": next_update, "way_round": way_round}
    words = {name: text for name, text in given.items() if text}
    answered = [_answer(outage, engine, words, fixed=fixed) for outage in found]
    if as_json:
        _print_json(answered)
    elif answered:
        _show(answered)
    else:
        screens.show_no_outage(len(messages))
    for problem in wrong[:_MOST_TOLD]:
        complain(problem)
    if replies:
        replies.write_text("".join(_lines(answered)), encoding="utf-8")
    if wrong:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Answered:
    """An outage, how to announce it, and what to answer each who wrote of it."""

    outage: "Outage"
    announced: "Sequence[CheckedDraft]"
    each: "Sequence[tuple[Report, CheckedDraft]]"


def _answer(
    outage: "Outage", engine: "Engine", words: Mapping[str, str], *, fixed: bool
) -> _Answered:
    from assistant.outage_replies import announce, reply_to_each

    told = () if fixed else announce(outage, engine, words)
    return _Answered(
        outage, told, list(reply_to_each(outage, engine, words, fixed=fixed))
    )


def _print_json(answered: Sequence[_Answered]) -> None:
    from assistant.wire_cases import outage_json

    printed = [outage_json(one.outage, one.announced, one.each) for one in answered]
    typer.echo(json.dumps({"outages": printed}, ensure_ascii=False, indent=2))


def _show(answered: Sequence[_Answered]) -> None:
    for one in answered:
        first = one.announced[0] if one.announced else None
        few = [(report.id, draft) for report, draft in one.each[:_SHOWN]]
        screens.show_outage(one.outage, first, few)


def _lines(answered: Sequence[_Answered]) -> Iterator[str]:
    """Yield the answers as lines of JSON, one for each who wrote."""
    from assistant.wire import draft_json

    for one in answered:
        for report, draft in one.each:
            line = {"id": report.id, **draft_json(draft)}
            yield json.dumps(line, ensure_ascii=False) + "\n"
