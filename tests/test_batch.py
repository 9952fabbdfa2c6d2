"""Files of messages: every line answered, wrong ones named, stopped runs continued."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.batch import run_batch
from assistant.engine import Engine
from assistant.errors import InputError
from assistant.parallel import Crew

COMPLAINTS = [
    {"id": "a", "text": "My parcel is a week late", "channel": "x", "name": "Dana"},
    {"id": "b", "text": "Are you open on Sunday?", "channel": "facebook"},
    {"id": "c", "text": "Thank you Marisol, you were so kind!", "channel": "instagram"},
]


def write(path: Path, rows: list[dict | str]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n")
    return path


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_batch_reply_answers_every_line(engine, tmp_path):
    source, target = write(tmp_path / "in.jsonl", COMPLAINTS), tmp_path / "out.jsonl"
    report = run_batch("reply", source, target, engine)
    rows = read(target)
    assert (report.done, report.errors) == (3, 0)
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    for row in rows:
        assert len(row["drafts"]) == 3
        assert row["drafts"][0]["ready"]
        assert row["drafts"][0]["source"] == "template"
        assert row["route"]["reasons"]


def test_batch_takes_a_topic_in_a_file_for_a_label(engine, tmp_path):
    rows = [row | {"topic": "none of ours"} for row in COMPLAINTS]
    source, target = write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl"
    assert run_batch("reply", source, target, engine).errors == 0
    assert [row["topic_chosen"] for row in read(target)] == [False] * 3


def test_batch_check_has_the_fields_of_the_contract(engine, tmp_path):
    rows = [
        {"id": 1, "text": "Calm down.", "channel": "x"},
        {
            "id": 2,
            "text": "We're sorry.",
            "channel": "x",
            "public": True,
            "customer_text": None,
        },
        {
            "id": 3,
            "text": "Write to eve@example.com",
            "channel": "x",
            "brand": {"name": "N", "contacts": []},
        },
        {
            "id": 4,
            "text": "Write to eve@example.com",
            "channel": "x",
            "brand": {"name": "N", "contacts": ["eve@example.com"]},
        },
    ]
    target = tmp_path / "out.jsonl"
    run_batch("check", write(tmp_path / "in.jsonl", rows), target, engine)
    out = read(target)
    assert [
        set(row) >= {"id", "ready", "findings", "scores", "length"} for row in out
    ] == [True] * 4
    assert set(out[0]["scores"]) == {"warmth", "rudeness", "grade_level"}
    assert out[1]["length"] == {"count": 12, "limit": 280, "unit": "weighted"}
    assert [f.get("kind") for f in out[2]["findings"] if f["family"] == "leak"] == [
        "email"
    ]
    assert [f for f in out[3]["findings"] if f["family"] == "leak"] == []


def test_batch_triage_has_the_fields_of_the_contract(engine, tmp_path):
    row = {
        "id": "t",
        "text": "The oven caught fire and my son burned his hand",
        "channel": "x",
        "customer": {"followers": 20, "verified": False},
        "minutes_waiting": 5,
    }
    target = tmp_path / "out.jsonl"
    run_batch("triage", write(tmp_path / "in.jsonl", [row]), target, engine)
    (out,) = read(target)
    assert set(out) >= {
        *("id", "contact_reason", "topic", "emotion", "severity", "priority"),
        *("priority_score", "respond_by_minutes", "signals", "route"),
    }
    assert set(out["route"]) >= {
        *("public", "handoff", "escalate", "like", "answer", "reasons"),
    }
    assert "safety" in [signal["name"] for signal in out["signals"]]
    assert out["priority"] == "urgent"


WRONG = [
    ("{not json", "is not JSON"),
    ("[1, 2]", "must be an object"),
    ({"id": "w", "channel": "x"}, "text: field required"),
    ({"id": "w", "text": "hello", "channel": "pigeon"}, "there is no channel 'pigeon'"),
    ({"id": "w", "text": "   ", "channel": "x"}, "is empty"),
    ({"id": "w", "text": "x" * 40_000, "channel": "x"}, "too long"),
    (
        {"id": "w", "text": "hi", "channel": "x", "minutes_waiting": -1},
        "minutes_waiting",
    ),
    ({"id": "w", "text": "hi", "channel": "x", "tone": "icy"}, "tone"),
]


@pytest.mark.parametrize(("line", "problem"), WRONG)
def test_batch_names_a_wrong_line_and_goes_on(engine, tmp_path, line, problem):
    source = write(tmp_path / "in.jsonl", [COMPLAINTS[0], line, COMPLAINTS[1]])
    report = run_batch("reply", source, tmp_path / "out.jsonl", engine)
    rows = read(tmp_path / "out.jsonl")
    assert (report.done, report.errors) == (3, 1)
    assert rows[1]["line"] == 2
    assert problem in rows[1]["error"]
    assert rows[2]["id"] == "b"


def test_batch_names_a_line_that_is_not_utf8(engine, tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"id": 1, "text": "caf\xe9", "channel": "x"}\n')
    run_batch("triage", source, tmp_path / "out.jsonl", engine)
    assert "not UTF-8" in read(tmp_path / "out.jsonl")[0]["error"]


def test_batch_reads_csv(engine, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(
        "id,text,channel,followers,minutes_waiting\n"
        '7,"My parcel, the red one, is late",x,12,30\n'
    )
    report = run_batch("triage", source, tmp_path / "out.jsonl", engine)
    (row,) = read(tmp_path / "out.jsonl")
    assert (report.errors, row["id"], row["contact_reason"]) == (
        0,
        "7",
        "dissatisfaction",
    )


def test_batch_goes_on_where_it_stopped(engine, tmp_path):
    source, target = write(tmp_path / "in.jsonl", COMPLAINTS), tmp_path / "out.jsonl"
    run_batch("triage", source, target, engine)
    whole = target.read_bytes()
    first_line = whole.index(b"\n") + 1
    target.write_bytes(whole[: first_line + 10])  # the second line half-written
    report = run_batch("triage", source, target, engine)
    assert (report.before, report.done) == (1, 2)
    assert target.read_bytes() == whole


def test_batch_refuses_to_mix_two_runs(engine, tmp_path):
    source, target = write(tmp_path / "in.jsonl", COMPLAINTS), tmp_path / "out.jsonl"
    run_batch("triage", source, target, engine)
    with pytest.raises(InputError, match="is of another run"):
        run_batch("reply", source, target, engine)


@pytest.mark.slow
def test_batch_gives_the_same_answers_from_several_processes(tmp_path):
    engine = Engine.open(model="none")  # as each process opens its own
    rows = [COMPLAINTS[n % 3] | {"id": n} for n in range(70)]
    source = write(tmp_path / "in.jsonl", rows)
    run_batch("triage", source, tmp_path / "one.jsonl", engine)
    run_batch("triage", source, tmp_path / "two.jsonl", engine, crew=Crew(2))
    assert read(tmp_path / "one.jsonl") == read(tmp_path / "two.jsonl")


@pytest.mark.slow
def test_batch_survives_being_killed(tmp_path):
    rows = [COMPLAINTS[n % 3] | {"id": n} for n in range(150)]
    source, target = write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl"
    command = [
        sys.executable,
        "-m",
        "assistant",
        "batch",
        "reply",
        str(source),
        str(target),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as run:
        for _ in range(600):
            if target.exists() and target.stat().st_size > 30_000:
                break
            time.sleep(0.1)
        run.kill()
    done_before = target.read_bytes().count(b"\n")
    assert 0 < done_before < 150
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert [row["id"] for row in read(target)] == list(range(150))
