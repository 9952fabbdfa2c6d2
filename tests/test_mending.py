"""What a check flagged is said better, and every better wording passes the check."""

import pytest

from assistant.mending import offer
from assistant.rewording import apply_all, with_changes
from assistant.schema import Severity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "As I already said, the outage ends at six.",
            "The outage ends at six.",
        ),
        (
            "For the tenth time, the form is online under Claims.",
            "The form is online under Claims.",
        ),
        (
            "As we have already explained, the branch shuts at 3:30.",
            "The branch shuts at 3:30.",
        ),
        (
            "We'll send your order 4471-2 again on Monday.",
            "We'll send your order again on Monday.",
        ),
    ],
)
def test_mending_strips_what_hurts_and_keeps_the_fact(
    engine, in_public, text, expected
):
    assert apply_all(text, engine, in_public).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "You should have checked the date. Gates open at five.",
        "This is your own fault. Reply by Friday and we'll look again.",
        "We were negligent and we'll pay all of it. The form's in the link.",
        "Write to dana@mail.example.org and we'll sort it.",
        "Is 4111 1111 1111 1111 still your card?",
        "Full refund, £50 on top, we were negligent.",
        "Sigh. Cry about it.",
    ],
)
def test_mending_leaves_no_error(engine, in_public, text):
    done = apply_all(text, engine, in_public)
    assert not [f for f in done.checked.findings if f.severity is Severity.ERROR]
    assert done.text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry the parcel is late. It should arrive on Friday.",
        "As I said to our driver, the porch is not a safe place.",
        "Your refund is on its way.",
    ],
)
def test_mending_leaves_good_replies_alone(engine, in_public, text):
    done = apply_all(text, engine, in_public)
    assert (done.text, done.notes) == (text, ())


def test_mending_says_what_went_with_a_sentence(engine, in_public):
    text = "We were negligent on 4 May. The form's in the link."
    done = apply_all(text, engine, in_public)
    assert any("4" in note for note in done.notes)
    assert "The form's in the link." in done.text


def test_mending_can_be_taken_back(engine, in_public):
    text = "As I already said, the outage ends at six."
    done = apply_all(text, engine, in_public)
    assert done.changes
    assert with_changes(text, done.changes, frozenset()) == text


def test_mending_offers_each_finding_its_own_fix(engine, in_public):
    text = "As I already said, the outage ends at six. Thanks for waiting."
    checked = offer(engine.check(text, in_public), engine, in_public)
    flagged = [f for f in checked.findings if f.severity is not Severity.SUGGESTION]
    assert flagged
    for found in flagged:
        fixed = text[: found.start] + found.fix + text[found.end :]
        rules = [f.rule for f in engine.check(fixed, in_public).findings]
        assert found.rule not in rules
        assert "outage ends at six. Thanks for waiting." in fixed


def test_mending_asks_a_person_where_no_wording_passes(engine, in_public):
    text = "C'est votre faute si le colis est perdu, Madame."
    done = apply_all(text, engine, in_public)
    flags = [f for f in done.checked.findings if f.severity is not Severity.SUGGESTION]
    assert bool(flags) == bool(done.notes)


def test_every_kind_sentence_passes_the_check_by_itself(engine, in_public):
    mending = engine.library.mending
    kind = [one for frames in mending.families.values() for one in frames.instead]
    for sentence in [*kind, mending.plain("en").private]:
        found = engine.check(sentence, in_public).findings
        flags = [f.rule for f in found if f.severity is not Severity.SUGGESTION]
        assert (sentence, flags) == (sentence, [])


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("It went to 12 Mill Lane. Calm down and DM us.", "It went to your address. Please DM us."),
        ("Calm down, the crew is out until six.", "The crew is out until six."),
        ("Calm down, we've asked the depot in Leeds to hold it until Tuesday.", "We've asked the depot in Leeds to hold it until Tuesday."),
        ("It's with us. Calm down. We'll send it to you on Friday by van.", "It's with us. We'll send it to you on Friday by van."),
        ("Your form is with the bank in Leeds until Friday. Calm down.", "Your form is with the bank in Leeds until Friday."),
        ("Please phone the store and ask for Ms Quarshie.", "Please phone the store."),
    ],
)  # fmt: skip
def test_mending_keeps_the_sentence_beside_and_what_follows_a_jibe(
    engine, in_public, text, mended
):
    assert apply_all(text, engine, in_public).text == mended
