"""Files of cases are known by their fields, and what is wrong with one is named."""

import json
from pathlib import Path

import pytest
from evaluation_kit import tone

from assistant.errors import CasesError
from assistant.evaluation import evaluate_folder

CASES = Path(__file__).parent / "cases" / "evaluation"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "a"', "is not JSON"),
        ("[]", "none of the fields"),
        ('{"id": "a", "text": "fine"}', "none of the fields labels"),
        ('{"id": "a", "channel": "x", "labels": []}', "text: field required"),
        (
            '{"id": "a", "channel": "x", "text": "hm", "labels": ["leak"]}',
            "labels.0: 'leak' is no tone",
        ),
        (
            '{"id": "a", "channel": "mars", "text": "hm", "labels": []}',
            "channel: there is no channel 'mars'",
        ),
        (
            '{"id": "a", "channel": "x", "text": "hm", "labels": [], "span": ["o"]}',
            "span.0: these words do not stand in the text",
        ),
        ('{"id": "a", "channel": "x", "text": " ", "labels": []}', "text: "),
    ],
)
def test_evaluation_names_the_line_that_is_wrong(tmp_path, engine, line, problem):
    path = tmp_path / "cases.jsonl"
    good = json.dumps(tone(1, "fine"))
    path.write_text(f"{good}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(CasesError) as caught:
        evaluate_folder(tmp_path, engine)
    (said,) = str(caught.value).splitlines()
    assert said.startswith(f"{path}:3: ")
    assert problem in said


def test_evaluation_names_every_mistake_at_once(tmp_path, engine):
    (tmp_path / "a.jsonl").write_bytes(b"{}\n\xff\n")
    (tmp_path / "b.jsonl").write_text("[]\n")
    with pytest.raises(CasesError) as caught:
        evaluate_folder(tmp_path, engine)
    places = [f"{m.path.name}:{m.line}" for m in caught.value.mistakes]
    assert places == ["a.jsonl:1", "a.jsonl:2", "b.jsonl:1"]


def test_evaluation_of_an_empty_folder_says_so(tmp_path, engine):
    with pytest.raises(CasesError, match=r"holds no \*.jsonl"):
        evaluate_folder(tmp_path, engine)


def test_evaluation_tables_are_aligned(engine):
    lines = evaluate_folder(CASES, engine).lines()
    (head,) = [n for n, line in enumerate(lines) if "plain F1" in line]
    assert len({len(line) for line in lines[head : head + 11]}) == 1


@pytest.mark.parametrize("task", ["tone", "privacy", "route", "triage"])
def test_evaluation_reads_each_kind_of_file_by_its_fields(engine, task):
    name = "pairs" if task == "triage" else task
    (only,) = evaluate_folder(CASES / f"{name}.jsonl", engine).sections
    assert only.task == task
