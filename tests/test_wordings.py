"""A line may be said in several wordings, and every one of them is held to the rules."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lint_kit import mistakes_in

from assistant.drafting.told import turn_of
from assistant.engine import Engine
from assistant.library import Library
from assistant.library.replies import parse_reply
from assistant.schema import Message, Tone, Turn

HEADER = "---\nsummary: A reply.\nhandoff: dm\n---\n"


def reply_of(body):
    return parse_reply(HEADER + body, Path("replies/inquiry/x/warm.j2"))


def test_library_reads_other_wordings():
    reply, mistakes = reply_of("~ Sorry.\n| Our fault.\n| So sorry.\n@dm DM us.\n")
    assert mistakes == []
    first, second = reply.lines
    said = [one.line.source for one in first.wordings]
    assert said == ["Sorry.", "Our fault.", "So sorry."]
    assert {one.drop for one in first.wordings} == {1}
    assert [one.number - first.number for one in first.others] == [1, 2]
    assert second.wordings == (second,)


def test_library_answers_in_every_wording_in_turn():
    reply, _ = reply_of("Sorry.\n| Our fault.\n~ Truly.\n| We mean it.\n")
    turns = [reply.in_turn(turn) for turn in range(40)]
    said = {" ".join(one.line.source for one in turn.lines) for turn in turns}
    assert said == {
        f"{first} {last}"
        for first in ("Sorry.", "Our fault.")
        for last in ("Truly.", "We mean it.")
    }
    assert reply.in_turn(7) == reply.in_turn(7)
    assert all(not line.others for turn in turns for line in turn.lines)


def test_library_takes_no_longer_wording_where_room_is_tight():
    reply, _ = reply_of("We're sorry.\n| Our fault.\n| We're ever so sorry.\n")
    said = {reply.in_turn(n, tight=True).lines[0].line.source for n in range(40)}
    assert said == {"We're sorry.", "Our fault."}


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("| Sorry.\nHello.\n", "no line above"),
        ("Sorry.\n\n| Our fault.\n", "no line above"),
        ("Sorry.\n| ~ Our fault.\n", "the marks above"),
        ("Sorry.\n|\n", "the marks above"),
    ],
)
def test_library_names_a_wording_out_of_place(body, problem):
    reply, (mistake,) = reply_of(body)
    assert reply is None
    assert problem in mistake.problem


@pytest.fixture
def warm(tmp_path, templates):
    """A template in a copy of the library."""
    copy = tmp_path / "templates"
    shutil.copytree(templates, copy)
    return copy / "replies" / "dissatisfaction" / "late_delivery" / "warm.j2"


def add(path, wording):
    """Add a wording to the last line of a template, and return its number."""
    path.write_text(f"{path.read_text('utf-8')}| {wording}\n", "utf-8")
    return len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("wording", "problem"),
    [
        ("Calm down, please.", "rude.calm_down"),
        ("See {{ refund_amount }}.", "'refund_amount' is not known"),
    ],
)
def test_lint_holds_each_wording_to_the_rules(warm, wording, problem):
    number = add(warm, wording)
    found = [said for line, said in mistakes_in(warm) if line == number]
    assert any(problem in said for said in found)


def test_lint_counts_the_longest_wording(warm):
    assert mistakes_in(warm) == []
    text = warm.read_text("utf-8").rstrip("\n")
    *lines, _ = text.splitlines()
    long = "We would like to look into all of this with you, step by step, " * 4
    warm.write_text(
        "\n".join([*lines, "We care.", f"| {long.strip()}"]) + "\n", "utf-8"
    )
    assert any("what must stay" in said for _, said in mistakes_in(warm))


def test_lint_holds_the_coolest_words_of_a_tone_against_the_warmest_below(warm):
    heartfelt = warm.with_name("heartfelt.j2")
    head, body = heartfelt.read_text("utf-8").rsplit("---\n", 1)
    lines = [f"{line}\n| It is noted." for line in body.splitlines() if line[0] != "|"]
    heartfelt.write_text(f"{head}---\n" + "\n".join(lines) + "\n", "utf-8")
    said = [said for _, said in mistakes_in(heartfelt)]
    assert any("not more than warm" in one for one in said)


def test_drafts_differ_from_message_to_message_and_stay_the_same_for_one(warm, x):
    add(warm, "It was good of you to tell me.")
    engine = Engine(Library(warm.parents[3]))

    def last_said(text):
        message = Message(text, x)
        reply = engine.reply(message, tone=Tone.WARM, read_as="late_delivery")
        return reply.drafts[0].draft.sentences[-1].text

    texts = [f"My parcel is {n} days late." for n in range(3, 20)]
    said = [last_said(text) for text in texts]
    assert "It was good of you to tell me." in said
    assert len(set(said)) > 1
    assert [last_said(text) for text in texts] == said


def test_a_thread_goes_on_in_other_wordings(x):
    message = Message("My parcel is late.", x)
    later = replace(message, thread=(Turn("agent", "We're looking into it."),))
    assert turn_of(later, 0) != turn_of(message, 0) == turn_of(message, 0)
    assert turn_of(message, 1) != turn_of(message, 0)
