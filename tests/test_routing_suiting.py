"""Handoffs are ranked by how they suit, within what the message and channel allow."""

from dataclasses import replace

import pytest

from assistant.routing import choose_route
from assistant.schema import Evidence, Handoff, Signal, SignalName, Span

RANKED = (
    (Handoff.DM, 0.7),
    (Handoff.PHONE, 0.6),
    (Handoff.EMAIL, 0.2),
    (Handoff.NONE, 0.1),
    (Handoff.IN_PERSON, 0.0),
)
QUIET = (
    (Handoff.NONE, 0.9),
    (Handoff.DM, 0.1),
    (Handoff.PHONE, 0.0),
    (Handoff.EMAIL, 0.0),
    (Handoff.IN_PERSON, 0.0),
)


@pytest.fixture
def routed(engine, message, library):
    """Route a message that reads as given."""

    def route(channel="x", **changes):
        given = message("my parcel is late", channel=channel)
        assessment = replace(
            engine.triage(given)[0], **{"suits": RANKED, "signals": (), **changes}
        )
        return choose_route(given, assessment, library)

    return route


def test_suiting_takes_the_best_and_says_why(routed):
    route = routed()
    assert route.handoff is Handoff.DM
    assert "own case" in route.reasons[0]


def test_suiting_takes_the_next_best_where_the_site_lacks_the_best(routed):
    route = routed("google_reviews")
    assert route.handoff is Handoff.PHONE
    assert any("comes nearest" in reason for reason in route.reasons)


def test_suiting_an_email_stands_in_for_a_message_unless_a_call_suits_far_better(
    routed,
):
    ranks = dict(RANKED) | {Handoff.PHONE: 0.3}
    route = routed("google_reviews", suits=tuple(ranks.items()))
    assert route.handoff is Handoff.EMAIL


def test_suiting_stays_where_it_is_private_already(routed):
    assert routed("whatsapp").handoff is Handoff.NONE


def test_suiting_speaks_to_a_person_in_danger_when_it_is_close(routed):
    danger = (Signal(SignalName.SAFETY),)
    assert routed(signals=danger, severity=5).handoff is Handoff.PHONE
    assert routed(signals=danger, severity=2).handoff is Handoff.DM
    assert routed(signals=danger, severity=5, suits=QUIET).handoff is Handoff.NONE


@pytest.mark.parametrize(
    ("changes", "handoff"),
    [
        ({"signals": (Signal(SignalName.TROLL),)}, Handoff.NONE),
        ({"evidence": (Evidence("stake:press", Span(0, 2)),)}, Handoff.EMAIL),
        (
            {"signals": (Signal(SignalName.PERSONAL_DATA_POSTED),), "suits": QUIET},
            Handoff.DM,
        ),
    ],
)
def test_suiting_never_guesses_what_the_message_shows(routed, changes, handoff):
    assert routed(**changes).handoff is handoff


def test_suiting_a_person_in_danger_is_answered_by_a_person_at_once(routed):
    route = routed(topic="person_in_danger", severity=5)
    assert any("at once" in reason for reason in route.reasons)


@pytest.mark.parametrize(
    ("channel", "words"), [("x", "Report the false account"), ("blog", "Hide")]
)
def test_suiting_a_false_account_is_hidden_or_reported(routed, channel, words):
    route = routed(channel, signals=(Signal(SignalName.SCAM_REPORT),))
    assert any(words in reason for reason in route.reasons)
