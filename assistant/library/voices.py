"""How texts begin and end in each kind of channel, and how they hand a case on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import Mistake
from assistant.library.border import Border, read_document, read_shaped
from assistant.library.lines import Line, TemplateMistake, parse_line
from assistant.library.replies import PLACES, Place, Placeholder
from assistant.library.yaml_files import YamlDocument, YamlMistake, read_yaml
from assistant.schema import ContactReason, Form, Tone


@dataclass(frozen=True, slots=True)
class Voice:
    """The greeting and the sign-off of one form (post, review, chat, letter).

    `greeting` is for a customer whose name is known, `nameless` for others.
    """

    greeting: Mapping[Tone, Line]
    nameless: Mapping[Tone, str]
    sign_off: Line


class _VoiceFile(Border):
    greeting: dict[Tone, str]
    nameless: dict[Tone, str]
    sign_off: str


class _VoicesFile(Border):
    post: _VoiceFile
    review: _VoiceFile
    chat: _VoiceFile
    letter: _VoiceFile


class _LadderFile(Border):
    formal: str
    plain: str
    warm: str
    heartfelt: str


class _BriefsFile(Border):
    feedback: _LadderFile
    satisfaction: _LadderFile
    dissatisfaction: _LadderFile
    inquiry: _LadderFile
    problem_alert: _LadderFile


class _PlaceholderFile(Border):
    type: str
    what: str
    example: str


class _PlaceholdersFile(Border):
    placeholders: dict[str, _PlaceholderFile]


def load_voices(path: Path) -> tuple[dict[Form, Voice], list[Mistake]]:
    """Read the greetings and sign-offs of every form."""
    try:
        content, mistakes = read_shaped(path, _VoicesFile)
    except YamlMistake as error:
        return {}, [error.mistake]
    if content is None:
        return {}, mistakes
    try:
        forms: tuple[Form, ...] = ("post", "review", "chat", "letter")
        return {form: _as_voice(getattr(content, form)) for form in forms}, []
    except TemplateMistake as error:
        return {}, [Mistake(path, 1, str(error))]


def load_handoff_lines(
    folder: Path,
) -> tuple[dict[Place, Mapping[Tone, Line]], list[Mistake]]:
    """Read the common line of every place a case can go, in every tone."""
    lines: dict[Place, Mapping[Tone, Line]] = {}
    mistakes: list[Mistake] = []
    for place in PLACES:
        path = folder / f"{place}.yml"
        try:
            ladder, wrong = _read_ladder(read_yaml(path))
        except YamlMistake as error:
            mistakes.append(error.mistake)
            continue
        mistakes.extend(wrong)
        lines[place] = ladder
    return lines, mistakes


def load_briefs(
    path: Path,
) -> tuple[dict[ContactReason, Mapping[Tone, Line]], list[Mistake]]:
    """Read the shortest thing to say for each contact reason, in every tone."""
    try:
        content, mistakes = read_shaped(path, _BriefsFile)
    except YamlMistake as error:
        return {}, [error.mistake]
    if content is None:
        return {}, mistakes
    try:
        return {
            reason: {
                tone: parse_line(getattr(getattr(content, reason), tone))
                for tone in Tone
            }
            for reason in ContactReason
        }, []
    except TemplateMistake as error:
        return {}, [Mistake(path, 1, str(error))]


def load_placeholders(path: Path) -> tuple[dict[str, Placeholder], list[Mistake]]:
    """Read the placeholders that every template may use."""
    try:
        content, mistakes = read_shaped(path, _PlaceholdersFile)
    except YamlMistake as error:
        return {}, [error.mistake]
    if content is None:
        return {}, mistakes
    known = content.placeholders.items()
    return {n: Placeholder(p.type, p.what, p.example) for n, p in known}, []


def _as_voice(content: _VoiceFile) -> Voice:
    greeting = {tone: parse_line(text) for tone, text in content.greeting.items()}
    return Voice(greeting, content.nameless, parse_line(content.sign_off))


def _read_ladder(document: YamlDocument) -> tuple[dict[Tone, Line], list[Mistake]]:
    content, mistakes = read_document(document, _LadderFile)
    if content is None:
        return {}, mistakes
    lines: dict[Tone, Line] = {}
    for tone in Tone:
        try:
            lines[tone] = parse_line(getattr(content, tone))
        except TemplateMistake as error:
            line = document.line_of(tone)
            mistakes.append(Mistake(document.path, line, f"{tone}: {error}"))
    return lines, mistakes
