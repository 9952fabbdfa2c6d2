"""Sentences that show a customer was read, by what is known of them and by tone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from assistant.errors import Mistake
from assistant.library.border import Border, LadderFile, read_if_there
from assistant.library.lines import Line, TemplateMistake, parse_line
from assistant.library.yaml_files import YamlDocument
from assistant.schema import Tone

Known = Literal["wait", "times", "both", "asked"]
KNOWN: tuple[Known, ...] = get_args(Known)
PLACES: Mapping[Known, frozenset[str]] = {
    "wait": frozenset(["wait"]),
    "times": frozenset(["times"]),
    "both": frozenset(["wait", "times"]),
    "asked": frozenset(["question"]),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the file, and the number of its line there."""

    line: Line
    number: int


Ladder = Mapping[Tone, tuple[Saying, ...]]
Acknowledgements = Mapping[Known, Ladder]


class _AcknowledgementsFile(Border):
    wait: LadderFile
    times: LadderFile
    both: LadderFile
    asked: LadderFile


def load_acknowledgements(path: Path) -> tuple[Acknowledgements, list[Mistake]]:
    """Read the sentences, and every mistake in them; a library may have none."""
    document, content, mistakes = read_if_there(path, _AcknowledgementsFile)
    if document is None or content is None:
        return {}, mistakes
    sayings = {
        known: read_ladder(
            document, (known,), getattr(content, known), PLACES[known], mistakes
        )
        for known in KNOWN
    }
    return sayings, mistakes


def read_ladder(
    document: YamlDocument,
    keys: tuple[str, ...],
    given: LadderFile,
    places: frozenset[str],
    mistakes: list[Mistake],
) -> Ladder:
    """Return the sentences of each tone, adding what is wrong to `mistakes`.

    `keys` say where they stand in the file, `places` what each has to name.
    """
    ladder: dict[Tone, tuple[Saying, ...]] = {}
    for tone in Tone:
        found: list[Saying] = []
        name = ".".join((*keys, tone))
        for number, source in enumerate(getattr(given, tone)):
            at = document.line_of(*keys, tone, number)
            try:
                line = parse_line(source.strip())
            except TemplateMistake as error:
                mistakes.append(Mistake(document.path, at, f"{name}: {error}"))
                continue
            if line.placeholders != places:
                problem = f"{name}: must name {_listed(places)}"
                mistakes.append(Mistake(document.path, at, problem))
            found.append(Saying(line, at))
        ladder[tone] = tuple(found)
    return ladder


def _listed(places: frozenset[str]) -> str:
    names = " and ".join(sorted(places))
    return f"{names}, and nothing else" if names else "nothing that a message fills in"
