"""Reply templates: a YAML header and a body of marked lines, one text a file."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assistant.errors import Mistake
from assistant.library.border import Border, read_document, read_each
from assistant.library.lines import Line, TemplateMistake, only_where, parse_line
from assistant.library.yaml_files import YamlMistake, parse_yaml
from assistant.schema import ContactReason, Handoff, Tone
from assistant.text import ENGLISH

Place = Literal["dm", "phone", "email", "in_person", "none", "here"]
PLACES: tuple[Place, ...] = ("dm", "phone", "email", "in_person", "none", "here")
_MARKS = re.compile(
    r"(?:@(?P<place>[a-z_]+)\s*)?(?P<where>(?:[+-][a-z_]+(?:\s+|$))*)(?P<tildes>~{0,3})\s*"
    r"(?P<text>.*)"
)
_TOLD, _UNTOLD = "+", "-"  # begin the name of a detail that a line hangs on
_OTHER = "|"  # begins a line that says the line above in other words
_HEADER = re.compile(r"\A---\n(?P<header>.*?)^---\n(?P<body>.*)\Z", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a template may ask for: its type, what it is, and an example."""

    type: str
    what: str
    example: str


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """One sentence of a template with its marks.

    `drop` is 0 for what must stay, 3 for what goes first; `place` is set on lines that
    belong to one handoff, to `none` (settled in public) or to `here` (in private).
    `where` are the details it hangs on, each with `+` where it must be told and `-`
    where it must not. `others` say the same in other words and have the same marks.
    """

    line: Line
    drop: int
    place: Place | None
    paragraph: bool
    number: int
    where: tuple[str, ...] = ()
    others: "tuple[ReplyLine, ...]" = ()

    @property
    def wordings(self) -> "tuple[ReplyLine, ...]":
        """The line and what says the same in other words, each as a line by itself."""
        return (replace(self, others=()), *self.others)

    def in_turn(self, turn: int, *, tight: bool = False) -> "ReplyLine":
        """Return one of its wordings, the same for equal turns.

        Where room is tight it is none that is longer than the line itself.
        """
        if not self.others:
            return self
        most = len(self.line.source)
        could = [n for n in self.wordings if not tight or len(n.line.source) <= most]
        return random.Random(f"{turn} {self.number}").choice(could)


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """One text for one topic in one tone and one language."""

    contact_reason: ContactReason
    topic: str
    tone: Tone
    path: Path
    summary: str
    handoff: Handoff
    example: Mapping[str, str]
    placeholders: Mapping[str, Placeholder]
    lines: tuple[ReplyLine, ...]
    language: str = ENGLISH

    @property
    def wordings(self) -> tuple[ReplyLine, ...]:
        """Every line in every wording, each as a line by itself."""
        return tuple(one for line in self.lines for one in line.wordings)

    def in_turn(self, turn: int, *, tight: bool = False) -> "ReplyTemplate":
        """Return the template in one of its wordings, the same for equal turns.

        So that a page of answers does not say one thing over and over. Where room is
        `tight`, no line is longer than as it stands.
        """
        lines = tuple(line.in_turn(turn, tight=tight) for line in self.lines)
        return replace(self, lines=lines)

    def lines_for(self, place: Place) -> tuple[ReplyLine, ...]:
        """Return the lines that belong here, and those that belong anywhere."""
        return tuple(line for line in self.lines if line.place in (None, place))

    def speaks_of(self, place: Place) -> bool:
        """Say whether the template has a line of its own for this place."""
        return any(line.place == place for line in self.lines)


class _PlaceholderFile(Border):
    type: str
    what: str
    example: str


class _HeaderFile(Border):
    summary: str
    handoff: Handoff
    example: dict[str, str] = {}
    placeholders: dict[str, _PlaceholderFile] = {}


def load_replies(
    folder: Path, topic: str = "*", *, language: str = ENGLISH
) -> tuple[list[ReplyTemplate], list[Mistake]]:
    """Read every template of a language, or those of one topic, and every mistake."""
    paths = sorted(folder.glob(f"*/{topic}/*.j2"))
    ours = [path for path in paths if _tone_and_language(path)[1] == language]
    return read_each(ours, read_reply)


def mistakes_in_languages(
    folder: Path, known: Sequence[str], topic: str = "*"
) -> Iterator[Mistake]:
    """Yield a mistake for each template in a language that the library lacks."""
    for path in sorted(folder.glob(f"*/{topic}/*.*.j2")):
        language = _tone_and_language(path)[1]
        if language not in known:
            problem = f"'{language}' is no language here; use one of {', '.join(known)}"
            yield Mistake(path, 1, problem)


def read_reply(path: Path) -> tuple[ReplyTemplate | None, list[Mistake]]:
    """Read one template; its folders and name say reason, topic, tone and language.

    Raises YamlMistake when the header is not YAML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise YamlMistake(Mistake(path, 1, f"cannot be read: {error}")) from error
    return parse_reply(text, path)


def parse_reply(text: str, path: Path) -> tuple[ReplyTemplate | None, list[Mistake]]:
    """Read a template from its text, as `read_reply` does from its file."""
    mistakes = _mistakes_in_path(path)
    parts = _HEADER.match(text.replace("\r\n", "\n"))
    if parts is None:
        problem = "must begin with a header between two lines of ---"
        return None, [*mistakes, Mistake(path, 1, problem)]
    document = parse_yaml(parts["header"], path, first_line=2)
    header, wrong = read_document(document, _HeaderFile)
    first = parts["header"].count("\n") + 3
    lines, broken = _read_lines(parts["body"], path, first)
    mistakes += wrong + broken
    if not any(line.drop == 0 for line in lines):
        mistakes.append(Mistake(path, first, "has no line that must stay"))
    if header is None or mistakes:
        return None, mistakes
    return _as_template(header, lines, path), []


def _tone_and_language(path: Path) -> tuple[str, str]:
    """Read `warm.es.j2` as warm and Spanish, `warm.j2` as warm and English."""
    tone, _, language = path.name.removesuffix(".j2").partition(".")
    return tone, language or ENGLISH


def _mistakes_in_path(path: Path) -> list[Mistake]:
    reason, (tone, _) = path.parent.parent.name, _tone_and_language(path)
    mistakes = []
    if reason not in list(ContactReason):
        known = ", ".join(ContactReason)
        problem = f"folder '{reason}' is no contact reason; use one of {known}"
        mistakes.append(Mistake(path, 1, problem))
    if tone not in list(Tone):
        problem = f"'{tone}' is no tone; use one of {', '.join(Tone)}"
        mistakes.append(Mistake(path, 1, problem))
    return mistakes


def _read_lines(
    body: str, path: Path, first: int
) -> tuple[list[ReplyLine], list[Mistake]]:
    lines: list[ReplyLine] = []
    mistakes: list[Mistake] = []
    paragraph = False
    for number, raw in enumerate(body.splitlines(), first):
        if not raw.strip():
            paragraph = bool(lines)
            continue
        try:
            if raw.lstrip().startswith(_OTHER):
                lines[-1:] = [_with_other(lines, raw.strip(), number, apart=paragraph)]
            else:
                lines.append(_read_line(raw.strip(), number, paragraph))
        except TemplateMistake as error:
            mistakes.append(Mistake(path, number, str(error)))
        paragraph = False
    return lines, mistakes


def _with_other(
    lines: Sequence[ReplyLine], raw: str, number: int, *, apart: bool
) -> ReplyLine:
    """Return the last of the lines with one wording more."""
    if apart or not lines:
        raise TemplateMistake("has no line above it that it could say in other words")
    above = lines[-1]
    said = raw.removeprefix(_OTHER).strip()
    if not said or said[0] in "~@+-":
        raise TemplateMistake("is another wording; it has words, and the marks above")
    line = _where(parse_line(said), above.where)
    other = replace(above, line=line, number=number, others=())
    return replace(above, others=(*above.others, other))


def _read_line(raw: str, number: int, paragraph: bool) -> ReplyLine:
    marks = _MARKS.fullmatch(raw)
    assert marks is not None  # every string has this form
    place = next((known for known in PLACES if known == marks["place"]), None)
    if marks["place"] and place is None:
        known = ", ".join(f"@{name}" for name in PLACES)
        raise TemplateMistake(f"@{marks['place']} is no mark; use one of {known}")
    if not marks["text"]:
        raise TemplateMistake("has a mark and no words")
    where = tuple(marks["where"].split())
    return ReplyLine(
        _where(parse_line(marks["text"]), where),
        len(marks["tildes"]),
        place,
        paragraph,
        number,
        where,
    )


def _where(line: Line, where: Sequence[str]) -> Line:
    """Return a line that is there only where all is told, or not, as it says."""
    told = [one[1:] for one in where if one.startswith(_TOLD)]
    untold = [one[1:] for one in where if one.startswith(_UNTOLD)]
    return only_where(line, told, untold)


def _as_template(
    header: _HeaderFile, lines: list[ReplyLine], path: Path
) -> ReplyTemplate:
    own = {
        name: Placeholder(given.type, given.what, given.example)
        for name, given in header.placeholders.items()
    }
    tone, language = _tone_and_language(path)
    return ReplyTemplate(
        contact_reason=ContactReason(path.parent.parent.name),
        topic=path.parent.name,
        tone=Tone(tone),
        path=path,
        summary=header.summary,
        handoff=header.handoff,
        example=header.example,
        placeholders=own,
        lines=tuple(lines),
        language=language,
    )
