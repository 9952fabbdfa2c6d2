"""Wording that is too much for one file stands in a folder of files, read as one."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lint_kit import mistakes_in, spoil

from assistant.library import Library
from assistant.library.cues import load_cues
from assistant.linting import Verdicts, lint_paths
from assistant.text import WordLists
from assistant.triage.reader import Reader

PET = "  pet: [dog, cat]\n"
BITES = """\
weight: 0.7
phrases:
  - "{pet} bit"
unless:
  - toy {pet}
together:
  - - "{pet}"
    - teeth
flags: [the dog bit]
passes: [the dog sat]
"""
BURNS = """\
words:
  hot: [hot, boiling]
phrases:
  - "{hot} plug"
hints: [warm]
abroad: [caliente]
signs: ["🔥"]
flags: [a hot plug]
passes: [a plug]
"""
ONE = f"""\
weight: 0.7
words:
  hot: [hot, boiling]
{PET}phrases: ["{{pet}} bit", "{{hot}} plug"]
hints: [warm]
unless: ["toy {{pet}}"]
together: [["{{pet}}", teeth]]
abroad: [caliente]
signs: ["🔥"]
flags: [the dog bit, a hot plug]
passes: [the dog sat, a plug]
"""


@pytest.fixture
def signals(tmp_path) -> Path:
    """A folder of signals: one is a folder of two files and the lists they share."""
    folder = tmp_path / "signals" / "danger"
    folder.mkdir(parents=True)
    (folder / "words.yml").write_text(f"words:\n{PET}", "utf-8")
    (folder / "bites.yml").write_text(BITES, "utf-8")
    (folder / "burns.yml").write_text(BURNS, "utf-8")
    return folder.parent


@pytest.fixture
def some(few, tmp_path) -> Path:
    """A library of a few files, to be changed."""
    return shutil.copytree(few, tmp_path / "templates")


def mistakes_of(signals: Path) -> list[tuple[str, int, str]]:
    _, mistakes = load_cues(signals, WordLists())
    return [
        (m.path.relative_to(signals).as_posix(), m.line, m.problem) for m in mistakes
    ]


def test_a_folder_is_read_like_a_file(signals, tmp_path):
    file = tmp_path / "danger.yml"
    file.write_text(ONE, "utf-8")
    ((one,), ()) = load_cues(tmp_path, WordLists())
    ((many,), ()) = load_cues(signals, WordLists())
    assert replace(many, path=file, parts=()) == one
    assert many.path == signals / "danger"


def test_a_folder_has_the_messages_of_each_file(signals):
    ((cues,), _) = load_cues(signals, WordLists())
    assert [(part.path.name, part.flags, part.passes) for part in cues.files] == [
        ("bites.yml", ("the dog bit",), ("the dog sat",)),
        ("burns.yml", ("a hot plug",), ("a plug",)),
    ]


def test_files_and_folders_stand_in_the_order_of_their_names(signals):
    for name in ("boat", "outage"):
        text = f"phrases: [{name}]\nflags: [{name}]\npasses: [none]\n"
        (signals / f"{name}.yml").write_text(text, "utf-8")
    cues, _ = load_cues(signals, WordLists())
    assert [one.name for one in cues] == ["boat", "danger", "outage"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "problem"),
    [
        ("bites", "{pet} bit", "{pets} bit", 3, "did you mean {pet}?"),
        ("bites", "{pet} bit", "{hot} bit", 3, "'{hot}' names no list of words"),
        ("burns", "{hot} plug", "({hot} plug", 4, "bracket"),
        ("burns", "hints:", "hint:", 5, "did you mean hints?"),
        ("burns", "hints: [warm]", "hints: [warm", 6, "is not YAML"),
        ("burns", "passes: [a plug]", "", 1, "passes: is missing"),
        ("words", "[dog, cat]", "[dog, (cat]", 2, "pet: "),
        ("words", "words:", "phrases:", 1, "did you mean"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    signals, file, old, new, line, problem
):
    path = signals / "danger" / f"{file}.yml"
    spoil(path, old, new)
    told = mistakes_of(signals)
    assert any(problem in words for *_, words in told) or file == "words", told
    assert {(where, at) for where, at, _ in told} == {(f"danger/{file}.yml", line)}


def test_each_mistake_of_a_folder_is_told_at_once(signals):
    spoil(signals / "danger" / "bites.yml", "{pet} bit", "({pet} bit")
    spoil(signals / "danger" / "burns.yml", "hints:", "hint:")
    told = [(where, line) for where, line, _ in mistakes_of(signals)]
    assert told == [("danger/bites.yml", 3), ("danger/burns.yml", 5)]


def test_what_stands_once_stands_in_one_file(signals):
    spoil(signals / "danger" / "burns.yml", "hints:", "weight: 0.7\nhints:")
    problem = "weight: stands in bites.yml too; say it in one file"
    assert mistakes_of(signals) == [("danger/burns.yml", 5, problem)]


def test_any_file_may_say_what_stands_once(signals):
    spoil(signals / "danger" / "bites.yml", "weight: 0.7\n", "")
    ((cues,), _) = load_cues(signals, WordLists())
    assert cues.weight == 1.0
    spoil(signals / "danger" / "burns.yml", "hints:", "weight: 0.3\nhints:")
    ((cues,), _) = load_cues(signals, WordLists())
    assert cues.weight == 0.3


def test_lists_of_a_folder_are_known_in_it_alone(signals):
    other = signals / "other"
    shutil.copytree(signals / "danger", other)
    assert mistakes_of(signals) == []
    (other / "words.yml").unlink()
    shutil.copy(other / "bites.yml", signals / "alone.yml")
    told = {(where, line) for where, line, _ in mistakes_of(signals)}
    assert told == {
        (file, line) for file in ("alone.yml", "other/bites.yml") for line in (3, 5, 7)
    }


def test_a_folder_knows_the_lists_that_all_share(signals):
    spoil(signals / "danger" / "words.yml", "[dog, cat]", '[dog, "{small}"]')
    spoil(signals / "danger" / "burns.yml", "[hot, boiling]", '[hot, "{small}"]')
    cues, mistakes = load_cues(signals, WordLists().also("small", ["mouse"]))
    assert mistakes == []
    assert cues[0].phrases[0].source == "(dog|mouse) bit"


def test_a_file_and_a_folder_of_one_name_are_a_mistake(signals):
    (signals / "danger.yml").write_text(ONE, "utf-8")
    problem = "there is a folder danger/ beside it; keep one of them"
    assert mistakes_of(signals) == [("danger.yml", 1, problem)]


def test_a_folder_of_lists_alone_is_a_mistake(signals):
    for name in ("bites", "burns"):
        (signals / "danger" / f"{name}.yml").unlink()
    problem = "has lists for other files; there are none"
    assert mistakes_of(signals) == [("danger/words.yml", 1, problem)]


def test_what_excuses_in_one_file_excuses_in_all(signals, tmp_path):
    folder = tmp_path / "reading" / "signals"
    shutil.copytree(signals, folder)
    spoil(folder / "danger" / "bites.yml", "toy {pet}", "hot plug sockets")
    (tmp_path / "reading" / "spellings.yml").write_text("spellings: {}\n", "utf-8")
    reader = Reader(Library(tmp_path))
    assert reader.read("a hot plug").shows("signal:danger")
    assert not reader.read("hot plug sockets").shows("signal:danger")


def test_lint_tells_which_file_does_not_find_its_flags(some):
    folder = some / "reading" / "signals" / "safety"
    spoil(folder / "animals.yml", "flags:\n", "flags:\n  - hello there\n")
    told = (1, "does not find its flags: 'hello there'")
    assert mistakes_in(folder / "animals.yml") == [told]
    assert mistakes_in(folder / "driving.yml") == []
    found = lint_paths([some]).mistakes
    assert [(m.path.name, m.line, m.problem) for m in found] == [("animals.yml", *told)]


def test_lint_of_a_file_tells_its_mistakes_alone(some):
    folder = some / "reading" / "signals" / "safety"
    line = spoil(folder / "animals.yml", "phrases:\n", "phrases:\n  - (dog\n") + 1
    assert [at for at, _ in mistakes_in(folder / "animals.yml")] == [line]
    assert mistakes_in(folder / "driving.yml") == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("animals", "passes:\n", "passes:\n  - the dog bit me\n", "animals.yml"),
        ("words", "  little_one:", "  small_one:", "children.yml"),
    ],
)
def test_lint_sees_what_changed_in_a_file_of_a_folder(some, file, old, new, told):
    verdicts = Verdicts()
    assert lint_paths([some], verdicts=verdicts).lines() == []
    path = some / "reading" / "signals" / "safety" / f"{file}.yml"
    before = path.read_text("utf-8")
    spoil(path, old, new)
    found = lint_paths([some], verdicts=verdicts).mistakes
    assert found == lint_paths([some]).mistakes
    assert told in {mistake.path.name for mistake in found}
    path.write_text(before, "utf-8")
    assert lint_paths([some], verdicts=verdicts).lines() == []
