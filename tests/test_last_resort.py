"""What must not go out goes: no error is left, whatever the text and the channel."""

import json
import random
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.rewording import apply_all
from assistant.schema import Context, Family, Severity
from assistant.text import language_of

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
RULES = ("tone", "privacy")


def real_texts() -> list[str]:
    """Every reply of the corpora of tone and of private details, faulty and clean."""
    files = sorted(path for room in RULES for path in (CORPUS / room).glob("*.jsonl"))
    lines = (line for path in files for line in path.read_text("utf-8").splitlines())
    return [json.loads(line)["text"] for line in lines]


def in_places(engine: Engine, seed: int) -> list[tuple[str, Context]]:
    """Real texts, one or some in a row, each on some channel, public or private."""
    dice = random.Random(seed)
    texts, channels = real_texts(), sorted(engine.channels)
    dice.shuffle(texts)
    placed = []
    while texts:
        some = [
            texts.pop() for _ in range(min(dice.choice((1, 1, 1, 2, 4)), len(texts)))
        ]
        channel = engine.channel(dice.choice(channels))
        public = channel.public if dice.random() < 0.9 else not channel.public
        placed.append((" ".join(some), Context(channel, public)))
    return placed


def errors_after(text: str, engine: Engine, context: Context) -> list[str]:
    done = apply_all(text, engine, context)
    assert done.text.strip()
    found = done.checked.findings
    return [one.rule for one in found if one.severity is Severity.ERROR]


def with_errors(placed, engine):
    return [(t, where) for t, where in placed if not engine.check(t, where).ready]


def test_apply_all_leaves_no_error_in_real_texts_anywhere(engine):
    placed = with_errors(in_places(engine, 1)[:300], engine)
    assert len(placed) > 45
    left = {text: errors_after(text, engine, where) for text, where in placed}
    assert {text: rules for text, rules in left.items() if rules} == {}


@pytest.mark.slow
def test_apply_all_leaves_no_error_that_trained_weights_find():
    engine = Engine.open(model="none")
    placed = with_errors(in_places(engine, 2)[:400], engine)
    assert len(placed) > 100
    left = {text: errors_after(text, engine, where) for text, where in placed}
    assert {text: rules for text, rules in left.items() if rules} == {}


def test_what_stands_alone_passes_on_every_channel(engine):
    for plain in engine.library.mending.languages.values():
        for said in (plain.private, plain.instead):
            for channel in engine.channels.values():
                for public in (True, False):
                    checked = engine.check(said, Context(channel, public))
                    assert (said, checked.ready) == (said, True)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "La segunda fue con el RUT 12.345.678-5 de tu hermana. Se anula hoy.",
            "La segunda fue con el RUT de tu hermana. Se anula hoy.",
        ),
        (
            "Das Grünflächenamt, Herr Amtsleiter Brückner, Zimmer 214, hat bis 12 Uhr offen.",
            "Das Grünflächenamt, Zimmer 214, hat bis 12 Uhr offen.",
        ),
        (
            "Le virement part vers FR14 2004 1010 0505 0001 3M02 606.",
            "Le virement part vers votre compte.",
        ),
    ],
)  # fmt: skip
def test_details_go_in_the_language_of_the_text(engine, in_public, text, mended):
    assert apply_all(text, engine, in_public).text == mended


def test_a_sentence_that_tells_goes_for_one_of_its_language(engine, in_public):
    text = "Le virement de 450 € de votre employeur est arrivé ce matin."
    done = apply_all(text, engine, in_public)
    assert done.checked.ready
    assert language_of(done.text) == "fr"


def test_a_long_text_loses_what_states_least(engine):
    sms = Context(engine.channel("sms"), public=False)
    text = (
        "We looked into it with great care and talked it over with the whole team. "
        "Your engineer comes on Friday at 10. To rebook call 0113 496 0801, and do "
        "say so if any of this is unclear to you."
    )
    done = apply_all(text, engine, sms)
    assert done.checked.length.fits
    assert "Friday at 10" in done.text
    assert "0113 496 0801" in done.text


def test_what_had_to_go_is_named(engine, in_public):
    text = "We were negligent on 4 May in room 7, and pay you £900 in damages."
    done = apply_all(text, engine, in_public)
    assert done.checked.ready
    assert any("£900" in note or "900" in note for note in done.notes)


def test_many_errors_all_go(engine, in_public):
    text = " ".join(f"Write to dana{n}@mail.example.org." for n in range(40))
    done = apply_all(text, engine, in_public)
    families = [one.family for one in done.checked.findings]
    assert Family.LEAK not in families
    assert done.checked.ready


def test_no_stump_of_a_sentence_stays_and_nothing_is_said_twice(engine, x):
    text = (
        "Dana, check your statement. Your balance of £212.40 is here. "
        "Card 4111 1111 1111 1111."
    )
    said = apply_all(text, engine, Context(x, public=True)).text
    assert "Card." not in said
    assert said.count("in private") <= 1
