"""Sentences that say what a customer has borne, by what is known and by tone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from assistant.errors import Mistake
from assistant.library.border import Border, LadderFile, read_if_there
from assistant.library.lines import Line, TemplateMistake, parse_line
from assistant.library.yaml_files import YamlDocument
from assistant.schema import Tone

Known = Literal["wait", "times", "both"]
KNOWN: tuple[Known, ...] = get_args(Known)
PLACES: Mapping[Known, frozenset[str]] = {
    "wait": frozenset(["wait"]),
    "times": frozenset(["times"]),
    "both": frozenset(["wait", "times"]),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of the file, and the number of its line there."""

    line: Line
    number: int


Acknowledgements = Mapping[Known, Mapping[Tone, tuple[Saying, ...]]]


class _AcknowledgementsFile(Border):
    wait: LadderFile
    times: LadderFile
    both: LadderFile


def load_acknowledgements(path: Path) -> tuple[Acknowledgements, list[Mistake]]:
    """Read the sentences, and every mistake in them; a library may have none."""
    document, content, mistakes = read_if_there(path, _AcknowledgementsFile)
    if document is None or content is None:
        return {}, mistakes
    sayings = {
        known: {
            tone: _sayings(
                document, known, tone, getattr(getattr(content, known), tone), mistakes
            )
            for tone in Tone
        }
        for known in KNOWN
    }
    return sayings, mistakes


def _sayings(
    document: YamlDocument,
    known: Known,
    tone: Tone,
    given: Sequence[str],
    mistakes: list[Mistake],
) -> tuple[Saying, ...]:
    """Return the sentences of one tone, adding what is wrong to `mistakes`."""
    found: list[Saying] = []
    for number, source in enumerate(given):
        place = document.line_of(known, tone, number)
        try:
            line = parse_line(source.strip())
        except TemplateMistake as error:
            problem = f"{known}.{tone}: {error}"
            mistakes.append(Mistake(document.path, place, problem))
            continue
        if line.placeholders != PLACES[known]:
            names = " and ".join(sorted(PLACES[known]))
            problem = f"{known}.{tone}: must name {names}, and nothing else"
            mistakes.append(Mistake(document.path, place, problem))
        found.append(Saying(line, place))
    return tuple(found)
