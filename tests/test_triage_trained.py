"""The trained reader that ships reads any text, quickly, and rules stand in for it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.errors import ModelError
from assistant.schema import Customer, SignalName
from assistant.triage.trained.reader import TrainedReader

SHIPPED = Path(__file__).parent.parent / "models" / "reading"


@pytest.fixture(scope="session")
def shipped(library) -> Engine:
    """An engine with the trained reader that ships."""
    return Engine(library, reading=SHIPPED)


@pytest.mark.parametrize("broken", ["missing", "cut", "foreign"])
def test_trained_damaged_weights_leave_the_rules_with_a_note(
    tmp_path, library, message, broken
):
    folder = tmp_path / "reading"
    if broken != "missing":
        shutil.copytree(SHIPPED, folder)
    if broken == "cut":
        weights = folder / "weights.safetensors"
        weights.write_bytes(weights.read_bytes()[:-9])
    if broken == "foreign":
        manifest = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps({**manifest, "kind": "cat"}))
    with pytest.raises(ModelError):
        TrainedReader.open(folder)
    reply = Engine(library, reading=folder).reply(message("my parcel is late"))
    assert reply.assessment.topic == "late_delivery"
    assert any("rules alone" in note for note in reply.notes)


@pytest.mark.parametrize(
    "text",
    ["", "🙂", "?", "a", "aaaa " * 400, "\u200b", "日本語のメッセージ", "x" * 5000],
)
def test_trained_any_text_can_be_read(shipped, message, text):
    assessment, route = shipped.triage(message(text))
    assert 1 <= assessment.severity <= 5
    assert route.reasons


def test_trained_evidence_points_at_words_of_the_message(shipped, message):
    text = "The cot you sold us folded up while our baby was asleep in it"
    assessment, _ = shipped.triage(message(text))
    assert assessment.evidence
    for evidence in assessment.evidence:
        assert 0 <= evidence.span.start < evidence.span.end <= len(text)


def test_trained_quiet_danger_goes_before_a_loud_trifle(shipped, message):
    quiet = message("the heater you fitted makes us all a bit sleepy and headachy")
    loud = message(
        "WORST SHOP EVER!!! MY RECEIPT WAS CRUMPLED!!!",
        customer=Customer(followers=90_000),
        minutes_waiting=300,
    )
    scores = [shipped.triage(one)[0].priority_score for one in (quiet, loud)]
    assert scores[0] > scores[1]


def test_trained_parts_add_up_to_the_score(shipped, message):
    assessment, _ = shipped.triage(message("still no refund", minutes_waiting=30))
    total = sum(part.points for part in assessment.score_parts)
    assert assessment.priority_score == pytest.approx(min(100, total), abs=0.02)


def test_trained_reading_never_imports_torch():
    program = (
        "import sys\nfrom assistant.engine import Engine\n"
        "from assistant.schema import Message\n"
        "engine = Engine.open(model='none')\n"
        "engine.triage(Message('late again', engine.channel('x')))\n"
        "print({'torch', 'transformers'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "set()"


def test_trained_reading_a_long_message_keeps_to_one_core():
    code = (
        "import time; from assistant.engine import Engine;"
        "from assistant.schema import Message; engine = Engine.open(model='none');"
        "texts = [f'the {n} parcel is late again ' * 12 for n in range(20)];"
        "messages = [Message(text, engine.channel('email')) for text in texts];"
        "engine.triage(messages[0]); began = time.perf_counter(), time.process_time();"
        "[engine.triage(message) for message in messages];"
        "took = time.perf_counter() - began[0], time.process_time() - began[1];"
        "print(took[1] / took[0])"
    )
    several = {**os.environ, "OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"}
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=several,
    )
    assert float(run.stdout) < 1.1  # processor to clock; threads that spin add to it


@pytest.mark.slow
def test_trained_a_message_is_read_within_ten_milliseconds(
    cpu_seconds, shipped, message
):
    one = message("Four emails since the 2nd and no reply, and the rent is due Friday")
    shipped.triage(one)
    assert cpu_seconds(lambda: shipped.triage(one)) < 0.03


def test_trained_an_engine_without_a_model_reads_as_the_other_does(message):
    whole = Engine.open()
    plain = whole.without_model()
    said = message("third time nobody came with my parcel")
    assert whole.model is not None
    assert plain.model is None
    assert plain.triage(said) == whole.triage(said)


@pytest.mark.parametrize(
    "text", ["lol the kettle just zapped me", "lmao the toaster is on fire"]
)
def test_who_jests_about_a_danger_is_no_troll(message, text):
    read = Engine.open(model="none").triage(message(text))[0]
    signals = {signal.name for signal in read.signals}
    assert SignalName.SAFETY in signals
    assert SignalName.TROLL not in signals
    assert read.topic != "troll"
