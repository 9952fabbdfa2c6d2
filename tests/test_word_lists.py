"""Phrases name lists of words, so that a word is added in one place."""

import shutil

import pytest

from assistant.errors import LibraryError
from assistant.library import Library
from assistant.linting import lint_paths
from assistant.text import Phrase, PhraseError, PhraseIndex, WordLists

SHARED = """\
words:
  weekday: [monday, tuesday]
  day:
    ["{weekday}", bank holiday]
"""
TOPIC = """\
title: Late delivery
severity: 2
words:
  thing: [parcel, flat pack]
cues:
  - "{thing} (was|is)? due ({day}|last week)"
  - (sofa|{thing}|bed) is late
  - late {thing}? again
"""
FOUND = [
    "my parcel was due tuesday",
    "flat pack due bank holiday",
    "the parcel is due last week",
    "the flat pack is late",
    "the bed is late",
    "late again",
    "late flat pack again",
]
NOT_FOUND = ["parcel due", "due tuesday", "flat is late", "late day again"]


@pytest.fixture
def some(few, tmp_path):
    """A library of a few files, to be changed."""
    return shutil.copytree(few, tmp_path / "templates")


@pytest.fixture
def folder(tmp_path):
    """A library with shared lists and one topic that has one of its own."""
    topic = tmp_path / "replies" / "dissatisfaction" / "late_delivery" / "topic.yml"
    for path, content in {
        tmp_path / "reading" / "words.yml": SHARED,
        topic: TOPIC,
    }.items():
        path.parent.mkdir(parents=True)
        path.write_text(content, "utf-8")
    return tmp_path


def mistakes_of(folder):
    with pytest.raises(LibraryError) as caught:
        _ = Library(folder).topics
    return [(m.path.name, m.line, m.problem) for m in caught.value.mistakes]


@pytest.mark.parametrize("text", [*FOUND, *NOT_FOUND])
def test_phrases_find_the_words_of_the_lists_they_name(folder, text):
    topic = Library(folder).topics["late_delivery"]
    index = PhraseIndex({"it": topic.cues})
    assert any(index.find(text)) is (text in FOUND)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "problem"),
    [
        ("topic.yml", "{thing}?", "{things}?", 8, "{things}' names no list"),
        ("topic.yml", "{thing}?", "{things}?", 8, "did you mean {thing}?"),
        ("topic.yml", "flat pack]", "a|b]", None, None),
        ("topic.yml", "parcel, ", '"{parcels}", ', 4, "thing: '{parcels}' names no"),
        ("topic.yml", "thing: [", "Thing: [", 4, "named in small letters"),
        ("topic.yml", "thing: [", "thing: x[", 4, "words.thing: "),
        ("words.yml", "{weekday}", "{day}", 3, "day: '{day}' names no list"),
        ("words.yml", "bank holiday", "(bank", 3, "day: "),
        ("words.yml", "  day:", "  tag:", 6, "'{day}' names no list"),
    ],
)
def test_a_wrong_list_is_a_mistake_on_its_line(folder, file, old, new, line, problem):
    path = next(folder.rglob(file))
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    if problem is None:
        assert Library(folder).topics
        return
    found = mistakes_of(folder)
    assert all(name == file for name, *_ in found) or file == "words.yml"
    assert any(problem in told and at == line for _, at, told in found), found


def test_a_library_needs_no_shared_lists(folder):
    (folder / "reading" / "words.yml").unlink()
    assert [(name, line) for name, line, _ in mistakes_of(folder)] == [("topic.yml", 6)]


def test_a_list_is_named_in_small_letters_and_holds_phrases():
    lists = WordLists().also("two_words", ["a b", "c"])
    assert lists.spelled("x {two_words}? ({two_words}|d)") == "x (a b|c)? (a b|c|d)"
    for name, words in {"a b": ["c"], "a": ["(b"], "_a": ["c"], "empty": []}.items():
        with pytest.raises(PhraseError):
            lists.also(name, words)


def test_a_list_within_an_alternative_stays_together():
    lists = WordLists().also("day", ["monday", "tuesday"])
    index = PhraseIndex({"it": [Phrase.parse(lists.spelled("(on {day}|never) late"))]})
    assert any(index.find("on tuesday late"))
    assert any(index.find("never late"))
    assert not any(index.find("tuesday late"))


def test_lint_tells_a_mistake_in_shared_lists_once(some):
    path = some / "reading" / "words.yml"
    path.write_text("words:\n  day: [monday\n", "utf-8")
    told = [m for m in lint_paths([some]).mistakes if m.path.name == "words.yml"]
    assert len(told) == 1


def test_lint_tells_that_a_comment_would_cut_a_phrase(some):
    path = some / "reading" / "signals" / "troll.yml"
    content = path.read_text("utf-8")
    line = 2 + content[: content.index("phrases:\n")].count("\n")
    cut = content.replace("phrases:\n", "phrases:\n  - you owe me # days\n", 1)
    path.write_text(cut, "utf-8")
    told = [(m.line, m.problem) for m in lint_paths([some]).mistakes]
    assert told == [(line, "what follows # is lost; use quotes")]
