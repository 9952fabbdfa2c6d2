"""An agent's text said in a tone: what it states stays, and it is never worse."""

import json
import shutil
import subprocess
import sys

import pytest

from assistant.drafting.rewording import says_the_same
from assistant.engine import Engine
from assistant.linting import lint_paths
from assistant.models import ROUGH, Scripted
from assistant.models.jobs import Written
from assistant.rewording import changes_between, reword, with_changes
from assistant.schema import Tone

ROUGH_TEXT = "we are unable to trace it yet, pls DM us ur order number asap"


class KnowsJobs(Scripted):
    """A stand-in that answers our jobs with its lines."""

    def write(self, text, asks, guide=None, *, seed=0, speaker=ROUGH):
        return [Written(ask, line, -0.1, True) for ask, line in self._pairs(asks)]

    def small_words(self, words):
        return self

    def with_words_of(self, *texts, marks):
        return None

    def _pairs(self, asks):
        return [(ask, self._lines[n % len(self._lines)]) for n, ask in enumerate(asks)]


@pytest.mark.parametrize(
    ("tone", "expected"),
    [
        (Tone.FORMAL, "We are unable to trace it yet, please DM us your order number as soon as possible"),
        (Tone.PLAIN, "We can't trace it yet, please DM us your order number as soon as possible"),
        (Tone.WARM, "I'm afraid we can't trace it yet, please DM us your order number as soon as possible"),
        (Tone.HEARTFELT, "I'm so sorry that we can't trace it yet, please DM us your order number as soon as possible"),
    ],
)  # fmt: skip
def test_reword_sets_the_tone_by_the_librarys_swaps(engine, in_public, tone, expected):
    assert reword(ROUGH_TEXT, engine, in_public, tone).text == expected


def test_reword_makes_the_fixes_of_findings_first(engine, in_public):
    done = reword("You should have checked the date.", engine, in_public, Tone.PLAIN)
    assert "should have" not in done.text
    assert "fix" in done.steps
    assert done.checked.ready


def test_reword_says_when_nothing_can_be_better(engine, in_public):
    text = "Your refund is on its way."
    done = reword(text, engine, in_public, Tone.PLAIN)
    assert (done.text, done.changes) == (text, ())
    assert done.notes == ("Nothing here can safely be said better.",)


@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize(
    "text",
    [
        "we dont do refunds on the 0800 line, ring 0800 555 0111",
        "Thanks for the photo! It's with @depot_leeds now, ref at example.com/track",
        "I cannot see order 4417 here. Calm down.",
    ],
)
def test_reword_is_never_worse_by_the_check(engine, in_public, text, tone):
    done = reword(text, engine, in_public, tone)
    faults = [finding.severity for finding in done.checked.findings]
    assert len(faults) <= len(done.before.findings)
    assert done.text.count("0800 555 0111") == text.count("0800 555 0111")


def test_reword_takes_what_a_model_says_better(library, in_public):
    said = "I'm afraid your parcel isn't here yet, and I'm sorry for the wait."
    engine = Engine(library, model=KnowsJobs(said, name="stand-in"))
    rough = "parcel isnt here yet sorry for the wait"
    done = reword(rough, engine, in_public, Tone.WARM)
    assert (done.text, done.backend) == (said, "stand-in")
    assert done.steps[-1] == "model"


@pytest.mark.parametrize(
    "said",
    [
        "I'm afraid your parcel is here, and I'm sorry for the wait.",  # lost its no
        "Your parcel isn't here yet. It comes at 5.",  # a number nobody gave
        "Calm down, your parcel isn't here yet, sorry for the wait.",  # rude
        "Sorry, it isn't so.",  # lost what it was about
    ],
)
def test_reword_leaves_out_what_a_model_says_wrong(library, in_public, said):
    engine = Engine(library, model=KnowsJobs(said))
    rough = "parcel isnt here yet sorry for the wait"
    assert "model" not in reword(rough, engine, in_public, Tone.WARM).steps


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("It left on 4 May.", "It went out, it left on 4 May.", True),
        ("It left on 4 May.", "It left on 5 May.", False),
        ("See example.com/a", "See example.com/b", False),
        ("Ask Priya or Tom.", "Ask Priya or Tom, please.", True),
        ("Ask Priya or Tom.", "Ask Priya or Ben.", False),
        ("We can refund it.", "We can't refund it.", False),
    ],
)
def test_says_the_same_holds_facts_and_every_no(text, other, same):
    assert says_the_same(text, other) is same


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("a b c", "a x c"),
        ("pls send it", "Please send it to us, please"),
        ("gone", ""),
        ("", "new"),
        ("same", "same"),
        ("one two  three", "one  two three four"),
    ],
)
def test_changes_lead_from_one_text_to_the_other_and_back(text, other):
    changes = tuple(changes_between(text, other))
    every = frozenset(range(len(changes)))
    assert with_changes(text, changes, every) == other
    assert with_changes(text, changes, frozenset()) == text


def test_changes_can_be_taken_back_one_by_one():
    changes = tuple(changes_between("pls call us now", "please call us today"))
    assert [(c.before, c.after) for c in changes] == [
        ("pls", "please"),
        ("now", "today"),
    ]
    assert (
        with_changes("pls call us now", changes, frozenset([1])) == "pls call us today"
    )


def test_cli_reword_prints_the_text_and_each_change():
    command = [sys.executable, "-m", "assistant", "reword", ROUGH_TEXT]
    options = ["-c", "x", "--tone", "plain", "--model", "none", "--json"]
    run = subprocess.run([*command, *options], capture_output=True, check=True)
    said = json.loads(run.stdout)
    assert said["text"].startswith("We can't trace it yet")
    assert {
        "start": 0,
        "end": 16,
        "before": "we are unable to",
        "after": "We can't",
    } in said["changes"]
    assert said["ready"] is True


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("small_words.yml", "grammar: a the\n", "small_words.yml:1: care: is missing"),
        ("rewording.yml", "tidy: {(u: you}\n", "rewording.yml:1: "),
        ("rewording.yml", "tidy: 3\n", "rewording.yml:1: "),
    ],
)
def test_lint_names_a_mistake_in_the_words_of_models(
    tmp_path, few, name, text, problem
):
    folder = shutil.copytree(few, tmp_path / "templates")
    (folder / name).write_text(text)
    mistakes = [str(mistake) for mistake in lint_paths([folder]).mistakes]
    assert any(problem in mistake for mistake in mistakes)
