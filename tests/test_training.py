"""The recipe of the reader learns what it should, keeps a tenth, and goes on."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest

from assistant.engine import Engine
from assistant.errors import CasesError, ModelError
from assistant.library import Library
from assistant.schema import ContactReason, Handoff
from assistant.training.reading import (
    PRESETS,
    Labelled,
    Pair,
    Recipe,
    read_rows,
    take_sides,
    train_reading,
)
from assistant.training.reading.start import begin
from assistant.triage.trained.reader import TrainedReader

MESSAGE = {
    "id": "1",
    "channel": "x",
    "text": "Where is my parcel?",
    "contact_reason": "inquiry",
    "topic": "order_status",
    "emotion": "neutral",
    "severity": 1,
    "signals": [],
    "move": ["dm"],
    "best": "dm",
    "troll": False,
}
PAIR = {
    "id": "2",
    "more_urgent": {"channel": "x", "text": "smoke from the plug"},
    "less_urgent": {"channel": "x", "text": "the plug is the wrong colour"},
    "why": "safety: smoke",
}
PLAN = PRESETS["tiny"].sentence_plan
THINGS = ("kettle", "lamp", "bike", "phone", "coat", "desk", "tent", "cot")
SAID = (
    ("where can i buy the {}?", "inquiry", "stock", 1, "none"),
    ("the {} is on fire and my child is hurt", "problem_alert", "injury", 5, "phone"),
    ("thank you for the lovely {}", "satisfaction", "product_praise", 1, "none"),
    ("my {} arrived broken, send another", "dissatisfaction", "damaged_item", 2, "dm"),
)


def write(folder, *rows):
    folder.mkdir(exist_ok=True)
    (folder / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    return folder


@pytest.fixture(scope="module")
def rows():
    """A small world: things, and what customers say of them."""
    return [
        Labelled(
            text.format(thing),
            "x",
            ContactReason(reason),
            topic,
            severity,
            None,
            frozenset({Handoff(best)}),
            Handoff(best),
        )
        for thing in THINGS
        for text, reason, topic, severity, best in SAID
    ]


@pytest.fixture(scope="module")
def recipe(tmp_path_factory):
    """The tiny recipe, with folders of its own."""
    folder = tmp_path_factory.mktemp("recipe")
    return Recipe(folder / "out", folder / "work", PRESETS["tiny"])


@pytest.fixture(scope="module")
def trained(rows, recipe, library):
    """A reader taught by the tiny recipe."""
    train_reading(rows, library, recipe, lambda said: None)
    return TrainedReader.open(recipe.out)


def test_training_reads_messages_and_pairs(tmp_path):
    one, two = read_rows([write(tmp_path / "given", MESSAGE, PAIR)])
    assert one.reason is ContactReason.INQUIRY
    assert two.texts == ("smoke from the plug", "the plug is the wrong colour")


@pytest.mark.parametrize("wrong", [{"text": "x"}, {**MESSAGE, "best": "fax"}])
def test_training_names_a_wrong_line(tmp_path, wrong):
    with pytest.raises(CasesError, match=r"a\.jsonl:2"):
        read_rows([write(tmp_path / "given", MESSAGE, wrong)])


def test_training_holds_out_about_a_tenth_by_the_text_alone():
    rows = [Pair(f"{n}{n} a b c", str(n), "x", "safety") for n in range(2000)]
    sides = take_sides(rows)
    assert 150 < len(sides.held_out) < 250
    assert len(sides.learned) + len(sides.held_out) == len(rows)


def test_training_leaves_out_what_repeats_a_held_out_text(rows):
    held = take_sides(rows).held_out[0]
    twin = replace(held, text=held.text.upper() + "!")
    assert twin not in take_sides([*rows, twin]).learned


def test_training_leaves_pairs_to_the_clock_that_the_clock_decides():
    assert not Pair("a", "b", "x", "wait: a day longer").decided_by_words
    assert Pair("a", "b", "x", "safety (counter-intuitive): gas").decided_by_words


def test_training_teaches_even_a_tiny_reader(rows, trained, recipe, library, message):
    engine = Engine(library, reading=recipe.out)
    right = sum(
        engine.triage(message(row.text))[0].contact_reason is row.reason for row in rows
    )
    assert right / len(rows) > 0.5  # chance is a quarter


def test_training_goes_on_from_where_it_was_and_gives_the_same(
    rows, recipe, trained, library
):
    before = (recipe.out / "encoder.onnx").read_bytes()
    again = replace(recipe, out=recipe.out.parent / "again")
    (recipe.work / "sentences.pt").unlink()
    train_reading(rows, library, again, lambda said: None)
    assert (again.out / "encoder.onnx").read_bytes() == before


def test_training_learns_from_what_a_larger_reader_says_of_other_texts(
    rows, recipe, library, teacher, tmp_path
):
    told = replace(
        recipe,
        work=tmp_path,
        out=tmp_path / "out",
        teacher=teacher,
        texts=["late", "a"],
    )
    taught = train_reading(rows, library, told, lambda said: None).taught
    assert taught > 2 + len(rows) / 2  # and of what was learned, with other words
    assert TrainedReader.open(told.out)


def test_readers_learn_on_from_where_they_were_written(
    rows, recipe, trained, library, message, tmp_path
):
    short = replace(
        PRESETS["tiny"], sentence_plan=replace(PLAN, steps=1, rate=1e-9, head_rate=1e-9)
    )
    begin, out = recipe.out, tmp_path / "out"
    on = replace(recipe, out=out, work=tmp_path, begin=begin, preset=short)
    train_reading(rows, library, on, lambda said: None)
    texts = [row.text for row in rows[:20]]
    before, after = (
        [Engine(library, reading=one).triage(message(text))[0] for text in texts]
        for one in (begin, out)
    )
    alike = [
        one.contact_reason is two.contact_reason
        for one, two in zip(before, after, strict=True)
    ]
    assert sum(alike) >= 19  # a step of no length changes nothing but roundings


def test_readers_of_another_shape_do_not_learn_on(
    rows, recipe, trained, library, tmp_path
):
    on = replace(recipe, work=tmp_path, begin=recipe.out, preset=PRESETS["further"])
    with pytest.raises(ModelError):
        train_reading(rows, library, on, lambda said: None)


def test_training_and_the_runtime_compute_the_same(rows, tmp_path):
    import torch

    from assistant.models.encoder import open_with_heads
    from assistant.training.network import Shape
    from assistant.training.reader import write_body
    from assistant.training.reading.export import above
    from assistant.training.reading.materials import SentenceMaterial
    from assistant.training.reading.networks import SentenceNetwork
    from assistant.triage.trained.reader import SENTENCES
    from assistant.triage.trained.sentence import SentenceReader

    torch.manual_seed(1)
    texts = [row.text for row in rows]
    shape = Shape(width=48, layers=2, heads=4, inner=64)
    encoder, vocabulary = begin(None, texts, shape)
    network = SentenceNetwork(encoder, 32, 7).eval()
    write_body(encoder, vocabulary, tmp_path, "toy", above=above(network))
    opened, weights, _ = open_with_heads(tmp_path, "toy")
    told = {name.removeprefix(SENTENCES): one for name, one in weights.items()}
    runtime = SentenceReader(opened, told)
    for text in [*texts[:4], "", "late " * 400]:
        with torch.no_grad():
            told = network(SentenceMaterial(vocabulary).batch([(text, "x")]))
        said = runtime.judge(runtime.see(text))
        assert np.allclose(said, told.log_odds[0].numpy(), atol=0.05)


def test_readers_learn_on_with_a_topic_they_did_not_know(
    rows, recipe, trained, spoilable, tmp_path
):
    known = spoilable / "replies" / "dissatisfaction" / "damaged_item"
    shutil.copytree(known, known.parent / "fragile_item")
    moved = [
        replace(row, topic="fragile_item") if row.topic == "damaged_item" else row
        for row in rows
    ]
    longer = replace(PRESETS["tiny"], sentence_plan=replace(PLAN, steps=180))
    out, work = tmp_path / "out", tmp_path
    on = replace(recipe, out=out, work=work, begin=recipe.out, preset=longer)
    train_reading(moved, Library(spoilable), on, lambda said: None)
    reader = TrainedReader.open(on.out)
    told = [reader.judge(row.text, {}).topics for row in moved if row.severity == 2]
    learnt = [one["fragile_item"] > one["damaged_item"] for one in told]
    assert sum(learnt) / len(learnt) > 0.8


def test_readers_do_not_learn_on_without_a_topic_they_know(
    rows, recipe, trained, spoilable, tmp_path
):
    shutil.rmtree(spoilable / "replies" / "inquiry" / "stock")
    on = replace(recipe, work=tmp_path, begin=recipe.out)
    with pytest.raises(ModelError, match="other topics"):
        train_reading(rows, Library(spoilable), on, lambda said: None)
