"""The words that a language model may write though nobody gave them."""

from dataclasses import dataclass
from pathlib import Path

from assistant.errors import Mistake
from assistant.library.border import Border, read_shaped
from assistant.library.yaml_files import YamlMistake


@dataclass(frozen=True, slots=True)
class SmallWords:
    """`grammar` may stand anywhere, `care` where a reply speaks of what was felt."""

    grammar: frozenset[str]
    care: frozenset[str]


class _SmallWordsFile(Border):
    grammar: str
    care: str


def load_small_words(path: Path) -> tuple[SmallWords, list[Mistake]]:
    """Read the two lists and every mistake in them."""
    none = SmallWords(frozenset(), frozenset())
    try:
        content, mistakes = read_shaped(path, _SmallWordsFile)
    except YamlMistake as error:
        return none, [error.mistake]
    if content is None:
        return none, mistakes
    grammar, care = content.grammar.split(), content.care.split()
    return SmallWords(frozenset(grammar), frozenset(care)), []
