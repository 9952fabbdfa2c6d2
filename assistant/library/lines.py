"""One line of a template: words, and the places where given words go."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

Values = Mapping[str, str]
Say = Callable[[Values], object]

MAX_LINE = 1000  # characters of one line; the longest in the library has about 250
SHAPES = ("clause", "gerund", "noun")
STILL = "still"  # stands where a line says what it asks for
GIVEN = "given."  # begins the names of values that say what a message tells already
# What stands in no words that are looked for here: we write first and answer nobody;
# much is at stake; somebody is at the end of their strength; somebody has died, and no
# danger is left.
OURS = "ours"
GRAVE = "grave"
DESPAIR = "despair"
MOURNING = "mourning"
CIRCUMSTANCES = frozenset({OURS, GRAVE, DESPAIR, MOURNING})
_NOTHING: frozenset[str] = frozenset()


class TemplateMistake(ValueError):
    """A line of a template uses what templates may not use."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that passed the allow-list, with the placeholders it names.

    `needed` are those that have no words of their own: without a value for each, the
    line has nothing to say and is left out. `wants` are the details it asks for where
    nobody has told them. `say` puts values in their places.
    """

    source: str
    placeholders: frozenset[str] = _NOTHING
    needed: frozenset[str] = _NOTHING
    wants: frozenset[str] = _NOTHING
    say: Say | None = field(default=None, compare=False, repr=False)

    def render(self, values: Values) -> str | None:
        """Return the line with `values` in place, or None when one is needed."""
        if self.say is None:
            return " ".join(self.source.split())
        if any(not values.get(name) for name in self.needed):
            return None
        return " ".join(str(self.say(values)).split())


def only_where(line: Line, told: Iterable[str], untold: Iterable[str]) -> Line:
    """Return a line that is there only where some details are told and others are not.

    Where that is not so it renders empty.
    """
    told, untold = frozenset(told), frozenset(untold)
    if not told | untold:
        return line
    say: Say = line.say or (lambda _: line.source)

    def said(values: Values) -> object:
        fits = all(_is_told(name, values) for name in told)
        out = any(_is_told(name, values) for name in untold)
        return say(values) if fits and not out else ""

    return replace(line, wants=line.wants | told | untold, say=said)


def _is_told(name: str, values: Values) -> bool:
    return bool(values.get(f"{GIVEN}{name}") or values.get(name))


def still_wanted(needs: Iterable[tuple[str, str]], values: Values) -> str:
    """Return what is still asked for: the words of each detail that nobody has told.

    `needs` are names of details, or of placeholders, with the words that ask for them.
    """
    return listed(words for name, words in needs if not _is_told(name, values))


def listed(words: Iterable[str]) -> str:
    """Return words as one reads them out: "your photo and your order number"."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


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
