"""Hasty spellings read as the words that are meant, and lead back to the original."""

import pytest

from assistant.schema import Span
from assistant.text import Phrase
from assistant.triage.spelling import Spelling

MEANT = {"u": "you", "cant": "can't", "tmrw": "tomorrow", "gonna": "going to"}


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(MEANT)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("can u call tmrw", "can you call tomorrow"),
        ("I cant wait", "I can't wait"),
        ("parcel's late", "parcel is late"),
        ("pleaaaase", "please"),
        ("it's gonna rain", "it is going to rain"),
        ("Nothing to mend here.", "Nothing to mend here."),
        ("", ""),
    ],
)
def test_spelling_reads_what_is_meant(spelling, text, plain):
    assert spelling.plain(text).text == plain


@pytest.mark.parametrize(
    ("text", "word", "original"),
    [
        ("can u call tmrw ok", "tomorrow", "tmrw"),
        ("ﬁne, but u cant 🙂 now", "now", "now"),
        ("ﬁne, but u cant", "fine", "ﬁne"),
        ("heating's off", "heating is", "heating's"),
        ("call u", "you", "u"),
    ],
)
def test_spelling_finds_the_way_back(spelling, text, word, original):
    plain = spelling.plain(text)
    start = plain.text.index(word)
    span = plain.original(Span(start, start + len(word)))
    assert text[span.start : span.end] == original


def test_spelling_reads_phrases_in_the_same_way(spelling):
    phrase = spelling.phrase(Phrase.parse("(u|you) can't"))
    assert phrase.pieces == ((("you",),), (("can't",),))
