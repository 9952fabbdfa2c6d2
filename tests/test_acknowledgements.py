"""The sentences that say what a customer has borne are the reviewers' own."""

import shutil

import pytest

from assistant.library import Library
from assistant.library.acknowledgements import PLACES, load_acknowledgements
from assistant.linting import lint_paths
from assistant.schema import Tone

LONG = "{{ wait | capital }} is too long to wait."


@pytest.fixture
def root(templates, tmp_path):
    """A copy of the library to be spoilt."""
    shutil.copytree(templates, tmp_path / "templates")
    return tmp_path / "templates"


def mistakes(root):
    path = root / "acknowledgements.yml"
    return [(m.line, m.problem) for m in lint_paths([path]).mistakes]


def spoil(root, old, new):
    path = root / "acknowledgements.yml"
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), "utf-8")
    return 1 + content[: content.index(old)].count("\n")


def test_acknowledgements_have_a_sentence_for_each_tone(library):
    assert set(library.acknowledgements) == set(PLACES)
    for ladder in library.acknowledgements.values():
        assert all(ladder[tone] for tone in Tone)


def test_acknowledgements_that_ship_have_no_mistake(root):
    assert mistakes(root) == []


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("You waited {{ name }}.", "wait.plain: must name wait, and nothing else"),
        ("You waited.", "wait.plain: must name wait, and nothing else"),
        ("Wait {% for a in b %}{% endfor %}", "wait.plain: may not use 'for'"),
    ],
)
def test_acknowledgements_are_linted_line_by_line(root, new, problem):
    line = spoil(root, LONG, new)
    ((found, said),) = mistakes(root)
    assert found == line
    assert said.startswith(problem)


def test_acknowledgements_are_checked_as_they_would_go_out(root):
    line = spoil(root, LONG, "{{ wait | capital }} is nothing, calm down.")
    assert {found for found, _ in mistakes(root)} == {line}


def test_acknowledgements_may_not_lack_a_tone(root):
    spoil(
        root,
        "  heartfelt:\n    - You've waited {{ wait }} and come",
        "  other:\n    - You've",
    )
    assert any("heartfelt" in said for _, said in mistakes(root))


def test_acknowledgements_may_be_missing(tmp_path):
    assert load_acknowledgements(tmp_path / "none.yml") == ({}, [])
    assert Library(tmp_path).acknowledgements == {}
