"""What a message is about: which words are marked, and how a draft says them."""

import numpy as np
import pytest
from marker_kit import marked

from assistant.drafting.marker import HEADS, SUBJECT
from assistant.drafting.marking import Marked, likeliest
from assistant.drafting.subject import worded
from assistant.models.weights import read_vocabulary
from assistant.models.wordpiece import WordPieces
from assistant.schema import Span
from assistant.settings import get_settings

LABELS = HEADS[SUBJECT]


@pytest.mark.parametrize(
    ("text", "words", "label", "said"),
    [
        ("The blue trainers fell apart", "blue trainers", "your", "your blue trainers"),
        ("Delay repay was rejected", "Delay repay", "your", "your delay repay"),
        ("We love New Look jeans", "New Look jeans", "the", "the New Look jeans"),
        ("WHY IS THE TIP SHUT", "TIP", "the", "the tip"),
        ("is the ATM in Hythe down", "ATM in Hythe", "the", "the ATM in Hythe"),
        ("how do i claim an upgrade", "upgrade", "a", "an upgrade"),
        ("where is a one bed flat", "one bed flat", "a", "a one bed flat"),
        ("can i have a RSS feed", "RSS feed", "a", "an RSS feed"),
        ("are delivery charges back", "delivery charges", "bare", "delivery charges"),
        # What hangs on is left behind.
        (
            "the little scooter on the map",
            "little scooter on",
            "the",
            "the little scooter",
        ),
        (
            "hire of the upper hall on 14 October",
            "upper hall on",
            "the",
            "the upper hall",
        ),
        (
            "Clock on platform 1 is fast",
            "Clock on platform",
            "the",
            "the clock on platform 1",
        ),
        # What was done to a thing is said with the thing.
        ("unlock my disabled iPhone", "disabled", "your", "your disabled iPhone"),
        ("my parcel delayed again", "parcel delayed", "your", "your parcel delayed"),
        ("is the sunday service on", "sunday service", "the", "the Sunday service"),
        ("shushed during the ADVERTS", "ADVERTS", "the", "the adverts"),
        # What tells it apart is said with it, unless it only judges.
        (
            "You posted my daughter's passport",
            "passport",
            "your",
            "your daughter's passport",
        ),
        ("where is my key deposit", "deposit", "your", "your key deposit"),
        ("your late desk shut at nine", "desk", "the", "our late desk"),
        ("the wrong coat came", "coat", "the", "the coat"),
        ("I hear that the brochure is late", "brochure", "the", "the brochure"),
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
        ("b c d e f g h k", "b c d e f g h k"),
        ("can i have statements in large print", "in large print"),
        ("is the pool step-free?", "pool step"),
        ("my debt was sold on", "debt"),
        ("my test results are late", "test results"),
        ("@hulu_support what is wrong with Hulu", "Hulu"),
        ("@Northwind where are you", "Northwind"),
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
    found = likeliest(text, pieces, as_chances(*told), LABELS)
    assert text[found.span.start : found.span.end] == "unboxed trainers"
    assert (found.label, found.chance > 0.8) == ("your", True)


def test_subject_of_unmarked_words_is_none(words):
    pieces = words.cut("nice day")
    told = as_chances((0.2, "a"), (0.3, "the"))
    assert likeliest("nice day", pieces, told, LABELS) is None
