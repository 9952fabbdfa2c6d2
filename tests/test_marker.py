"""The words of a message that a draft takes up: how they are marked and said."""

import json

import pytest
from marker_kit import marked

from assistant.drafting import Wording
from assistant.drafting.edits import Clause
from assistant.drafting.marker import (
    BORNE,
    CLAUSE,
    HEADS,
    SUBJECT,
    Marker,
    Marks,
    open_marker,
)
from assistant.errors import CasesError, ModelError
from assistant.schema import Span, Tone
from assistant.settings import get_settings
from assistant.training.marker import (
    COURSES,
    fit_marker,
    is_alike,
    measure,
)
from assistant.training.marker_cases import (
    MarkerCase,
    SubjectCase,
    WaitCase,
    read_marked,
)
from assistant.training.saying import lowest_chance

SHIPPED = get_settings().models / "marker"
LABELS = HEADS[SUBJECT]


def subject(text, words="", determiner="the"):
    return SubjectCase(id="s1", text=text, words=words, determiner=determiner)


def test_marker_cases_say_where_their_words_stand():
    found = subject("My  blue\ntrainers", "blue trainers").marked
    assert (found.span, found.label) == (Span(4, 17), "the")
    with pytest.raises(ValueError, match="does not stand"):
        _ = subject("My trainers", "train").marked
    with pytest.raises(ValueError, match="no determiner"):
        _ = subject("My trainers", "trainers", "my").marked
    waited = WaitCase(
        id="w1", text="Rang twice in two weeks", wait="two weeks", times="twice"
    )
    assert [one.label for one in waited.marked] == ["wait", "times"]


@pytest.mark.parametrize(
    ("ours", "alike"),
    [("blue trainers", True), ("trainers", True), ("blue", True), ("Leeds", False)],
)
def test_marker_subjects_are_alike_by_the_last_word_or_most(ours, alike):
    text = "blue trainers from Leeds"
    assert is_alike(subject(text, "blue trainers"), marked(text, ours)) is alike


def test_marker_speaks_from_the_lowest_chance_that_is_well():
    said = [(0.9, True)] * 40 + [(0.5, False)] * 40
    assert lowest_chance(said, well=0.8, fewest=10) == 0.9
    assert lowest_chance(said, well=0.5, fewest=10) == 0.5
    assert lowest_chance(said[:9], well=0.8, fewest=10) is None


def test_marker_figures_count_what_was_asked_only():
    text = "the bag took three weeks"
    both = MarkerCase(
        text, subject(text, "bag"), WaitCase(id="w", text=text, wait="three weeks")
    )
    alone = MarkerCase(text, subject(text, "bag"))
    marks = Marks(marked(text, "bag"), marked(text, "three weeks", "wait", 0.7), None)
    read = [(both, marks), (alone, marks)]
    at = {SUBJECT: 0.9, BORNE: 0.6}
    about = measure(read, "subject", at)
    assert (about.messages, about.by_people, about.said, about.right) == (2, 2, 2, 2)
    wait = measure(read, "wait", at)
    assert (wait.messages, wait.by_people, wait.said, wait.right) == (1, 1, 1, 1)
    assert measure(read, "wait", {**at, BORNE: 0.8}).said == 0
    assert measure(read, "times", at).by_people == 0


@pytest.mark.parametrize(
    ("said", "right"),
    [("the bag took three weeks", 1), ("the bag took weeks", 1), ("you paid", 0)],
)
def test_a_clause_is_right_that_shares_most_of_its_words(said, right):
    case = MarkerCase("bag took 3 weeks", clause="the bag took three weeks")
    read = [(case, Marks(None, None, None, Clause(said, 0.8)))]
    figures = measure(read, CLAUSE, {CLAUSE: 0.7})
    assert (figures.messages, figures.said, figures.right) == (1, 1, right)
    assert measure(read, CLAUSE, {CLAUSE: 0.9}).said == 0


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("corpus")
    things = ("parcel", "boiler", "booking", "account", "router", "kettle", "ticket")
    texts = {f"my {one} is bad, day {n}": one for n in range(12) for one in things}
    rows = [
        {"id": f"s{n}", "text": text, "determiner": "your", "words": words}
        for n, (text, words) in enumerate(texts.items())
    ]
    waits = [{"id": "w1", "text": "waited three weeks", "wait": "three weeks"}]
    matters = [
        {"id": f"c{n}", "text": text, "shape": "clause", "matter": f"your {one} is bad"}
        for n, (text, one) in enumerate(texts.items())
    ]
    folders = {"subjects": rows, "waits": waits, "matter": matters}
    for name, some in folders.items():
        (corpus / name).mkdir()
        lines = "".join(json.dumps(row) + "\n" for row in some)
        (corpus / name / "a.jsonl").write_text(lines, encoding="utf-8")
    base = get_settings().models / "encoder"
    fit = fit_marker(read_marked(corpus), base, COURSES["tiny"], work=corpus / "work")
    fit.write(corpus / "out")
    return fit, corpus


def test_marker_is_learnt_and_written_for_the_runtime(fitted):
    fit, folder = fitted
    opened = Marker.open(folder / "out")
    assert opened.thresholds == pytest.approx(fit.thresholds, abs=0.001)
    found = opened.mark("my parcel is bad, day 40").subject
    assert found is not None
    assert "parcel" in "my parcel is bad, day 40"[found.span.start : found.span.end]
    assert [line.split(":")[0] for line in fit.lines()][1:] == [
        "subject",
        "wait",
        "times",
        "clause",
    ]


def test_a_clause_is_learnt_as_words_that_stay(fitted):
    _, folder = fitted
    case = next(
        one for one in read_marked(folder) if one.text == "my kettle is bad, day 3"
    )
    assert case.clause == "your kettle is bad"
    stays = case.as_example(["nothing", ""]).marks[CLAUSE].stretches
    assert [case.text[span.start : span.end] for span, _ in stays] == [
        *("my", "kettle", "is", "bad")
    ]
    assert {label for _, label in stays} == {1}


def test_marker_learns_from_real_messages_in_further_passes(fitted, tmp_path):
    _, folder = fitted
    own = read_marked(folder)
    real = MarkerCase(
        "my lamp is bad, day 3", subject("my lamp is bad, day 3"), real=True
    )
    base, passes = get_settings().models / "encoder", {}
    for name, cases in (("own", own), ("both", [*own, real])):
        passes[name] = []
        fit_marker(
            cases,
            base,
            COURSES["tiny"],
            work=tmp_path / name,
            progress=lambda done, _, name=name: passes[name].append(done),
        )
    assert passes == {"own": [1], "both": [1, 2, 3, 4, 5]}


def test_marker_reads_each_message_once(fitted):
    _, folder = fitted
    cases = {case.text: case for case in read_marked(folder)}
    assert cases["waited three weeks"].subject is None
    assert cases["my parcel is bad, day 1"].waited is None
    marks = cases["waited three weeks"].as_example().marks
    assert set(marks) == {BORNE}


def test_marker_rows_that_are_none_are_refused(tmp_path):
    for name in ("subjects", "waits"):
        (tmp_path / name).mkdir()
    (tmp_path / "subjects" / "a.jsonl").write_text('{"id": "s1"}\n', encoding="utf-8")
    with pytest.raises(CasesError):
        read_marked(tmp_path)


def test_marker_weights_that_are_damaged_are_told_in_a_note(fitted, tmp_path):
    _, folder = fitted
    for path in (folder / "out").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "weights.safetensors").write_bytes(b"no")
    with pytest.raises(ModelError):
        Marker.open(tmp_path)
    model, (note,) = open_marker(tmp_path)
    assert model is None
    assert note.startswith("Drafts do not name what a message is about: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The bulky waste page says session expired every time.",
            "our bulky waste page",
        ),
        ("How do I freeze my gym membership for a month?", "your gym membership"),
        ("Third week running my green bin has been missed.", "your green bin"),
        ("Honestly. Unbelievable.", ""),
    ],
)
def test_subject_with_the_weights_that_ship(text, said):
    assert Marker.open(SHIPPED).subject(text) == said


@pytest.fixture(scope="module")
def wording(library):
    return Wording(library, None, get_settings().models)


def test_subject_of_a_grave_message_is_not_named(message, wording):
    about = message("My boiler leaks gas and my baby is ill")
    assert wording.about(about, (), grave=True).subject == ""


def test_subject_of_another_language_is_not_named(message, wording):
    about = message("Mi pedido no ha llegado")
    assert wording.about(about, (), language="es").subject == ""


def test_subject_is_left_out_of_the_last_thing_to_say(message, wording):
    told = wording.about(message("Third week my green bin has been missed."), ())
    said = list(told.candidates(Tone.WARM))
    assert said[0].subject == "your green bin"
    assert said[-1].subject == ""


def test_subject_is_named_by_the_thing_and_not_by_its_place():
    marker = Marker.open(SHIPPED)
    text = (
        "ticket machine at Corrie Halt eats coins, sign on it says use other machine, "
        "there is no other machine"
    )
    assert marker.subject(text) == "the ticket machine at Corrie Halt"
    assert marker.is_named("the machine eats coins", text)
    assert not marker.is_named("nobody at Corrie Halt answers", text)


@pytest.mark.parametrize(
    ("text", "wait", "times"),
    [
        ("Refund promised, seven weeks and still nothing.", "seven weeks", ""),
        ("I've rung four times today and it goes to voicemail.", "", "four times"),
        ("My daughter is 8 months and loves the cot", "", ""),
        ("Been a customer for twelve years, lovely as ever", "", ""),
        ("How do I return it within 14 days?", "", ""),
    ],
)
def test_borne_with_the_weights_that_ship(text, wait, times):
    borne = Marker.open(SHIPPED).borne(text)
    assert (borne.wait, borne.times) == (wait, times)


def test_borne_is_said_first_in_each_tone(message, wording):
    told = wording.about(message("Refund promised, seven weeks and still nothing."), ())
    for tone in Tone:
        first, *_, last = told.candidates(tone)
        assert "seven weeks" in first.acknowledgement.lower()
        assert last.acknowledgement == ""


def test_borne_is_no_answer_to_praise(message, wording):
    glad = message("Seven weeks of waiting and worth every day, thank you")
    assert wording.about(glad, (), glad=True).borne == {}
