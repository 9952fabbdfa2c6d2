"""Words of a model are used only where nothing speaks against them."""

import pytest

from assistant.drafting.sifting import fault_of_matter, is_shaped
from assistant.models.jobs import Ask, Written

TEXT = (
    "@swift my parcel hasnt come and your driver threw the last one over the fence. "
    "I've waited three weeks with a little patience. Email dana@example.com. You thieves! "
    "The lady on the phone was lovely."
)


@pytest.fixture
def fault(library):
    """Sift what a model said about TEXT, with the small words that ship."""

    def sift(said, *, shape="clause", likelihood=-0.2, ended=True, glad=False):
        written = Written(Ask(shape), said, likelihood, ended)
        small = library.small_words.grammar
        return fault_of_matter(written, TEXT, small, glad=glad)

    return sift


@pytest.mark.parametrize(
    "said",
    [
        "your parcel hasn't come",
        "our driver threw the last one over the fence",
        "you've waited three weeks",
    ],
)
def test_sifting_lets_true_clauses_pass(fault, said):
    assert fault(said) == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", "empty"),
        ("your parcel hasn't come and our", "unfinished"),
        ("you have been", "unfinished"),
        ("we are thieves", "unkind"),
        ("you were on", "says_nothing"),
        ("your parcel has come", "loses_a_no"),
        ("the lady threw the parcel over the fence", "unfaithful"),
        ("your parcel hasn't come and your parcel hasn't come", "unfaithful"),
        ("your is parcel hasn't come", "ungrammatical"),
        ("you was waited three weeks", "ungrammatical"),
        ("my parcel hasn't come", "ungrammatical"),
        ("to the last one over the fence", "ungrammatical"),
        ("you've waited, email dana@example.com", "private"),
    ],
)
def test_sifting_names_what_is_wrong(fault, said, expected):
    assert fault(said) == expected


def test_sifting_drops_what_the_model_itself_doubted(fault):
    assert fault("your parcel hasn't come", likelihood=-3.0) == "unlikely"


def test_sifting_drops_what_broke_off(fault):
    assert fault("your parcel hasn't come", ended=False) == "unfinished"


def test_sifting_asks_a_verb_of_a_clause_alone(fault):
    said = "the last one over the fence"
    assert fault(said, shape="clause") == "ungrammatical"
    assert fault(said, shape="noun") == "beside_the_point"


@pytest.mark.parametrize(
    "said", ["he threw the last one over the fence", "threw about the last one"]
)
def test_sifting_asks_a_subject_that_is_named(fault, said):
    assert fault(said) == "ungrammatical"


@pytest.mark.parametrize(
    ("text", "said", "fault"),
    [
        ('"We lost the parcel" each time', "you lost the parcel", "unfaithful"),
        ("We lost the parcel twice", "you lost the parcel twice", ""),
        (
            "at your hotel nobody has a room",
            "our hotel nobody has a room",
            "ungrammatical",
        ),
        ("Your hotel has no room for us", "our hotel has no room for you", ""),
        ("I won't sign what is wrong", "you won't sign what is wrong", "ungrammatical"),
        (
            "The deposit of £250 has been debited twice",
            "the deposit was £250 has been debited twice",
            "unfaithful",
        ),
        ("Nobody has my bag", "you were nobody has your bag", "ungrammatical"),
        ("I cancel by email but nothing stops", "you cancel by email", "ungrammatical"),
    ],
)
def test_sifting_takes_what_happened_and_from_the_customer(library, text, said, fault):
    written = Written(Ask("clause"), said, -0.2, True)
    assert fault_of_matter(written, text, library.small_words.grammar) == fault


def test_sifting_takes_praise_for_the_matter_only_of_those_who_praise(fault):
    said = "the lady on the phone was lovely"
    assert fault(said) == "beside_the_point"
    assert fault(said, glad=True) == ""


@pytest.mark.parametrize(
    ("said", "shape", "shaped"),
    [
        ("three weeks without your parcel", "noun", True),
        ("your parcel was late again", "noun", False),
        ("your parcel not arriving", "gerund", True),
        ("waiting three weeks for your parcel", "gerund", True),
        ("your parcel was late again", "gerund", False),
        ("a late parcel", "gerund", False),
    ],
)
def test_sifting_asks_each_shape_for_its_grammar(said, shape, shaped):
    assert is_shaped(said, shape) is shaped
