"""The lists of words that phrases name: those of a file, of its folder, and of all."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import Mistake
from assistant.library.border import Border, Shape, read_document, read_if_there
from assistant.library.yaml_files import YamlDocument, read_yaml
from assistant.text import PhraseError, WordLists

_KEY = "words"
_Lists = Mapping[str, Sequence[str]]


class WithWords(Border):
    """A file whose phrases may name lists of words, its own among them."""

    words: dict[str, list[str]] = {}


def load_word_lists(
    path: Path, known: WordLists | None = None
) -> tuple[WordLists, list[Mistake]]:
    """Read lists that files share, beside those known; the file may be missing."""
    lists = known or WordLists()
    document, content, mistakes = read_if_there(path, WithWords)
    if document is None or content is None:
        return lists, mistakes
    return _also(lists, content.words, document)


def read_with_words(
    path: Path, shape: type[Shape], shared: WordLists
) -> tuple[Shape | None, list[Mistake]]:
    """Read a file in its shape, with the words of each list in place of its name.

    Raises YamlMistake when the file is not YAML at all.
    """
    document = read_yaml(path)
    own = {_KEY: document.data.get(_KEY, {})}
    content, mistakes = read_document(
        YamlDocument(path, own, document.lines), WithWords
    )
    if content is None:
        return None, mistakes
    lists, mistakes = _also(shared, content.words, document)
    return (None, mistakes) if mistakes else read_document(document, shape, lists)


def _also(
    lists: WordLists, own: _Lists, document: YamlDocument
) -> tuple[WordLists, list[Mistake]]:
    mistakes: list[Mistake] = []
    for name, words in own.items():
        try:
            lists = lists.also(name, words)
        except PhraseError as error:
            line = document.line_of(_KEY, name)
            mistakes.append(Mistake(document.path, line, f"{name}: {error}"))
    return lists, mistakes
