"""The judge of what happened speaks when it is sure, and learns the same again."""

import gzip
import json
from dataclasses import replace

import numpy as np
import pytest

from assistant.drafting import MatterJudge, Sight
from assistant.drafting.candidates import candidates_of
from assistant.drafting.choosing import BINS, Weights, features, open_judge
from assistant.engine import Engine
from assistant.errors import ModelError
from assistant.training.matter import (
    measure,
    read_judged,
    read_judged_real,
    threshold_of,
    train_matter,
    write_judge,
)
from assistant.training.real import REAL_CLAUSES, hash_of

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


def sight_of(*seen):
    """Return a sight that sees 1 in texts with any of these words, else 0."""

    def see(text):
        return np.array([any(word in text for word in seen)], np.float32)

    return Sight(see, lambda text: (see(text), see(text)), "m")


def judge_that(threshold, *, bins=(), weight=1.0, clause=0.0, sight=None):
    """Return a judge to which some bins count, and what is seen in a clause."""
    odds = np.zeros(BINS, np.float32)
    odds[list(bins)] = weight
    none = np.zeros((1, 1 + 3), np.float32)
    none[0, 1] = 1
    weights = Weights(
        bins=np.zeros((BINS, 1), np.float32),
        odds=odds,
        middle=none,
        middle_bias=np.zeros(1, np.float32),
        last=np.array([clause], np.float32),
        last_bias=np.zeros(1, np.float32),
    )
    return MatterJudge(weights, threshold, sight or sight_of())


def test_choosing_takes_the_likeliest():
    found = candidates_of(TEXT)
    second = set(features(found[1], found)) - set(features(found[0], found))
    judge = judge_that(0.6, bins=second)
    assert judge.clause(TEXT) == "our waiter dropped your plate on the floor"


def test_choosing_is_silent_below_its_threshold():
    assert judge_that(0.51).clause(TEXT) == ""


def test_choosing_is_surer_where_words_could_hurt():
    found = candidates_of(TEXT)
    judge = judge_that(0.3, bins=features(found[0], found), weight=0.01)
    assert judge.clause(TEXT) != ""
    assert judge.clause(TEXT, grave=True) == ""


def test_choosing_counts_what_is_seen_in_a_clause():
    for seen, clause in (("soup", "your soup was cold"), ("nothing", "")):
        judge = judge_that(0.6, clause=1.0, sight=sight_of(seen))
        assert judge.clause(TEXT) == clause


def test_choosing_learns_and_is_the_same_again(judged, tmp_path):
    sight = sight_of("arrived")
    judge = train_matter(judged, sight, passes=20, work=tmp_path / "work")
    again = train_matter(judged, sight, passes=20, work=tmp_path / "work")
    fresh = train_matter(judged, sight, passes=20)
    assert judge.threshold == again.threshold == fresh.threshold
    assert judge.chances(judged[0].candidates, judged[0].text) == pytest.approx(
        fresh.chances(judged[0].candidates, judged[0].text), abs=1e-4
    )
    figures = measure(judge, judged)
    assert (figures.messages, figures.possible) == (len(judged), len(judged))
    assert figures.sendable == figures.asked == figures.offered > 0


def test_choosing_keeps_a_tenth(judged, tmp_path):
    held = read_judged(tmp_path, held_out=True)
    assert len(judged) + len(held) == 40
    assert held


def test_choosing_learns_from_real_messages_by_their_hash(tmp_path):
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    (corpus / REAL_CLAUSES).mkdir(parents=True)
    (data / "eval").mkdir(parents=True)
    with gzip.open(data / "eval" / "set.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"text": TEXT}) + "\n")
    said = [one.text for one in candidates_of(TEXT)]
    row = {
        "source": "set",
        "sha256": hash_of(TEXT),
        "sendable": {hash_of(said[0]): True, hash_of(said[1]): False},
    }
    (corpus / REAL_CLAUSES / "a.jsonl").write_text(json.dumps(row), "utf-8")
    (one,) = read_judged_real(corpus, data)
    assert one.sendable[:2] == (True, False)
    assert read_judged_real(corpus, None) == []


def test_choosing_sets_the_chance_from_which_enough_is_right():
    best = [(0.9, True)] * 20 + [(0.5, False)] * 20 + [(0.1, False)] * 60
    assert threshold_of(best) == 0.5


def test_choosing_opens_what_was_written(judged, tmp_path):
    judge = train_matter(judged, sight_of("arrived"), passes=3)
    write_judge(judge, tmp_path / "out")
    opened = MatterJudge.open(tmp_path / "out", judge.sight)
    for one in judged[:5]:
        told = opened.chances(one.candidates, one.text)
        assert told == pytest.approx(judge.chances(one.candidates, one.text), abs=0.02)


@pytest.mark.parametrize("fault", ["damaged", "another reader"])
def test_choosing_says_that_weights_do_not_serve(judged, tmp_path, fault):
    out = tmp_path / "out"
    write_judge(train_matter(judged, sight_of(), passes=1), out)
    if fault == "damaged":
        (out / "weights.safetensors").write_bytes(b"no")
    sight = replace(sight_of(), mark="other") if fault != "damaged" else sight_of()
    with pytest.raises(ModelError):
        MatterJudge.open(out, sight)
    judge, (note,) = open_judge(out, sight)
    assert judge is None
    assert note.startswith("What happened is found by a rule alone: ")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Your website won't let me check out.", "our website won't let you check out"),
        ("@app I'm locked out of my account", "you're locked out of your account"),
        ("Just to say the team were lovely today", ""),
        ("Do you open on Sunday?", ""),
        ("I cancelled my policy when the car was sold", ""),
    ],
)
def test_choosing_with_the_weights_that_ship(message, text, clause):
    assert Engine.open(model="none").wording.about(message(text), ()).ruled == clause


def test_nobody_is_told_sorry_for_what_is_no_trouble(message):
    reply = Engine.open(model="none").reply(message("My new kettle is red and shiny"))
    assert reply.drafts
    assert not any("red" in one.draft.text for one in reply.drafts)


def test_choosing_meets_no_praise_with_trouble(message):
    text = "Your website won't let me check out."
    wording = Engine.open(model="none").wording
    assert wording.about(message(text), (), glad=True).ruled == ""
