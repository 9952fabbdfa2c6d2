"""`tactful outages`: say when many write about the same thing, and what to answer."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from assistant import screens_cases as screens
from assistant.screens import complain
from assistant.settings import get_settings

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
    from assistant.outage_replies import announce, reply_to_each
    from assistant.outages import find_outages, read_reports
    from assistant.wire import draft_json
    from assistant.wire_cases import outage_json

    engine = Engine.open(model="none")
    chosen = brand or get_settings().brand
    loaded = load_brand(chosen) if chosen else None
    wrong: list[str] = []
    messages = list(read_messages(source, engine, loaded, on_wrong=wrong.append))
    reports = read_reports(messages, engine)
    found = find_outages(reports, window=timedelta(minutes=window), fewest=fewest)
    given = {"service": service, "next_update": next_update, "way_round": way_round}
    words = {name: text for name, text in given.items() if text}
    answers: list[dict[str, object]] = []
    printed = []
    for outage in found:
        told = () if fixed else announce(outage, engine, words)
        each = list(reply_to_each(outage, engine, words, fixed=fixed))
        answers += [{"id": r.id, **draft_json(draft)} for r, draft in each]
        if as_json:
            printed.append(outage_json(outage, told, each))
        else:
            shown = [(report.id, draft) for report, draft in each[:3]]
            screens.show_outage(outage, told[0] if told else None, shown)
    if as_json:
        typer.echo(json.dumps({"outages": printed}, ensure_ascii=False, indent=2))
    elif not found:
        screens.show_no_outage(len(messages))
    for problem in wrong[:_MOST_TOLD]:
        complain(problem)
    if replies:
        replies.write_text("".join(_lines(answers)), encoding="utf-8")
    if wrong:
        raise typer.Exit(1)


def _lines(answers: list[dict[str, object]]) -> Iterator[str]:
    for answer in answers:
        yield json.dumps(answer, ensure_ascii=False) + "\n"
