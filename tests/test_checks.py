"""Checkers and scores: each speaks where it must and is silent where it must."""

import subprocess
import sys
from dataclasses import replace

import pytest

from assistant.checks.grounding import check_grounding
from assistant.checks.length import check_length
from assistant.checks.readability import grade_level
from assistant.checks.rules import RuleChecker
from assistant.checks.surface import check_surface
from assistant.library.styles import read_rule
from assistant.schema import Brand, Context, Customer, Severity, Tone

BRAND = Brand(
    name="Northwind",
    contacts=("0800 555 0111",),
    facts={"opening_hours": "We're open 9 to 6."},
    handoffs={"dm": {"default": "northwind.example/dm"}},
)


@pytest.fixture
def rule(tmp_path):
    """Write a rule and make it ready."""

    def make(body: str, *, family: str = "blaming", name: str = "it") -> RuleChecker:
        path = tmp_path / family / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(body + "\nwhy: w\nflags: [f]\npasses: [p]\n")
        read, mistakes = read_rule(path)
        assert mistakes == []
        return RuleChecker([read])

    return make


def found(checker: RuleChecker, text: str, context: Context) -> list[tuple]:
    return [
        (text[f.start : f.end], f.message, f.fix) for f in checker.check(text, context)
    ]


AVOID = "kind: avoid\nseverity: error\nmessage: \"'{match}' blames.\"\nphrases: [you should have]\n"


@pytest.mark.parametrize(
    ("more", "text", "expected"),
    [
        (
            "",
            "You should have called.",
            [("You should have", "'You should have' blames.", None)],
        ),
        ("unless: [you should have received]", "You should have received it.", []),
        ("", 'You wrote "you should have called".', []),
        (
            "in_quotes: true",
            '"you should have"',
            [("you should have", "'you should have' blames.", None)],
        ),
        (
            "fix: we could have",
            "You should have.",
            [("You should have", "'You should have' blames.", "We could have")],
        ),
        ("public: false", "You should have called.", []),
        ("channels: [tripadvisor]", "You should have called.", []),
        ("when: [late]", "You should have called.", []),
    ],
)
def test_rules_avoid_finds_what_it_should(rule, in_public, more, text, expected):
    assert found(rule(AVOID + more), text, in_public) == expected


def test_rules_when_asks_the_message(rule, in_public):
    checker = rule(AVOID + "when: [late]")
    asked = replace(in_public, customer_text="My parcel is late")
    assert found(checker, "You should have called.", asked) != []


def test_rules_tones_limit_a_rule_to_them(rule, in_public):
    checker = rule(AVOID + "tones: [formal]")
    assert found(checker, "You should have.", replace(in_public, tone=Tone.WARM)) == []
    assert (
        found(checker, "You should have.", replace(in_public, tone=Tone.FORMAL)) != []
    )


def test_rules_prefer_offers_the_better_word(rule, in_public):
    body = "kind: prefer\nseverity: suggestion\nmessage: \"Say '{fix}'.\"\nswap: {utilise: use}\n"
    text = "Utilise the app."
    assert found(rule(body, family="unclear"), text, in_public) == [
        ("Utilise", "Say 'Use'.", "Use")
    ]


@pytest.mark.parametrize(
    ("of", "per", "most", "text", "counts"),
    [
        ("exclamation_marks", "reply", 1, "Hi! Sorry!", ["2 of 1"]),
        ("exclamation_marks", "sentence", 1, "Hi! Sorry!", []),
        ("words", "sentence", 3, "One two three. One two three four.", ["4 of 3"]),
        ("emoji", "reply", 1, "Sorry 😀 we 👍🏽 know", ["2 of 1"]),
        ("emoji", "reply", 0, "1 © 2 ™ #3", []),
        ("hashtags", "reply", 0, "We know #delays", ["1 of 0"]),
        ("links", "reply", 0, "See https://a.example/b", ["1 of 0"]),
        ("capital_words", "reply", 1, "PLEASE READ this", ["2 of 1"]),
        ("ellipses", "reply", 0, "Well... fine", ["1 of 0"]),
        ("question_marks", "reply", 1, "Really? Sure?", ["2 of 1"]),
        ("sentences", "reply", 1, "One. Two.", ["2 of 1"]),
    ],
)
def test_rules_limit_counts(rule, in_public, of, per, most, text, counts):
    body = f'kind: limit\nseverity: warning\nmessage: "{{count}} of {{most}}"\nof: {of}\nper: {per}\nmost: {most}\n'
    messages = [
        message
        for _, message, _ in found(rule(body, family="unclear"), text, in_public)
    ]
    assert messages == counts


def test_rules_require_speaks_when_nothing_is_there(rule, in_public):
    body = "kind: require\nseverity: warning\nmessage: No apology.\nphrases: [sorry]\n"
    checker = rule(body, family="missing")
    assert found(checker, "Hello.", in_public) == [("Hello.", "No apology.", None)]
    assert found(checker, "We're sorry.", in_public) == []


def test_rules_never_repeat_a_number(rule, in_public):
    body = "kind: avoid\nseverity: error\nmessage: \"'{match}'\"\nphrases: ['order # again']\n"
    ((_, message, _),) = found(rule(body), "Order 40012345 again.", in_public)
    assert "40012345" not in message


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We refund £20 today.", 1),
        ("Call 0800 555 0111.", 0),
        ("We're open 9 to 6.", 0),
        ("Your 3 parcels are late.", 0),
        ("Your 4 parcels are late.", 1),
        ("DM us at northwind.example/dm?", 0),
        ("DM us at evil.example/dm.", 1),
        ("Ask @someone about it.", 1),
        ("Write to x@y.example.", 1),
        ("We're sorry. Could you DM us?", 0),
        ("By 5:30 on 3/4 we act.", 2),
    ],
)
def test_grounding_holds_drafts_to_what_was_given(x, text, count):
    context = Context(
        x, True, BRAND, customer_text="My 3 parcels are late", grounded=True
    )
    assert len(list(check_grounding(text, context))) == count


def test_grounding_leaves_agents_alone(in_public):
    assert list(check_grounding("We refund £20 today.", in_public)) == []


@pytest.mark.parametrize(("length", "fits"), [(279, True), (280, True), (281, False)])
def test_length_speaks_from_one_over(in_public, length, fits):
    assert (list(check_length("x" * length, in_public)) == []) is fits


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Thank you for the review.", []),
        ("Thank you, Dana.", ["surface.names"]),
        ("See northwind.com/offer for more.", ["surface.links"]),
        ("- First\n- Second", ["surface.markup", "surface.markup"]),
        ('You wrote "the room was cold and very dirty".', ["surface.quotes"]),
        ('Our "Sunday Roast" is popular.', []),
        ("We hope to see you again. – Priya", ["surface.signature"]),
    ],
)
def test_surface_knows_what_tripadvisor_forbids(engine, text, rules):
    context = Context(
        engine.channel("tripadvisor"),
        True,
        customer=Customer("Dana Smith"),
        customer_text="The room was cold and very dirty.",
    )
    assert [f.rule for f in check_surface(text, context)] == rules


def test_surface_allows_elsewhere_what_one_site_forbids(in_public):
    assert list(check_surface("See northwind.com, Dana. ^Priya", in_public)) == []


@pytest.mark.parametrize(
    "text", ["", ".", "👍👍", "日本語です", "Sorry, Dana.", "ok " * 9]
)
def test_readability_is_silent_on_short_and_foreign_texts(text):
    assert grade_level(text) is None


def test_readability_rises_with_long_words():
    easy = "We are so sorry. Your bag is late. We will find it for you now."
    hard = (
        "Notwithstanding contractual stipulations, reimbursement necessitates "
        "comprehensive documentation demonstrating unequivocal responsibility."
    )
    low, high = grade_level(easy), grade_level(hard)
    assert low is not None
    assert high is not None
    assert low < 5
    assert 12 < high <= 18


def test_readability_needs_no_network():
    program = (
        "import socket\n"
        "def refuse(*a, **k): raise OSError('no network')\n"
        "socket.socket.connect = refuse\nsocket.getaddrinfo = refuse\n"
        "from assistant.checks.readability import grade_level\n"
        "print(grade_level('We are sorry that your parcel has not come yet today.'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert float(run.stdout) > 0


def test_readability_may_be_asked_first_by_many_threads_at_once():
    program = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from assistant.checks.readability import grade_level\n"
        "text = 'We are sorry that your parcel has not come yet today.'\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(len(set(pool.map(grade_level, [text] * 64))))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "1"


def test_scores_rank_rude_above_civil(engine, in_public):
    rude = engine.check(
        "Calm down. You failed to read the email, obviously.", in_public
    )
    civil = engine.check("We're sorry. We'll look into it today.", in_public)
    assert rude.scores.rudeness > 0.5 > civil.scores.rudeness
    assert not rude.ready
    assert civil.ready


def test_scores_stay_in_their_ranges(engine, library, in_public):
    for rule in library.rules:
        for text in rule.flags:
            scores = engine.check(text, in_public).scores
            assert 0 <= scores.warmth <= 1
            assert 0 <= scores.rudeness <= 1


def test_checks_keep_one_finding_of_a_family_a_place(engine, in_public):
    checked = engine.check("You should have told us. You failed to.", in_public)
    spans = [(f.family, f.start, f.end) for f in checked.findings]
    for number, (family, start, end) in enumerate(spans):
        for other, begin, finish in spans[number + 1 :]:
            assert family != other or end <= begin or finish <= start


def test_checks_findings_stand_in_the_original_text(engine, in_public):
    text = "😀 “Ｃａｌｍ\u200b down”, no: calm down please."
    findings = [
        f
        for f in engine.check(text, in_public).findings
        if f.severity is Severity.ERROR
    ]
    assert findings
    assert all("calm" in text[f.start : f.end].lower() for f in findings)
