"""The judge beside clauses that edits made: when they may speak, and how it learns."""

import math

import numpy as np
import pytest

from assistant.drafting import MatterJudge, Sight
from assistant.drafting.choosing import BINS, FACTS, EditWeights, Weights
from assistant.drafting.edits import Clause
from assistant.training.held_out import tenth_of
from assistant.training.matter import (
    TRIED,
    Judged,
    measure,
    read_judged,
    with_edits,
    write_judge,
)
from assistant.training.matter_edits import Edited, fit_edits

NO_RULE = "hair in the soup, told them"  # no rule cuts a clause of this
CUT = "My soup was cold."


def judge_that(edits, *, threshold=0.4):
    """Return a judge to which every clause that a rule cuts is as likely as not."""
    none = np.zeros((1, 1 + 3), np.float32)
    weights = Weights(
        bins=np.zeros((BINS, 1), np.float32),
        odds=np.zeros(BINS, np.float32),
        middle=none,
        middle_bias=np.zeros(1, np.float32),
        last=np.zeros(1, np.float32),
        last_bias=np.zeros(1, np.float32),
    )
    nothing = np.zeros(1, np.float32)
    sight = Sight(lambda _: nothing, lambda _: (nothing, nothing), "m")
    return MatterJudge(weights, threshold, sight, edits)


def by_chance(threshold):
    """Return weights that take the chance of the edits as it is."""
    facts = np.zeros(FACTS, np.float32)
    facts[0] = 4.0
    return EditWeights(facts, 2.0, threshold)


def test_what_edits_made_speaks_where_no_rule_cuts_a_clause():
    judge = judge_that(by_chance(0.5))
    edited = Clause("there was a hair in your soup", 0.9, 0.8)
    assert judge.clause(NO_RULE, edited=edited) == edited.text
    assert judge.clause(CUT, edited=edited) == "your soup was cold"
    assert judge.clause(NO_RULE) == ""


@pytest.mark.parametrize(("chance", "says"), [(0.95, True), (0.3, False)])
def test_edits_must_be_sure(chance, says):
    edited = Clause("there was a hair in your soup", chance, chance)
    judge = judge_that(by_chance(0.5))
    assert bool(judge.clause(NO_RULE, edited=edited)) is says


def test_edits_must_be_surer_where_words_could_hurt():
    edited = Clause("there was a hair in your soup", 0.7, 0.7)
    judge = judge_that(by_chance(0.5))
    assert 0.5 < judge.edited_chance(edited, NO_RULE) < 0.75
    assert judge.clause(NO_RULE, edited=edited)
    assert not judge.clause(NO_RULE, edited=edited, grave=True)


def test_what_may_not_be_said_is_not_said_however_sure():
    edited = Clause("your waiter is a moron", 1.0, 1.0)
    assert judge_that(by_chance(0.1)).clause(NO_RULE, edited=edited) == ""


def test_the_judge_learns_which_edits_can_be_sent():
    judge = judge_that(by_chance(0.5))
    sure = Clause("the soup had a hair in it", 0.95, 0.9)
    unsure = Clause("the hair soup told", 0.5, 0.3, 2)
    edited = [Edited(NO_RULE, one, one is sure) for one in [sure, unsure] * 40]
    learnt = judge_that(fit_edits(judge, edited))
    assert learnt.edited_chance(sure, NO_RULE) > 0.8
    assert learnt.edited_chance(unsure, NO_RULE) < 0.2
    assert learnt.clause(NO_RULE, edited=sure)
    assert not learnt.clause(NO_RULE, edited=unsure)


def test_edits_that_are_never_right_enough_stay_silent():
    judge = judge_that(by_chance(0.5))
    same = Clause("the soup had a hair in it", 0.95, 0.9)
    edited = [Edited(NO_RULE, same, number % 2 == 0) for number in range(80)]
    learnt = judge_that(fit_edits(judge, edited))
    assert not learnt.clause(NO_RULE, edited=same)


class Marker:
    """Marks that are sure of a clause, whatever the text."""

    def __init__(self, clause):
        self.said = clause

    def clause(self, text):
        return self.said


def test_edits_are_measured_with_what_rules_cut():
    said = {"the soup had a hair in it": True}
    marker = Marker(Clause("the soup had a hair in it", 0.95, 0.9))
    figures = measure(
        judge_that(by_chance(0.5)), [Judged(NO_RULE, (), (), said)], marker
    )
    assert (figures.messages, figures.possible, figures.offered) == (1, 0, 1)
    assert (figures.asked, figures.sendable) == (1, 1)


def test_edits_are_learnt_from_the_tenth_that_a_marker_never_saw():
    texts = [f"hair number {n} in the soup" for n in range(900)]
    clause = Clause("the soup had a hair in it", 0.95, 0.9)
    judged = [Judged(one, (), (), {clause.text: True}) for one in texts]
    learnt = with_edits(judge_that(by_chance(0.5)), judged, Marker(clause))
    assert len(learnt.edits.facts) == FACTS
    assert learnt.edits.threshold <= 1
    others = [one for one in judged if tenth_of(one.text) != TRIED]
    judge = judge_that(by_chance(0.5))
    assert with_edits(judge, others, Marker(clause)) is judge


def test_weights_of_edits_are_written_and_read(tmp_path):
    judge = judge_that(by_chance(0.625))
    write_judge(judge, tmp_path / "out")
    opened = MatterJudge.open(tmp_path / "out", judge.sight)
    edited = Clause("there was a hair in your soup", 0.8, 0.7)
    assert opened.edits.threshold == 0.625
    assert opened.edited_chance(edited, NO_RULE) == pytest.approx(
        judge.edited_chance(edited, NO_RULE), abs=1e-4
    )
    assert math.isfinite(opened.edits.bias)
    assert read_judged(tmp_path, held_out=True) == []
