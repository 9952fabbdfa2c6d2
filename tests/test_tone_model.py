"""The tone model speaks beside the rules, and its absence stops nothing."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from assistant.checks import Checks, Trained
from assistant.checks.tone import SECOND, ToneModel
from assistant.engine import Engine
from assistant.errors import ModelError
from assistant.evaluation.rows import TONE_FAMILIES, ToneCase
from assistant.library import Library
from assistant.models.wordpiece import SPECIAL
from assistant.schema import Context, Family, Severity, Span
from assistant.settings import Settings, get_settings
from assistant.training.network import Network, Shape
from assistant.training.reader import Reader, write_network, write_reader
from assistant.training.thresholds import choose_thresholds, scale_of
from assistant.training.tone import TINY, Sources, fit_tone, write_fit
from assistant.training.tone_examples import (
    TONE,
    TONE_HEADS,
    clean_turn,
    from_case,
    own_words,
    regrouped,
)

WORDS = "we are sorry late . , your parcel is on its way you should have asked".split()
VOCABULARY = [*SPECIAL, *WORDS, *(f"{letter}" for letter in "abcdefghijklmnop")]
FAULT = "You should have checked the delivery date."
REPLY = f"We are sorry. {FAULT}"


@pytest.fixture
def base(tmp_path):
    torch.manual_seed(1)
    network = Network(Shape(len(VOCABULARY), width=16, layers=1, heads=2, inner=16))
    folder = tmp_path / "models" / "encoder"
    write_network(network, VOCABULARY, folder)
    return folder


def write_member(folder, *, blame):
    """Write weights that hear blame in every sentence as log odds, and nothing else."""
    torch.manual_seed(1)
    network = Network(Shape(len(VOCABULARY), width=16, layers=1, heads=2, inner=16))
    reader = Reader(network, TONE_HEADS)
    with torch.no_grad():
        for head in reader.heads.values():
            head.weight.zero_()
            head.bias.fill_(-9.0)
        reader.heads[TONE].bias[TONE_FAMILIES.index(Family.BLAMING)] = blame
    write_reader(reader, VOCABULARY, folder, TONE, slope=1.0, offset=0.0)


@pytest.fixture
def sure_of_blame(tmp_path):
    folder = tmp_path / "models" / "tone"
    write_member(folder, blame=9.0)
    return folder


def case(text, *labels, spans=(), pair=""):
    return ToneCase(
        id=text[:9], channel="x", text=text, labels=labels, spans=spans, pair=pair
    )


def test_the_model_hears_each_sentence(sure_of_blame, library):
    heard = Trained.open(sure_of_blame, library).tone.hear(REPLY)
    assert [one.span for one in heard] == [Span(0, 13), Span(14, 56)]
    assert all(one.chances[Family.BLAMING] > 0.99 for one in heard)
    assert all(one.chances[Family.RUDE] < 0.01 for one in heard)


def test_a_finding_says_that_the_model_spoke(library, in_public, sure_of_blame):
    checks = Checks(library, Trained.open(sure_of_blame, library))
    found = checks.find("Your parcel is on its way.", in_public)
    assert ("blaming.model", Severity.WARNING) in {(f.rule, f.severity) for f in found}


def test_a_rule_goes_before_the_model_on_the_same_words(
    library, in_public, sure_of_blame
):
    checks = Checks(library, Trained.open(sure_of_blame, library))
    blaming = [f for f in checks.find(FAULT, in_public) if f.family is Family.BLAMING]
    assert [finding.rule for finding in blaming] == ["blaming.should_have"]


def test_a_text_without_words_is_heard_as_nothing(sure_of_blame, library):
    assert Trained.open(sure_of_blame, library).tone.hear(" \n ") == ()


def test_an_engine_without_weights_checks_by_rules_and_says_so(templates, tmp_path):
    engine = Engine.open(Settings(templates=templates, models=tmp_path), model="none")
    channel = engine.channel("x")
    found = engine.check(FAULT, Context(channel, public=True)).findings
    assert [finding.rule for finding in found] == ["blaming.should_have"]
    (note,) = engine.check_notes
    assert note.startswith("Texts are checked by rules alone: ")


def test_damaged_weights_stop_nothing(templates, tmp_path, sure_of_blame):
    (sure_of_blame / "weights.safetensors").write_bytes(b"damaged")
    engine = Engine.open(
        Settings(templates=templates, models=sure_of_blame.parent), model="none"
    )
    context = Context(engine.channel("x"), public=True)
    assert engine.check(FAULT, context).findings
    assert "is not the file the manifest names" in engine.check_notes[0]


def test_every_family_says_what_it_hears(library):
    assert set(library.tone) == set(TONE_FAMILIES)
    assert all(rule.severity is not Severity.ERROR for rule in library.tone.values())


def test_a_label_teaches_the_sentence_under_its_words():
    example = from_case(case(REPLY, "blaming", spans=("should have",)))
    expected = np.zeros((2, 10))
    expected[1, TONE_FAMILIES.index(Family.BLAMING)] = 1
    np.testing.assert_array_equal(example.targets[TONE], expected)
    np.testing.assert_array_equal(example.whole[TONE], expected[1])


def test_labels_that_cannot_be_told_apart_teach_the_whole_alone():
    labelled = case(REPLY, "blaming", "rude", spans=("sorry", "should have"))
    example = from_case(labelled)
    assert np.isnan(example.targets[TONE]).sum() == 4
    assert example.whole[TONE].sum() == 2


def test_company_changes_and_the_fault_stays():
    examples = [from_case(case(REPLY, "blaming", spans=(FAULT,)))]
    examples += [clean_turn("Your parcel is on its way. We are late.")]
    for seed in range(20):
        changed, _ = regrouped(examples, 1.0, seed)
        (fault,) = np.flatnonzero(changed.targets[TONE].any(axis=1))
        span = changed.sentences[fault]
        assert changed.text[span.start : span.end] == FAULT


def test_pairs_fall_in_one_tenth():
    first, second = case("We are late.", pair="p1"), case("You are late.", pair="p1")
    assert first.tenth == second.tenth


def test_chances_are_true_after_scaling():
    chance = np.random.default_rng(0)
    true = chance.normal(size=(4000, 1))
    right = chance.random((4000, 1)) < 1 / (1 + np.exp(-true))
    slope, offset = scale_of(2 * true + 1, right)
    assert slope == pytest.approx(0.5, abs=0.05)
    assert offset == pytest.approx(-0.5, abs=0.08)


def test_scaling_holds_where_chances_are_far_too_sure():
    chance = np.random.default_rng(0)
    right = chance.random((500, 1)) < 0.1
    told = np.where(right, 6.0, -9.0) * chance.choice([1, -1], (500, 1), p=[0.9, 0.1])
    slope, offset = scale_of(told, right)
    assert 0 < slope < 0.5
    assert abs(offset) < 3


def test_thresholds_spare_clean_replies():
    chances = np.array([[0.9], [0.7], [0.6], [0.2]])
    right = np.array([[True], [True], [False], [False]])
    none = np.zeros_like(right)
    (one,) = choose_thresholds(chances, right, none, most_clean=0.0)
    assert 0.6 < one.at <= 0.7
    assert (one.precision, one.recall) == (1.0, 1.0)


def test_the_recipe_writes_weights_that_are_read_back(
    base, teacher, tmp_path, templates
):
    corpus = tmp_path / "corpus" / "tone"
    corpus.mkdir(parents=True)
    rows = [
        {
            "id": f"t{number}",
            "channel": "x",
            "text": REPLY if number % 2 else "We are sorry. Your parcel is late.",
            "labels": ["blaming"] if number % 2 else [],
            "spans": [FAULT] if number % 2 else [],
        }
        for number in range(120)
    ]
    (corpus / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    library = Library(templates)
    sources = Sources(tmp_path / "corpus", base, (), teacher, [REPLY, "We are sorry."])
    fit = fit_tone(sources, library, TINY, work=tmp_path)
    assert fit.held_out + fit.replies < len(rows)
    rules = tmp_path / "tone.yml"
    rules.write_text((templates / "tone.yml").read_text())
    write_fit(fit, tmp_path / "tone", rules)
    assert Trained.open(tmp_path / "tone", library).tone.hear(REPLY)
    again = fit_tone(sources, library, TINY, work=tmp_path)
    assert again.thresholds == fit.thresholds  # a finished course is not run again
    assert rules.read_text().startswith("# From which chance on")
    learnt, _ = replace(sources, base=tmp_path / "tone", goes_on=True).reader()
    heads = learnt.heads.state_dict()
    for name, numbers in fit.reader.heads.state_dict().items():
        assert torch.allclose(heads[name], numbers, atol=0.02), name
    with pytest.raises(
        ModelError
    ):  # an encoder without heads has nothing to go on from
        replace(sources, goes_on=True).reader()


def test_our_own_templates_are_learnt_as_clean(library):
    said = list(own_words(library))
    lines = sum(len(reply.wordings) for reply in library.replies.values())
    assert lines / 4 < len(said) < lines / 2
    assert not any("{" in text or "  " in text for text in said)


def test_rudeness_rises_with_what_the_model_hears(library, in_public, sure_of_blame):
    text = "Your parcel is on its way."
    alone = Checks(library).check(text, in_public).scores.rudeness
    checks = Checks(library, Trained.open(sure_of_blame, library))
    heard = checks.check(text, in_public)
    assert alone == 0
    assert 0 < heard.scores.rudeness < 1


def test_another_language_is_not_judged(library, in_public, sure_of_blame):
    checks = Checks(library, Trained.open(sure_of_blame, library))
    german = "Ihr Paket ist leider noch nicht angekommen und wir suchen danach."
    found = checks.check(german, in_public).findings
    assert [finding for finding in found if finding.rule == "blaming.model"] == []


@pytest.mark.parametrize(("second", "chance"), [(-9.0, 0.5), (9.0, 1.0)])
def test_two_members_are_heard_together(sure_of_blame, second, chance):
    write_member(sure_of_blame / SECOND, blame=second)
    heard = ToneModel.open(sure_of_blame).hear(REPLY)
    assert [one.chances[Family.BLAMING] for one in heard] == pytest.approx(
        [chance, chance], abs=0.001
    )


def test_a_damaged_second_member_stops_nothing(templates, sure_of_blame):
    write_member(sure_of_blame / SECOND, blame=9.0)
    (sure_of_blame / SECOND / "weights.safetensors").write_bytes(b"damaged")
    engine = Engine.open(
        Settings(templates=templates, models=sure_of_blame.parent), model="none"
    )
    assert engine.check(FAULT, Context(engine.channel("x"), public=True)).findings
    assert "is not the file the manifest names" in engine.check_notes[0]


def test_tone_warmth_is_the_mean_of_the_scale_and_of_what_is_heard(library, in_public):
    folder = get_settings().models / "tone"
    alone, both = Checks(library), Checks(library, Trained.open(folder, library))
    model = ToneModel.open(folder)
    texts = (
        "Read the terms before you write to us.",
        "Could you possibly send us the number? We'd be so grateful for your help.",
    )
    cold, kind = (both.check(text, in_public).scores.warmth for text in texts)
    assert cold < kind
    for text, found in zip(texts, (cold, kind), strict=True):
        scale = alone.check(text, in_public).scores.warmth
        assert found == pytest.approx((scale + model.warmth(text)) / 2, abs=0.001)
