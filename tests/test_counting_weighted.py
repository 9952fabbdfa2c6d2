"""A text weighs on X what the published counter says, emoji, links and all."""

import importlib
import sys
import types
from importlib.resources import files

import pytest
from counting_kit import FAMILY, X
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.channels import count
from assistant.channels.weighted import weigh
from assistant.schema import Length


@pytest.fixture(scope="module")
def twitter_text():
    """Return the published counter of X."""
    # It asks setuptools for its data file in a way that setuptools has dropped.
    resources = types.ModuleType("pkg_resources")
    resources.resource_string = lambda module, name: (
        files(module.rpartition(".")[0]).joinpath(name).read_bytes()
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "pkg_resources", resources)
        twitter_text = importlib.import_module("twitter_text")
    # Python refuses some names, like one after a full stop in Japanese, that X takes.
    sys.modules["twitter_text.extract_urls"].idna_to_ascii = lambda domain: domain
    return twitter_text


@pytest.fixture(scope="module")
def published(twitter_text):
    return lambda text: twitter_text.parse_tweet(text).weightedLength


@pytest.fixture(scope="module")
def published_emoji(twitter_text):
    listed = importlib.import_module("twitter_text.regexp.emoji").emoji_list
    return [entry.emoji for entry in listed]


WEIGHTS = [
    ("", 0),
    ("Sorry, Dana.", 12),
    ("cafe\u0301", 4),
    ("“quoted” – it’s", 15),
    ("…", 2),
    ("お待たせしました", 16),
    ("한국", 4),
    ("مرحبا", 5),
    ("😀", 2),
    (FAMILY, 2),
    ("👍🏽", 2),
    ("👩🏾‍🚒", 2),
    ("🇬🇧🇮🇪", 4),
    ("🇽🇽", 4),
    ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2),
    ("1️⃣", 2),
    ("❤️", 2),
    ("☺", 2),
    ("©", 2),
    ("a\u200db", 3),
    ("line\r\nbreak", 10),
    ("example.com", 23),
    ("http://example.com", 23),
    ("https://example.com/a/very/long/path?with=a&query=too#and-more", 23),
    ("See example.com/help.", 28),
    ("(see www.example.co.uk/a_(b))", 29),
    ("help@example.com", 16),
    ("example.com and example.org", 51),
    ("詳しくはexample.comまで", 35),
    ("Sorry.We'll check.", 18),
    ("It's done.Thanks", 16),
    ("it is so.It is", 32),
    ("file.txt", 8),
    ("http://localhost", 23),
    ("https://parcels.example/track/12345", 35),
    ("#example.com", 12),
    ("$5.com", 6),
    ("under_score.com", 15),
    ("https://t.co/abcdef", 23),
    ("münchen.de", 23),
    ("пример.рф", 9),
    ("http://пример.рф", 23),
]


@pytest.mark.parametrize(("text", "weight"), WEIGHTS)
def test_counting_weighs_for_x(text, weight):
    assert count(text, X) == Length(weight, 280, "weighted")


def test_counting_agrees_with_the_published_counter_on_the_table(published):
    # A link whose domain has a name that nobody lists counts 23 with us at least.
    ours = {"http://localhost": 23}
    differing = {text: weight for text, weight in WEIGHTS if published(text) != weight}
    assert differing == ours


def test_counting_weighs_every_published_emoji_2(published_emoji):
    assert len(published_emoji) > 3000
    assert [emoji for emoji in published_emoji if weigh(emoji) != 2] == []


PIECES = [
    *("example.com", "www.", ".org", ".co.uk", "it.is", "t.co/abc", "mail@a.com"),
    *("a", "x_y", "b-", "-", "_", ".", "/", "?", "=x", "(", ")", ":80", " ", "\n", "#"),
    *("@", "&", "!", "'", '"', "~", "%20", "http", "é", "e\u0301", "日本", "。", "рус"),
    *(".рф", "xn--p1ai", ".com中国語", "삼성", "＠", "\u200d", "\ufe0f", "\u20e3"),
    *("\u202a", "😀", "👍🏽", "🇬🇧", "🇽🇽", "1️⃣", "©", "…"),
]
WORDS = [
    *("Sorry, ", "Dana. ", "See example.com/help", ". ", "(www.a.co.uk) ", "v1.2.3 "),
    *(
        "https://example.org/a?b=c ",
        "日本語",
        " 詳細はexample.jpへ ",
        FAMILY,
        "👩🏽‍🚒",
        "’",
    ),
]


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES + WORDS[:-3]), max_size=9))
@example(pieces=["é", "it.is"])
@example(pieces=["t.co/abc", "?"])
@example(pieces=["example.com", "日本", ".org", "/", "a"])
def test_counting_weighs_as_the_published_counter(published, pieces):
    text = "".join(pieces)
    assert weigh(text) == published(text)


@settings(max_examples=200, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=7))
def test_counting_weighs_sentences_as_the_published_counter(published, words):
    text = "".join(words)
    assert weigh(text) == published(text)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(st.sampled_from([*PIECES, "http://", "https://"]), max_size=8))
def test_counting_never_weighs_less_than_the_published_counter(published, pieces):
    text = "".join(pieces)
    assert weigh(text) >= published(text)


@pytest.mark.parametrize(
    ("text", "typed", "filled_in"),
    [
        ("@dana Sorry!", 12, 6),
        ("@dana @acme_help Sorry!", 23, 6),
        ("Sorry, @dana!", 13, 13),
        ("@dana", 5, 0),
        ("@", 1, 1),
    ],
)
def test_counting_leaves_out_handles_that_x_fills_in(text, typed, filled_in):
    assert count(text, X).count == typed
    assert count(text, X, is_reply=True).count == filled_in
