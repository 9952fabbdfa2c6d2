"""A model marks private words beside the rules, and each may overrule the other."""

import numpy as np
import pytest
import torch

from assistant.checks import Checks, Trained
from assistant.checks.leaks import SURE
from assistant.checks.private import HEAD, HINTS, KINDS, Marked, join, stretches
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


def marked(text, told):
    """Return a text as a model with these chances marks it."""
    return Marked(text, WordPieces(VOCABULARY).cut(text), told)


def nothing_in(text):
    """Return a text in which a model sees nothing private."""
    return marked(text, chances(*[None] * len(WordPieces(VOCABULARY).cut(text))))


def test_marked_words_side_by_side_are_one_detail():
    text, name, born = "a b c d e f", LeakKind.PERSON_NAME, LeakKind.DATE_OF_BIRTH
    beside = marked(text, chances(None, name, None, name, None, None))
    found = list(stretches(beside, 0.6))
    assert [(one.kind, one.span) for one in found] == [(name, Span(2, 7))]
    far = marked(text, chances(name, None, None, None, born, born))
    apart = list(stretches(far, 0.6))
    assert [one.span for one in apart] == [Span(0, 1), Span(8, 11)]


@pytest.mark.parametrize(("sure", "found"), [(0.55, 0), (0.65, 1)])
def test_a_stretch_counts_from_what_is_enough_on(sure, found):
    told = np.zeros((2, 1 + len(KINDS)), np.float32)
    told[:, 0], told[:, 1 + KINDS.index(LeakKind.HEALTH)] = 1 - sure, sure
    assert len(list(stretches(marked("a b", told), 0.6))) == found


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("kath", LeakKind.EMAIL, []),
        ("kath at mail.example", LeakKind.EMAIL, ["kath at mail.example"]),
        ("post", LeakKind.ACCOUNT_NUMBER, []),
        ("no. 4471", LeakKind.ACCOUNT_NUMBER, ["no. 4471"]),
        ("six oh four", LeakKind.PHONE, ["six oh four"]),
        ("31/01/2026", LeakKind.ORDER_NUMBER, []),
    ],
)
def test_what_cannot_be_of_a_kind_is_none_of_it(text, kind, found):
    length = len(WordPieces(VOCABULARY).cut(text))
    details = stretches(marked(text, chances(*[kind] * length)), 0.6)
    assert [text[one.span.start : one.span.end] for one in details] == found


def test_the_next_likely_kind_takes_what_the_likeliest_cannot_be():
    told = chances(*[None] * 5)
    told[:, 1 + KINDS.index(LeakKind.EMAIL)] = 0.3
    told[:, 1 + KINDS.index(LeakKind.PERSON_NAME)] = 0.2
    told[:, 0] = 0.5
    assert not list(stretches(marked("jofox", told), 0.3))
    (detail,) = stretches(marked("jofox", told), 0.1)
    assert detail.kind is LeakKind.PERSON_NAME


@pytest.mark.parametrize(
    ("text", "seen", "whole"),
    [
        ("since 31/01/2026, then", "/01/2026", "31/01/2026"),
        ("ask o'neill.", "neill", "o'neill"),
        ("grandad's ninetieth!", "s ninetieth", "grandad's ninetieth"),
        ("see it. jo", "see it", "see it"),
        ("here: jo's", "jo", "jo's"),
    ],
)
def test_a_detail_is_all_that_signs_join(text, seen, whole):
    pieces = WordPieces(VOCABULARY).cut(text)
    start = text.index(seen)
    told = chances(*[None] * len(pieces))
    told[pieces.within(Span(start, start + len(seen)))] = chances(LeakKind.HEALTH)
    (detail,) = stretches(Marked(text, pieces, told), 0.6)
    assert text[detail.span.start : detail.span.end] == whole


@pytest.mark.parametrize("told", [LeakKind.ACCOUNT_NUMBER, LeakKind.HEALTH])
def test_the_words_around_a_number_say_what_it_is(told):
    text = "for 62 0044 1187 as agreed"
    possible = find_possible(text)
    assert [one.kind for one in possible] == [LeakKind.PHONE]
    length = len(WordPieces(VOCABULARY).cut(text))
    kinds = [
        one.kind
        for one in join(possible, marked(text, chances(*[told] * length)), UNSURE)
    ]
    assert kinds == [told]


def test_a_number_with_its_check_digits_stays_what_it_is():
    text = f"card {MASTERCARD}"
    length = len(WordPieces(VOCABULARY).cut(text))
    told = marked(text, chances(*[LeakKind.PHONE] * length))
    assert [one.kind for one in join(find_possible(text), told, UNSURE)] == [
        LeakKind.PAYMENT_CARD
    ]


def test_what_stands_inside_a_detail_says_nothing_of_the_rest():
    text = "We moved the gym membership 4471 9902 to May."
    wide, number = find_possible(text)
    cut = WordPieces(VOCABULARY).cut(text)
    inside = range(len(cut))[cut.within(number.span)]
    told = [LeakKind.ACCOUNT_NUMBER if n in inside else None for n in range(len(cut))]
    found = join((wide, number), marked(text, chances(*told)), UNSURE)
    assert [text[one.span.start : one.span.end] for one in found] == ["4471 9902"]


def test_the_model_overrules_a_rule_that_nothing_bears_out():
    text = "Your order 4471-88213 is on its way."
    possible = find_possible(text)
    nothing = nothing_in(text)
    assert any(detail.confidence >= 0.5 for detail in possible)
    assert join(possible, nothing, Enough(alone=0.6, least=0.2)) == ()
    assert join(possible, nothing, Enough(alone=0.6, least=0.0))


def test_a_number_with_its_check_digits_needs_no_second_opinion():
    text = f"We charged {MASTERCARD}."
    kept = join(find_possible(text), nothing_in(text), UNSURE)
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
    told = np.zeros((2, 1 + len(KINDS)), np.float32)
    told[:, 0], told[:, 1 + KINDS.index(LeakKind.HEALTH)] = 1 - chance, chance
    (detail,) = join((), marked("a b", told), Enough(alone=0.9, least=0.0))
    assert (detail.confidence >= SURE) is sure
