"""A template is saved whole and right, or not at all."""

import shutil
import time

import pytest

from assistant.errors import InputError, LibraryError, Mistake, StaleWrite
from assistant.library import Library
from assistant.library.editing import read_edited, save_reply, source_of
from assistant.schema import Tone

NAME = ("late_delivery", "warm")


@pytest.fixture
def own_library(few, tmp_path) -> Library:
    """A small library of one's own, to change."""
    return Library(shutil.copytree(few, tmp_path / "templates"))


def no_lint(template):
    return ()


def save(library, text, *, seen=None, lint=no_lint, name=NAME):
    seen = source_of(library, *name) if seen is None else seen
    return save_reply(library, *name, text, seen=seen, lint=lint)


def test_editing_saves_to_the_file_and_to_the_library(own_library):
    text = source_of(own_library, *NAME).replace("Thank you for", "Thanks for")
    saved = save(own_library, text)
    assert saved.path.read_text(encoding="utf-8") == text
    assert own_library.replies["late_delivery", Tone.WARM] is saved
    assert Library(own_library.folder).replies["late_delivery", Tone.WARM] == saved


def test_editing_keeps_comments_and_quotes_of_the_header(own_library):
    text = source_of(own_library, *NAME).replace(
        "handoff: dm\n", "# agreed with Priya in May\nhandoff: 'dm'  # never phone\n"
    )
    assert save(own_library, text).path.read_text(encoding="utf-8") == text


def test_editing_leaves_every_template_as_it_is(spoilable):
    library = Library(spoilable)
    before = {}
    for (topic, tone), reply in dict(library.replies).items():
        before[reply.path] = reply.path.read_bytes()
        save(library, source_of(library, topic, tone), name=(topic, tone))
    assert {path: path.read_bytes() for path in before} == before


def test_editing_leaves_no_other_file_behind(own_library):
    folder = own_library.replies["late_delivery", Tone.WARM].path.parent
    before = sorted(folder.iterdir())
    mode = before[0].stat().st_mode
    path = save(own_library, source_of(own_library, *NAME)).path
    assert sorted(folder.iterdir()) == before
    assert path.stat().st_mode == mode


def test_editing_takes_line_ends_of_any_kind(own_library):
    text = source_of(own_library, *NAME)
    path = save(own_library, text.replace("\n", "\r\n") + "\r\n\r\n").path
    assert path.read_bytes() == text.encode()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("handoff: dm", "handoff: pigeon", "handoff"),
        ("summary:", "sumary:", "sumary"),
        ("~~ You", "@pigeon You", "@pigeon"),
        ("~~ You", "~~ {{ 1 + 1 }} You", "may not use"),
        ("  name:", "\tname:", "YAML"),
        ("---\n", "", "header"),
    ],
)
def test_editing_refuses_mistakes(own_library, old, new, problem):
    before = source_of(own_library, *NAME)
    line = before[: before.index(old)].count("\n") + 1
    with pytest.raises(LibraryError) as caught:
        save(own_library, before.replace(old, new))
    mistakes = caught.value.mistakes
    assert any(problem in m.problem and m.line == line for m in mistakes), mistakes
    assert source_of(own_library, *NAME) == before


@pytest.mark.parametrize("piece", ["[ ", "{a: ", "- ", "{{", "~", "{% if a %}"])
def test_editing_reads_hostile_text_at_once(own_library, piece):
    assert own_library.replies  # read before the clock starts
    text = f"---\n{piece * 20_000}\n---\n{piece * 20_000}"
    for size in (6000, 100_000):
        started = time.process_time()
        template, mistakes = read_edited(own_library, *NAME, text[:size])
        assert time.process_time() - started < 1.0  # what was quadratic took minutes
        assert template is None
        assert mistakes


def test_editing_refuses_what_lint_finds(own_library):
    before = source_of(own_library, *NAME)

    def lint(template):
        yield Mistake(template.path, 9, "is too cool")

    with pytest.raises(LibraryError, match="too cool"):
        save(own_library, before, lint=lint)


@pytest.mark.parametrize(
    "name",
    [
        ("no_such_topic", "warm"),
        ("late_delivery", "icy"),
        ("../../../etc", "warm"),
        ("late_delivery/../late_delivery", "warm"),
        ("", ""),
    ],
)
def test_editing_refuses_names_that_are_no_template(own_library, name):
    for use in (
        lambda: source_of(own_library, *name),
        lambda: read_edited(own_library, *name, "---\n---\nHello.\n"),
        lambda: save(own_library, "---\n---\nHello.\n", seen="", name=name),
    ):
        with pytest.raises(InputError, match="there is no reply"):
            use()


def test_editing_never_overwrites_what_was_not_seen(own_library):
    before = source_of(own_library, *NAME)
    theirs = before.replace("Thank you for", "Thanks for")
    save(own_library, theirs)
    with pytest.raises(StaleWrite, match="open it again"):
        save(own_library, before, seen=before)
    assert source_of(own_library, *NAME) == theirs


def test_editing_keeps_the_old_text_when_the_disk_fails(own_library, monkeypatch):
    before = source_of(own_library, *NAME)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LibraryError, match="No space left"):
        save(own_library, before.replace("Thank you for", "Thanks for"))
    monkeypatch.undo()
    folder = own_library.replies["late_delivery", Tone.WARM].path.parent
    assert source_of(own_library, *NAME) == before
    assert not list(folder.glob(".saving-*"))
