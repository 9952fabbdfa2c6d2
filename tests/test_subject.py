"""What a message is about: the words that are marked, and how a draft says them."""

import json

import numpy as np
import pytest

from assistant.drafting import Wording
from assistant.drafting.subject import (
    LABELS,
    Marked,
    SubjectModel,
    likeliest,
    open_subject,
    worded,
)
from assistant.errors import CasesError, ModelError
from assistant.models.weights import read_vocabulary
from assistant.models.wordpiece import WordPieces
from assistant.schema import Span, Tone
from assistant.settings import get_settings
from assistant.training.subject import (
    COURSES,
    SubjectCase,
    fit_subject,
    is_alike,
    measure,
    threshold_of,
)

SHIPPED = get_settings().models / "subject"


def marked(text, words, label="the", chance=1.0):
    start = text.index(words)
    return Marked(Span(start, start + len(words)), label, chance)


@pytest.mark.parametrize(
    ("text", "words", "label", "said"),
    [
        ("The blue trainers fell apart", "blue trainers", "your", "your blue trainers"),
        ("Delay repay was rejected", "Delay repay", "your", "your delay repay"),
        ("We love New Look jeans", "New Look jeans", "the", "the New Look jeans"),
        ("WHY IS THE TIP SHUT", "TIP", "the", "the tip"),
        ("is the ATM in Hythe down", "ATM in Hythe", "the", "the ATM in Hythe"),
        ("how do i claim an upgrade", "upgrade", "a", "an upgrade"),
        ("are delivery charges back", "delivery charges", "bare", "delivery charges"),
        # Whose it is, the message knows better than the model.
        ("your driver was lovely", "driver", "your", "our driver"),
        ("our boiler died", "boiler", "our", "your boiler"),
        # Inside the words, too, sides are changed.
        (
            "refund for my coat, please",
            "refund for my coat",
            "your",
            "your refund for your coat",
        ),
        ("email to your team", "email to your team", "your", "your email to our team"),
    ],
)
def test_subject_is_said_from_our_side(text, words, label, said):
    assert worded(text, marked(text, words, label)) == said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("order 4471093 never came", "order 4471093"),
        ("mail me at kim@example.com", "kim@example.com"),
        ("the useless clowns at the desk", "useless clowns"),
        ("what you did to me", "what you did to me"),
        ("see https://example.com/a", "https://example.com/a"),
        ("my card 4111 1111 1111 1111", "card 4111 1111 1111 1111"),
        ("b c d e f g h i", "b c d e f g h i"),
        ("nothing here", "  "),
    ],
)
def test_subject_says_nothing_that_is_private_unkind_or_long(text, words):
    span = Span(text.find(words), text.find(words) + len(words))
    assert worded(text, Marked(span, "the", 1.0)) == ""


def as_chances(*rows):
    """Give each piece the chance of being inside, and the label it would have."""
    told = np.zeros((len(rows), len(LABELS)), np.float32)
    for row, (chance, label) in zip(told, rows, strict=True):
        row[0] = 1 - chance
        row[LABELS.index(label)] = chance
    return told


@pytest.fixture(scope="module")
def words():
    return WordPieces(read_vocabulary(get_settings().models / "encoder"))


def test_subject_is_the_surest_stretch_in_whole_words(words):
    text = "bag lost and unboxed trainers ruined"
    pieces = words.cut(text)
    inside = {0: 0.6, 13: 0.9, 21: 0.8}  # by where a word starts
    told = ((inside.get(start, 0.1), "your") for start in pieces.starts)
    found = likeliest(text, pieces, as_chances(*told))
    assert text[found.span.start : found.span.end] == "unboxed trainers"
    assert (found.label, found.chance > 0.8) == ("your", True)


def test_subject_of_unmarked_words_is_none(words):
    pieces = words.cut("nice day")
    assert likeliest("nice day", pieces, as_chances((0.2, "a"), (0.3, "the"))) is None


def case(text, words="", determiner="the"):
    return SubjectCase(id="s1", text=text, words=words, determiner=determiner)


def test_subject_cases_say_where_their_words_stand():
    found = case("My  blue\ntrainers", "blue trainers").marked
    assert (found.span, found.label) == (Span(4, 17), "the")
    with pytest.raises(ValueError, match="cannot be marked"):
        _ = case("My trainers", "train").marked


@pytest.mark.parametrize(
    ("ours", "alike"),
    [("blue trainers", True), ("trainers", True), ("blue", True), ("Leeds", False)],
)
def test_subject_is_alike_by_its_last_word_or_most_words(ours, alike):
    text = "blue trainers from Leeds"
    assert is_alike(case(text, "blue trainers"), marked(text, ours)) is alike


def test_subject_threshold_is_the_lowest_that_names_well():
    right = case("the bag is late", "bag")
    wrong = case("the bag is late", "late")
    good, bad = marked(right.text, "bag", chance=0.9), marked(wrong.text, "bag")
    said = [(right, good)] * 40 + [(wrong, Marked(bad.span, "the", 0.5))] * 40
    assert threshold_of(said) == 0.9
    figures = measure([*said, (case("hello there"), None)], 0.9)
    assert (figures.messages, figures.named, figures.same) == (81, 40, 40)
    assert figures.named_by_people == 80


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("subjects")
    things = ("parcel", "boiler", "booking", "account", "router", "kettle", "ticket")
    rows = [
        {
            "id": f"s{n}",
            "text": f"my {thing} is bad, day {n}",
            "determiner": "your",
            "words": thing,
        }
        for n in range(12)
        for thing in things
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "a.jsonl").write_text(lines, encoding="utf-8")
    base = get_settings().models / "encoder"
    fit = fit_subject(folder, base, COURSES["tiny"], work=folder / "work")
    fit.write(folder / "out")
    return fit, folder


def test_subject_is_learnt_and_written_for_the_runtime(fitted):
    fit, folder = fitted
    opened = SubjectModel.open(folder / "out")
    assert opened.threshold == pytest.approx(fit.threshold, abs=0.001)
    found = opened.mark("my parcel is bad, day 40")
    assert found is not None
    assert "parcel" in "my parcel is bad, day 40"[found.span.start : found.span.end]


def test_subject_rows_that_are_none_are_refused(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "s1"}\n', encoding="utf-8")
    base = get_settings().models / "encoder"
    with pytest.raises(CasesError):
        fit_subject(tmp_path, base, COURSES["tiny"], work=tmp_path / "work")


def test_subject_weights_that_are_damaged_are_told_in_a_note(fitted, tmp_path):
    _, folder = fitted
    for path in (folder / "out").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "weights.safetensors").write_bytes(b"no")
    with pytest.raises(ModelError):
        SubjectModel.open(tmp_path)
    model, (note,) = open_subject(tmp_path)
    assert model is None
    assert note.startswith("Drafts do not name what a message is about: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The bulky waste page says session expired every time.",
            "our bulky waste page",
        ),
        ("How do I freeze my gym membership for a month?", "your gym membership"),
        ("Third week running my green bin has been missed.", "your green bin"),
        ("Honestly. Unbelievable.", ""),
    ],
)
def test_subject_with_the_weights_that_ship(text, said):
    assert SubjectModel.open(SHIPPED).subject(text) == said


@pytest.fixture(scope="module")
def wording(library):
    return Wording(library, None, get_settings().models)


def test_subject_of_a_grave_message_is_not_named(message, wording):
    about = message("My boiler leaks gas and my baby is ill")
    assert wording.about(about, (), grave=True).subject == ""


def test_subject_of_another_language_is_not_named(message, wording):
    about = message("Mi pedido no ha llegado")
    assert wording.about(about, (), language="es").subject == ""


def test_subject_is_left_out_of_the_last_thing_to_say(message, wording):
    told = wording.about(message("Third week my green bin has been missed."), ())
    said = list(told.candidates(Tone.WARM))
    assert said[0].subject == "your green bin"
    assert said[-1].subject == ""


def test_subject_decides_which_clause_is_to_the_point(message, library, tmp_path):
    about = message(
        "ticket machine at Corrie Halt eats coins, sign on it says use other machine, "
        "there is no other machine"
    )
    (tmp_path / "matter").symlink_to(get_settings().models / "matter")
    alone = Wording(library, None, tmp_path).about(about, ())
    assert alone.ruled == "there is no other machine"
    both = Wording(library, None, get_settings().models).about(about, ())
    assert both.ruled == ""
    assert both.subject == "the ticket machine at Corrie Halt"
