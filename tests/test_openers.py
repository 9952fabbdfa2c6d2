"""The public line and what is said first in private, as a pair."""

import shutil
from dataclasses import replace
from itertools import product

import pytest

from assistant.channels import count
from assistant.conversation import said_by
from assistant.engine import Engine
from assistant.library import Library
from assistant.library.openers import OPENINGS, load_openers
from assistant.linting import lint_paths
from assistant.schema import Brand, Customer, Handoff, Message, Route, Tone, Turn
from assistant.text import sentence_spans
from assistant.wire import reply_json

LATE = "My parcel has been stuck in Leeds for three weeks"
PRAISE = "Big thanks to the lovely team in York, best service ever!"
BRAND = Brand(name="Northwind", sign_off="Priya")


@pytest.fixture
def moving(engine):
    """Answer a message as if it went to one place."""

    def answer(handoff, channel="x", text=LATE, tone=Tone.WARM, **more):
        there = engine.channel(channel)
        customer = Customer(name="Dana")
        message = Message(text, there, customer=customer, brand=BRAND, **more)
        reply = engine.reply(message, tone=tone)
        moved = replace(reply, route=replace(reply.route, handoff=handoff, answer=True))
        return engine.opener(moved, tone)

    return answer


def sentences(text):
    return [text[span.start : span.end].strip() for span in sentence_spans(text)]


def test_openers_go_with_a_reply_that_moves(engine, message):
    reply = engine.reply(message(LATE, name="Dana"))
    assert reply.route.handoff is Handoff.DM
    assert reply.opener.channel.key == "x_dm"
    assert reply.opener.checked.ready
    assert "order number" in reply.opener.checked.draft.text


def test_openers_are_not_there_where_a_case_stays(engine, message):
    assert engine.reply(message(PRAISE)).opener is None


@pytest.mark.parametrize("tone", list(Tone))
def test_openers_keep_the_tone_chosen(engine, message, tone):
    reply = engine.reply(message(LATE), tone=tone)
    assert reply.opener.checked.draft.tone is tone


@pytest.mark.parametrize("handoff", [h for h in Handoff if h is not Handoff.NONE])
def test_openers_fit_and_pass_as_private_text(moving, engine, handoff):
    for channel, tone in product(("x", "facebook", "tiktok", "yelp"), Tone):
        opener = moving(handoff, channel, tone=tone)
        assert opener.handoff is handoff
        assert not opener.channel.public
        assert opener.checked.findings == (), (channel, tone)
        assert len(opener.checked.draft.parts) == 1
        assert count(opener.checked.draft.text, opener.channel).fits


def test_openers_fit_a_text_message(engine, moving):
    short = replace(engine.channel("x"), key="x_sms", dm_channel="sms")
    reply = engine.reply(Message(LATE, short, customer=Customer("Dana"), brand=BRAND))
    assert reply.opener.channel.key == "sms"
    assert reply.opener.checked.length.fits


def test_openers_may_ask_in_private_what_may_not_be_asked_in_public(engine, moving, x):
    text = moving(Handoff.DM, tone=Tone.PLAIN).checked.draft.text
    assert "Can you send us your order number?" in text
    reply = engine.reply(Message(LATE, x))
    public = engine.recheck(
        replace(reply.drafts[0].draft, parts=(text,)), reply.message
    )
    assert "leak" in {finding.family for finding in public.findings}


@pytest.mark.parametrize("tone", list(Tone))
def test_openers_never_say_again_what_was_said_in_public(engine, message, tone):
    for text in (LATE, "I was charged twice for my train", "Your driver shouted at me"):
        reply = engine.reply(message(text), tone=tone)
        if reply.opener is None:
            continue
        said = said_by(draft.draft.text for draft in reply.drafts)
        twice = [s for s in sentences(reply.opener.checked.draft.text) if said(s)]
        assert not any("sorry" in s or "apologise" in s for s in twice)


def test_openers_leave_out_an_apology_that_a_reviewer_put_there(templates, tmp_path, x):
    library = _library_with(templates, tmp_path, "- {}")
    reply = Engine(library).reply(Message(LATE, x), tone=Tone.WARM)
    apology = sentences(reply.drafts[0].draft.text)[1]
    assert "sorry" in apology
    library = _library_with(templates, tmp_path / "again", f"- {apology}\n    - {{}}")
    reply = Engine(library).reply(Message(LATE, x), tone=Tone.WARM)
    assert apology not in reply.opener.checked.draft.text


def _library_with(templates, folder, form):
    """Return the library that ships, the step of its warm message put in a form."""
    step = '"{{ step }}"'
    shutil.copytree(templates, folder / "templates")
    path = folder / "templates" / "openers.yml"
    before, warm, after = path.read_text().partition("  warm:\n")
    after = after.replace(f"- {step}", form.format(step), 1)
    path.write_text(before + warm + after)
    return Library(folder / "templates")


def test_openers_wait_for_the_customer_where_the_site_does(moving):
    opener = moving(Handoff.DM, "x")
    assert opener.notes == ("Send it once they have written; on X they write first.",)
    assert opener.checked.draft.text.startswith("Hi Dana, thank you for coming over")


def test_openers_put_all_in_the_one_message_that_a_site_allows(moving):
    opener = moving(Handoff.DM, "facebook", minutes_waiting=3 * 1440)
    assert opener.channel.key == "messenger"
    assert opener.notes == (
        "Facebook lets us write first within 7 days of their post; 4 days are left.",
        "Facebook lets us send one private message until they answer, so all that we "
        "need is in it.",
        "Messenger lets us write for 24 hours after they have answered.",
    )
    text = opener.checked.draft.text
    assert text.startswith("Hi Dana, it's Priya at Northwind")
    assert "order number" in text


def test_openers_are_gone_when_the_time_to_write_first_is_over(engine, message):
    late = replace(message(LATE, channel="facebook"), minutes_waiting=8 * 1440)
    reply = engine.reply(late)
    assert reply.route.handoff is not Handoff.DM
    assert reply.opener.handoff is reply.route.handoff


def test_openers_by_email_are_letters(moving):
    text = moving(Handoff.EMAIL).checked.draft.text
    assert text.startswith("Hi Dana,\n\nThank you for taking the time")
    assert text.endswith("Priya, Northwind")


@pytest.mark.parametrize("handoff", [Handoff.PHONE, Handoff.IN_PERSON])
def test_openers_are_spoken_where_people_meet(moving, handoff):
    opener = moving(handoff)
    assert opener.channel.limit is None
    assert "your order number" in opener.checked.draft.text
    assert "send" not in opener.checked.draft.text


def test_openers_ask_for_nothing_that_was_given(engine, x):
    thread = (
        Turn("customer", LATE, public=True),
        Turn("agent", "We're sorry, Dana. Could you DM us your order number?"),
    )
    message = Message("Order 4471-9982. Still nothing!", x, thread=thread)
    reply = engine.reply(message)
    moved = replace(reply, route=Route(True, Handoff.PHONE))
    text = engine.opener(moved, Tone.WARM).checked.draft.text
    assert "order number" not in text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mi pedido llegó roto, quiero una solución ya", "es"),
        ("Ma commande est arrivée cassée, je veux une solution", "fr"),
        ("Meine Bestellung kam kaputt an, ich will eine Lösung", "de"),
    ],
)
@pytest.mark.parametrize("handoff", [h for h in Handoff if h is not Handoff.NONE])
def test_openers_are_in_the_language_of_the_message(moving, text, language, handoff):
    for tone in Tone:
        opener = moving(handoff, text=text, tone=tone)
        assert opener.checked.draft.language == language
        assert opener.checked.ready, opener.checked.findings


def test_openers_grow_warmer_along_the_ladder(engine, moving):
    for handoff in (h for h in Handoff if h is not Handoff.NONE):
        warmth = [moving(handoff, tone=tone).checked.scores.warmth for tone in Tone]
        assert warmth == sorted(set(warmth)), handoff


def test_openers_stand_in_the_json_of_a_reply(engine, message):
    told = reply_json(engine.reply(message(LATE, name="Dana"), tone=Tone.PLAIN))
    opener = told["opener"]
    assert (opener["handoff"], opener["channel"]) == ("dm", "x_dm")
    assert opener["text"] == (
        "Hi Dana, thanks for the message. Can you send us your order number? We'll look "
        "into the hold-up."
    )
    assert opener["length"]["limit"] == 10_000
    assert reply_json(engine.reply(message(PRAISE)))["opener"] is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"{{ step }}"', '"{{ stepp }}"', "placeholder 'stepp' is not known here"),
        ('"{{ step }}"', "Well, {{ step }}", "{{ step }} stands on a line of its own"),
        ("~ You will", "~~~~ You will", "begins with 4 tildes; at most 3"),
        ("Thank you for writing to us here.", "~~", "has no words"),
    ],
)
def test_openers_name_the_line_of_a_mistake(templates, tmp_path, old, new, problem):
    path = tmp_path / "openers.yml"
    source = (templates / "openers.yml").read_text(encoding="utf-8")
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    _, (mistake, *_) = load_openers(path)
    assert mistake.line == source[: source.index(old)].count("\n") + 1
    assert mistake.problem == f"dm.formal: {problem}"


def test_openers_that_blame_are_named_by_lint(templates, tmp_path):
    copy = tmp_path / "templates"
    shutil.copytree(templates, copy)
    path = copy / "openers.yml"
    source = path.read_text(encoding="utf-8")
    blaming = source.replace("Thanks for calling.", "You failed to read the page.", 1)
    path.write_text(blaming, encoding="utf-8")
    (mistake,) = lint_paths([path]).mistakes
    assert blaming.splitlines()[mistake.line - 1].endswith("read the page.")
    assert mistake.problem.startswith("phone.plain: blaming.")


def test_openers_may_be_missing(templates, tmp_path):
    assert load_openers(tmp_path / "openers.yml") == ({}, [])


def test_openers_have_every_tone_in_every_language(library):
    for language in library.languages:
        openers = library.texts(language).openers
        assert {o for o in OPENINGS if set(openers[o]) == set(Tone)} == set(OPENINGS)
