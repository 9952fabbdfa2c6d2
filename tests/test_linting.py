"""Lint names every mistake, quickly, and never an old one."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import linting
from assistant.checks import Checks
from assistant.library import read_yaml
from assistant.linting import Verdicts, lint_paths, open_verdicts
from assistant.linting import beside as beside_module
from assistant.linting.beside import beside, can_fork
from assistant.linting.snapshot import program_digest
from assistant.schema import Context, Severity

TOPIC = "replies/dissatisfaction/late_delivery"
WARM = f"{TOPIC}/warm.j2"
needs_fork = pytest.mark.skipif(not can_fork(), reason="one processor, or no fork")


@pytest.fixture
def root(tmp_path, few) -> Path:
    """A library of a few files, to be changed."""
    return shutil.copytree(few, tmp_path / "templates")


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """The file in which the user's verdicts are kept; there is none yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "tactful" / "lint"


@pytest.fixture(scope="session")
def verdicts_of_few(tmp_path_factory, few) -> Path:
    """The verdicts that are kept once those files have been linted."""
    path = tmp_path_factory.mktemp("known") / "lint"
    verdicts = Verdicts(path, program_digest())
    assert lint_paths([few], verdicts=verdicts).lines() == []
    verdicts.save()
    return path


@pytest.fixture
def known(cache, verdicts_of_few) -> Path:
    """The file of the user's verdicts, when those files have been linted elsewhere."""
    cache.parent.mkdir(parents=True, mode=0o700)
    return Path(shutil.copy(verdicts_of_few, cache))


def lint(root: Path) -> list[str]:
    """Lint as the command does, with what earlier runs have found."""
    verdicts = open_verdicts()
    report = lint_paths([root], verdicts=verdicts)
    verdicts.save()
    return report.lines()


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_lint_sees_every_error_that_a_check_finds(library, x, in_private):
    checks = Checks(library)
    texts = [text for rule in library.rules for text in (*rule.flags, *rule.passes)]
    assert len(texts) > 1000
    for text in texts[::6]:
        for context in (Context(x, public=True), in_private):
            errors = [
                one
                for one in checks.find(text, context)
                if one.severity is Severity.ERROR
            ]
            assert list(checks.errors(text, context)) == errors


def test_lint_looks_only_once_at_what_stays_the_same(root, cache, monkeypatch):
    first = lint_paths([root], verdicts=open_verdicts())
    assert lint(root) == first.lines()
    monkeypatch.setattr(linting, "_look", lambda *_, **__: pytest.fail("looked again"))
    again = lint_paths([root], verdicts=open_verdicts())
    assert (again.lines(), again.files) == (first.lines(), first.files)


def test_lint_looks_only_at_what_a_change_touches(root, known, monkeypatch):
    lint(root)
    looked_at = []
    look = linting.memory.Memory.told
    monkeypatch.setattr(
        linting.memory.Memory,
        "told",
        lambda memory, found: look(memory, [looked_at.append(1), *found][1:]),
    )
    change(root / WARM, "sorry", "truly sorry")
    lint(root)
    # The whole, the template, its ladder, and those that follow it in five languages.
    assert len(looked_at) == 8


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (WARM, "{{ contact", "{{ where", "placeholder 'where' is not known"),
        (f"{TOPIC}/plain.j2", "handoff: dm", "handoff: email", "handoff differs"),
        (f"{TOPIC}/plain.j2", "---\n", "--\n", "must begin with a header"),
        ("placeholders.yml", "  contact:", "  contakt:", "'contact' is not known"),
        ("reading/warmth.yml", "bias: ", "bias: 99 # ", "in warmth, not more than"),
        (f"{TOPIC}/warm.es.j2", "handoff: dm", "handoff: email", "'dm' in English"),
        (WARM, "handoff: dm", "handoff: email", "warm.es.j2:1: handoff is 'dm'"),
        ("languages/es/warmth.yml", "bias: ", "bias: 99 # ", "in warmth, not more"),
        ("languages/es/voices.yml", "post:", "poster:", "did you mean post?"),
        ("rewording.yml", "formal:", "formel:", "formel"),
        ("small_words.yml", "grammar: >", "grammars: >", "grammars: did you mean"),
        ("voices.yml", "post:", "poster:", "did you mean post?"),
        ("channels/x.yml", "limit: 280", "limit: many", "write a whole number"),
        (
            "styles/blaming/you_failed_to.yml",
            "phrases:\n",
            "phrases:\n  - sorry\n",
            "blaming.you_failed_to",
        ),
        (
            "styles/blaming/you_failed_to.yml",
            "passes:\n",
            "passes:\n  - You failed to read it.\n",
            "finds its passes",
        ),
    ],
)
def test_lint_never_tells_an_old_verdict(root, known, name, old, new, problem):
    assert lint(root) == []
    before = (root / name).read_text()
    change(root / name, old, new)
    told = lint(root)
    assert told == lint_paths([root]).lines()
    assert any(problem in line for line in told)
    (root / name).write_text(before)
    assert lint(root) == []


def test_lint_reads_cues_again_when_what_they_lean_on_changes(root, known):
    assert lint(root) == []
    flags = read_yaml(root / "reading" / "stakes" / "deadline.yml").data["flags"]
    orders = root / "reading" / "stakes" / "orders.yml"
    change(orders, "phrases:\n", f"phrases:\n  - {flags[0]}\n")
    told = lint(root)
    assert told == lint_paths([root]).lines()
    assert any(
        f"deadline.yml:1: does not find its flags: {flags[0]!r}" in o for o in told
    )


def test_lint_sees_rules_that_become_errors(root, known):
    path = root / "styles" / "blaming" / "mild.yml"
    rule = (
        "kind: avoid\nseverity: warning\nmessage: m\nwhy: w\nphrases: [sorry]\n"
        "flags: [Sorry.]\npasses: [Thanks.]\n"
    )
    path.write_text(rule)
    assert lint(root) == []
    path.write_text(rule.replace("warning", "error"))
    assert any("blaming.mild" in line for line in lint(root))
    path.unlink()
    assert lint(root) == []


def test_lint_sees_files_come_and_go(root, known):
    assert lint(root) == []
    moved = (root / WARM).rename(root / "warm.j2")
    assert any("warm.j2 is missing beside it" in line for line in lint(root))
    moved.rename(root / WARM)
    assert lint(root) == []


def test_lint_keeps_nothing_of_files_that_change_meanwhile(root, cache, monkeypatch):
    look = linting._look

    def slow_look(*arguments, **named):
        found = look(*arguments, **named)
        (root / WARM).write_text((root / WARM).read_text() + "~ More.\n")
        return found

    monkeypatch.setattr(linting, "_look", slow_look)
    lint(root)
    assert not cache.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-7]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"{", b"[", 1)),
        lambda path: path.write_bytes(b"\xff\x00" * 5000),
        lambda path: path.write_bytes(b"tactful-lint-1 x y\n{}"),
        lambda path: path.chmod(0o666),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.rename(path.with_name("x")), path.symlink_to("nowhere")),
    ],
)
def test_lint_does_without_verdicts_it_cannot_trust(root, known, damage):
    change(root / WARM, "{{ contact", "{{ where")
    told = lint(root)
    damage(known)
    assert lint(root) == told != []


def test_lint_does_not_believe_what_another_program_found(root, cache, monkeypatch):
    lint(root)
    monkeypatch.setattr(linting.verdicts, "program_digest", lambda: "another")
    assert open_verdicts().__dict__["_known"] == {}


def test_lint_keeps_verdicts_for_its_user_alone(root, cache):
    lint(root)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600
    assert stat.S_IMODE(cache.parent.stat().st_mode) == 0o700
    assert [path.name for path in cache.parent.iterdir()] == ["lint"]


def test_lint_keeps_only_the_latest_verdicts(tmp_path, monkeypatch):
    monkeypatch.setattr(linting.verdicts, "_MOST", 10)
    path = tmp_path / "lint"
    for number in range(25):
        verdicts = Verdicts(path, "program")
        verdicts.keep({f"key {number}": (("a.yml", number, "wrong"),)})
        verdicts.save()
    kept = Verdicts(path, "program")
    assert kept.recall("key 24") == (("a.yml", 24, "wrong"),)
    assert [n for n in range(25) if kept.recall(f"key {n}")] == list(range(15, 25))


@pytest.mark.parametrize("home", ["/proc/nowhere", "relative/path", "/dev/null"])
def test_lint_does_without_a_place_to_keep_verdicts(root, monkeypatch, home):
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    monkeypatch.setenv("HOME", home)
    assert lint(root) == lint(root) == []


@pytest.mark.slow
def test_lint_command_keeps_nothing_where_told_so(few, cache):
    for option, kept in (("--no-cache", False), ("--cache", True)):
        command = [sys.executable, "-m", "assistant", "lint", str(few), option]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stderr) == (0, "")
        assert "no mistakes" in run.stdout
        assert cache.exists() is kept


@needs_fork
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (WARM, "sorry", "sorry"),
        (WARM, "{{ contact", "{{ where"),
        ("placeholders.yml", "  contact:", "  contakt:"),
        ("styles/blaming/you_failed_to.yml", "phrases:\n", "phrases:\n  - sorry\n"),
        ("styles/blaming/you_failed_to.yml", "phrases:\n", "phrases:\n  - (a\n"),
        ("reading/warmth.yml", "bias: ", "bias: 99 # "),
        (f"{TOPIC}/warm.es.j2", "handoff: dm", "handoff: email"),
        (f"{TOPIC}/warm.es.j2", "---\n", "--\n"),
    ],
)
def test_lint_finds_the_same_with_a_second_process(root, cache, name, old, new):
    other = root / "replies" / "dissatisfaction" / "bad_example"
    shutil.copytree(root / TOPIC, other)  # a topic that the second process looks at
    change(root / name, old, new)
    alone, helped = Verdicts(), Verdicts()
    told = lint_paths([root], verdicts=alone)
    assert lint_paths([root], verdicts=helped, alone=False).lines() == told.lines()
    assert set(helped.__dict__["_known"]) >= set(alone.__dict__["_known"])


@needs_fork
def test_beside_does_the_work_itself_where_the_other_process_dies():
    here = os.getpid()
    answer = beside(
        lambda: os.getpid() if os.getpid() == here else os.kill(os.getpid(), 9)
    )
    assert answer() == here
    assert beside(lambda: [1, "é", None])() == [1, "é", None]


def test_beside_stays_alone_with_threads(monkeypatch):
    monkeypatch.setattr(beside_module.threading, "active_count", lambda: 2)
    assert not can_fork()
