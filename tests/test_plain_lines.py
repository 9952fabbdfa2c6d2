"""Plain lines are read without Jinja, and as the sandbox reads them."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sandbox_kit import ASKING, VALUES

from assistant.library.plain_lines import read_plain
from assistant.library.sandbox import read_line

PLAIN_FILTERS = st.sampled_from(
    [
        *("capital", 'after(" at ")', 'otherwise("")', 'clause("x")', "noun", "after"),
        *('capital("x")', "upper", r'otherwise("a\n")', "after(name)"),
        *(
            "otherwise(brand | capital)",
            'clause(name | after("of ") | otherwise("it"))',
        ),
        *(
            'after(matter | noun("x"))',
            "otherwise(matter)",
            'needs("day", "when")',
            "needs('day', 'when')",
            'needs("day")',
            "needs(name, brand)",
            'otherwise("a", "b")',
            f"otherwise({ASKING})",
            f'otherwise({ASKING} | otherwise("x"))',
            "clause(a_b)",
            "after(not)",
        ),
    ]
)
PLAIN_PARTS = st.lists(
    st.one_of(
        st.builds(
            lambda name, filters: f"{{{{ {' | '.join([name, *filters])} }}}}",
            st.sampled_from(
                ["name", "brand", "matter", "true", "not", "_x", "a_b", "still", ASKING]
            ),
            st.lists(PLAIN_FILTERS, max_size=3),
        ),
        st.sampled_from(["Hi ", "\n", "{", "}", "}}", "{#", "%}", "é", "{{name}}"]),
    ),
    max_size=5,
).map("".join)
PLAIN = st.one_of(
    PLAIN_PARTS,
    st.builds(
        lambda before, test, then, other, rest: (
            f"{before}{{% if {test} %}}{then}{other}{{% endif %}}{rest}"
        ),
        PLAIN_PARTS,
        st.sampled_from(["name", "matter", "a_b", "not", "not name", "still"]),
        PLAIN_PARTS,
        st.one_of(st.just(""), PLAIN_PARTS.map("{{% else %}}{}".format)),
        PLAIN_PARTS,
    ),
)


def test_plain_lines_are_nearly_all_and_read_as_the_sandbox_reads_them(library):
    sources = {one.line.source for r in library.replies.values() for one in r.lines}
    with_places = {source for source in sources if "{" in source}
    assert len(with_places) > 300
    for source in with_places:
        assert read_plain(source) == read_line(source)


@settings(max_examples=400, deadline=None)
@given(PLAIN, st.sampled_from(VALUES))
def test_plain_lines_are_none_that_the_sandbox_refuses(source, values):
    line = read_plain(source)
    if line is not None:
        parsed = read_line(source)
        assert line == parsed
        assert line.render(values) == parsed.render(values)
