"""Contact reason and topic are chosen together, with the words that say so."""

from pathlib import Path

import pytest

from assistant.schema import SignalName

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "triage" / "messages.tsv")
    .read_text()
    .splitlines()[1:]
]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("what time do you close on sunday", "inquiry"),
        ("¿Abren el domingo por la mañana?", "inquiry"),
        ("Shout-out to the crew who waited for my nan. Heroes.", "satisfaction"),
        ("Please bring back the veggie curry", "feedback"),
        ("app crashes every time i press pay", "problem_alert"),
        ("four weeks, five emails, not one reply", "dissatisfaction"),
        ("Seit drei Wochen keine Antwort, das ist eine Frechheit", "dissatisfaction"),
        ("k", "feedback"),
    ],
)
def test_reasons_are_told_apart(engine, message, text, reason):
    assessment, _ = engine.triage(message(text))
    assert assessment.contact_reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "great!! three hours late again. love that for me",
        "thanks for nothing, still no refund",
        "Brilliant. Cancelled by text while I stood at the gate.",
    ],
)
def test_reasons_hear_irony_as_a_complaint(engine, message, text):
    assessment, _ = engine.triage(message(text))
    assert assessment.contact_reason == "dissatisfaction"


def test_reasons_and_topics_fit_most_examples_of_the_topics(engine, message):
    topics = engine.library.topics.values()
    examples = [(topic, text) for topic in topics for text in topic.examples]
    right = sum(
        engine.triage(message(text))[0].topic == topic.name for topic, text in examples
    )
    assert right / len(examples) >= 0.9


def test_reasons_keep_near_misses_out_of_a_topic(engine, message):
    topics = engine.library.topics.values()
    near = [(topic, text) for topic in topics for text in topic.near]
    kept_out = sum(
        engine.triage(message(text))[0].topic != topic.name for topic, text in near
    )
    assert kept_out / len(near) >= 0.94


def test_reasons_fit_most_messages_of_the_trade(engine, message):
    cases = [row for row in ROWS if len(row) == 6]
    right = sum(
        engine.triage(message(row[5], channel=row[0]))[0].contact_reason == row[1]
        for row in cases
    )
    assert right / len(cases) >= 0.85


def test_reasons_point_to_words_of_the_message(engine, message):
    text = "🙂 hi, my parcel is late and tracking hasn't moved"
    assessment, _ = engine.triage(message(text))
    shown = [
        text[evidence.span.start : evidence.span.end]
        for evidence in assessment.evidence
        if evidence.shows == "topic:late_delivery"
    ]
    assert shown == ["parcel is late", "tracking hasn't moved"]


def test_reasons_know_most_trolls_and_spare_angry_customers(engine, message):
    def is_troll(row):
        return engine.triage(message(row[5]))[0].has(SignalName.TROLL)

    trolls = [row for row in ROWS if len(row) == 7]
    others = [row for row in ROWS if len(row) == 6]
    assert sum(map(is_troll, trolls)) / len(trolls) >= 0.7
    assert sum(map(is_troll, others)) / len(others) <= 0.02
