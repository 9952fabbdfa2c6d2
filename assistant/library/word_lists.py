"""The lists of words that the phrases of topics and signals share."""

from pathlib import Path

from assistant.errors import Mistake
from assistant.library.border import Border, read_if_there
from assistant.text import PhraseError, WordLists


class _WordsFile(Border):
    lists: dict[str, list[str]]


def load_word_lists(path: Path) -> tuple[WordLists, list[Mistake]]:
    """Read the lists of a library; one without the file has none."""
    document, content, mistakes = read_if_there(path, _WordsFile)
    lists = WordLists()
    if document is None or content is None:
        return lists, mistakes
    for name, words in content.lists.items():
        try:
            lists = lists.also(name, words)
        except PhraseError as error:
            line = document.line_of("lists", name)
            mistakes.append(Mistake(path, line, f"{name}: {error}"))
    return lists, mistakes
