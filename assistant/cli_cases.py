"""`tactful case`: follow each customer to the end, from the command line."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import screens_cases as screens
from assistant.errors import TextError
from assistant.schema import Brand, Tone
from assistant.settings import get_settings

if TYPE_CHECKING:
    from assistant.casework import Casework
    from assistant.engine import Engine

app = typer.Typer(no_args_is_help=True, help="Follow each customer to the end.")

Number = Annotated[int, typer.Argument(min=1, help="The number of the case.")]
Text = Annotated[str, typer.Argument(help="The text, or - for standard input.")]
Agent = Annotated[str, typer.Option("--agent", "-a", help="Which agent you are.")]
BrandOption = Annotated[Path | None, typer.Option("--brand", help="A brand file.")]
Channel = Annotated[str, typer.Option("--channel", "-c", help="Where: x, dm, …")]
ModelOption = Annotated[str, typer.Option("--model", help="For drafts; none is fast.")]


@app.command("list")
def show_all(
    *,
    closed: Annotated[bool, typer.Option("--closed", help="The closed ones.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
) -> None:
    """List cases: who waits for us first, then the gravest."""
    _, work = _work()
    screens.show_cases(work.cases.queue(limit, closed=closed))


@app.command()
def show(number: Number, *, brand: BrandOption = None) -> None:
    """Show the story of a case in five lines, what was said, and what is owed."""
    _, work = _work(brand)
    case = work.cases.get(number)
    screens.show_case(work.at_home(case), work.story(case))


@app.command()
def hear(
    text: Text = "-",
    *,
    channel: Channel,
    case: Annotated[int | None, typer.Option(min=1, help="Their case.")] = None,
    name: Annotated[str, typer.Option(help="The customer's name.")] = "",
    handle: Annotated[str, typer.Option(help="Their handle there.")] = "",
    followers: Annotated[int, typer.Option(min=0)] = 0,
    brand: BrandOption = None,
) -> None:
    """Take in what a customer wrote: their case goes on, or a new one begins."""
    from assistant.wire import CustomerIn, MessageIn

    engine, work = _work(brand)
    message = MessageIn(
        text=_read(text),
        channel=channel,
        customer=CustomerIn(name=name, handle=handle, followers=followers),
    ).to_message(engine, brand=_brand(brand))
    step = work.hear(message, case_id=case)
    screens.show_case(work.at_home(step.case), work.story(step.case))


@app.command()
def draft(
    number: Number,
    *,
    tone: Annotated[Tone | None, typer.Option(help="How warm.")] = None,
    drafts: Annotated[int, typer.Option(min=1, max=4)] = 3,
    brand: BrandOption = None,
    model: ModelOption = "none",
) -> None:
    """Draft the next word in a case: an answer, a promise kept, a follow-up."""
    from assistant.screens import show_reply

    _, work = _work(brand, model)
    show_reply(work.draft(number, tone=tone, drafts=drafts))


@app.command()
def say(
    number: Number,
    text: Text = "-",
    *,
    agent: Agent = "",
    channel: Channel = "",
    brand: BrandOption = None,
) -> None:
    """Record what was sent; what it promises becomes due, what it asks is awaited."""
    _, work = _work(brand)
    case = work.say(number, _read(text), author=agent or None, channel=channel)
    screens.show_case(work.at_home(case), work.story(case))


@app.command()
def topic(
    number: Number,
    name: Annotated[str, typer.Argument(help="Its name or title.")],
    *,
    brand: BrandOption = None,
) -> None:
    """Say which topic a case is about, where the reading is wrong."""
    _, work = _work(brand)
    case = work.read_as(number, name)
    screens.show_case(work.at_home(case), work.story(case))


@app.command()
def close(
    number: Number, reason: Annotated[str, typer.Argument(help="Why it is over.")]
) -> None:
    """Close a case with a reason."""
    _, work = _work()
    screens.show_cases([work.close(number, reason)])


@app.command()
def claim(number: Number, *, agent: Agent) -> None:
    """Take a case in hand for a quarter of an hour."""
    _, work = _work()
    screens.show_cases([work.cases.claim(number, agent)])


@app.command("hand-over")
def hand_over(
    number: Number,
    reason: Annotated[str, typer.Argument(help="What the next agent must know.")],
    *,
    agent: Agent,
    to: Annotated[str, typer.Option(help="To whom; nobody for whoever is free.")] = "",
) -> None:
    """Give a case to another agent, and keep why."""
    _, work = _work()
    screens.show_cases(
        [work.cases.hand_over(number, agent, to=to or None, reason=reason)]
    )


@app.command()
def due(
    *,
    hours: Annotated[int, typer.Option(min=0, help="Within so many hours.")] = 24,
) -> None:
    """List what we owe: promises and follow-ups, the overdue ones first."""
    _, work = _work()
    screens.show_due(work.cases.due(work.cases.clock() + timedelta(hours=hours)))


@app.command()
def done(
    number: Number,
    task: Annotated[int, typer.Argument(min=1, help="The number of what was owed.")],
    *,
    dropped: Annotated[bool, typer.Option("--dropped", help="Not needed.")] = False,
) -> None:
    """Record that something owed was done."""
    _, work = _work()
    screens.show_cases([work.settle(number, task, kept=not dropped)])


def _work(brand: Path | None = None, model: str = "none") -> "tuple[Engine, Casework]":
    from assistant.casework import Casework
    from assistant.engine import Engine
    from assistant.store import Store

    engine = Engine.open(model=model)
    store = Store.open(get_settings().database)
    return engine, Casework(engine, store, brand=_brand(brand))


def _brand(path: Path | None) -> Brand:
    from assistant.library import load_brand

    chosen = path or get_settings().brand
    return load_brand(chosen) if chosen else Brand()


def _read(text: str) -> str:
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise TextError("standard input is not UTF-8; convert it first") from error
