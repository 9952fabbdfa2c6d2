"""The trained reader joins the rules: it leads, they explain, and either may be alone."""

from dataclasses import replace

import pytest

from assistant.library import Library
from assistant.schema import (
    ContactReason,
    Emotion,
    Evidence,
    Handoff,
    Signal,
    SignalName,
    Span,
)
from assistant.triage.emotions import Feeling
from assistant.triage.joined import (
    gravest_words,
    heed_cues,
    is_troll,
    join_choice,
    join_feeling,
    join_signals,
    suits,
)
from assistant.triage.reader import Reader
from assistant.triage.reasons import Choice
from assistant.triage.severity import judge_severity
from assistant.triage.shape import shape_of
from assistant.triage.trained import Opinion

OPINION = Opinion(
    reasons={
        ContactReason.FEEDBACK: 0.0,
        ContactReason.SATISFACTION: 0.0,
        ContactReason.DISSATISFACTION: 0.7,
        ContactReason.INQUIRY: 0.1,
        ContactReason.PROBLEM_ALERT: 0.2,
    },
    topics={"late_delivery": 0.5, "lost_parcel": 0.2, "outage": 0.3},
    emotions={Emotion.ANGER: 0.8, Emotion.NEUTRAL: 0.2},
    graver=(0.9, 0.8, 0.3, 0.1),
    suits={
        Handoff.NONE: 0.1,
        Handoff.DM: 0.9,
        Handoff.PHONE: 0.4,
        Handoff.EMAIL: 0.2,
        Handoff.IN_PERSON: 0.0,
    },
    best={
        Handoff.NONE: 0.1,
        Handoff.DM: 0.7,
        Handoff.PHONE: 0.2,
        Handoff.EMAIL: 0.0,
        Handoff.IN_PERSON: 0.0,
    },
    troll=0.3,
    signals={SignalName.SAFETY: 0.4, SignalName.OUTAGE: 0.9},
    urgency=0.5,
    telling=lambda group, label: Span(2, 6),
)
BY_RULES = Choice(ContactReason.INQUIRY, "order_status", ())
HERE = Span(0, 3)


def test_trained_the_likeliest_reason_and_topic_win_with_their_words(library):
    choice = join_choice(OPINION, BY_RULES, library.topics, troll=False)
    assert choice == Choice(
        ContactReason.DISSATISFACTION,
        "late_delivery",
        (
            Evidence("reason:dissatisfaction", Span(2, 6)),
            Evidence("topic:late_delivery", Span(2, 6)),
        ),
    )


def test_trained_an_unsure_topic_is_the_general_one_of_its_reason(library):
    unsure = replace(
        OPINION,
        topics={"late_delivery": 0.1, "lost_parcel": 0.1}
        | dict.fromkeys(("price", "wrong_item", "long_wait"), 0.1),
    )
    choice = join_choice(unsure, BY_RULES, library.topics, troll=False)
    assert choice.topic == "general_complaint"


def test_trained_a_topic_that_rules_saw_settles_an_unsure_one(library):
    unsure = replace(
        OPINION,
        topics={"late_delivery": 0.1, "lost_parcel": 0.1}
        | dict.fromkeys(("price", "wrong_item", "long_wait"), 0.1),
    )
    words = (Evidence("topic:lost_parcel", Span(2, 6)),)
    told = Choice(ContactReason.DISSATISFACTION, "lost_parcel", words)
    choice = join_choice(unsure, told, library.topics, troll=False)
    assert choice.topic == "lost_parcel"
    guessed = replace(told, evidence=())
    choice = join_choice(unsure, guessed, library.topics, troll=False)
    assert choice.topic == "general_complaint"


@pytest.mark.parametrize(
    ("reason", "glad", "severity", "topic"),
    [
        (ContactReason.DISSATISFACTION, 0.3, 0.3, "general_feedback"),
        (ContactReason.DISSATISFACTION, 0.2, 0.3, "general_complaint"),
        (ContactReason.DISSATISFACTION, 0.3, 0.5, "general_complaint"),
        (ContactReason.SATISFACTION, 0.7, 0.3, "general_feedback"),
        (ContactReason.SATISFACTION, 0.9, 0.3, "general_praise"),
    ],
)
def test_trained_what_may_be_praise_or_blame_is_thanked_for(
    library, reason, glad, severity, topic
):
    either = replace(
        OPINION,
        reasons=dict.fromkeys(ContactReason, 0.0)
        | {ContactReason.SATISFACTION: glad, ContactReason.DISSATISFACTION: 1 - glad},
        topics={"late_delivery": 0.2, "product_praise": 0.2, "how_to": 0.6},
        graver=(severity,) * 3 + (0.0,),
    )
    told = replace(BY_RULES, reason=reason, evidence=(), scores={})
    choice = join_choice(either, told, library.topics, troll=False)
    assert (choice.reason, choice.topic) == (reason, topic)


def test_trained_topics_that_cues_have_told_are_likelier():
    told = heed_cues(OPINION, ["lost_parcel"]).topics
    assert told["lost_parcel"] > told["late_delivery"] > told["outage"]
    assert told["late_delivery"] / told["outage"] == pytest.approx(0.5 / 0.3)
    assert sum(told.values()) == pytest.approx(1.0)
    assert heed_cues(OPINION, []).topics == pytest.approx(OPINION.topics)
    nothing = replace(OPINION, topics={})
    assert heed_cues(nothing, ["outage"]).topics == {}


@pytest.mark.parametrize(
    ("likely", "topic"), [(0.39, "general_complaint"), (0.41, "late_delivery")]
)
def test_trained_a_topic_must_be_likely_among_all_there_are(library, likely, topic):
    only = replace(OPINION, topics={"late_delivery": likely, "app_fault": 1 - likely})
    choice = join_choice(only, BY_RULES, library.topics, troll=False)
    assert choice.topic == topic


@pytest.mark.parametrize(
    ("likely", "topic"), [(0.55, "general_complaint"), (0.65, "late_delivery")]
)
def test_trained_reviewers_say_how_likely_a_topic_must_be(spoilable, likely, topic):
    path = spoilable / "replies" / "dissatisfaction" / "late_delivery" / "topic.yml"
    path.write_text(f"{path.read_text()}sure: 0.6\n")
    topics = Library(spoilable).topics
    only = replace(OPINION, topics={"late_delivery": likely, "app_fault": 1 - likely})
    assert join_choice(only, BY_RULES, topics, troll=False).topic == topic


@pytest.mark.parametrize(
    ("safety", "topic"), [(0.8, "person_in_danger"), (0.3, "general_complaint")]
)
def test_trained_who_is_in_danger_gets_no_general_answer(library, safety, topic):
    danger = replace(
        OPINION,
        topics={
            "person_in_danger": 0.3,
            "injury": 0.25,
            "long_wait": 0.15,
            "rude_staff": 0.15,
            "lost_parcel": 0.15,
        },
        signals={SignalName.SAFETY: safety},
    )
    choice = join_choice(danger, BY_RULES, library.topics, troll=False)
    assert choice.topic == topic
    assert choice.reason is library.topics[topic].contact_reason


@pytest.mark.parametrize(
    ("likely", "bait", "troll"),
    [(0.6, False, True), (0.3, False, False), (0.3, True, True), (0.1, True, False)],
)
def test_trained_less_is_enough_for_a_troll_where_rules_see_bait(likely, bait, troll):
    assert is_troll(replace(OPINION, troll=likely), bait=bait) is troll


def test_trained_signals_keep_the_words_of_the_rules_and_what_only_they_know():
    by_rules = (
        Signal(SignalName.SAFETY, HERE),
        Signal(SignalName.OTHER_LANGUAGE),
    )
    assert join_signals(OPINION, by_rules) == (
        Signal(SignalName.SAFETY, HERE),
        Signal(SignalName.OUTAGE, Span(2, 6)),
        Signal(SignalName.OTHER_LANGUAGE),
    )


def test_trained_an_unlikely_signal_of_the_rules_falls():
    unlikely = replace(OPINION, signals={SignalName.SAFETY: 0.01})
    assert join_signals(unlikely, (Signal(SignalName.SAFETY, HERE),)) == ()


def test_trained_a_signal_that_was_rarely_learned_is_left_to_the_rules():
    told = (Signal(SignalName.LEGAL_THREAT, HERE),)
    unlikely = replace(OPINION, signals={SignalName.LEGAL_THREAT: 0.0})
    assert join_signals(unlikely, told) == told


def test_trained_the_scores_of_the_rules_count_beside_the_likelihood(library):
    scores = {ContactReason.PROBLEM_ALERT: 11.0}
    words = (Evidence("topic:outage", HERE),)
    told = Choice(ContactReason.PROBLEM_ALERT, "outage", words, scores)
    choice = join_choice(OPINION, told, library.topics, troll=False)
    assert (choice.reason, choice.topic) == (ContactReason.PROBLEM_ALERT, "outage")


def test_trained_the_topics_of_a_reason_speak_for_it(library):
    """Where two reasons are nearly as likely, what it is about decides."""
    even = {
        **OPINION.reasons,
        ContactReason.DISSATISFACTION: 0.5,
        ContactReason.PROBLEM_ALERT: 0.4,
    }
    by_topic = {}
    for topics in (
        {"outage": 0.8, "late_delivery": 0.2},
        {"outage": 0.2, "late_delivery": 0.8},
    ):
        opinion = replace(OPINION, reasons=even, topics=topics)
        by_topic[max(topics, key=topics.get)] = join_choice(
            opinion, BY_RULES, library.topics, troll=False
        ).reason
    assert by_topic == {
        "outage": ContactReason.PROBLEM_ALERT,
        "late_delivery": ContactReason.DISSATISFACTION,
    }


def test_trained_a_feeling_that_both_see_is_as_strong_as_its_words():
    seen = Feeling(Emotion.ANGER, 0.9, ())
    assert join_feeling(OPINION, seen) == seen
    other = join_feeling(OPINION, Feeling(Emotion.JOY, 0.9, ()))
    assert (other.emotion, other.evidence) == (
        Emotion.ANGER,
        (Evidence("emotion:anger", Span(2, 6)),),
    )


@pytest.mark.parametrize(
    ("text", "graver", "severity"),
    [
        ("there's a smell of gas here", (0.9, 0.6, 0.2, 0.1), 4),
        ("there's a smell of gas here", (0.9, 0.1, 0.0, 0.0), 2),
        ("my parcel is late", (0.9, 0.9, 0.9, 0.9), 4),
        ("my parcel is late", (0.1, 0.0, 0.0, 0.0), 1),
    ],
)
def test_trained_severity_leads_and_danger_is_never_a_trifle_in_doubt(
    library, text, graver, severity
):
    reading = Reader(library).read(text)
    judged = judge_severity(
        reading,
        shape_of(text),
        topic=None,
        reason=ContactReason.PROBLEM_ALERT,
        signals=frozenset(),
        weights=library.weights,
        opinion=replace(OPINION, graver=graver),
    )
    assert judged == severity


def test_trained_grave_words_are_shown_and_trifles_are_not():
    assert gravest_words(OPINION, 3) == (Evidence("severity:3", Span(2, 6)),)
    assert gravest_words(OPINION, 1) == ()


def test_trained_handoffs_are_ranked_by_what_is_acceptable_and_best():
    assert [handoff for handoff, _ in suits(OPINION)][:3] == [
        Handoff.DM,
        Handoff.PHONE,
        Handoff.NONE,
    ]
