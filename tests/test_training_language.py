"""The recipe of the language model: pairs by rule, rows, and a run that goes on."""

import json
import random
import subprocess
import sys

import pytest

from assistant.errors import ModelError
from assistant.models import open_model
from assistant.models.jobs import AGENT, CUSTOMER, PAD, Ask, mark_of
from assistant.models.shipped import ShippedModel
from assistant.training.held_out import is_held_out
from assistant.training.language.corpus import read_retold
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


def test_read_judged_teaches_what_may_be_said_back_and_nothing_else(tmp_path):
    from assistant.training.language.corpus import read_judged

    said = {"sendable": ["it came late"], "not_sendable": ["we are late"]}
    rows = [{"text": f"Parcel {n} came late", **said} for n in range(50)]
    _write_rows(tmp_path / "clauses", rows)
    learnt, kept = (
        list(read_judged(tmp_path, held_out=held)) for held in (False, True)
    )
    assert len(learnt) + len(kept) == 50
    assert len(learnt) > len(kept) > 0
    assert {lesson.turns[-1] for lesson in learnt + kept} == {
        (mark_of("clause"), "it came late")
    }


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
def test_pack_fills_rows_that_wait_before_it_begins_another(shipped):
    from assistant.training.language.packing import encode_lesson, pack

    clause = mark_of("clause")
    large, small = as_job("late " * 40, clause, "late"), as_job("late", clause, "late")
    each = [encode_lesson(one, shipped.tokenizer)[0] for one in (large, small)]
    length = sum(map(len, each))
    rows = pack([large] * 3 + [small] * 3, shipped.tokenizer, length=length)
    customer = shipped.tokenizer.token_to_id(CUSTOMER)
    assert (rows.tokens == customer).sum(axis=1).tolist() == [2, 2, 2]


def _loss_and_gradients(loss, hidden, table):
    import torch

    inputs = [one.clone().requires_grad_() for one in (hidden, table)]
    value = loss(*inputs)
    torch.autograd.backward(value)
    return [value.detach(), *(one.grad for one in inputs)]


@pytest.mark.slow
def test_summed_loss_is_the_cross_entropy_with_its_gradients():
    import torch

    from assistant.training.language.arithmetic import summed_loss

    torch.manual_seed(1)
    hidden, table = torch.randn(700, 32), 0.3 * torch.randn(90, 32)
    targets, weights = torch.randint(0, 90, (700,)), torch.rand(700)

    def plain(hidden, table):
        logits = hidden @ table.T
        each = torch.nn.functional.cross_entropy(logits, targets, reduction="none")
        return (each * weights).sum()

    def ours(hidden, table):
        return summed_loss(hidden, table, targets, weights)

    wanted = _loss_and_gradients(plain, hidden, table)
    found = _loss_and_gradients(ours, hidden, table)
    for one, other in zip(found, wanted, strict=True):
        assert (one - other).norm() < 0.01 * other.norm()


@pytest.mark.slow
def test_prepare_changes_how_a_model_attends_and_not_what_it_says():
    import torch

    from assistant.training.language.arithmetic import prepare
    from assistant.training.language.learning import new_model
    from assistant.training.language.presets import PRESETS

    model = new_model(PRESETS["tiny"].shape, seed=1)
    tokens = torch.randint(0, 600, (3, 24))
    with torch.inference_mode():
        before = model(tokens).logits
        prepare(model, torch.device("cpu"))
        after = model(tokens).logits
    assert not torch.equal(before, after)
    assert (after - before).norm() < 0.02 * before.norm()


@pytest.mark.parametrize(
    ("pretraining", "shares"), [(True, (7.0, 1.8)), (False, (0.0, 8.8))]
)
def test_within_shares_the_minutes_between_the_stages(pretraining, shares):
    from assistant.training.language.presets import PRESETS

    preset = PRESETS["cpu"].within(8.8, pretraining=pretraining)
    given = preset.pretraining.minutes, preset.tuning.minutes
    assert given == pytest.approx(shares)


@pytest.mark.slow
@pytest.mark.parametrize("left_out", ["pretraining", "echoes", "own"])
def test_train_language_leaves_out_what_it_is_told_to(left_out, tmp_path):
    _write_corpus(tmp_path / "corpus")
    command = [sys.executable, "-m", "assistant", "train", "language"]
    options = {
        "--preset": "tiny",
        "--minutes": "0.1",
        "--without": left_out,
        **{f"--{name}": str(tmp_path / name) for name in ("corpus", "work", "out")},
    }
    words = [word for option in options.items() for word in option]
    run = subprocess.run(command + words, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "out" / "model.safetensors").is_file()
    learnt = (tmp_path / "work" / "pretraining").exists()
    assert learnt == (left_out != "pretraining")


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


def test_a_model_learns_on_from_where_it_was_written(shipped_folder, tmp_path):
    from assistant.training.language.learning import load_shipped, new_model
    from assistant.training.language.presets import PRESETS, Shape
    from assistant.training.language.recipe import Recipe

    tiny = PRESETS["tiny"]
    model = new_model(tiny.shape, seed=2)
    table = model.lm_head.weight.detach().clone()
    load_shipped(model, shipped_folder)
    assert not table.equal(model.lm_head.weight)
    fresh = new_model(tiny.shape, seed=1)  # as the folder was made
    assert fresh.lm_head.weight.allclose(model.lm_head.weight, atol=1e-3)
    with pytest.raises(ModelError):
        load_shipped(new_model(Shape(), seed=2), shipped_folder)
    recipe = Recipe(tiny, tmp_path, tmp_path, begin=shipped_folder)
    assert recipe.tokenizer().get_vocab_size() == len(
        ShippedModel(shipped_folder).tokenizer.get_vocab()
    )
    assert (tmp_path / "tokenizer_config.json").is_file()


def test_sentences_that_nobody_would_say_back_teach_nothing(tmp_path):
    folder = tmp_path / "retold"
    folder.mkdir()
    texts = [f"My hat {n} blew off. Oh well." for n in range(40)]
    rows = [
        {"text": text, "part": "My hat blew off.", "clause": said}
        for text in texts
        for said in ("your hat blew off", "")
    ]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    learnt = list(read_retold(tmp_path))
    assert len(learnt) == sum(not is_held_out(text) for text in texts) > 0
    assert {lesson.turns[1].text for lesson in learnt} == {"your hat blew off"}


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (
            ["--preset", "huge"],
            "there is no preset 'huge'; use tiny, cpu, further, gpu",
        ),
        (["--without", "love"], "cannot leave out love"),
    ],
)
def test_train_language_says_what_it_cannot_do(options, problem):
    command = [sys.executable, "-m", "assistant", "train", "language", *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert problem in run.stderr


def _write_corpus(folder):
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
        _write_rows(folder / kind, rows)


def _write_rows(folder, rows):
    folder.mkdir(parents=True)
    lines = "\n".join(json.dumps(row) for row in rows)
    (folder / "a.jsonl").write_text(lines + "\n")
