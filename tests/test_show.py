"""Records become words on a screen, and nothing that was written becomes markup."""

import ast
import inspect
import typing
from enum import Enum
from pathlib import Path

import pytest

from assistant.checks.fixes import apply_fixes
from assistant.schema import Family, Finding, Length, Severity, Span
from assistant.ui import badges
from assistant.ui.desk import EXAMPLE, Desk
from assistant.ui.show import (
    finding_in_list,
    finding_in_text,
    highlight,
    show_faults,
    show_findings,
    show_words,
)

UI = Path(badges.__file__).parent


def found(start, end, fix=None, severity=Severity.WARNING, family=Family.RUDE):
    return Finding("rude.x", family, severity, start, end, "Mend this.", fix=fix)


@pytest.mark.parametrize(
    ("marks", "tokens"),
    [
        ([], [("abcdef", None)]),
        ([(Span(1, 3), "x")], [("a", None), ("bc", "x"), ("def", None)]),
        ([(Span(0, 3), "x"), (Span(2, 6), "y")], [("abc", "x"), ("def", "y")]),
        ([(Span(4, 99), "x")], [("abcd", None), ("ef", "x")]),
        ([(Span(0, 0), "x")], [("abcdef", None)]),
    ],
)
def test_show_cuts_a_text_at_its_marks(marks, tokens):
    assert highlight("abcdef", marks) == tokens


def test_show_nothing_of_nothing():
    assert highlight("", [(Span(0, 0), "x")]) == []


def test_show_keeps_every_letter(engine, brand):
    reply = Desk(engine, brand=brand).example.reply
    assert "".join(words for words, _ in show_words(reply)) == EXAMPLE.text


def test_show_marks_the_gravest_first():
    faults = [found(0, 4), found(2, 6, severity=Severity.ERROR)]
    assert show_faults("abcdef", faults) == [("ab", "warning"), ("cdef", "error")]


def test_show_does_not_paint_a_text_that_is_only_too_long():
    assert show_faults("abc", [found(0, 3, family=Family.LENGTH)]) == [("abc", None)]


def test_show_knows_the_finding_of_each_token_of_its_list():
    faults = [found(0, 1, "x"), found(2, 3), found(4, 5)]
    tokens = show_findings(faults)
    of = [finding_in_list(faults, n) for n in range(len(tokens))]
    assert of == [faults[0]] * 5 + [faults[1]] * 3 + [faults[2]] * 3
    assert finding_in_list(faults, len(tokens)) is None


def test_show_knows_the_gravest_finding_of_each_token_of_a_text():
    faults = [found(0, 4), found(2, 6, severity=Severity.ERROR)]
    of = [finding_in_text("abcdefgh", faults, n) for n in range(4)]
    assert of == [faults[0], faults[1], None, None]


def test_show_lists_a_bounded_number_of_findings():
    shown = "".join(words for words, _ in show_findings([found(0, 1)] * 5000))
    assert len(shown) < 2000
    assert shown.endswith("and 4960 more")


@pytest.mark.parametrize(
    ("text", "faults", "fixed"),
    [
        ("You must pay now", [found(0, 8, "Please")], "Please pay now"),
        ("Sadly, it broke", [found(0, 6, "")], "it broke"),
        ("It is very late", [found(6, 10, "")], "It is late"),
        ("a b c", [found(0, 1, "x"), found(4, 5, "z")], "x b z"),
        ("abcdef", [found(0, 4, "x"), found(2, 6, "y")], "xef"),
        ("You lie.", [found(0, 7)], "You lie."),
    ],
)
def test_show_applies_fixes(text, faults, fixed):
    assert apply_fixes(text, faults) == fixed


@pytest.mark.parametrize(("count", "limit"), [(0, 280), (281, 280), (5, None)])
def test_badges_count(count, limit):
    badge = badges.text_badges(Length(count, limit, "weighted"), 0.5, ready=True)
    assert f"{count} " in badge
    assert ("t-over" in badge) == (count == 281)


def _is_ours(hint):
    """Say whether a value of this type can hold no word that a person wrote."""
    if args := typing.get_args(hint):
        return all(map(_is_ours, args))
    return (
        hint in (int, float, bool)
        or (isinstance(hint, type) and issubclass(hint, Enum))
        or hint.__name__ in ("Assessment", "Length")
    )


def test_badges_are_made_of_our_words_and_numbers_alone():
    for name, function in inspect.getmembers(badges, inspect.isfunction):
        if not name.startswith("_"):
            hints = typing.get_type_hints(function)
            hints.pop("return")
            assert all(map(_is_ours, hints.values())), name


def test_badges_read_no_open_field_of_an_assessment():
    source = (UI / "badges.py").read_text(encoding="utf-8")
    read = {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "assessment"
    }
    assert read <= {
        "priority",
        "priority_score",
        "respond_by_minutes",
        "severity",
        "emotion",
        "emotion_strength",
    }


def test_screens_show_outside_text_as_text_only():
    for path in UI.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            ):
                continue
            where = f"{path.name}:{node.lineno}"
            assert node.func.attr not in (
                "Markdown",
                "Chatbot",
                "Dataframe",
                "Code",
                "Info",
                "Warning",
                "Error",
            ), where
            if node.func.attr == "HTML":
                value = node.args[0]
                constant = isinstance(value, ast.Constant) and value.value == ""
                named = isinstance(value, ast.Name) and hasattr(badges, value.id)
                assert constant or named, where


def test_screens_put_only_badges_into_html():
    """Hold what goes into each HTML part against the functions of `badges`."""
    made = {name for name in dir(badges) if not name.startswith("_")} | {""}
    for path in (*UI.glob("*_tab.py"), UI / "editor.py"):
        for part, value in _put_on_screen(path):
            assert _makers(value) <= made, f"{path.name}:{value.lineno} {part}"


def _put_on_screen(path):
    """Yield what handlers put into the parts that take HTML."""
    parts = {"figures", "head", "status", "counts", "recorded", "saved"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Attribute) and key.attr in parts:
                    yield key.attr, value


def _makers(value):
    """Return the functions and constants that an expression takes its value from."""
    if isinstance(value, ast.IfExp):
        return _makers(value.body) | _makers(value.orelse)
    if isinstance(value, ast.Subscript):
        return _makers(value.value)
    if isinstance(value, ast.Call):
        return _makers(value.func)
    if isinstance(value, ast.Constant):
        return {value.value}
    return {value.id if isinstance(value, ast.Name) else "something else"}
