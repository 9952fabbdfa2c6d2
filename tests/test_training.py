"""Recipes fit what they should, measure on what they never saw, and change one block."""

import json

import pytest

from assistant.errors import CasesError
from assistant.library import Library
from assistant.schema import ContactReason
from assistant.training.clues import Labelled, fit_clues, read_labelled, write_clues

ROWS = [
    {"text": "Where is my parcel?", "contact_reason": "inquiry"},
    {"text": "My parcel never came", "contact_reason": "dissatisfaction"},
    {"text": "lol clowns", "contact_reason": "feedback", "troll": True},
    {"more_urgent": {}, "less_urgent": {}},
]


@pytest.fixture
def labelled(tmp_path):
    path = tmp_path / "labelled" / "a.jsonl"
    path.parent.mkdir()
    path.write_text("\n".join(json.dumps(row) for row in ROWS))
    return path.parent


def test_training_reads_labelled_messages_without_trolls_and_pairs(labelled):
    assert [one.reason for one in read_labelled(labelled)] == [
        ContactReason.INQUIRY,
        ContactReason.DISSATISFACTION,
    ]


@pytest.mark.parametrize("line", ["{", '{"contact_reason": "anger", "text": "x"}'])
def test_training_names_a_wrong_line(labelled, line):
    (labelled / "b.jsonl").write_text(line)
    with pytest.raises(CasesError, match=r"b\.jsonl:1"):
        list(read_labelled(labelled))


def test_training_holds_out_about_a_tenth_by_the_text_alone():
    held = sum(Labelled(str(n), ContactReason.INQUIRY).held_out for n in range(2000))
    assert 150 < held < 250


@pytest.mark.slow
def test_training_fits_clues_that_read_as_well_as_before(labelled, library):
    fit = fit_clues([labelled], library)
    assert fit.fitted > 300
    assert fit.weights["only asks"][ContactReason.INQUIRY] > 0.2


def test_training_changes_only_its_block(tmp_path, templates):
    path = tmp_path / "priority.yml"
    before = (templates / "reading" / "priority.yml").read_text()
    path.write_text(before)
    write_clues({"question": {ContactReason.INQUIRY: 0.5}}, path)
    after = path.read_text()
    assert "question: {inquiry: 0.5}" in after
    assert after.count("\n#") == before.count("\n#")
    assert (
        after.split("# Points for severity")[1]
        == before.split("# Points for severity")[1]
    )


def test_training_weights_are_read_back(tmp_path, templates):
    copy = tmp_path / "reading"
    copy.mkdir()
    (copy / "priority.yml").write_text(
        (templates / "reading" / "priority.yml").read_text()
    )
    write_clues({"question": {ContactReason.INQUIRY: 0.5}}, copy / "priority.yml")
    assert Library(tmp_path).weights.reading.clues == {
        "question": {ContactReason.INQUIRY: 0.5}
    }
