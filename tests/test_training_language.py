"""The recipe of the language model: pairs by rule, rows, and a run that goes on."""

import random
import subprocess
import sys

import pytest

from assistant.models import open_model
from assistant.models.jobs import AGENT, CUSTOMER, PAD, Ask, mark_of
from assistant.training.language.echo import make_echoes, matter_of, roughen
from assistant.training.language.pairs import Lesson, Turn, as_job
from assistant.training.language.turning import to_gerund, turn


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ("My parcel was due Monday", "your parcel was due Monday"),
        ("I was charged twice", "you were charged twice"),
        ("I am still waiting for my refund", "you are still waiting for your refund"),
        ("you lost my bag", "we lost your bag"),
        ("I told you about it", "you told us about it"),
        ("nobody answers my emails to you", "nobody answers your emails to us"),
        ("ive emailed u and your driver", "you've emailed us and our driver"),
        ("we cant log in", "you can't log in"),
        ("BBC is not on my tv", "BBC is not on your tv"),
    ],
)
def test_turn_speaks_from_our_side(said, turned):
    assert turn(said) == turned


@pytest.mark.parametrize(
    ("clause", "gerund"),
    [
        ("your parcel has been stuck for weeks", "your parcel being stuck for weeks"),
        ("your order wasn't in the box", "your order not being in the box"),
        ("your refund hasn't arrived", "your refund not arriving"),
        ("you waited an hour", "waiting an hour"),
        ("you had everything", ""),
        ("everything went wrong", ""),
        ("nobody answers", ""),
    ],
)
def test_to_gerund_speaks_only_where_it_is_sure(clause, gerund):
    assert to_gerund(clause) == gerund


@pytest.mark.parametrize(
    ("sentence", "matter"),
    [
        ("Where is my parcel and why is it late?", ""),
        ("you are all idiots and my order is late", ""),
        ("Nothing happened here at all today.", ""),
        ("Hi, my order arrived broken!", "your order arrived broken"),
    ],
)
def test_matter_of_takes_statements_of_ones_own(sentence, matter):
    assert matter_of(sentence) == matter


def test_make_echoes_gives_as_many_as_were_asked_for():
    texts = ["My parcel is late. I am waiting for it."] * 9
    assert len(list(make_echoes(texts, most=4, seed=1))) == 4


def test_roughen_is_the_same_for_the_same_seed():
    rough = [roughen("You're late, please hurry", random.Random(4)) for _ in range(2)]
    assert rough[0] == rough[1]


@pytest.mark.slow
def test_pack_weighs_the_answer_of_a_job_and_little_of_what_was_read(shipped):
    from assistant.training.language.packing import pack

    lesson = as_job("My parcel is late", mark_of("clause"), "your parcel is late")
    rows = pack([lesson], shipped.tokenizer, length=64)
    tokens, weights = rows.tokens[0].tolist(), rows.weights[0].tolist()
    asked = tokens.index(shipped.tokenizer.token_to_id(mark_of("clause")))
    end = tokens.index(shipped.tokenizer.token_to_id(PAD))
    assert tokens[0] == shipped.tokenizer.token_to_id(CUSTOMER)
    assert weights[0] == weights[asked] == 0
    assert set(weights[1:asked]) == {40}
    assert set(weights[asked + 1 : end]) == {255}
    assert set(weights[end:]) == {0}


@pytest.mark.slow
def test_pack_never_splits_a_job_and_leaves_out_one_that_is_too_long(shipped):
    from assistant.training.language.packing import pack

    short = as_job("late", mark_of("clause"), "it is late")
    long = as_job("late again " * 200, mark_of("clause"), "it is late")
    rows = pack([short, long, short], shipped.tokenizer, length=24)
    customer = shipped.tokenizer.token_to_id(CUSTOMER)
    assert (rows.tokens == customer).sum() == 2


@pytest.mark.slow
def test_pack_teaches_every_word_of_a_talk(shipped):
    from assistant.training.language.packing import pack

    talk = Lesson((Turn(CUSTOMER, "Where is it?"), Turn(AGENT, "On its way.")))
    rows = pack([talk], shipped.tokenizer, length=48)
    assert set(rows.weights[0].tolist()) == {0, 255}


@pytest.mark.slow
def test_recipe_runs_to_a_model_that_opens_and_goes_on_where_it_stopped(tmp_path):
    from assistant.training.language.presets import PRESETS
    from assistant.training.language.recipe import Recipe

    corpus, work, out = tmp_path / "corpus", tmp_path / "work", tmp_path / "tiny"
    _write_corpus(corpus)
    said: list[str] = []
    recipe = Recipe(PRESETS["tiny"], corpus, work)
    recipe.run(said.append)
    loss = recipe.export(out)
    before = (work / "tuning" / "checkpoint.pt").read_bytes()
    again: list[str] = []
    Recipe(PRESETS["tiny"], corpus, work).run(again.append)
    model = open_model(str(out), tmp_path)
    assert 0 < loss < 12
    assert not [line for line in again if line.startswith("step")]
    assert len((work / "tuning" / "checkpoint.pt").read_bytes()) == len(before)
    assert model is not None
    assert len(model.write("My parcel is late", [Ask("clause")])) == 1


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--preset", "huge"], "there is no preset 'huge'; use tiny, cpu, gpu"),
        (["--without", "love"], "cannot leave out love"),
    ],
)
def test_train_language_says_what_it_cannot_do(options, problem):
    command = [sys.executable, "-m", "assistant", "train", "language", *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert problem in run.stderr


def _write_corpus(folder):
    import json

    rows = [
        {
            "text": f"Parcel number {n} is {how} and I am waiting",
            "shape": "clause",
            "matter": f"your parcel is {how}",
            "tone": "warm",
            "acknowledgement": f"A parcel that is {how} is no fun. We're sorry.",
            "reworded": f"Your parcel is {how}, I'm sorry.",
        }
        for n in range(60)
        for how in ("late", "lost", "torn")
    ]
    for kind in ("matter", "acknowledgement", "reword"):
        (folder / kind).mkdir(parents=True)
        lines = "\n".join(json.dumps(row) for row in rows)
        (folder / kind / "a.jsonl").write_text(lines + "\n")
