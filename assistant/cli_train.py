"""`tactful train`: the recipe of each model that is fitted to data."""

from pathlib import Path
from typing import Annotated

import typer

from assistant import screens
from assistant.errors import InputError
from assistant.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Fit what is fitted to labelled data.")

Corpus = Annotated[Path, typer.Option(help="Our own corpus of labelled rows.")]
Work = Annotated[Path, typer.Option(help="Where checkpoints lie; taken up again.")]


@app.command()
def clues(
    folders: Annotated[list[Path], typer.Argument(help="Folders of *.jsonl.")],
    *,
    write: Annotated[bool, typer.Option("--write", help="Change the file.")] = False,
) -> None:
    """Fit what each clue tells of the contact reason, and say how well it reads."""
    from assistant.library import Library
    from assistant.training.clues import fit_clues, write_clues

    templates = get_settings().templates
    fit = fit_clues(folders, Library(templates))
    screens.show_clue_fit(fit)
    if write:
        write_clues(fit.weights, templates / "reading" / "priority.yml")


@app.command()
def language(
    *,
    preset: Annotated[str, typer.Option(help="tiny, cpu or gpu.")] = "cpu",
    data: Annotated[Path | None, typer.Option(help="Openly licensed text.")] = None,
    corpus: Corpus = Path("models/corpus"),
    work: Work = Path("build/language"),
    out: Annotated[Path, typer.Option(help="The model folder to write.")] = Path(
        "models/tactful"
    ),
    without: Annotated[
        list[str] | None,
        typer.Option(help="Leave out pretraining, echoes or own: an ablation."),
    ] = None,
) -> None:
    """Train the language model that drafts speak with, and write its folder."""
    from assistant.training.language.presets import PRESETS
    from assistant.training.language.recipe import Ingredients, Recipe

    if preset not in PRESETS:
        raise InputError(f"there is no preset '{preset}'; use {', '.join(PRESETS)}")
    left_out = set(without or ())
    unknown = left_out - {"pretraining", "echoes", "own"}
    if unknown:
        raise InputError(f"cannot leave out {', '.join(sorted(unknown))}")
    use = Ingredients(**dict.fromkeys(left_out, False))
    recipe = Recipe(PRESETS[preset], corpus, work, data, use)
    recipe.run(typer.echo)
    figures = recipe.export(out)
    typer.echo(f"{out}: held-out loss {figures:.3f} nats a token")
