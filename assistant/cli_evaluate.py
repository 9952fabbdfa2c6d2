"""`tactful evaluate`: figures on labelled cases."""

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant import screens


def evaluate(
    folder: Annotated[Path, typer.Argument(help="A folder of labelled *.jsonl.")],
    *,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Only the tenth that nothing learns of.")
    ] = False,
    worst: Annotated[int, typer.Option(min=0, help="Name so many failures.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure tone, privacy, route and triage on labelled cases."""
    from assistant.engine import Engine
    from assistant.evaluation import evaluate_folder

    engine = Engine.open(model="none")
    report = evaluate_folder(folder, engine, held_out=held_out)
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        screens.show_evaluation(report, worst)
