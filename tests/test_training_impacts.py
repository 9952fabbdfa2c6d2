"""What customers have been through is learnt, and said only where it is well founded."""

import gzip
import json

import pytest

from assistant.errors import CasesError
from assistant.schema import ContactReason, Handoff, Impact
from assistant.training.held_out import tenth_of
from assistant.training.marker_cases import read_marked
from assistant.training.reading import Labelled, as_labelled, with_impacts
from assistant.training.reading.impacts import (
    NEVER,
    held_out,
    measure,
    surest,
    to_learn,
    to_try,
)
from assistant.training.real import hash_of, read_real

AGAIN, CHILD = Impact.AGAIN, Impact.CHILD
NOTHING = frozenset()


def row(text, impacts=None):
    return Labelled(text, "x", ContactReason.FEEDBACK, "grumble", impacts=impacts)


def write(folder, *rows):
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(one) + "\n" for one in rows)
    (folder / "a.jsonl").write_text(lines, encoding="utf-8")


def test_impacts_are_joined_to_the_messages_they_were_told_of(tmp_path):
    told = {"id": "i1", "text": "late  again", "impacts": ["again"]}
    write(tmp_path / "impacts", told)
    asked, other = with_impacts([row("late again"), row("early")], tmp_path)
    assert asked.impacts == {AGAIN}
    assert other.impacts is None


def test_impacts_nobody_knows_are_refused(tmp_path):
    write(tmp_path / "impacts", {"id": "i1", "text": "late", "impacts": ["rainy"]})
    with pytest.raises(CasesError):
        list(with_impacts([row("late")], tmp_path))


def test_impacts_of_two_tenths_are_not_learnt():
    rows = [row(f"message {number}", NOTHING) for number in range(400)]
    learnt = {one.text for one in to_learn(rows) if one.impacts is not None}
    tried = {one.text for one in to_try(rows)}
    held = {one.text for one in held_out(rows)}
    assert not learnt & tried
    assert not held & tried
    assert {tenth_of(text) for text in tried} == {1}
    assert {tenth_of(text) for text in held} == {0}


def test_impacts_are_said_from_where_enough_of_them_are_right():
    right = [(frozenset({AGAIN}), {AGAIN: 0.9, CHILD: 0.1})] * 30
    wrong = [(NOTHING, {AGAIN: 0.4, CHILD: 0.1})] * 30
    sure = surest([*right, *wrong])
    assert sure[AGAIN] == 0.9
    assert surest(wrong)[AGAIN] == NEVER
    assert surest(right[:5])[AGAIN] == NEVER  # too few to rest on


def test_an_impact_that_is_mostly_wrong_is_never_said():
    right = [(frozenset({AGAIN}), {AGAIN: 0.9, CHILD: 0.0})] * 40
    wrong = [(NOTHING, {AGAIN: 0.0, CHILD: 0.95})] * 5
    sure = surest([*right, *wrong])
    assert (sure[AGAIN], sure[CHILD]) == (0.9, NEVER)


def test_impact_figures_count_the_surest_of_each_message():
    sure = {AGAIN: 0.5, CHILD: 0.5}
    told = [
        (frozenset({AGAIN}), {AGAIN: 0.6, CHILD: 0.9}),
        (frozenset({CHILD}), {AGAIN: 0.6, CHILD: 0.9}),
        (NOTHING, {AGAIN: 0.1, CHILD: 0.2}),
    ]
    figures = measure(told, sure)
    assert (figures.messages, figures.by_people) == (3, 2)
    assert (figures.said, figures.right) == (2, 1)
    assert "said of 2 (0.67), of those right 0.50" in figures.line()


@pytest.fixture
def real(tmp_path):
    """A corpus of labels without texts, and the sets that have these."""
    data = tmp_path / "data"
    (data / "eval").mkdir(parents=True)
    (data / "lm").mkdir()
    talk = {"turns": [{"role": "agent", "text": "Hello"}]}
    talk["turns"].append({"role": "customer", "text": "my  hat\nis late"})
    for place, one in (
        ("eval/tweets.jsonl.gz", {"text": "two hats, twice"}),
        ("lm/talks.train.jsonl.gz", talk),
    ):
        with gzip.open(data / place, "wt", encoding="utf-8") as lines:
            lines.write(json.dumps(one) + "\n")
    read = {
        "channel": "x",
        "contact_reason": "dissatisfaction",
        "topic": "late_delivery",
        "emotion": "anger",
        "severity": 2,
        "move": ["dm", "none"],
        "best": "dm",
        "troll": False,
    }
    write(
        tmp_path / "real",
        {
            **read,
            "source": "tweets",
            "sha256": hash_of("two hats, twice"),
            "determiner": "your",
            "words": "hats",
            "times": "twice",
            "impacts": ["again"],
        },
        {**read, "source": "talks", "sha256": hash_of("my hat is late")},
        {**read, "source": "talks", "sha256": hash_of("nowhere to be found")},
    )
    return tmp_path, data


def test_real_messages_are_found_by_their_hash(real):
    corpus, data = real
    assert [case.text for case in read_real(corpus, data)] == [
        "two hats, twice",
        "my hat is late",
    ]
    assert read_real(corpus, None) == []


def test_real_messages_are_learnt_from_as_they_were_read(real):
    told, untold = map(as_labelled, read_real(*real))
    assert told.suits == {Handoff.DM, Handoff.NONE}
    assert told.signals is None
    assert told.impacts == {AGAIN}
    assert untold.impacts is None


def test_real_messages_are_marked_as_our_own_are(real):
    marked, bare = read_marked(*real)
    assert (marked.subject.words, marked.waited.times) == ("hats", "twice")
    assert bare.subject.marked is None
    assert len(marked.as_example().marks) == 2


def test_real_labels_that_are_none_are_refused(real):
    corpus, data = real
    write(corpus / "real", {"source": "tweets"})
    with pytest.raises(CasesError):
        read_real(corpus, data)
