"""What the wording files show is found, and their own examples come out right."""

import pytest

from assistant.schema import Span
from assistant.triage.reader import Reader
from assistant.triage.reading import Found


@pytest.fixture(scope="module")
def reader(library) -> Reader:
    return Reader(library)


def kinds(library):
    return {
        "signal": library.signals,
        "emotion": library.emotions,
        "reason": library.reasons,
        "stake": library.stakes,
    }


def test_reading_shows_what_the_files_flag(reader, library):
    missed = [
        (kind, cues.name, text)
        for kind, each in kinds(library).items()
        for cues in each
        for text in cues.flags
        if not reader.read(text).shows(f"{kind}:{cues.name}")
    ]
    assert missed == []


def test_reading_stays_silent_on_what_the_files_pass(reader, library):
    heard = [
        (kind, cues.name, text)
        for kind, each in kinds(library).items()
        for cues in each
        for text in cues.passes
        if reader.read(text).shows(f"{kind}:{cues.name}")
    ]
    assert heard == []


@pytest.mark.parametrize(
    ("phrases", "hints", "strength"),
    [
        ((), (), 0.0),
        ((), (Span(0, 2),), 0.0),
        ((), (Span(0, 2), Span(3, 5)), 1.0),
        ((Span(0, 4),), (), 1.0),
        ((Span(0, 4), Span(9, 12)), (), 1.5),
    ],
)
def test_reading_counts_hints_only_together(phrases, hints, strength):
    assert Found(phrases, hints).strength == strength


def test_reading_points_to_the_words(reader):
    text = "hi, we have a newborn and no hot water"
    spans = reader.read(text).spans("signal:vulnerable_person")
    assert [text[span.start : span.end] for span in spans] == ["newborn"]


def test_reading_finds_words_that_tell_only_near_each_other(reader):
    near = "the balcony rail wobbles and the kids play under it"
    far = f"the balcony was lovely. {'We had a nice time. ' * 20} one table wobbles"
    assert reader.read(near).shows("signal:safety")
    assert not reader.read(far).shows("signal:safety")


def test_reading_hears_other_languages_only_where_they_are_spoken(reader):
    assert reader.read("Hay olor a gas en mi casa desde ayer").shows("signal:safety")
    assert not reader.read("brand new top, the best").shows("signal:safety")


@pytest.mark.parametrize(
    "text",
    [
        "no power " * 2300,
        "my kid is in the lift trapped " * 680,
        "@lumo " * 3400,
        "a" * 20_000,
        "!?" * 10_000,
        "😡" * 20_000,
    ],
)
def test_reading_takes_time_in_proportion_to_the_text(cpu_seconds, reader, text):
    quarter = cpu_seconds(lambda: reader.read(text[:5000]))
    assert cpu_seconds(lambda: reader.read(text[:20_000])) < 12 * quarter + 0.05
