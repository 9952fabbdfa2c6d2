"""The command line: `tactful reply`, `check`, `reword`, `triage`, `batch`."""

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import (
    cli_cases,
    cli_evaluate,
    cli_mcp,
    cli_outages,
    cli_train,
    screens,
)
from assistant.collecting import collect_seldom
from assistant.errors import InputError, TactfulError, TextError
from assistant.schema import Brand, Tone
from assistant.settings import get_settings

if TYPE_CHECKING:
    from assistant.engine import Engine

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Draft replies to customers who write in public, and check them.",
)
app.add_typer(cli_train.app, name="train")
app.add_typer(cli_cases.app, name="case")
app.command()(cli_outages.outages)
app.command()(cli_mcp.mcp)
app.command()(cli_evaluate.evaluate)
_FOUND_AN_ERROR = 1
_CANNOT_WORK = 2
_WHOLE_LIBRARY = 1_000_000  # things made; some 25 MB more than with fewer

Text = Annotated[str, typer.Argument(help="The text, or - for standard input.")]
ChannelOption = Annotated[str, typer.Option("--channel", "-c", help="Where: x, dm, …")]
BrandOption = Annotated[Path | None, typer.Option("--brand", help="A brand file.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ModelOption = Annotated[
    str, typer.Option("--model", help="A model's name, a folder, a URL, or none.")
]
Followers = Annotated[int, typer.Option("--followers", min=0)]
Waiting = Annotated[int, typer.Option("--waiting", min=0, help="Minutes so far.")]
TopicOption = Annotated[
    str, typer.Option("--topic", help="What it is about, where the reading is wrong.")
]


@app.command()
def reply(
    text: Text = "-",
    *,
    channel: ChannelOption,
    name: Annotated[str, typer.Option(help="The customer's name.")] = "",
    followers: Followers = 0,
    waiting: Waiting = 0,
    topic: TopicOption = "",
    tone: Annotated[Tone | None, typer.Option(help="How warm.")] = None,
    drafts: Annotated[int, typer.Option(min=1, max=4)] = 3,
    brand: BrandOption = None,
    model: ModelOption = "",
    seed: Annotated[int, typer.Option(min=0)] = 0,
    as_json: JsonOption = False,
) -> None:
    """Read a message and draft replies to it."""
    from assistant.wire import CustomerIn, MessageIn, reply_json

    engine = _open(model)
    message = MessageIn(
        text=_read(text),
        channel=channel,
        customer=CustomerIn(name=name, followers=followers),
        minutes_waiting=waiting,
    ).to_message(engine, brand=_brand(brand))
    answer = engine.reply(message, tone=tone, drafts=drafts, seed=seed, read_as=topic)
    _print(reply_json(answer)) if as_json else screens.show_reply(answer)


@app.command()
def check(
    text: Text = "-",
    *,
    channel: ChannelOption,
    private: Annotated[bool, typer.Option("--private", help="Not public.")] = False,
    customer_text: Annotated[str, typer.Option(help="What the customer wrote.")] = "",
    brand: BrandOption = None,
    fix: Annotated[bool, typer.Option("--fix", help="Make every fix.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check a text that an agent wrote; exit 1 when it must not go out."""
    from assistant.mending import offer
    from assistant.rewording import apply_all
    from assistant.wire import CheckIn, check_json
    from assistant.wire_reword import reword_json

    engine = _open("none")
    wanted = CheckIn(
        text=_read(text),
        channel=channel,
        public=False if private else None,
        customer_text=customer_text,
    )
    given, context = wanted.to_context(engine, brand=_brand(brand))
    if fix:
        done = apply_all(given, engine, context)
        checked = done.checked
        _print(reword_json(done)) if as_json else screens.show_reworded(done)
    else:
        checked = offer(engine.check(given, context), engine, context)
        _print(check_json(checked)) if as_json else screens.show_check(checked)
    for note in engine.check_notes:
        screens.note(note)
    if not checked.ready:
        raise typer.Exit(_FOUND_AN_ERROR)


@app.command()
def reword(
    text: Text = "-",
    *,
    channel: ChannelOption,
    tone: Annotated[Tone, typer.Option(help="How warm.")] = Tone.WARM,
    private: Annotated[bool, typer.Option("--private", help="Not public.")] = False,
    customer_text: Annotated[str, typer.Option(help="What the customer wrote.")] = "",
    brand: BrandOption = None,
    model: ModelOption = "",
    seed: Annotated[int, typer.Option(min=0)] = 0,
    as_json: JsonOption = False,
) -> None:
    """Say an agent's own text in a tone, and show each change."""
    from assistant.rewording import reword as reword_text
    from assistant.wire_reword import RewordIn, reword_json

    engine = _open(model)
    wanted = RewordIn(
        text=_read(text),
        channel=channel,
        public=False if private else None,
        customer_text=customer_text,
        tone=tone,
    )
    given, context = wanted.to_context(engine, brand=_brand(brand))
    done = reword_text(given, engine, context, tone, seed=seed)
    _print(reword_json(done)) if as_json else screens.show_reworded(done)


@app.command()
def triage(
    text: Text = "-",
    *,
    channel: ChannelOption,
    followers: Followers = 0,
    waiting: Waiting = 0,
    topic: TopicOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say why a customer writes, how urgent it is and where it goes."""
    from assistant.wire import CustomerIn, MessageIn, triage_json

    engine = _open("none")
    message = MessageIn(
        text=_read(text),
        channel=channel,
        customer=CustomerIn(followers=followers),
        minutes_waiting=waiting,
    ).to_message(engine)
    assessment, route = engine.triage(message, read_as=topic)
    if as_json:
        _print(triage_json(assessment, route))
    else:
        screens.show_triage(message.text, assessment, route)


@app.command()
def batch(
    job: Annotated[str, typer.Argument(help="reply, check or triage")],
    source: Annotated[Path, typer.Argument(help="JSON lines or CSV.")],
    target: Annotated[Path, typer.Argument(help="JSON lines, continued if there.")],
    *,
    brand: BrandOption = None,
    model: ModelOption = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes to use.")] = 1,
    ray: Annotated[bool, typer.Option("--ray", help="Take them from Ray.")] = False,
) -> None:
    """Work through a file of messages; a stopped run continues where it was."""
    from assistant.batch import JOBS, count_lines, run_batch
    from assistant.parallel import Crew

    wanted = next((known for known in JOBS if known == job), None)
    if wanted is None:
        raise InputError(f"there is no job '{job}'; use one of {', '.join(JOBS)}")
    engine = _open(model if wanted == "reply" else "none")
    with screens.progress(count_lines(source)) as advance:
        report = run_batch(
            wanted,
            source,
            target,
            engine,
            brand=_brand(brand),
            crew=Crew(workers, on_cluster=ray),
            on_line=advance,
        )
    screens.show_batch(report, target)
    if report.errors:
        raise typer.Exit(_FOUND_AN_ERROR)


@app.command()
def lint(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files, folders.")] = None,
    *,
    cache: Annotated[
        bool, typer.Option(help="Look again only at what changed since the last run.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Name every mistake in templates, rules, channels and brands at once."""
    from assistant.linting import Verdicts, lint_paths, open_verdicts

    gc.set_threshold(_WHOLE_LIBRARY)  # what is read stays to the end, nearly all
    verdicts = open_verdicts() if cache else Verdicts()
    places = paths or [get_settings().templates]
    report = lint_paths(places, verdicts=verdicts, alone=False)
    verdicts.save()
    _print(report.as_json()) if as_json else screens.show_lint(report)
    if report.has_errors:
        raise typer.Exit(_FOUND_AN_ERROR)


@app.command()
def serve(
    *,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 0,
    model: ModelOption = "",
) -> None:
    """Serve the screens, REST, the OpenAI protocol and MCP on one port."""
    from assistant.api import serve as serve_api

    settings = get_settings()
    changes = {"host": host, "port": port, "model": model}
    chosen = {name: value for name, value in changes.items() if value}
    serve_api(settings.model_copy(update=chosen))


def main() -> None:
    """Run the command line; what goes wrong is said in a line, without a trace."""
    collect_seldom()
    try:
        app()
    except (TactfulError, OSError) as error:
        _stop(str(error))
    except ValueError as error:
        from pydantic import ValidationError

        if not isinstance(error, ValidationError):
            raise
        first = error.errors(include_input=False)[0]
        _stop(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
    finally:
        gc.freeze()  # to look through all that was made would take a fifth of a lint


def _stop(problem: str) -> None:
    screens.complain(problem)
    sys.exit(_CANNOT_WORK)


def _open(model: str) -> "Engine":
    from assistant.engine import Engine

    return Engine.open(model=model)


def _read(text: str) -> str:
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise TextError("standard input is not UTF-8; convert it first") from error


def _brand(path: Path | None) -> Brand | None:
    from assistant.library import load_brand

    return load_brand(chosen) if (chosen := path or get_settings().brand) else None


def _print(answer: object) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
