"""The order of the rooms holds: imports point down only, and torch stays in one."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_architecture_imports_point_down_only():
    run = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("command", ["check", "lint"])
def test_architecture_light_commands_never_import_torch(command, templates):
    arguments = {
        "check": ["check", "We're sorry.", "--channel", "x"],
        "lint": ["lint", str(templates / "placeholders.yml")],
    }[command]
    program = (
        "import sys\n"
        "from assistant.cli import app\n"
        "try:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print({'torch', 'transformers', 'gradio'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines()[-1] == "set()"


def test_architecture_modules_stay_small():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "assistant").rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_architecture_an_installed_copy_brings_every_model_that_runs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    found = {path.parent.name for path in (ROOT / "models").glob("*/manifest.json")}
    only_for_training = {"encoder"}
    brought = {source for source in wheel if source.startswith("models/")}
    assert brought == {f"models/{name}" for name in found - only_for_training}
