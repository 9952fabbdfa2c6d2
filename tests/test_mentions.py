"""What a customer's message tells is not asked for in the first public reply."""

import re
from dataclasses import replace

import pytest
from lint_kit import mistakes_in, spoil

from assistant.conversation import Ear, Mentions
from assistant.drafting import Further, Told, write
from assistant.library import Library
from assistant.schema import Brand, Customer, Handoff, Message, Tone, Turn

TOPIC = "replies/dissatisfaction/late_delivery"
STILL = '{{{{ still | needs("{}", "{}") | otherwise("{}") }}}}'


@pytest.fixture(scope="module")
def mentions(library):
    return Mentions(library, Ear(library))


@pytest.fixture
def drafts(engine, x):
    """Answer a message in every tone, on to a private message."""

    def answer(text, topic, *thread):
        message = Message(text, x, customer=Customer("Dana"), thread=thread)
        assessment, route = engine.triage(message, read_as=topic)
        written = write(
            message,
            assessment,
            replace(route, handoff=Handoff.DM),
            library=engine.library,
            tones=list(Tone),
            told=Told(),
            more=Further(engine.listener.given(message)),
        )
        return {
            one.tone: " ".join(sentence.text for sentence in one.sentences)
            for one in written
            if not one.brief
        }

    return answer


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The lad on the door at your Ludlow shop laughed at me", {"place"}),
        ("no ramp at Crewe station AGAIN", {"place"}),
        ("The lad on the door laughed at me on Tuesday", {"day"}),
        ("He laughed at me on 14 Nov", {"day"}),
        ("this happened the 3rd of May, outside the Hull branch", {"day", "place"}),
        ("Paid on 3 May, then it went again on 5 May", {"day", "both_days"}),
        ("You took it Monday and again on Tuesday", {"day", "both_days"}),
        ("taken twice on 03/05", {"day", "both_days"}),
        ("It freezes on my iPad", {"device"}),
        ("freezes on my iphone 12, ios 17.2", {"device", "version"}),
        ("v4.2.1 of the app. Closes itself", {"version"}),
        ("Reinstalled it. Same thing", {"tried"}),
        ("Why is my October bill double", {"bill"}),
        ("a stranger's letter was in my envelope", {"where_seen"}),
    ],
)
def test_mentions_are_found_in_what_customers_write(mentions, library, text, told):
    names = {one.name for one in library.mentions}
    assert mentions.told([text]) & names == told


@pytest.mark.parametrize(
    "text",
    [
        "The lad on the door laughed at me",
        "You're open Monday to Friday, so why did nobody answer",
        "I expect an answer by Friday",
        "it crashes every time I pay",
        "I tried to ring you and nobody picked up",
        "NOBODY AT THE TILL IN THE SHOP HELPED",
        "I may never come back. My wife will not either",
        "it took 1.5 hours and cost £4.50",
        "@NorthTrains you are a joke #Delay",
        "My bill is wrong and so is yours",
        "",
    ],
)
def test_mentions_are_not_heard_where_nothing_is_told(mentions, text):
    assert not mentions.told([text]) - {"by_account"}


def test_mentions_take_no_brand_for_a_place(mentions):
    assert not mentions.told(["nobody at Fernway helped"], brand="Fernway")
    assert mentions.told(["nobody at Fernway helped"]) == {"place"}


def test_mentions_never_keep_what_was_told(mentions):
    values = mentions.values(["At your Ludlow shop on Tuesday, order 4471-99821"])
    assert {"given.place", "given.day", "given.reference"} <= set(values)
    assert not re.search(r"Ludlow|Tuesday|4471", str(values))


TELLS = [
    (
        "rude_staff",
        "The man on the till swore at me",
        " at your Ludlow shop on Tuesday",
        r"\bwhere\b|\bwhen\b|\bwith the place\b|\band the day\b",
    ),
    (
        "double_charge",
        "You charged me twice for one ticket",
        ", on 3 May and again on 5 May",
        r"\bboth (payment )?dates|\bthe payment dates",
    ),
    ("app_fault", "The app crashes when I pay", " on my iPhone 12", r"\byour device\b"),
    (
        "late_delivery",
        "My parcel is two weeks late",
        ", order 4471-99821",
        r"\border number",
    ),
]


@pytest.mark.parametrize(("topic", "text", "more", "asks"), TELLS)
@pytest.mark.parametrize("tone", list(Tone))
def test_drafts_ask_for_what_was_not_told_and_for_nothing_else(
    drafts, topic, text, more, asks, tone
):
    assert re.search(asks, drafts(text, topic)[tone])
    told = drafts(text + more, topic)[tone]
    assert not re.search(asks, told)
    assert "4471" not in told


def test_drafts_ask_for_the_rest_alone(drafts):
    said = drafts("Your cashier in the Hull branch was rude to me", "rude_staff")
    assert "in a DM roughly when it was?" in said[Tone.WARM]


def test_drafts_ask_for_nothing_that_an_earlier_turn_told(drafts):
    thread = (Turn("customer", "This was on Tuesday at your Hull branch"),)
    said = drafts("Your cashier was rude to me", "rude_staff", *thread)
    assert "where it was" not in said[Tone.WARM]


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("There is glass in your baby food.", r"\beats?\b|unwell", r"\bfire\b"),
        ("Your charger is smoking in my hall.", r"\bfire\b", r"\beats?\b|unwell"),
        ("Gas leak under the oven, I was making soup.", r"\bfire\b", "unwell"),
    ],
)
def test_a_danger_in_food_is_not_met_as_a_fire(drafts, text, said, unsaid):
    for tone, draft in drafts(text, "product_hazard").items():
        assert re.search(said, draft, re.IGNORECASE), (tone, draft)
        assert not re.search(unsaid, draft, re.IGNORECASE), (tone, draft)


def test_who_depends_on_the_supply_is_sent_for_help_first(drafts):
    told = drafts("Power's out and my dad is on a ventilator", "outage")
    plain = drafts("Power's out and my freezer is thawing", "outage")
    for tone in Tone:
        assert "the emergency number" in told[tone]
        assert "the emergency number" not in plain[tone]


def test_private_words_leave_out_what_public_ones_did(engine, x):
    text = "The man on the till at your Ludlow shop swore at me on Tuesday"
    reply = engine.reply(Message(text, x, brand=Brand(name="Fernway")), tone=Tone.WARM)
    assert reply.opener is not None
    assert "Where was it" not in reply.opener.checked.draft.text
    assert "roughly when" not in reply.opener.checked.draft.text


def test_mentions_that_ship_are_all_asked_for(library: Library):
    wanted = {
        name
        for reply in library.replies.values()
        for line in reply.lines
        for name in line.line.wants
    }
    assert {one.name for one in library.mentions if not one.instead} <= wanted
    assert not {one.name for one in library.mentions if one.instead} & wanted


@pytest.mark.parametrize(
    ("name", "words", "other", "problem"),
    [
        ("referense", "your order number", "it", "did you mean 'reference'?"),
        ("reference", "your order number", "x" * 120, "what must stay for @dm has"),
        ("reference", "your order number", "what you failed to read", "blaming."),
        ("reference", "what you failed to read", "it", "blaming."),
    ],
)
def test_lint_reads_each_way_of_being_told(spoilable, name, words, other, problem):
    plain = spoilable / TOPIC / "plain.j2"
    old = STILL.format("reference", "your order number", "the name on the order")
    spoil(plain, f"DM us {old}", f"DM us {STILL.format(name, words, other)}")
    said = mistakes_in(spoilable / TOPIC)
    assert any(problem in told for _, told in said)


def test_lint_lets_no_tone_cool_where_all_is_told(spoilable):
    path = spoilable / TOPIC / "formal.j2"
    old = STILL.format("reference", "your order number", "the name on the order")
    warm = "I'm so very sorry, and I'd love to hear all of it from you, dear friend"
    spoil(path, old, STILL.format("reference", "your order number", warm))
    said = mistakes_in(spoilable / TOPIC)
    assert any("where all is told that it asks for" in told for _, told in said)


def test_lint_reads_mentions_with_their_own_examples(spoilable):
    path = spoilable / "conversation" / "mentions" / "day.yml"
    spoil(path, "flags:\n", "flags:\n  - nothing of the kind\n")
    ((_, said),) = mistakes_in(path)
    assert "does not find its flags: 'nothing of the kind'" in said
