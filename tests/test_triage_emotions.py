"""The strongest feeling is named; loudness makes it stronger and makes none."""

import pytest


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("absolutely FUMING, how dare you", "anger"),
        ("thank you so much, you saved our weekend", "gratitude"),
        ("I'm terrified, he has my new address", "fear"),
        ("so let down, I expected better from you", "disappointment"),
        ("what time do you open", "neutral"),
        ("I'm not angry. Tracking still says Tuesday", "frustration"),
    ],
)
def test_emotions_are_named(engine, message, text, emotion):
    assert engine.triage(message(text))[0].emotion == emotion


def test_emotions_capitals_raise_strength_only(engine, message):
    quiet, _ = engine.triage(message("this is a disgrace, nine days late"))
    loud, _ = engine.triage(message("THIS IS A DISGRACE, NINE DAYS LATE!!!"))
    assert loud.emotion == quiet.emotion
    assert loud.emotion_strength > quiet.emotion_strength
    assert loud.severity == quiet.severity


def test_emotions_praise_in_a_complaint_is_no_joy(engine, message):
    assessment, _ = engine.triage(message("lovely, cancelled again. love it"))
    assert assessment.emotion not in ("joy", "gratitude")
