"""`tactful train`: the recipe of each model that is fitted to data."""

from pathlib import Path
from typing import Annotated

import typer

from assistant import screens
from assistant.errors import InputError
from assistant.settings import get_settings

app = typer.Typer(no_args_is_help=True, help="Fit what is fitted to labelled data.")

Corpus = Annotated[Path, typer.Option(help="Our own corpus of labelled rows.")]
Base = Annotated[Path, typer.Option(help="The encoder that it starts from.")]
Work = Annotated[Path, typer.Option(help="Where checkpoints lie; taken up again.")]
Begin = Annotated[
    Path | None, typer.Option(help="The folder of one of ours that learns on.")
]
Data = Annotated[
    Path | None, typer.Option(help="Where the real messages lie that we only labelled.")
]


@app.command()
def reading(
    *,
    preset: Annotated[str, typer.Option(help="tiny, full, further or taught.")] = (
        "full"
    ),
    corpus: Corpus = Path("models/corpus"),
    work: Work = Path("build/reading"),
    out: Annotated[Path, typer.Option(help="The folder of weights to write.")] = Path(
        "models/reading"
    ),
    data: Data = None,
    encoder: Annotated[Path, typer.Option(help="The encoder that it starts from.")] = (
        Path("models/encoder")
    ),
    begin: Begin = None,
    teacher: Annotated[
        Path | None, typer.Option(help="A BERT or MPNet to be taught first.")
    ] = None,
    texts: Annotated[
        Path | None, typer.Option(help="Texts for it to be asked about, one a line.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
) -> None:
    """Train the reader of messages, and write its weights."""
    from assistant.library import Library
    from assistant.training.reading import PRESETS, Recipe, read_corpus, train_reading

    if preset not in PRESETS:
        raise InputError(f"there is no preset '{preset}'; use {', '.join(PRESETS)}")
    recipe = Recipe(
        out,
        work,
        preset=PRESETS[preset],
        encoder=encoder,
        begin=begin,
        teacher=teacher,
        texts=_lines(texts),
        seed=seed,
    )
    library = Library(get_settings().templates)
    rows = read_corpus(corpus, data)
    trained = train_reading(rows, library, recipe, typer.echo)
    screens.show_trained(trained, out)


@app.command()
def language(
    *,
    preset: Annotated[str, typer.Option(help="tiny, cpu, further or gpu.")] = "cpu",
    data: Annotated[Path | None, typer.Option(help="Openly licensed text.")] = None,
    begin: Begin = None,
    corpus: Corpus = Path("models/corpus"),
    work: Work = Path("build/language"),
    out: Annotated[Path, typer.Option(help="The model folder to write.")] = Path(
        "models/tactful"
    ),
    without: Annotated[
        list[str] | None,
        typer.Option(help="Leave out pretraining, echoes or own: an ablation."),
    ] = None,
    minutes: Annotated[
        float | None, typer.Option(min=0.01, help="Of learning in all; else as preset.")
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
    chosen = PRESETS[preset]
    if minutes is not None:
        chosen = chosen.within(minutes, pretraining=use.pretraining)
    recipe = Recipe(chosen, corpus, work, data, use, begin)
    recipe.run(typer.echo)
    figures = recipe.export(out)
    typer.echo(f"{out}: held-out loss {figures:.3f} nats a token")


@app.command()
def matter(
    *,
    preset: Annotated[str, typer.Option(help="tiny or full.")] = "full",
    corpus: Corpus = Path("models/corpus"),
    data: Data = None,
    work: Work = Path("build/matter"),
    out: Annotated[Path, typer.Option(help="The folder of weights to write.")] = Path(
        "models/matter"
    ),
    seed: Annotated[int, typer.Option(min=0)] = 0,
) -> None:
    """Train the judge of what happened, and say how it does on the held-out tenth."""
    from assistant.drafting import Sight
    from assistant.drafting.marker import KIND as MARKER
    from assistant.drafting.marker import Marker
    from assistant.engine import READER
    from assistant.training import matter as teaching
    from assistant.triage.trained.reader import TrainedReader

    if preset not in teaching.PASSES:
        presets = ", ".join(teaching.PASSES)
        raise InputError(f"there is no preset '{preset}'; use {presets}")
    reader = TrainedReader.open(get_settings().models / READER)
    marker = Marker.open(get_settings().models / MARKER)
    own = teaching.read_judged(corpus / "clauses", held_out=False)
    judge = teaching.train_matter(
        [*own, *teaching.read_judged_real(corpus, data)],
        Sight(reader.pooled, reader.read, reader.mark),
        passes=teaching.PASSES[preset],
        seed=seed,
        work=work,
        progress=typer.echo,
    )
    judge = teaching.with_edits(judge, own, marker)
    teaching.write_judge(judge, out)
    held_out = teaching.read_judged(corpus / "clauses", held_out=True)
    for line in teaching.measure(judge, held_out, marker).lines():
        typer.echo(line)


@app.command()
def marker(
    *,
    preset: Annotated[str, typer.Option(help="tiny or full.")] = "full",
    corpus: Corpus = Path("models/corpus"),
    base: Base = Path("models/encoder"),
    data: Data = None,
    work: Work = Path("build/marker"),
    out: Annotated[Path, typer.Option(help="The folder of weights to write.")] = Path(
        "models/marker"
    ),
) -> None:
    """Train what marks the words that drafts take up, and say how well it does."""
    from assistant.training.marker import COURSES, fit_marker
    from assistant.training.marker_cases import read_marked

    if preset not in COURSES:
        raise InputError(f"there is no preset '{preset}'; use {', '.join(COURSES)}")
    cases = read_marked(corpus, data)
    fit = fit_marker(cases, base, COURSES[preset], work=work, progress=_tell_pass)
    fit.write(out)
    typer.echo("\n".join(fit.lines()))


@app.command()
def impacts(
    *,
    corpus: Corpus = Path("models/corpus"),
    data: Data = None,
    reading: Annotated[Path, typer.Option(help="The reader to stand above.")] = Path(
        "models/reading"
    ),
    out: Annotated[Path, typer.Option(help="The folder of weights to write.")] = Path(
        "models/impacts"
    ),
) -> None:
    """Train what hears what customers have been through, and say how well it does."""
    from assistant.library import Library
    from assistant.training.impacts import fit_impacts, read_impacts

    library = Library(get_settings().templates)
    fit = fit_impacts(read_impacts(corpus, data), library, reading)
    fit.write(out)
    typer.echo("\n".join(fit.lines()))


@app.command()
def quotes(
    *,
    corpus: Corpus = Path("models/corpus"),
    out: Annotated[Path, typer.Option(help="The folder of weights to write.")] = Path(
        "models/quotes"
    ),
) -> None:
    """Train what chooses words to quote, and say how well it does."""
    from assistant.drafting.marker import KIND as MARKER
    from assistant.engine import READER
    from assistant.library import Library
    from assistant.training.quotes import fit_quotes, read_quotes

    models, library = get_settings().models, Library(get_settings().templates)
    cases = read_quotes(corpus)
    fit = fit_quotes(cases, library, models / READER, marker=models / MARKER)
    fit.write(out)
    typer.echo("\n".join(fit.lines()))


def _tell_pass(done: int, loss: float) -> None:
    typer.echo(f"pass {done}: loss {loss:.3f}")


@app.command()
def tone(
    public: Annotated[
        list[Path] | None, typer.Argument(help="Folders of public labelled sets.")
    ] = None,
    *,
    preset: Annotated[str, typer.Option(help="tiny, full or further.")] = "full",
    corpus: Corpus = Path("models/corpus"),
    base: Base = Path("models/encoder"),
    begin: Begin = None,
    work: Work = Path("build/tone"),
    teacher: Annotated[
        Path | None, typer.Option(help="A BERT or MPNet to be taught first.")
    ] = None,
    texts: Annotated[
        Path | None, typer.Option(help="Texts for it to be asked about, one a line.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Change the files.")] = False,
) -> None:
    """Train the tone model, choose its thresholds, and say how well it hears."""
    from assistant.library import Library
    from assistant.training.tone import RECIPES, Sources, fit_tone, write_fit

    if preset not in RECIPES:
        raise InputError(f"there is no preset '{preset}'; use {', '.join(RECIPES)}")
    settings = get_settings()
    work.mkdir(parents=True, exist_ok=True)
    fit = fit_tone(
        Sources(
            corpus,
            begin or base,
            public or (),
            teacher,
            _lines(texts),
            goes_on=begin is not None,
        ),
        Library(settings.templates),
        RECIPES[preset],
        work=work,
        progress=_tell_pass,
    )
    typer.echo("\n".join(fit.lines()))
    if write:
        write_fit(fit, settings.models / "tone", settings.templates / "tone.yml")


@app.command()
def encoder(
    teacher: Annotated[Path, typer.Argument(help="The folder of a larger BERT.")],
    texts: Annotated[Path, typer.Argument(help="JSON lines with a text each.")],
    *,
    minutes: Annotated[float, typer.Option(min=0.01)] = 55,
    begin: Annotated[
        Path | None, typer.Option(help="An encoder of ours that it grows from.")
    ] = None,
    layers: Annotated[int, typer.Option(min=1)] = 8,
    work: Work = Path("build/encoder"),
    out: Annotated[Path, typer.Option(help="The folder to write.")] = Path(
        "models/encoder"
    ),
) -> None:
    """Teach a small encoder to read, by the states of a larger one."""
    from assistant.training.distil import School, Schooling, Teacher, read_texts
    from assistant.training.network import Shape
    from assistant.training.reader import write_network

    work.mkdir(parents=True, exist_ok=True)
    school = School(
        Teacher(teacher),
        read_texts(texts),
        Schooling(Shape(layers=layers), begin, minutes=minutes),
        work / "encoder.pt",
    )
    network = school.run(typer.echo)
    write_network(network, school.vocabulary, out)


def _lines(path: Path | None) -> list[str]:
    return path.read_text("utf-8").splitlines() if path else []
