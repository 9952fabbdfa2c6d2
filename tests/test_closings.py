"""A case ends for the content alone: who is bitter in polite words is not closed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from assistant.conversation import CONTENT
from assistant.schema import Turn

LINES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "closings.yml").read_text("utf-8")
)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
THREAD = (
    Turn("customer", "My parcel is three weeks late", MONDAY, True),
    Turn(
        "agent",
        "We're sorry. We've asked the depot and we're looking for it.",
        MONDAY,
        True,
    ),
)


@pytest.fixture
def stage_of(engine, message):
    def read(line):
        at = MONDAY + timedelta(hours=30)
        return engine.stage(message(line, thread=THREAD, at=at)).stage

    return read


@pytest.mark.parametrize("line", LINES["open"])
def test_closings_never_end_a_case_that_is_not_over(stage_of, line):
    assert not stage_of(line).content


def test_closings_are_mostly_heard(stage_of):
    stages = [stage_of(line) for line in LINES["content"]]
    heard = sum(stage.topic == CONTENT for stage in stages)
    ended = sum(stage.content for stage in stages)
    print(f"\nheard as content: {heard} of {len(stages)}; ended at once: {ended}")
    assert heard >= 0.8 * len(stages)
    assert ended >= 0.6 * len(stages)


def test_closings_are_seldom_heard_where_there_is_none(stage_of):
    heard = [line for line in LINES["open"] if stage_of(line).topic == CONTENT]
    print(
        f"\ntaken for content in a draft: {len(heard)} of {len(LINES['open'])}: {heard}"
    )
    assert len(heard) <= 0.2 * len(LINES["open"])
