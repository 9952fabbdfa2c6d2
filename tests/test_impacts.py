"""What a customer has been through is said first, where a message surely tells it."""

from dataclasses import replace

import pytest
from lint_kit import mistakes_in, spoil

from assistant.drafting.told import Told, Words
from assistant.engine import Engine
from assistant.library import Library
from assistant.library.impacts import GROUPS, Impacts, load_impact_cues, load_impacts
from assistant.schema import ContactReason, Customer, Handoff, Impact, Message, Tone
from assistant.settings import get_settings
from assistant.text import WordLists

SAID = {Tone.WARM: "You asked for help and heard nothing back."}


@pytest.fixture(scope="module")
def shipped(library) -> Engine:
    """An engine with the reader that ships and what stands above it."""
    return Engine(library, reading=get_settings().models / "reading")


@pytest.fixture
def path(spoilable):
    """The file to be spoilt."""
    return spoilable / "impacts.yml"


def test_impacts_that_ship_have_no_mistake_and_every_tone(path, library):
    assert mistakes_in(path) == []
    for ladder in library.impacts.named().values():
        assert all(ladder[tone] for tone in Tone)


def test_every_impact_can_be_said_to_somebody(library):
    said = {name.partition(".")[2] for name in library.impacts.named()}
    assert said == set(Impact)


def test_impacts_are_said_by_why_somebody_writes(library):
    loyal = [
        library.impacts.ladder(Impact.LOYAL, reason, "")[Tone.PLAIN][0].line.source
        for reason in (ContactReason.DISSATISFACTION, ContactReason.SATISFACTION)
    ]
    assert loyal[0] != loyal[1]
    answer = library.impacts.ladder(Impact.STAFF_KIND, ContactReason.INQUIRY, "")
    assert answer == {}


def test_impacts_that_the_topic_says_itself_are_not_said_again(library):
    why = ContactReason.DISSATISFACTION
    assert library.impacts.ladder(Impact.BRUSHED_OFF, why, "late_delivery")
    assert library.impacts.ladder(Impact.BRUSHED_OFF, why, "rude_staff") == {}


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("You waited {{ wait }}.", "must name nothing that a message fills in"),
        ("You waited {% for a in b %}{% endfor %}", "may not use 'for'"),
        ("Calm down, you have had an answer.", "calm"),
    ],
)
def test_impacts_are_linted_line_by_line(path, new, problem):
    line = spoil(path, "You should've had an answer.", new)
    found = mistakes_in(path)
    assert {one for one, _ in found} == {line}
    assert any(problem in said.lower() for _, said in found)


def test_impacts_of_topics_that_are_not_there_are_a_mistake(path):
    spoil(path, "  long_wait:", "  long_weight:")
    assert mistakes_in(path) == [(1, "said_by_topic: there is no topic 'long_weight'")]


def test_impacts_have_no_unknown_names(path):
    spoil(path, "  passed_on:", "  past_on:")
    assert any("past_on" in said for _, said in mistakes_in(path))


def test_impacts_may_be_missing(tmp_path):
    assert load_impacts(tmp_path / "none.yml") == (Impacts(), [])
    assert Library(tmp_path).impacts == Impacts()
    assert set(GROUPS) == {"trouble", "praise", "question", "idea"}


@pytest.mark.parametrize(
    ("clause", "first"), [("", SAID[Tone.WARM]), ("nobody answers your emails", "")]
)
def test_impacts_are_not_said_beside_a_clause(clause, first):
    said = list(Told(ruled=clause, impact=SAID).candidates(Tone.WARM))
    assert said[0].acknowledgement == first
    assert said[-1].acknowledgement == ""


def test_impacts_stand_behind_how_long_somebody_waited():
    waited = {Tone.WARM: "Seven weeks is far too long."}
    first, *_ = Told(borne=waited, impact=SAID).candidates(Tone.WARM)
    assert first.acknowledgement == waited[Tone.WARM]
    first, *_ = Told(borne=waited, impact=SAID).candidates(Tone.PLAIN)
    assert first.acknowledgement == ""


@pytest.mark.parametrize(
    ("text", "impact"),
    [
        ("I emailed you about the lamp last month and got no reply.", "unanswered"),
        ("You promised a call back by five yesterday. Nobody rang.", "promise_broken"),
        ("Huge thanks to Amir on the desk, he was so patient with me.", "staff_kind"),
    ],
)
def test_impacts_with_the_weights_that_ship(shipped, x, text, impact):
    read, _ = shipped.triage(Message(text, x))
    assert impact in [one for one, _ in read.impacts]


def test_impacts_are_said_first_in_the_drafts(shipped, x):
    said = shipped.reply(
        Message("Lift out again. My mum is in a wheelchair and stuck.", x)
    )
    ladder = shipped.library.impacts.named()["trouble.dependant"]
    sayings = {one.line.source for each in ladder.values() for one in each}
    assert any(one in d.draft.text for d in said.drafts for one in sayings)


def test_impacts_are_not_heard_in_an_ordinary_question(shipped, x):
    read, _ = shipped.triage(Message("What time do you open on Sunday?", x))
    assert read.impacts == ()


@pytest.mark.parametrize(
    ("text", "impact"),
    [
        ("My dad has died and his account needs closing.", "bereaved"),
        ("Where do I send it? I'm on dialysis and can't come in.", "serious_illness"),
    ],
)
def test_what_words_say_themselves_is_told_without_a_model(library, x, text, impact):
    read, _ = Engine(library).triage(Message(text, x))
    assert read.impacts == ((Impact(impact), 1.0),)
    shown = [e.span for e in read.evidence if e.shows == f"impact:{impact}"]
    assert shown
    assert text[shown[0].start : shown[0].end]


def test_condolences_come_first_and_beside_a_clause():
    loss = {Tone.WARM: "I was sad to read of your loss."}
    told = Told(ruled="nobody answers your emails", impact=loss, impact_first=True)
    first, *_ = told.candidates(Tone.WARM)
    assert first.acknowledgement == loss[Tone.WARM]
    assert first.matters["clause"] == "nobody answers your emails"


def test_a_loss_is_answered_first_in_every_draft(library, x):
    text = "My wife died in May and you still send her bills. Nobody answers me."
    ladder = library.impacts.named()["trouble.bereaved"]
    message = Message(text, x, customer=Customer("Dana"))
    drafts = Engine(library).reply(message).drafts
    assert len(drafts) == 3
    for one in drafts:
        text = one.draft.text.casefold()  # "Dana, my heart goes out"
        sayings = [said.line.source for said in ladder[one.draft.tone]]
        assert any(said.casefold() in text for said in sayings), text


def test_condolences_do_not_go_where_others_may():
    words = Words(acknowledgement="I was sad to read of your loss.", foremost=True)
    goes = [words.goes("I was sad to read of your loss.", 2), words.goes("Thanks.", 1)]
    assert goes == [0, 1]
    assert replace(words, foremost=False).goes(words.acknowledgement, 2) == 2


@pytest.mark.parametrize("channel", ["sms", "x", "tiktok", "livechat"])
def test_a_loss_is_answered_however_little_room_there_is(library, channel):
    text = "Mum passed away in May and you keep charging her for the broadband"
    engine = Engine(library)
    ladder = library.impacts.named()["trouble.bereaved"]
    reply = engine.reply(Message(text, engine.channel(channel)))
    for one in reply.drafts:
        assert one.ready
        said = one.draft.text.casefold()
        sayings = [line.line.source.casefold() for line in ladder[one.draft.tone]]
        begins = said.removeprefix("hi, ").removeprefix("hi there, ")
        assert any(begins.startswith(saying) for saying in sayings), said


def test_wording_of_an_unknown_impact_is_a_mistake(tmp_path):
    content = "phrases: [so grumpy]\nflags: [I am so grumpy]\npasses: [hello]\n"
    (tmp_path / "grumpy.yml").write_text(content, "utf-8")
    cues, mistakes = load_impact_cues(tmp_path, WordLists())
    assert cues == []
    assert "grumpy" in mistakes[0].problem


def test_every_impact_is_told_to_agents_in_words_of_its_own():
    told = [one.told for one in Impact]
    assert len(set(told)) == len(told)
    assert not any("_" in one for one in told)


@pytest.mark.parametrize(
    ("text", "read", "grave"),
    [
        ("Our dog died at your kennels last night.", "general_complaint", True),
        ("my cat died after eating your food", "general_complaint", True),
        (
            "My gran died and we found your 1962 recipe card in her kitchen",
            "general_feedback",
            False,
        ),
    ],
)
def test_a_death_that_is_laid_at_our_door_is_no_remark(shipped, x, text, read, grave):
    message = Message(text, x)
    assessment, route = shipped.triage(message)
    assert assessment.topic == read
    assert (assessment.severity >= 4) is grave
    assert (route.handoff is Handoff.PHONE) is grave
    first = shipped.reply(message).drafts[0].draft.text
    assert not (grave and "glad" in first)
    assert first
