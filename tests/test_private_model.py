"""A model marks private words beside the rules, and each may overrule the other."""

import numpy as np
import pytest
import torch

from assistant.checks import Checks, Trained
from assistant.checks.leaks import SURE
from assistant.checks.private import HEAD, HINTS, KINDS, join, stretches
from assistant.checks.tone import KIND
from assistant.evaluation.rows import PrivacyCase
from assistant.library import Enough
from assistant.models.judge import hints_on
from assistant.models.wordpiece import SPECIAL, WordPieces
from assistant.privacy import find_possible, words_told
from assistant.schema import Family, LeakKind, Span
from assistant.training.examples import Example
from assistant.training.network import Network, Shape
from assistant.training.private_examples import SHAPE, as_harmless, from_private
from assistant.training.reader import Reader, write_reader
from assistant.training.tone_examples import TONE_HEADS

LETTERS = [
    f"{mark}{letter}"
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789"
    for mark in ("", "##")
]
VOCABULARY = [*SPECIAL, ".", ",", "-", *LETTERS]
MASTERCARD = "5555 5555 5555 4444"
UNSURE = Enough(alone=0.6, least=0.2)


def weights_that(tmp_path, *, heed_rules=0.0, nothing=0.0):
    """Write weights that mark what the rules guess, or nothing at all."""
    torch.manual_seed(1)
    shape = Shape(len(VOCABULARY), width=16, layers=1, heads=2, inner=16)
    reader = Reader(Network(shape), {**TONE_HEADS, HEAD: SHAPE})
    with torch.no_grad():
        for head in reader.heads.values():
            head.weight.zero_()
            head.bias.fill_(-9.0)
        marking = reader.heads[HEAD]
        marking.bias.zero_()
        marking.bias[0] = 3.0 + nothing
        for number in range(len(KINDS)):
            marking.weight[1 + number, -HINTS + number] = heed_rules
    folder = tmp_path / "tone"
    write_reader(reader, VOCABULARY, folder, KIND, slope=1.0, offset=0.0)
    return folder


def leaks(folder, library, context, text):
    found = Checks(library, Trained.open(folder, library)).find(text, context)
    return [finding.kind for finding in found if finding.family is Family.LEAK]


def chances(*kinds):
    """Return rows of chances, sure of a kind each; None means nothing private."""
    rows = np.full((len(kinds), 1 + len(KINDS)), 0.0, np.float32)
    for row, kind in enumerate(kinds):
        rows[row, 0 if kind is None else 1 + KINDS.index(kind)] = 1.0
    return rows


def test_marked_words_side_by_side_are_one_detail():
    pieces = WordPieces(VOCABULARY).cut("a b c d e f")
    name, born = LeakKind.PERSON_NAME, LeakKind.DATE_OF_BIRTH
    found = list(stretches(pieces, chances(None, name, None, name, None, None), 0.6))
    assert [(one.kind, one.span) for one in found] == [(name, Span(2, 7))]
    apart = list(stretches(pieces, chances(name, None, None, None, born, born), 0.6))
    assert [one.span for one in apart] == [Span(0, 1), Span(8, 11)]


@pytest.mark.parametrize(("sure", "found"), [(0.55, 0), (0.65, 1)])
def test_a_stretch_counts_from_what_is_enough_on(sure, found):
    pieces = WordPieces(VOCABULARY).cut("a b")
    told = np.zeros((2, 1 + len(KINDS)), np.float32)
    told[:, 0], told[:, 1] = 1 - sure, sure
    assert len(list(stretches(pieces, told, 0.6))) == found


def test_the_model_overrules_a_rule_that_nothing_bears_out():
    text = "Your order 4471-88213 is on its way."
    possible = find_possible(text)
    pieces = WordPieces(VOCABULARY).cut(text)
    nothing = chances(*[None] * len(pieces))
    assert any(detail.confidence >= 0.5 for detail in possible)
    assert join(possible, pieces, nothing, Enough(alone=0.6, least=0.2)) == ()
    assert join(possible, pieces, nothing, Enough(alone=0.6, least=0.0))


def test_a_number_with_its_check_digits_needs_no_second_opinion():
    text = f"We charged {MASTERCARD}."
    pieces = WordPieces(VOCABULARY).cut(text)
    kept = join(find_possible(text), pieces, chances(*[None] * len(pieces)), UNSURE)
    assert [detail.kind for detail in kept] == [LeakKind.PAYMENT_CARD]


def test_the_check_hears_the_model(tmp_path, library, in_public):
    text = f"We charged {MASTERCARD}."
    calm = weights_that(tmp_path, nothing=9.0)
    assert leaks(calm, library, in_public, text) == [LeakKind.PAYMENT_CARD]
    assert leaks(calm, library, in_public, "We are late.") == []


def test_a_text_without_words_is_not_marked(tmp_path, library, in_public):
    folder = weights_that(tmp_path)
    assert leaks(folder, library, in_public, " \n ") == []


def test_words_that_the_customer_said_are_known():
    spans = list(words_told("Hello Ines, your knee", "my knee hurts. Inés"))
    assert spans == [Span(6, 10), Span(17, 21)]


def test_hints_lie_on_the_pieces_of_their_words():
    pieces = WordPieces(VOCABULARY).cut("a bc d")
    known = hints_on(pieces, [(Span(3, 4), 1, 0.5)], 3)
    assert known[:, 1].tolist() == [0, 0.5, 0.5, 0]
    assert known[:, [0, 2]].sum() == 0


def test_a_labelled_reply_marks_its_words():
    case = PrivacyCase(
        id="p", channel="x", text="Born 3 May 1980?", leaks=[{"type": "date_of_birth", "text": "3 May 1980"}]
    )  # fmt: skip
    (stretch,) = from_private(case).marks[HEAD].stretches
    assert stretch == (Span(5, 15), 1 + KINDS.index(LeakKind.DATE_OF_BIRTH))


def test_only_a_reply_in_which_the_rules_find_nothing_is_harmless():
    assert as_harmless(Example("We are late.")).marks[HEAD].stretches == ()
    assert as_harmless(Example(f"We charged {MASTERCARD}.")).marks == {}


def test_the_library_says_what_is_enough(library):
    assert 0 < library.enough.alone <= 1
    assert 0 <= library.enough.least < library.enough.alone


@pytest.mark.parametrize(("chance", "sure"), [(0.95, True), (0.7, False)])
def test_what_the_model_is_less_sure_of_is_for_a_look(chance, sure):
    pieces = WordPieces(VOCABULARY).cut("a b")
    told = np.zeros((2, 1 + len(KINDS)), np.float32)
    told[:, 0], told[:, 1] = 1 - chance, chance
    (detail,) = join((), pieces, told, Enough(alone=0.9, least=0.0))
    assert (detail.confidence >= SURE) is sure
