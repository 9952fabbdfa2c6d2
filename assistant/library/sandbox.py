"""Render text that reviewers wrote, and nothing else: an allow-list, not a trust.

Jinja's sandbox alone is no wall (its own documentation says so), so a line is parsed
first and every piece of its syntax must be on a short list. What passes can only put
given words in given places.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_LINE = 1000  # characters of one line; the longest in the library has about 250
SHAPES = ("clause", "gerund", "noun")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.Not,
    nodes.Filter,
)
_NEEDS_WORDS = (*SHAPES, "otherwise", "after")


class TemplateMistake(ValueError):
    """A line of a template uses what templates may not use."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that passed the allow-list, with the placeholders it names.

    `needed` are those that have no words of their own: without a value for each, the
    line has nothing to say and is left out.
    """

    source: str
    placeholders: frozenset[str]
    needed: frozenset[str]

    def render(self, values: Mapping[str, str]) -> str | None:
        """Return the line with `values` in place, or None when one is needed."""
        if any(not values.get(name) for name in self.needed):
            return None
        known = {name: values.get(name, "") for name in self.placeholders}
        shapes = {name: words for name, words in values.items() if "." in name}
        rendered = _compiled(self.source).render({**shapes, **known})
        return " ".join(rendered.split())


@lru_cache(maxsize=4096)
def parse_line(source: str) -> Line:
    """Hold one line against the allow-list.

    Raises TemplateMistake in words a reviewer can act on.
    """
    if len(source) > MAX_LINE:
        raise TemplateMistake(f"is longer than {MAX_LINE} characters; split it")
    try:
        tree = _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise TemplateMistake(f"is not a template: {error.message}") from error
    except RecursionError as error:
        raise TemplateMistake("is nested too deeply") from error
    guarded: set[int] = set()
    for node in [tree, *tree.find_all(nodes.Node)]:
        _allow(node)
        if isinstance(node, nodes.Filter):
            _allow_filter(node)
            if node.name in _NEEDS_WORDS and node.node is not None:
                guarded.update(id(name) for name in _names(node.node))
        if isinstance(node, nodes.If):
            guarded.update(id(name) for name in _names(node))
    if sum(1 for _ in tree.find_all(nodes.If)) > 1:
        raise TemplateMistake("has more than one if; logic stays in Python")
    found = list(tree.find_all(nodes.Name))
    return Line(
        source=source,
        placeholders=frozenset(name.name for name in found),
        needed=frozenset(name.name for name in found if id(name) not in guarded),
    )


def _allow(node: nodes.Node) -> None:
    if type(node) not in _ALLOWED:
        what = type(node).__name__.lower()
        raise TemplateMistake(f"may not use '{what}'; only placeholders and filters")
    if isinstance(node, nodes.Const) and not isinstance(node.value, str):
        raise TemplateMistake("may only hold words in quotes, no numbers or lists")
    if isinstance(node, nodes.Name) and node.name.startswith("_"):
        raise TemplateMistake(f"'{node.name}' is no placeholder")


def _allow_filter(node: nodes.Filter) -> None:
    if node.name not in _FILTERS:
        known = ", ".join(sorted(_FILTERS))
        raise TemplateMistake(f"filter '{node.name}' is not known; use one of {known}")
    wanted = 1 if node.name in _NEEDS_WORDS else 0
    if len(node.args) != wanted or node.kwargs:
        form = f'{node.name}("…")' if wanted else node.name
        raise TemplateMistake(f"filter '{node.name}' is written {form}")
    on_matter = isinstance(node.node, nodes.Name) and node.node.name == "matter"
    if (node.name in SHAPES) != on_matter:
        shapes = ", ".join(SHAPES)
        raise TemplateMistake(f"matter goes with {shapes}, and these only with matter")


def _names(node: nodes.Node) -> list[nodes.Name]:
    own = [node] if isinstance(node, nodes.Name) else []
    return [*own, *node.find_all(nodes.Name)]


def _shape(shape: str) -> Callable[[Context, str, str], str]:
    @pass_context
    def in_shape(context: Context, matter: str, default: str) -> str:
        return str(context.get(f"matter.{shape}") or default)

    return in_shape


def _otherwise(value: str, default: str) -> str:
    return value or default


def _after(value: str, lead: str) -> str:
    return f"{lead}{value}" if value else ""


def _capital(value: str) -> str:
    return value[:1].upper() + value[1:]


_FILTERS: dict[str, Callable[..., str]] = {
    "otherwise": _otherwise,
    "after": _after,
    "capital": _capital,
    **{shape: _shape(shape) for shape in SHAPES},
}


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, cache_size=0
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(_FILTERS)
    return environment


_ENVIRONMENT = _environment()


@lru_cache(maxsize=4096)
def _compiled(source: str) -> Template:
    return _ENVIRONMENT.from_string(source)
