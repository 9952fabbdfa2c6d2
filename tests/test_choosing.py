"""The judge of what happened speaks when it is sure, and learns the same again."""

import json

import numpy as np
import pytest

from assistant.drafting import MatterJudge
from assistant.drafting.candidates import candidates_of
from assistant.drafting.choosing import BINS, features, open_judge
from assistant.drafting.wording import Wording
from assistant.errors import ModelError
from assistant.settings import get_settings
from assistant.training.matter import (
    measure,
    read_judged,
    threshold_of,
    train_matter,
    write_judge,
)

TEXT = "My soup was cold. Your waiter dropped my plate on the floor."


@pytest.fixture
def judged(tmp_path):
    rows = [
        {
            "text": f"My parcel for flat {n} never arrived. I ordered it in flat {n}.",
            "sendable": [f"your parcel for flat {n} never arrived"],
            "not_sendable": [f"you ordered it in flat {n}"],
        }
        for n in range(40)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return read_judged(tmp_path, held_out=False)


def test_choosing_takes_the_likeliest(message):
    weights = np.zeros(BINS, np.float32)
    found = candidates_of(TEXT)
    weights[list(set(features(found[1], found)) - set(features(found[0], found)))] = 1
    judge = MatterJudge(weights, 0.6)
    assert judge.clause(message(TEXT)) == "our waiter dropped your plate on the floor"


def test_choosing_is_silent_below_its_threshold(message):
    judge = MatterJudge(np.zeros(BINS, np.float32), 0.51)
    assert judge.clause(message(TEXT)) == ""


def test_choosing_is_surer_where_words_could_hurt(message):
    weights = np.zeros(BINS, np.float32)
    found = candidates_of(TEXT)
    weights[features(found[0], found)] = -0.01
    judge = MatterJudge(weights, 0.3)
    assert judge.clause(message(TEXT)) != ""
    assert judge.clause(message(TEXT), grave=True) == ""


def test_choosing_learns_and_is_the_same_again(judged, tmp_path):
    judge = train_matter(judged, passes=3, work=tmp_path / "work")
    again = train_matter(judged, passes=3)
    assert np.array_equal(judge.weights, again.weights)
    assert judge.threshold == again.threshold
    figures = measure(judge, judged)
    assert (figures.messages, figures.possible) == (len(judged), len(judged))
    assert figures.sendable == figures.asked == figures.offered > 0


def test_choosing_keeps_a_tenth(judged, tmp_path):
    held = read_judged(tmp_path, held_out=True)
    assert len(judged) + len(held) == 40
    assert held


def test_choosing_sets_the_chance_from_which_enough_is_right():
    best = [(0.9, True)] * 20 + [(0.5, False)] * 20 + [(0.1, False)] * 60
    assert threshold_of(best) == 0.5


def test_choosing_opens_what_was_written(judged, tmp_path):
    judge = train_matter(judged, passes=3)
    write_judge(judge, tmp_path / "out")
    opened = MatterJudge.open(tmp_path / "out")
    assert np.array_equal(opened.weights, judge.weights)


def test_choosing_says_that_weights_are_damaged(judged, tmp_path):
    write_judge(train_matter(judged, passes=1), tmp_path / "out")
    (tmp_path / "out" / "weights.safetensors").write_bytes(b"no")
    with pytest.raises(ModelError):
        MatterJudge.open(tmp_path / "out")
    judge, (note,) = open_judge(tmp_path / "out")
    assert judge is None
    assert note.startswith("What happened is found by a rule alone: ")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Your website won't let me check out.", "our website won't let you check out"),
        ("@app I'm locked out of my account", "you're locked out of your account"),
        ("Just to say the team were lovely today", ""),
        ("Do you open on Sunday?", ""),
        ("My new kettle is red and shiny", ""),
        ("I cancelled my policy when the car was sold", ""),
    ],
)
def test_choosing_with_the_weights_that_ship(message, library, text, clause):
    wording = Wording(library, None, get_settings().models)
    assert wording.about(message(text), ()).ruled == clause


def test_choosing_meets_no_praise_with_trouble(message, library):
    wording = Wording(library, None, get_settings().models)
    text = "Your website won't let me check out."
    assert wording.about(message(text), (), glad=True).ruled == ""
