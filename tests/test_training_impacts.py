"""What customers have been through is learnt, and said only where it is well founded."""

import gzip
import json
import shutil
from dataclasses import replace

import pytest

from assistant.errors import CasesError, ModelError
from assistant.schema import Handoff, Impact
from assistant.settings import get_settings
from assistant.training.impacts import fit_impacts, measure, read_impacts, surest
from assistant.training.marker_cases import read_marked
from assistant.training.reading import read_corpus
from assistant.training.real import hash_of, read_real
from assistant.triage import Triage
from assistant.triage.trained.impacts import NEVER, ImpactHead
from assistant.triage.trained.reader import TrainedReader, open_reader

READING = get_settings().models / "reading"
AGAIN, CHILD = Impact.AGAIN, Impact.CHILD
NOTHING = frozenset()


def write(folder, *rows):
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(one) + "\n" for one in rows)
    (folder / "a.jsonl").write_text(lines, encoding="utf-8")


def test_impacts_nobody_knows_are_refused(tmp_path):
    write(tmp_path / "impacts", {"id": "i1", "text": "late", "impacts": ["rainy"]})
    with pytest.raises(CasesError):
        read_impacts(tmp_path, None)


@pytest.fixture(scope="module")
def fitted(library, tmp_path_factory):
    """A layer above the reader that ships, taught by a small world of its own."""
    things = ("parcel", "boiler", "router", "kettle", "ticket", "sofa", "meter", "bag")
    said = {
        "I asked about my {}, day {}, and nobody has answered me": ("unanswered",),
        "my {} broke on day {} and my daughter was in tears": ("child",),
        "where do I find a {} on day {}": (),
    }
    corpus = tmp_path_factory.mktemp("corpus")
    rows = [
        {"id": "i", "text": text.format(thing, day), "impacts": impacts}
        for text, impacts in said.items()
        for thing in things
        for day in range(6)
    ]
    write(corpus / "impacts", *rows)
    fit = fit_impacts(read_impacts(corpus, None), library, READING)
    fit.write(corpus / "out")
    return fit, corpus / "out"


def test_impacts_are_learnt_above_the_reader_and_written(fitted, library, message):
    fit, folder = fitted
    assert fit.figures.right == fit.figures.said > 0
    reader = TrainedReader.open(READING, ImpactHead.open(folder, READING))
    traits = Triage(library).traits
    about = message("I asked about my lamp and nobody has answered me at all")
    opinion = reader.judge(about.text, traits(about.text, about.channel))
    assert opinion.impacts[0][0] is Impact.UNANSWERED
    assert 0.5 < opinion.impacts[0][1] <= 1


def test_impacts_change_nothing_else_that_the_reader_says(fitted, library, x):
    text = "I asked about my lamp and nobody has answered me at all"
    traits = Triage(library).traits(text, x)
    alone = TrainedReader.open(READING).judge(text, traits)
    head = ImpactHead.open(fitted[1], READING)
    both = TrainedReader.open(READING, head).judge(text, traits)
    assert both == replace(alone, impacts=both.impacts)


def test_impacts_taught_above_another_reader_are_told_in_a_note(fitted, tmp_path):
    shutil.copytree(READING, tmp_path / "reading")
    shutil.copytree(fitted[1], tmp_path / "impacts")
    reader, notes = open_reader(tmp_path / "reading")
    assert (reader is not None, notes) == (True, ())
    manifest = tmp_path / "reading" / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8") + "\n", "utf-8")
    reader, (note,) = open_reader(tmp_path / "reading")
    assert reader is not None
    assert note.startswith("What customers have been through is not heard: ")
    assert "another reader" in note


def test_impacts_that_are_damaged_are_refused(fitted, tmp_path):
    shutil.copytree(fitted[1], tmp_path / "impacts")
    (tmp_path / "impacts" / "weights.safetensors").write_bytes(b"no")
    with pytest.raises(ModelError):
        ImpactHead.open(tmp_path / "impacts", READING)
    with pytest.raises(ModelError):
        ImpactHead.open(tmp_path / "none", READING)


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
    told, untold = read_corpus(*real)
    assert told.suits == {Handoff.DM, Handoff.NONE}
    assert told.signals is None
    assert untold.severity == 2


def test_real_messages_tell_impacts_where_people_were_asked(real):
    (told,) = read_impacts(*real)
    assert (told.text, told.impacts) == ("two hats, twice", (AGAIN,))


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
