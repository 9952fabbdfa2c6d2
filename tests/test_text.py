"""Folding, sentences and reading: the ground that every check stands on."""

import pytest

from assistant.errors import TextError
from assistant.text import fold, read_text, sentence_spans


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("plain ASCII stays", "plain ASCII stays"),
        ("ｆｕｌｌ　ｗｉｄｔｈ １２３", "full width 123"),
        ("z\u200bero\u2060width", "zerowidth"),
        ("4️⃣2️⃣", "42"),
        ("٣٤٥ १२३", "345 123"),
        ("𝟙𝟚 𝗯𝗼𝗹𝗱", "12 bold"),
        ("“it’s” – fine…", '"it\'s" - fine...'),
        ("naïve café", "naïve café"),
        ("ﬁne", "fine"),
        ("yоu аre an idiоt", "you are an idiot"),
        ("Мы всё исправим", "Мы всё исправим"),
        ("iPhone для мамы", "iPhone для мамы"),
    ],
)
def test_fold_makes_a_plain_copy(text, plain):
    assert fold(text).text == plain


@pytest.mark.parametrize(
    "text", ["a\u200bb1２c", "ﬁx 4️⃣ it", "“x”", "…42", "plain", "ﬁ\u200bx", "\u200bﬁn"]
)
def test_fold_maps_every_stretch_back(text):
    folded = fold(text)
    spans = [folded.span(n, n + 1) for n in range(len(folded.text))]
    assert all(
        character in fold(text[span.start : span.end]).text
        for character, span in zip(folded.text, spans, strict=True)
    )


def test_fold_is_linear(cpu_seconds):
    assert cpu_seconds(lambda: fold("é\u200b" * 10_000)) < 0.05


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Sorry. We'll look.", ["Sorry.", "We'll look."]),
        ("Dr. Who came at 3 p.m. on Monday.", ["Dr. Who came at 3 p.m. on Monday."]),
        (
            "It costs 3.50 at example.com today.",
            ["It costs 3.50 at example.com today."],
        ),
        ("Really?! Yes…  No", ["Really?!", "Yes…", "No"]),
        ("One\nTwo", ["One", "Two"]),
        ('"Fine." she said', ['"Fine."', "she said"]),
        ("   ", []),
    ],
)
def test_sentences_end_where_people_see_it(text, sentences):
    assert [text[s.start : s.end] for s in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    "evil", ["." * 20_000, "a. " * 7_000, "\n" * 20_000, "!?" * 9999]
)
def test_sentences_are_linear(cpu_seconds, evil):
    assert cpu_seconds(lambda: sentence_spans(evil)) < 0.05


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", "is empty"),
        (" \n\t ", "is empty"),
        ("x" * 32_001, "too long"),
        (b"caf\xe9", "not UTF-8"),
        ("half \ud800 pair", "half a character"),
        ("e" + "\u0301" * 60, "combining marks"),
    ],
)
def test_read_text_says_what_is_wrong(raw, problem):
    with pytest.raises(TextError, match=problem):
        read_text(raw)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Where is it?", "Where is it?"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("bell\x07 and escape\x1b[31m", "bell and escape[31m"),
        ("👨‍👩‍👧 family", "👨‍👩‍👧 family"),
        ("हिन्दी में", "हिन्दी में"),
        (b"caf\xc3\xa9", "café"),
    ],
)
def test_read_text_keeps_what_people_write(raw, text):
    assert read_text(raw) == text
