"""The eleven signals, with the words that show them."""

import pytest

from assistant.schema import Customer, SignalName, Turn


def names(assessment):
    return {signal.name for signal in assessment.signals}


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("quick one, should the boiler smell faintly of eggs?", "safety"),
        ("manager keeps the fire exit locked, just saying", "safety"),
        ("Il y a une odeur de gaz très forte ici", "safety"),
        ("see you in court, my solicitor will write", "legal_threat"),
        ("no power on our whole street since 5", "outage"),
        ("MAKE $900 A DAY FROM HOME click my profile", "troll"),
        ("meter reading rejected again, third go", "repeat_contact"),
        ("no heating and we have a newborn", "vulnerable_person"),
        ("I have rung twice and get a different date each time", "repeat_contact"),
        ("bloke with your lanyard going door to door asking for cards", "scam_report"),
        ("my number is 07700 900123, ring me", "personal_data_posted"),
        (
            "Three things: the shower, the bill, the bloke at reception",
            "several_problems",
        ),
        ("Llevo 20 días esperando el abono de una factura", "other_language"),
    ],
)
def test_signals_are_found(engine, message, text, signal):
    assert signal in names(engine.triage(message(text))[0])


@pytest.mark.parametrize(
    "text",
    [
        "mum's panic alarm isn't working",
        "dad's stair lift is stuck and he's upstairs",
        "the fridge has died and my insulin is in it: it's dead",
        "hoist broken, my wife has been in bed since Sunday",
        "her oxygen hasn't arrived and she is on the last bottle",
        "the call bell by his bed doesn't work",
    ],
)
def test_signals_hear_that_what_people_depend_on_fails(engine, message, text):
    assessment, _ = engine.triage(message(text))
    assert {"safety", "vulnerable_person"} <= names(assessment)
    assert assessment.severity >= 4


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("the pendant light I bought is broken", "safety"),
        ("the pendant light I bought is broken", "vulnerable_person"),
        ("how much is a stairlift for a house like ours", "safety"),
        ("can I have a breakdown of my bill", "vulnerable_person"),
        ("I only wanted two and now I have four tickets", "repeat_contact"),
        ("these wings are so hot my mouth is on fire, love it", "safety"),
        ("your prices are killing me", "safety"),
        ("nearly had a heart attack when I saw the bill", "safety"),
        ("is the food court open on sundays", "legal_threat"),
        ("Your loyalty scheme is a scam", "scam_report"),
        ("You utter CLOWNS. My parcel is nine days late!!!", "troll"),
        ("first time customer here, how do I book", "repeat_contact"),
        ("do you sell baby spinach", "vulnerable_person"),
        ("is the 9.14 running tomorrow", "personal_data_posted"),
        ("where is my parcel", "other_language"),
        ("calm down lads", "outage"),
    ],
)
def test_signals_stay_silent(engine, message, text, signal):
    assert signal not in names(engine.triage(message(text))[0])


@pytest.mark.parametrize(
    ("customer", "far"),
    [
        (Customer(followers=240_000), True),
        (Customer(followers=20, verified=True), True),
        (Customer(followers=900), False),
    ],
)
def test_signals_reach_counts_followers_and_the_verified(
    engine, message, customer, far
):
    assessment, _ = engine.triage(message("my parcel is late", customer=customer))
    assert assessment.has(SignalName.WIDE_REACH) is far


def test_signals_an_unanswered_message_before_is_repeat_contact(engine, message):
    before = (Turn("customer", "Where is my parcel?"),)
    assessment, _ = engine.triage(message("hello?", thread=before))
    assert assessment.has(SignalName.REPEAT_CONTACT)


def test_signals_details_in_private_are_not_posted(engine, message):
    assessment, _ = engine.triage(message("ring 07700 900123", channel="dm"))
    assert not assessment.has(SignalName.PERSONAL_DATA_POSTED)


def test_signals_point_to_code_points_of_the_original(engine, message):
    text = "🙂🙂 “no power” since 5, we’ve a newborn"
    (signal,) = (
        signal
        for signal in engine.triage(message(text))[0].signals
        if signal.name is SignalName.VULNERABLE_PERSON
    )
    assert text[signal.span.start : signal.span.end] == "newborn"
