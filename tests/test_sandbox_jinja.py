"""The sandbox reads every line that it allows as Jinja does."""

from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, pass_context
from sandbox_kit import ASKING, VALUES

from assistant.library import TemplateMistake, listed, parse_line


def _shape(shape):
    return pass_context(lambda context, _, words: context.get(shape) or words)


@pass_context
def _needs(context, asked, name, words):
    told = context.get(f"given.{name}") or context.get(name)
    return asked if told else (*asked, words)


def _otherwise(value, words):
    return (listed(value) if isinstance(value, tuple) else value) or words


JINJA = Environment(undefined=StrictUndefined)
JINJA.filters = {
    "needs": _needs,
    "otherwise": _otherwise,
    "after": lambda value, lead: f"{lead}{value}" if value else "",
    "capital": lambda value: value[:1].upper() + value[1:],
    **{name: _shape(f"matter.{name}") for name in ("clause", "gerund", "noun")},
}


def by_jinja(line, template, values):
    if any(not values.get(name) for name in line.needed):
        return None
    given = {"still": (), **dict.fromkeys(line.placeholders, ""), **values}
    return " ".join(template.render(given).split())


def test_sandbox_reads_the_library_as_jinja_does(library):
    sources = {one.line.source for r in library.replies.values() for one in r.lines}
    examples = [dict(reply.example) for reply in library.replies.values()][::20]
    assert len(sources) > 1000
    for source in sources:
        line, template = parse_line(source), JINJA.from_string(source)
        for values in [*VALUES, *examples]:
            assert line.render(values) == by_jinja(line, template, values)


WORDS = st.sampled_from(['"we"', "'us'", '""', "brand"])

NAMES = st.sampled_from(
    [
        *("name", "brand", '"x y"', 'matter | clause("it is so")', ASKING),
        f'{ASKING} | needs("name", "who you are")',
    ]
)
FILTERS = st.lists(
    st.one_of(
        st.just("capital"),
        WORDS.map(lambda words: f"otherwise({words})"),
        WORDS.map(lambda words: f"after({words})"),
    ),
    max_size=3,
)
SLOTS = st.builds(
    lambda name, filters: "{{ " + " | ".join([name, *filters]) + " }}", NAMES, FILTERS
)
PIECES = st.lists(
    st.one_of(SLOTS, st.sampled_from(["Hi ", " so\n", "{# x #}", "}} ", "%}", "{"])),
    max_size=4,
).map("".join)
LINES = st.one_of(
    PIECES,
    st.builds(
        lambda test, a, b: f"{{%- if {test} %}}{a}{{% else -%}} {b}{{% endif %}}.",
        st.sampled_from(["name", "not name", "not not brand", 'name | after("x")']),
        PIECES,
        PIECES,
    ),
)


@settings(max_examples=400, deadline=None)
@given(LINES, st.sampled_from(VALUES))
def test_sandbox_reads_any_allowed_line_as_jinja_does(source, values):
    try:
        line = parse_line(source)
    except TemplateMistake:
        return
    assert line.render(values) == by_jinja(line, JINJA.from_string(source), values)
