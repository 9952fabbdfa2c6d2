"""What we ask for in private, topic by topic, in a language other than English."""

from collections.abc import Mapping
from pathlib import Path

from assistant.errors import Mistake
from assistant.library.border import Border, read_shaped
from assistant.library.yaml_files import YamlMistake


class _AsksFile(Border):
    asks: dict[str, str]


def load_asks(path: Path) -> tuple[Mapping[str, str], list[Mistake]]:
    """Read what is asked for by topic, and every mistake in it."""
    try:
        content, mistakes = read_shaped(path, _AsksFile)
    except YamlMistake as error:
        return {}, [error.mistake]
    return (content.asks if content else {}), mistakes
