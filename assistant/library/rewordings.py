"""How words are put in another tone without changing what they say."""

from collections.abc import Mapping
from pathlib import Path

from assistant.errors import Mistake
from assistant.library.border import Border, PhraseText, read_shaped
from assistant.library.yaml_files import YamlMistake
from assistant.schema import Tone

Swaps = Mapping[str, str]


class _RewordingFile(Border):
    tidy: dict[PhraseText, str]
    formal: dict[PhraseText, str]
    plain: dict[PhraseText, str]
    warm: dict[PhraseText, str]
    heartfelt: dict[PhraseText, str]


def load_rewordings(path: Path) -> tuple[dict[Tone, list[Swaps]], list[Mistake]]:
    """Read the swaps of each tone: what tidies first, then what sets the tone."""
    try:
        content, mistakes = read_shaped(path, _RewordingFile)
    except YamlMistake as error:
        return {}, [error.mistake]
    if content is None:
        return {}, mistakes
    return {tone: [content.tidy, getattr(content, tone)] for tone in Tone}, []
