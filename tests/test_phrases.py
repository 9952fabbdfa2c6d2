"""Phrases find the wording that their authors meant, and nothing around it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text import Phrase, PhraseError, PhraseIndex, Token


def found(phrase: str, text: str) -> list[str]:
    index = PhraseIndex({"it": [Phrase.parse(phrase)]})
    return [text[m.span.start : m.span.end] for m in index.find(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("you should have", "You should have called.", ["You should have"]),
        ("you should have", "you, should - have", ["you, should - have"]),
        ("you should have", "Thank you. Should have been us.", []),
        ("you should have", "you shouldn't have", []),
        ("(you|u) should", "u should", ["u should"]),
        ("should (just)? check", "should check, should just check", None),
        ("(do not|don't) care", "We don’t care", ["don’t care"]),
        ("you('ll| will) find", "I think you'll find", ["you'll find"]),
        ("(a (big|small)|no) fuss", "a small fuss", ["a small fuss"]),
        ("apologi*", "we apologise, apologies!", ["apologise", "apologies"]),
        ("*ly", "kindly do it quickly", ["kindly", "quickly"]),
        ("sorry ... but", "sorry that you waited but", ["sorry that you waited but"]),
        ("sorry ... but", "sorry. We waited but", []),
        ("sorry ... but", "sorry one two three four five but", []),
        ("# days", "within 3 days", ["3 days"]),
        ("^ again", "Again? No, again.", ["Again"]),
        ("noted $", "Noted. We noted it.", ["Noted"]),
        ("resume", "Résumé sent", ["Résumé"]),
        ("refund", "r\u200befund ｒｅｆｕｎｄ", ["r\u200befund", "ｒｅｆｕｎｄ"]),
    ],
)
def test_phrases_find_what_was_meant(phrase, text, matches):
    expected = ["should check", "should just check"] if matches is None else matches
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "(x)?",
        "... sorry",
        "sorry ...",
        "(a|b",
        "a|b",
        "a) b",
        "x*",
        "a ... b ... c ... d",
    ],
)
def test_phrases_say_when_they_are_badly_written(phrase):
    with pytest.raises(PhraseError):
        Phrase.parse(phrase)


def test_phrases_know_whose_they_are():
    index = PhraseIndex({1: [Phrase.parse("so sorry")], 2: [Phrase.parse("sorry")]})
    matches = [(m.owner, m.span.start, m.span.end) for m in index.find("So sorry!")]
    assert matches == [(1, 0, 8), (2, 3, 8)]


def test_phrases_are_found_among_words_that_are_read_already():
    phrases = ("^ so sorry", "apolog*", "# days", "sorry ... late", "late $")
    index = PhraseIndex({phrase: [Phrase.parse(phrase)] for phrase in phrases})
    words = "so sorry we apologise it is 3 days late".split()
    text = " ".join(words)
    counted = [
        (m.owner, len(text[: m.span.start].split()), len(text[: m.span.end].split()))
        for m in index.find(text)
    ]
    tokens = [Token(word, n, n + 1, n == 0) for n, word in enumerate(words)]
    found = [(m.owner, m.span.start, m.span.end) for m in index.find_among(tokens)]
    assert (
        found
        == counted
        == [
            ("^ so sorry", 0, 2),
            ("apolog*", 3, 4),
            ("# days", 6, 8),
            ("late $", 8, 9),
        ]
    )


def test_phrases_that_end_together_come_in_the_order_they_were_given():
    phrases = ("a ... late", "so ... late", "so very late", "(so|too) very late")
    index = PhraseIndex({phrase: [Phrase.parse(phrase)] for phrase in phrases})
    owners = [match.owner for match in index.find("so very late")]
    assert owners == ["so ... late", "so very late", "(so|too) very late"]


@given(st.text(max_size=200))
def test_phrases_survive_any_text(text):
    index = PhraseIndex({1: [Phrase.parse("(a|be*) ... c"), Phrase.parse("^ #")]})
    assert all(0 <= m.span.start < m.span.end <= len(text) for m in index.find(text))


@pytest.mark.parametrize(
    "evil", ["a." * 10_000, "1." * 10_000, "sorry " * 3_333, "(" * 20_000, "é" * 20_000]
)
def test_phrases_are_linear_over_the_whole_library(cpu_seconds, library, evil):
    index = PhraseIndex({rule.name: rule.phrases for rule in library.rules})
    assert cpu_seconds(lambda: list(index.find(evil))) < 0.15  # all rules at once


def test_phrases_are_found_by_many_threads_in_one_new_index(library):
    phrases = {rule.name: rule.phrases for rule in library.rules}
    texts = [text for rule in library.rules for text in rule.flags]
    alone = PhraseIndex(phrases)
    expected = [set(alone.find(text)) for text in texts]
    shared = PhraseIndex(phrases)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: set(shared.find(text)), texts * 2))
    assert found == expected * 2
