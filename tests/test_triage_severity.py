"""Severity follows what is at stake, in a quiet voice as in a loud one."""

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
    ("text", "severity"),
    [
        ("found a bit of glass in my daughter's yoghurt", 5),
        ("no drama, but the brake pedal goes to the floor", 5),
        ("thank you all, you were wonderful", 1),
        ("what time do you close", 1),
        ("when will my order arrive", 2),
    ],
)
def test_severity_of_plain_cases(engine, message, text, severity):
    assert engine.triage(message(text))[0].severity == severity


@pytest.mark.parametrize(
    ("graver", "lighter"),
    [
        ("you took £2,400 too much", "you took £2.40 too much"),
        ("no heating and my nan is 84", "no heating in the office"),
        ("my wages bounced and rent is due", "my newsletter bounced"),
        ("everyone can see another customer's bills", "everyone can see the new font"),
        ("last inhaler and the order is stuck", "last teabag and the order is stuck"),
    ],
)
def test_severity_moves_with_the_stakes(engine, message, graver, lighter):
    more, less = engine.triage(message(graver))[0], engine.triage(message(lighter))[0]
    assert more.severity > less.severity


def test_severity_and_points_speak_of_things_that_exist(library):
    weights = library.weights
    stakes = {cues.name for cues in library.stakes}
    known = stakes | set(SignalName)
    used = {name for grade in weights.grades for name in (*grade.when, *grade.unless)}
    assert used <= known
    assert set(weights.stakes) <= stakes
    assert set(weights.implies) <= stakes | set(library.topics)


def test_severity_is_within_one_for_most_messages_of_the_trade(engine, message):
    near = sum(
        abs(engine.triage(message(row[5], channel=row[0]))[0].severity - int(row[4]))
        <= 1
        for row in ROWS
    )
    assert near / len(ROWS) >= 0.92
