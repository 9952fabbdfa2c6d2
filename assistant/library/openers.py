"""The first words in private, in the place where a public line leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from assistant.errors import Mistake
from assistant.library.border import Border, LadderFile, read_if_there
from assistant.library.lines import Line, TemplateMistake, parse_line
from assistant.library.yaml_files import YamlDocument
from assistant.schema import Tone

Opening = Literal["dm", "dm_first", "email", "phone", "in_person"]
OPENINGS: tuple[Opening, ...] = get_args(Opening)
STEP = "step"  # the line in whose place the topic's own next step is said
KNOWN = frozenset([STEP, "ask", "agent", "brand", "name", "fact", "status_page"])
_TILDES = 3


@dataclass(frozen=True, slots=True)
class OpenerLine:
    """One sentence of an opener; `drop` is 0 for what must stay, 3 for what goes first.

    `number` is its line in the file. `is_step` marks the place of the topic's own next
    step.
    """

    line: Line
    drop: int
    number: int

    @property
    def is_step(self) -> bool:
        """Say whether the topic's next step stands here."""
        return self.line.placeholders == {STEP}


Openers = Mapping[Opening, Mapping[Tone, tuple[OpenerLine, ...]]]


class _OpenersFile(Border):
    dm: LadderFile
    dm_first: LadderFile
    email: LadderFile
    phone: LadderFile
    in_person: LadderFile


def load_openers(path: Path) -> tuple[Openers, list[Mistake]]:
    """Read the openers of a language, and every mistake; a library may have none."""
    document, content, mistakes = read_if_there(path, _OpenersFile)
    if document is None or content is None:
        return {}, mistakes
    openers = {
        opening: {
            tone: _lines(document, opening, tone, given, mistakes)
            for tone in Tone
            if (given := getattr(getattr(content, opening), tone))
        }
        for opening in OPENINGS
    }
    return openers, mistakes


def _lines(
    document: YamlDocument,
    opening: Opening,
    tone: Tone,
    given: Sequence[str],
    mistakes: list[Mistake],
) -> tuple[OpenerLine, ...]:
    """Return the lines of one opener, adding what is wrong with them to `mistakes`."""
    lines: list[OpenerLine] = []
    for number, source in enumerate(given):
        place = document.line_of(opening, tone, number)
        try:
            line = _line(source, place)
        except TemplateMistake as error:
            problem = f"{opening}.{tone}: {error}"
            mistakes.append(Mistake(document.path, place, problem))
            continue
        for name in sorted(line.line.placeholders - KNOWN):
            problem = f"{opening}.{tone}: placeholder '{name}' is not known here"
            mistakes.append(Mistake(document.path, place, problem))
        lines.append(line)
    return tuple(lines)


def _line(source: str, number: int) -> OpenerLine:
    text = source.strip()
    words = text.lstrip("~")
    drop = len(text) - len(words)
    if drop > _TILDES:
        raise TemplateMistake(f"begins with {drop} tildes; at most {_TILDES}")
    if not words.strip():
        raise TemplateMistake("has no words")
    line = parse_line(words.strip())
    if STEP in line.placeholders and line.source != "{{ step }}":
        raise TemplateMistake("{{ step }} stands on a line of its own")
    return OpenerLine(line, drop, number)
