"""Read text that reviewers wrote, and nothing else: an allow-list, not a trust.

Jinja's sandbox alone is no wall (its own documentation says so), so Jinja only parses a
line, and every piece of its syntax must be on a short list. What passes is read piece
by piece and never compiled: it can only put given words in given places.
"""

from collections.abc import Iterable

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.library.lines import (
    SHAPES,
    STILL,
    Line,
    Say,
    TemplateMistake,
    still_wanted,
)
from assistant.library.plain_lines import FILTERS, NEEDS, NEEDS_WORDS

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


def read_line(source: str) -> Line:
    """Hold one line against the allow-list.

    Raises TemplateMistake in words a reviewer can act on.
    """
    tree = _parse(source)
    found = [tree, *tree.find_all(nodes.Node)]
    guarded: set[int] = set()
    for node in found:
        _allow(node)
        if isinstance(node, nodes.Filter):
            _allow_filter(node)
            if node.name in NEEDS_WORDS and node.node is not None:
                guarded.update(id(name) for name in _names(node.node))
        if isinstance(node, nodes.If):
            guarded.update(id(name) for name in _names(node))
    if sum(isinstance(node, nodes.If) for node in found) > 1:
        raise TemplateMistake("has more than one if; logic stays in Python")
    asking = _asking(found)
    names = [node for node in found if isinstance(node, nodes.Name)]
    names = [name for name in names if name.name != STILL]
    return Line(
        source=source,
        placeholders=frozenset(name.name for name in names),
        needed=frozenset(name.name for name in names if id(name) not in guarded),
        wants=frozenset(name for each in asking for name, _ in _needs(each)),
        say=_saying(tree.body),
    )


def _parse(source: str) -> nodes.Template:
    try:
        return _ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        raise TemplateMistake(f"is not a template: {error.message}") from error
    except RecursionError as error:
        raise TemplateMistake("is nested too deeply") from error


def _allow(node: nodes.Node) -> None:
    if type(node) not in _ALLOWED:
        what = type(node).__name__.lower()
        raise TemplateMistake(f"may not use '{what}'; only placeholders and filters")
    if isinstance(node, nodes.Const) and not isinstance(node.value, str):
        raise TemplateMistake("may only hold words in quotes, no numbers or lists")
    if isinstance(node, nodes.Name) and node.name.startswith("_"):
        raise TemplateMistake(f"'{node.name}' is no placeholder")
    if isinstance(node, nodes.Output) and node.find(nodes.Not):
        raise TemplateMistake("may use 'not' only in an if; it is no text")


def _allow_filter(node: nodes.Filter) -> None:
    if node.name == NEEDS:
        _allow_needs(node)
        return
    if node.name not in (*FILTERS, *SHAPES):
        known = ", ".join(sorted((*FILTERS, *SHAPES, NEEDS)))
        raise TemplateMistake(f"filter '{node.name}' is not known; use one of {known}")
    wanted = 1 if node.name in NEEDS_WORDS else 0
    if len(node.args) != wanted or node.kwargs:
        form = f'{node.name}("…")' if wanted else node.name
        raise TemplateMistake(f"filter '{node.name}' is written {form}")
    on_matter = isinstance(node.node, nodes.Name) and node.node.name == "matter"
    if (node.name in SHAPES) != on_matter:
        shapes = ", ".join(SHAPES)
        raise TemplateMistake(f"matter goes with {shapes}, and these only with matter")


def _allow_needs(node: nodes.Filter) -> None:
    words = [one for one in node.args if isinstance(one, nodes.Const)]
    if len(words) != len(node.args) or len(words) != 2 or node.kwargs:
        raise TemplateMistake(f'filter \'{NEEDS}\' is written {NEEDS}("detail", "…")')
    behind = node.node
    is_more = isinstance(behind, nodes.Filter) and behind.name == NEEDS
    if not (is_more or (isinstance(behind, nodes.Name) and behind.name == STILL)):
        raise TemplateMistake(f"filter '{NEEDS}' goes with {STILL} only")


def _asking(found: Iterable[nodes.Node]) -> list[nodes.Filter]:
    """Return each whole request of a line.

    Raises TemplateMistake where one does not say what stands in its place.
    """
    found = [*found]
    filters = [node for node in found if isinstance(node, nodes.Filter)]
    asking = [node for node in filters if node.name == NEEDS]
    inside = {id(node.node) for node in asking}
    whole = [node for node in asking if id(node) not in inside]
    ended = {id(node.node) for node in filters if node.name == "otherwise"}
    stills = [n for n in found if isinstance(n, nodes.Name) and n.name == STILL]
    if any(id(n) not in inside for n in stills) or any(
        id(node) not in ended for node in whole
    ):
        form = f'{{{{ {STILL} | {NEEDS}("detail", "…") | otherwise("…") }}}}'
        raise TemplateMistake(f"asks for a detail in another form than {form}")
    return whole


def _needs(node: nodes.Node | None) -> list[tuple[str, str]]:
    """Return the details that a request names, each with its words, in their order."""
    if not isinstance(node, nodes.Filter):
        return []
    name, words = (one.value for one in node.args if isinstance(one, nodes.Const))
    return [*_needs(node.node), (name, words)]


def _names(node: nodes.Node) -> list[nodes.Name]:
    own = [node] if isinstance(node, nodes.Name) else []
    return [*own, *node.find_all(nodes.Name)]


def _saying(body: Iterable[nodes.Node]) -> Say:
    """Return what says each piece after the other."""
    pieces = [_reading(node) for node in body]
    return lambda values: "".join([str(piece(values)) for piece in pieces])


def _reading(node: nodes.Node) -> Say:
    """Return what reads an allowed piece of syntax with given values."""
    if isinstance(node, nodes.Output):
        return _saying(node.nodes)
    if isinstance(node, nodes.If):
        return _choosing(node)
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _filtering(node, node.node)
    if isinstance(node, nodes.Not):
        turned = _reading(node.node)
        return lambda values: not turned(values)
    if isinstance(node, nodes.Name):
        name = node.name
        return lambda values: values.get(name, "")
    if isinstance(node, nodes.TemplateData | nodes.Const):
        words = node.data if isinstance(node, nodes.TemplateData) else node.value
        return lambda values: words
    raise TemplateMistake(f"may not use '{type(node).__name__.lower()}'")


def _choosing(node: nodes.If) -> Say:
    test, then, other = _reading(node.test), _saying(node.body), _saying(node.else_)
    return lambda values: then(values) if test(values) else other(values)


def _filtering(node: nodes.Filter, inner: nodes.Node) -> Say:
    if node.name == NEEDS:
        needs = _needs(node)
        return lambda values: still_wanted(needs, values)
    arguments = [_reading(argument) for argument in node.args]
    if node.name in SHAPES:
        shaped, (words,) = f"matter.{node.name}", arguments
        return lambda values: values.get(shaped) or words(values)
    value, change = _reading(inner), FILTERS[node.name]
    return lambda values: change(value(values), *(one(values) for one in arguments))


_ENVIRONMENT = ImmutableSandboxedEnvironment(autoescape=False, cache_size=0)
