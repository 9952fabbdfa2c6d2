"""One line of a template: words, and the places where given words go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

Values = Mapping[str, str]
Say = Callable[[Values], object]

MAX_LINE = 1000  # characters of one line; the longest in the library has about 250
SHAPES = ("clause", "gerund", "noun")
_NOTHING: frozenset[str] = frozenset()


class TemplateMistake(ValueError):
    """A line of a template uses what templates may not use."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that passed the allow-list, with the placeholders it names.

    `needed` are those that have no words of their own: without a value for each, the
    line has nothing to say and is left out. `say` puts values in their places.
    """

    source: str
    placeholders: frozenset[str] = _NOTHING
    needed: frozenset[str] = _NOTHING
    say: Say | None = field(default=None, compare=False, repr=False)

    def render(self, values: Values) -> str | None:
        """Return the line with `values` in place, or None when one is needed."""
        if self.say is None:
            return " ".join(self.source.split())
        if any(not values.get(name) for name in self.needed):
            return None
        return " ".join(str(self.say(values)).split())


@lru_cache(maxsize=4096)
def parse_line(source: str) -> Line:
    """Hold one line against the allow-list.

    Raises TemplateMistake in words a reviewer can act on.
    """
    if len(source) > MAX_LINE:
        raise TemplateMistake(f"is longer than {MAX_LINE} characters; split it")
    if "{" not in source:
        return Line(source)
    from assistant.library.plain_lines import read_plain

    plain = read_plain(source)
    if plain is not None:
        return plain
    from assistant.library.sandbox import read_line  # brings Jinja, which few need

    return read_line(source)
