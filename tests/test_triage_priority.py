"""Harm comes first, then money and deadlines, then waiting, then reach."""

from pathlib import Path

import pytest

from assistant.schema import Customer, Priority, SignalName

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "triage" / "pairs.tsv")
    .read_text()
    .splitlines()[1:]
]
LOUD = "WORST COMPANY IN BRITAIN. TWO HOURS ON HOLD. I WILL NEVER STOP TWEETING!!!"
QUIET = "sorry to bother you, the boiler smells faintly of eggs since the service"


def test_priority_quiet_danger_goes_before_loud_reach(engine, message):
    loud = message(LOUD, customer=Customer(followers=900_000), minutes_waiting=300)
    quiet = message(QUIET, minutes_waiting=2)
    assert (
        engine.triage(quiet)[0].priority_score > engine.triage(loud)[0].priority_score
    )


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"minutes_waiting": 600}, {"minutes_waiting": 30}),
        ({"customer": Customer(followers=90_000)}, {"customer": Customer(followers=9)}),
    ],
)
def test_priority_sorts_equal_cases_by_waiting_and_reach(engine, message, more, less):
    text = "my parcel is late"
    first = engine.triage(message(text, **more))[0]
    second = engine.triage(message(text, **less))[0]
    assert first.priority_score > second.priority_score


def test_priority_reach_has_a_ceiling(engine, message):
    def score(followers):
        customer = Customer(followers=followers)
        return engine.triage(message("late again", customer=customer))[0].priority_score

    assert score(900_000_000) - score(0) <= engine.library.weights.reach


def test_priority_parts_add_up_to_the_score(engine, message):
    assessment, _ = engine.triage(message(QUIET, minutes_waiting=30))
    total = sum(part.points for part in assessment.score_parts)
    assert assessment.priority_score == pytest.approx(min(100, total), abs=0.02)


@pytest.mark.parametrize(
    ("text", "priority"),
    [
        (QUIET, Priority.URGENT),
        ("lovely staff, thank you all", Priority.LOW),
        ("no heating and we have a newborn", Priority.URGENT),
    ],
)
def test_priority_levels(engine, message, text, priority):
    assert engine.triage(message(text))[0].priority is priority


def test_priority_danger_wants_an_answer_within_minutes(engine, message):
    assessment, _ = engine.triage(message(QUIET, minutes_waiting=20))
    assert assessment.has(SignalName.SAFETY)
    assert assessment.respond_by_minutes == -5


def test_priority_a_petty_matter_still_has_a_time(engine, message):
    assessment, _ = engine.triage(message("the box had a crumpled corner"))
    assert assessment.respond_by_minutes == 60


def test_priority_puts_most_pairs_in_order(engine, message):
    def score(channel, followers, waiting, text):
        made = message(
            text,
            channel=channel,
            customer=Customer(followers=int(followers)),
            minutes_waiting=int(waiting),
        )
        return engine.triage(made)[0].priority_score

    right = sum(score(*pair[:4]) > score(*pair[4:]) for pair in PAIRS)
    assert right / len(PAIRS) >= 0.85


@pytest.mark.slow
def test_priority_is_found_at_once(cpu_seconds, engine, message):
    text = "Four emails since the 2nd and no reply. My order was due on Tuesday, " * 4
    made = message(text[:280])
    engine.triage(made)
    assert cpu_seconds(lambda: engine.triage(made)) < 0.01
