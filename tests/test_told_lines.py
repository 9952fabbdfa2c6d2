"""A line of a reply that hangs on what a message tells is there only then."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.drafting import Told, write
from assistant.library.lines import GIVEN
from assistant.library.replies import parse_reply
from assistant.linting.replies import all_told, own_words
from assistant.schema import Handoff, Impact, Message, Tone

PATH = Path("replies/problem_alert/injury/plain.j2")
TEMPLATE = """---
summary: x
handoff: phone
example:
  contact: 0800 555 0111
---
We're sorry.
-treated +unwell_now Please call the emergency number now.
| Please ring the emergency number now.
@phone -call_me Call us{{ contact | after(" on ") }}.
@phone +call_me ~ Send us your number.
"""


def said(turn=0, **told):
    template, mistakes = parse_reply(TEMPLATE, PATH)
    assert mistakes == []
    values = {f"{GIVEN}{name}": name for name in told}
    return own_words(template.in_turn(turn), values)


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ((), ["We're sorry.", "Call us."]),
        (("treated", "unwell_now"), ["We're sorry.", "Call us."]),
        (("call_me",), ["We're sorry.", "Send us your number."]),
    ],
)
def test_lines_are_there_where_all_they_hang_on_is_so(told, lines):
    assert said(**dict.fromkeys(told, True)) == lines


def test_other_wordings_hang_on_the_same():
    heard = {said(turn, unwell_now=True)[1] for turn in range(30)}
    assert heard == {
        "Please call the emergency number now.",
        "Please ring the emergency number now.",
    }
    assert all(len(said(turn)) == 2 for turn in range(30))


def test_what_lines_hang_on_is_among_what_they_want():
    template, _ = parse_reply(TEMPLATE, PATH)
    assert set(all_told((template,))) == {
        f"{GIVEN}{name}" for name in ("treated", "unwell_now", "call_me")
    }


def test_a_mark_without_words_is_a_mistake():
    _, mistakes = parse_reply(TEMPLATE + "+treated\n", PATH)
    assert "has a mark and no words" in str(mistakes[0])


def test_another_wording_has_no_marks_of_its_own():
    _, mistakes = parse_reply(TEMPLATE + "| +treated Get well.\n", PATH)
    assert "the marks above" in str(mistakes[0])


@pytest.mark.parametrize(("severity", "urgent"), [(2, False), (3, False), (4, True)])
def test_a_grave_complaint_is_not_met_as_any_other(engine, x, severity, urgent):
    message = Message("The council told us to leave and gave us nowhere to go", x)
    assessment, route = engine.triage(message, read_as="general_complaint")
    drafts = write(
        message,
        replace(assessment, severity=severity),
        route,
        library=engine.library,
        tones=[Tone.PLAIN],
        told=Told(),
    )
    said = " ".join(one.text for one in next(drafts).sentences)
    assert ("can't wait" in said) is urgent


@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize(("impacts", "sent"), [((), True), ((Impact.BEREAVED,), False)])
def test_who_mourns_is_not_sent_for_help_in_danger(engine, x, tone, impacts, sent):
    message = Message("Mum passed away and you still send her letters every week", x)
    assessment, route = engine.triage(message, read_as="general_complaint")
    known = tuple((impact, 1.0) for impact in impacts)
    drafts = write(
        message,
        replace(assessment, severity=4, impacts=known, signals=()),
        route,
        library=engine.library,
        tones=[tone],
        told=Told(),
    )
    said = " ".join(one.text for one in next(drafts).sentences)
    assert "sorry" in said
    assert ("emergency number" in said) is sent


@pytest.mark.parametrize(("severity", "asks"), [(2, "helps us find it"), (4, "number")])
def test_what_is_said_first_in_private_is_as_grave(engine, x, severity, asks):
    message = Message("The council told us to leave and gave us nowhere to go", x)
    reply = engine.reply(message, read_as="general_complaint")
    graver = replace(
        reply,
        assessment=replace(reply.assessment, severity=severity),
        route=replace(reply.route, handoff=Handoff.DM),
    )
    opener = engine.opener(graver, Tone.PLAIN)
    assert opener is not None
    assert asks in opener.checked.draft.text
