"""Evaluation counts what it says it counts."""

import json
import re

import pytest
from evaluation_kit import pair, privacy, route, tone

from assistant.engine import Engine
from assistant.evaluation import evaluate_folder
from assistant.schema import (
    Assessment,
    CheckedText,
    ContactReason,
    Emotion,
    Family,
    Finding,
    Handoff,
    LeakKind,
    Length,
    Priority,
    Route,
    Scores,
    Severity,
    Signal,
    SignalName,
)

MARK = re.compile(r"<(?P<family>[a-z_]+)(?::(?P<kind>[a-z_]+))?(?P<mild>\?)?>")


class Marked(Engine):
    """An engine that finds what the marks in a text say: <rude>, <leak:email>.

    `<rude?>` is a suggestion. A message says how it is read: `inquiry dm 3 troll`, and
    its priority is the minutes that it has waited.
    """

    def check(self, text, context):
        """Find what is marked."""
        found = tuple(map(_finding, MARK.finditer(text)))
        return CheckedText(text, found, Scores(0, 0, None), Length(0, None, "none"))

    def triage(self, message):
        """Read what the message says of itself."""
        reason, handoff, severity, *troll = message.text.split()
        assessment = Assessment(
            contact_reason=ContactReason(reason),
            topic="other",
            emotion=Emotion.NEUTRAL,
            emotion_strength=0,
            severity=int(severity),
            priority=Priority.LOW,
            priority_score=float(message.minutes_waiting),
            respond_by_minutes=60,
            signals=tuple(Signal(SignalName(name)) for name in troll),
        )
        return assessment, Route(True, Handoff(handoff))


def _finding(mark):
    return Finding(
        rule=f"{mark['family']}.marked",
        family=Family(mark["family"]),
        severity=Severity.SUGGESTION if mark["mild"] else Severity.WARNING,
        start=mark.start(),
        end=mark.end(),
        message="is marked",
        kind=LeakKind(mark["kind"]) if mark["kind"] else None,
    )


@pytest.fixture
def evaluate(tmp_path, library):
    """Evaluate rows with an engine that finds what is marked; give the JSON."""

    def run(*rows):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / "cases.jsonl").write_text(lines, encoding="utf-8")
        return evaluate_folder(tmp_path, Marked(library)).as_json()

    return run


def values(section):
    return {key: figure["value"] for key, figure in section["figures"].items()}


TONE = (
    tone(1, "<rude> to you", "rude", span=["<rude>"]),
    tone(2, "<rude> to you, plainly", "rude", span=["plainly"]),
    tone(3, "so rude", "rude", span=["so rude"]),
    tone(4, "<unclear?> words", "unclear", span=["words"]),
    tone(5, "<rude> but fine"),
    tone(6, "fine"),
    tone(7, "<blaming?> but fine"),
    tone(8, "<leak:email> is not a tone"),
)


def test_evaluation_of_tone_counts_by_family(evaluate):
    families = evaluate(*TONE)["tone"]["families"]
    assert families["rude"] == {
        "precision": 2 / 3,
        "recall": 2 / 3,
        "f1": 2 / 3,
        "plain_f1": 6 / 11,
        "labelled": 3,
    }
    assert families["unclear"]["recall"] == 0
    assert families["blaming"]["f1"] is None


def test_evaluation_of_tone_keeps_suggestions_apart(evaluate):
    assert values(evaluate(*TONE)["tone"]) == {
        "macro_f1": (2 / 3 + 0) / 2,
        "macro_f1_with_suggestions": pytest.approx((2 / 3 + 1 + 0) / 3),
        "faulty_flagged": 2 / 4,
        "clean_flagged": 1 / 4,
        "clean_flagged_with_suggestions": 2 / 4,
        "on_labelled_words": 1 / 2,
    }


def test_evaluation_of_tone_names_what_came_out_wrong(evaluate):
    assert evaluate(*TONE)["tone"]["failing"] == [
        {"id": "t3", "labelled": ["rude"], "given": []},
        {"id": "t4", "labelled": ["unclear"], "given": []},
        {"id": "t5", "labelled": [], "given": ["rude"]},
    ]


PRIVACY = (
    privacy(1, "write to <leak:email>", ("email", "to <leak:email>")),
    privacy(2, "ring <leak:phone> or her", ("email", "<leak:phone>"), ("phone", "her")),
    privacy(3, "<leak:health> is nobody's"),
    privacy(4, "<leak:health?> <rude> is fine"),
)


def test_evaluation_of_privacy_counts_leaks_and_findings(evaluate):
    assert values(evaluate(*PRIVACY)["privacy"]) == {
        "recall": 2 / 3,
        "precision": 2 / 3,
        "kind_right": 1 / 2,
        "clean_flagged": 1 / 2,
    }


def test_evaluation_of_privacy_counts_by_kind(evaluate):
    section = evaluate(*PRIVACY)["privacy"]
    assert section["kinds"]["phone"] == {
        "labelled": 1,
        "found": 0,
        "recall": 0,
        "findings": 1,
        "right": 1,
        "precision": 1,
    }
    assert [failing["id"] for failing in section["failing"]] == ["p2", "p3"]


ROUTE = (
    route(1, "inquiry none 1", "inquiry", ["none"], 1),
    route(2, "inquiry phone 3", "inquiry", ["dm", "phone"], 4),
    route(3, "feedback none 1 troll", "feedback", ["none"], 1, troll=True),
    route(4, "inquiry dm 5 troll", "problem_alert", ["phone"], 3),
)


def test_evaluation_of_route_counts_beside_the_best_constant(evaluate):
    section = evaluate(*ROUTE)["route"]
    figures = {k: (f["value"], f["plain"]) for k, f in section["figures"].items()}
    assert figures == {
        "contact_reason": (3 / 4, 2 / 4),
        "handoff_acceptable": (3 / 4, 2 / 4),
        "handoff_best": (2 / 4, 2 / 4),
        "severity_within_one": (3 / 4, 3 / 4),
        "severity_exact": (2 / 4, 2 / 4),
        "troll_f1": (2 / 3, 2 / 5),
    }


def test_evaluation_of_route_shows_what_is_taken_for_what(evaluate):
    section = evaluate(*ROUTE)["route"]
    assert section["reasons"]["problem_alert"] == {
        "feedback": 0,
        "satisfaction": 0,
        "dissatisfaction": 0,
        "inquiry": 1,
        "problem_alert": 0,
    }
    assert [failing["id"] for failing in section["failing"]] == ["r4"]


def test_evaluation_of_triage_takes_a_tie_as_wrong(evaluate):
    longer_last = ("inquiry dm 1", "inquiry dm 1 troll")
    section = evaluate(
        pair(1, 9, 1, "wait: longer", texts=longer_last[::-1]),
        pair(2, 9, 1, "safety (counter-intuitive): gas", texts=longer_last),
        pair(3, 4, 4, "safety: smoke"),
        pair(4, 1, 4, "wait: longer"),
    )["triage"]
    assert values(section) == {
        "in_order": 2 / 4,
        "counter_intuitive": 1,
        "tied": 1 / 4,
    }
    assert section["figures"]["in_order"]["plain"] == 1 / 4
    assert section["factors"]["safety"]["in_order"] == 1
    assert [failing["id"] for failing in section["failing"]] == ["q3", "q4"]


def test_evaluation_shows_only_tasks_with_cases(evaluate):
    assert set(evaluate(tone(1, "fine"))) == {"tone"}


def test_evaluation_never_repeats_a_text(evaluate):
    report = json.dumps(evaluate(*TONE, *PRIVACY, *ROUTE))
    assert not [row for row in (*TONE, *PRIVACY, *ROUTE) if row["text"] in report]
