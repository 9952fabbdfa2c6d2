"""Public sets are read by the names of their files, held-out texts apart."""

import gzip
import json

import pytest

from assistant.training.held_out import is_held_out
from assistant.training.public_sets import read_agent_turns, read_public
from assistant.training.tone_examples import RUDENESS, from_public


@pytest.mark.parametrize(
    ("name", "row", "head", "value"),
    [
        ("jigsaw_rest.jsonl.gz", {"toxic": 1}, "rudeness", 1.0),
        ("olid_train.jsonl", {"label": "not-offensive"}, "rudeness", 0.0),
        ("civil_comments.jsonl", {"score": 0.5}, "rudeness", 0.5),
        ("politeness_train.jsonl", {"norm_score": 0.0}, "warmth", 0.5),
    ],
)
def test_labels_become_a_value_from_0_to_1(tmp_path, name, row, head, value):
    line = json.dumps({"text": "Could you  look?", **row}) + "\n"
    opened = gzip.open if name.endswith("gz") else open
    with opened(tmp_path / name, "wt", encoding="utf-8") as out:
        out.write(line)
    (found,) = read_public(tmp_path)
    assert (found.text, found.head, found.value) == ("Could you look?", head, value)


def test_other_files_teach_nothing(tmp_path):
    (tmp_path / "weather.jsonl").write_text('{"text": "Rain.", "toxic": 1}\n')
    assert list(read_public(tmp_path)) == []


def test_held_out_texts_are_not_learnt_from(tmp_path):
    rows = [{"text": f"Text number {n}.", "toxic": 0} for n in range(200)]
    (tmp_path / "jigsaw.jsonl").write_text("\n".join(map(json.dumps, rows)))
    learnt = list(from_public(read_public(tmp_path)))
    kept = [row for row in rows if is_held_out(row["text"])]
    assert 0 < len(kept) == len(rows) - len(learnt)
    assert all(list(example.targets) == [RUDENESS] for example in learnt)


def test_only_agents_of_civil_talks_are_heard(tmp_path):
    turns = [
        {"role": "customer", "text": "Where is the parcel I ordered?"},
        {"role": "agent", "text": "I can look it up for you now."},
    ]
    for name in ("star", "weather"):
        path = tmp_path / f"{name}.train.jsonl"
        path.write_text(json.dumps({"turns": turns}) + "\n")
    assert list(read_agent_turns(tmp_path)) == ["I can look it up for you now."]
