"""The library that ships is right, and a mistake in it is named where it stands."""

import re
import shutil
from pathlib import Path

import pytest

from assistant.checks.rules import RuleChecker
from assistant.errors import BrandError, LibraryError
from assistant.library import Library, load_brand, parse_reply
from assistant.library.styles import read_rule
from assistant.linting import lint_paths
from assistant.schema import (
    Channel,
    ContactReason,
    Context,
    Family,
    Handoff,
    Severity,
    Tone,
)

ROOT = Path(__file__).parent.parent
RULES = sorted((ROOT / "templates" / "styles").glob("*/*.yml"))
TEN = list(Family)[:10]
PLACEHOLDER = re.compile(r"\{\{[^}|]*\}\}")  # alone; what says more is wording


@pytest.mark.parametrize("path", RULES, ids=lambda p: f"{p.parent.name}.{p.stem}")
def test_rules_find_their_flags_and_pass_the_rest(path):
    rule, mistakes = read_rule(path)
    assert mistakes == []
    assert rule is not None
    asked = " ".join(phrase.sample() for phrase in rule.when)
    key = min(rule.channels, default="blog")
    channel = Channel(key, key, None, "none", public=True, form="post")
    context = Context(
        channel,
        public=rule.public is not False,
        customer_text=asked,
        language="en" if rule.language == "any" else rule.language,
    )
    checker = RuleChecker([rule])
    silent = [text for text in rule.flags if not any(checker.check(text, context))]
    loud = [text for text in rule.passes if any(checker.check(text, context))]
    assert (silent, loud) == ([], [])


def test_library_has_rules_for_every_tone_family(library):
    counts = {f: sum(r.family is f for r in library.rules) for f in TEN}
    assert sum(counts.values()) >= 120
    assert min(counts.values()) >= 10


def test_library_has_four_tones_for_every_topic(library):
    assert len(library.topics) >= 30
    assert {t.contact_reason for t in library.topics.values()} == set(ContactReason)
    missing = [
        (topic, tone)
        for topic in library.topics
        for tone in Tone
        if (topic, tone) not in library.replies
    ]
    assert missing == []


def test_library_tones_are_no_copies_of_each_other(library):
    for topic in library.topics:
        lines = [
            source
            for tone in Tone
            for source in {
                one.line.source for one in library.replies[topic, tone].lines
            }
        ]
        shared = {
            source
            for source in lines
            if lines.count(source) > 1 and len(PLACEHOLDER.sub("", source)) > 20
        }
        assert shared == set(), topic


@pytest.mark.slow
def test_library_that_ships_has_no_mistake(templates):
    assert lint_paths([templates]).lines() == []


WRONG_RULES = [
    (
        "kind: avoid\nseverity: fatal\n",
        2,
        "severity: is 'fatal'; use one of suggestion",
    ),
    ("kind: avoid\nkind: limit\n", 2, "kind: stands here twice"),
    ("kind: avoid\nphrases: [unclosed\n", 3, "is not YAML"),
    ("kind: avoid\nseverty: error\n", 2, "severty: did you mean severity?"),
    ("kind: avoid\nphrases:\n  - (a|b\n", 3, "bracket"),
    (
        "kind: limit\nseverity: error\nmessage: m\nwhy: w\nflags: [a]\npasses: [b]\n",
        1,
        "needs of",
    ),
    ("- a list\n", 1, "must be `name: value` lines"),
    ("kind: &a avoid\nseverity: *a\n", 1, "anchors are not used"),
    ("kind: !!python/name:os.system x\n", 1, "the tag 'python/name:os.system'"),
    ("kind: !!set {avoid}\n", 1, "the tag 'set' is not used here"),
    ("kind: avoid\nmost: !!int many\n", 2, "'many' is not what its tag says"),
    ("? [kind]\n: avoid\n", 1, "a name must be a word"),
    ("kind: " + "[" * 900 + "]" * 900 + "\n", 1, "is nested too deeply"),
    ("kind: " + "[" * 90_000, 1, "is not YAML"),
]


@pytest.mark.parametrize(("text", "line", "problem"), WRONG_RULES)
def test_library_names_the_line_of_a_mistake_in_a_rule(tmp_path, text, line, problem):
    path = tmp_path / "styles" / "rude" / "wrong.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(LibraryError) as caught:
        _ = Library(tmp_path).rules
    told = [m for m in caught.value.mistakes if problem in m.problem]
    assert [(mistake.path, mistake.line) for mistake in told] == [(path, line)]


def test_library_names_every_mistake_at_once(tmp_path):
    folder = tmp_path / "styles" / "rude"
    folder.mkdir(parents=True)
    for name in ("one", "two", "three"):
        (folder / f"{name}.yml").write_text("kind: wrong\n")
    with pytest.raises(LibraryError) as caught:
        _ = Library(tmp_path).rules
    assert {m.path.stem for m in caught.value.mistakes} == {"one", "two", "three"}


HEADER = "---\nsummary: s\nhandoff: dm\n---\n"
WRONG_REPLIES = [
    ("We're sorry.", 1, "must begin with a header"),
    ("---\nsummary: s\nhandoff: pigeon\n---\nSorry.\n", 3, "is 'pigeon'; use one of"),
    (HEADER + "Sorry.\n@pigeon Hello.\n", 6, "@pigeon is no mark"),
    (HEADER + "Sorry.\n~\n", 6, "has a mark and no words"),
    (HEADER + "~ Sorry.\n", 5, "has no line that must stay"),
    (HEADER + "Sorry {{ 7 * 7 }}.\n", 5, "may not use 'mul'"),
    (HEADER + "Sorry {{ name | shout }}.\n", 5, "filter 'shout' is not known"),
]


@pytest.mark.parametrize(("text", "line", "problem"), WRONG_REPLIES)
def test_library_names_the_line_of_a_mistake_in_a_reply(text, line, problem):
    path = Path("replies/dissatisfaction/late_delivery/warm.j2")
    reply, mistakes = parse_reply(text, path)
    assert reply is None
    assert [m.line for m in mistakes if problem in m.problem] == [line]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("replies/anger/late/warm.j2", "'anger' is no contact reason"),
        ("replies/dissatisfaction/late/hot.j2", "'hot' is no tone"),
    ],
)
def test_library_names_a_wrong_place(path, problem):
    _, mistakes = parse_reply(HEADER + "Sorry.\n", Path(path))
    assert any(problem in mistake.problem for mistake in mistakes)


def test_library_reads_marks(library):
    text = HEADER + "Sorry.\n~~ Truly.\n\n@dm ~ DM us.\n"
    reply, mistakes = parse_reply(text, Path("replies/inquiry/x/warm.j2"))
    assert mistakes == []
    assert reply is not None
    marks = [(line.drop, line.place, line.paragraph) for line in reply.lines]
    assert marks == [(0, None, False), (2, None, False), (1, "dm", True)]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        (
            "dissatisfaction/late_delivery/plain.j2",
            "handoff: dm",
            "handoff: email",
            "handoff differs",
        ),
        ("dissatisfaction/late_delivery/plain.j2", None, None, "plain.j2 is missing"),
    ],
)
def test_lint_sees_what_one_file_cannot_show(
    tmp_path, templates, name, old, new, problem
):
    copy = tmp_path / "templates"
    shutil.copytree(templates, copy)
    path = copy / "replies" / name
    if old is None:
        path.unlink()
    else:
        path.write_text(path.read_text().replace(old, new))
    lines = lint_paths([copy / "replies" / "dissatisfaction" / "late_delivery"]).lines()
    assert any(problem in line for line in lines)


def test_lint_names_an_unknown_placeholder(tmp_path, templates):
    copy = tmp_path / "templates"
    shutil.copytree(templates, copy)
    path = copy / "replies" / "dissatisfaction" / "late_delivery" / "warm.j2"
    path.write_text(path.read_text() + "~ See {{ refund_amount }}.\n")
    number = len(path.read_text().splitlines())
    expected = f"{path}:{number}: placeholder 'refund_amount' is not known; declare it in the header"
    assert expected in lint_paths([path]).lines()


def test_brand_file_becomes_a_brand(tmp_path):
    path = tmp_path / "brand.yml"
    path.write_text(
        "name: Northwind\ncontacts: [0800 555 0111]\nsign_off: Priya\n"
        "handoffs:\n  phone: 0800 555 0111\n  dm: {x: a.example/dm, default: a.example}\n"
        "tones: [plain, warm]\nfacts:\n  opening_hours: We're open 9 to 6.\n"
    )
    brand = load_brand(path)
    assert brand.handoffs["dm"]["x"] == "a.example/dm"
    assert brand.handoffs["phone"]["default"] == "0800 555 0111"
    assert brand.tones == (Tone.PLAIN, Tone.WARM)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name: N\ntones: [cold]\n", "2: tones.0: is 'cold'; use one of"),
        ("nmae: N\n", "1: nmae: did you mean name?"),
        ("name: [", "is not YAML"),
    ],
)
def test_brand_file_mistakes_are_named(tmp_path, text, problem):
    path = tmp_path / "brand.yml"
    path.write_text(text)
    with pytest.raises(
        BrandError, match=f"brand.yml:.*{problem.split(': ', 1)[-1][:20]}"
    ):
        load_brand(path)


def test_records_are_ordered_as_documented():
    assert [tone.rung for tone in Tone] == [0, 1, 2, 3]
    assert list(Handoff) == ["none", "dm", "phone", "email", "in_person"]
    assert list(Severity) == ["suggestion", "warning", "error"]
