"""The sentences that say what a customer has borne are the reviewers' own."""

import pytest
from lint_kit import mistakes_in, spoil

from assistant.library import Library
from assistant.library.acknowledgements import PLACES, load_acknowledgements
from assistant.schema import Tone

LONG = "{{ wait | capital }} is too long to wait."


@pytest.fixture
def path(spoilable):
    """The file to be spoilt."""
    return spoilable / "acknowledgements.yml"


def test_acknowledgements_have_a_sentence_for_each_tone(library):
    assert set(library.acknowledgements) == set(PLACES)
    for ladder in library.acknowledgements.values():
        assert all(ladder[tone] for tone in Tone)


def test_acknowledgements_that_ship_have_no_mistake(path):
    assert mistakes_in(path) == []


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("You waited {{ name }}.", "wait.plain: must name wait, and nothing else"),
        ("You waited.", "wait.plain: must name wait, and nothing else"),
        ("Wait {% for a in b %}{% endfor %}", "wait.plain: may not use 'for'"),
    ],
)
def test_acknowledgements_are_linted_line_by_line(path, new, problem):
    line = spoil(path, LONG, new)
    ((found, said),) = mistakes_in(path)
    assert found == line
    assert said.startswith(problem)


def test_acknowledgements_are_checked_as_they_would_go_out(path):
    line = spoil(path, LONG, "{{ wait | capital }} is nothing, calm down.")
    assert {found for found, _ in mistakes_in(path)} == {line}


def test_acknowledgements_may_not_lack_a_tone(path):
    spoil(
        path,
        "  heartfelt:\n    - You've waited {{ wait }} and come",
        "  other:\n    - You've",
    )
    assert any("heartfelt" in said for _, said in mistakes_in(path))


def test_acknowledgements_may_be_missing(tmp_path):
    assert load_acknowledgements(tmp_path / "none.yml") == ({}, [])
    assert Library(tmp_path).acknowledgements == {}
