"""What each site forbids in a public response is found, and its near misses pass."""

from pathlib import Path

import pytest
import yaml

from assistant.checks import Checks
from assistant.checks.fixes import apply_fixes
from assistant.checks.markup import find_markup
from assistant.checks.surface import check_surface
from assistant.schema import Context, Customer, Family

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "site_rules.yml").read_text("utf-8")
)["cases"]


@pytest.fixture(scope="module")
def checks(library) -> Checks:
    return Checks(library)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_site_rules_tell_breaches_from_near_misses(checks, engine, case):
    context = Context(engine.channel(case["channel"]), public=True)
    found = checks.find(case["text"], context)
    rules = [one.rule for one in found if one.family is Family.SURFACE]
    assert bool(rules) is case["breaks"], rules


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("We're **so sorry**.", "We're so sorry."),
        (
            "See [the guide](northwind.example/g).",
            "See the guide (northwind.example/g).",
        ),
        ('<a href="northwind.example">Ours</a>', "Ours (northwind.example)"),
        ("Sorry<br>Tea &amp; cake", "Sorry\nTea & cake"),
        ("We rate it 5 * 3 and a<b.", "We rate it 5 * 3 and a<b."),
    ],
)
def test_site_rules_say_markup_in_plain_text(engine, text, plain):
    context = Context(engine.channel("facebook"), public=True)
    assert apply_fixes(text, check_surface(text, context)) == plain


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Our manager Sofia will look.", ["surface.names"]),
        ("Please ask for Marco.", ["surface.names"]),
        ("Please ask for Reception, or our manager.", []),
        ("The chef will look at the soup.", []),
        ("Write to @northwind.", ["surface.mentions"]),
        ("Write to us, we're @northwind on Instagram.", []),
        ("It took 1) an hour 2) a day.", ["surface.inline_lists"] * 2),
        ("It took (in all) an hour.", []),
    ],
)
def test_site_rules_know_names_and_mentions(engine, text, rules):
    context = Context(engine.channel("tripadvisor"), True, customer=Customer("Dana"))
    assert [one.rule for one in check_surface(text, context)] == rules


@pytest.mark.parametrize("sign", ["[", "<a ", "**", "`", "@a", "1) ", "<", "&#"])
def test_site_rules_take_time_in_proportion_to_the_text(sign, cpu_seconds):
    short, long = sign * 2_000, sign * 16_000
    spent = cpu_seconds(lambda: list(find_markup(short)))
    assert cpu_seconds(lambda: list(find_markup(long))) < 40 * spent + 0.05


@pytest.mark.parametrize(
    ("before", "start"),
    [("Sorry about the crash. Please ", "c"), ("Sorry about that. ", "C")],
)
def test_site_rules_give_a_wording_the_capital_of_its_place(engine, before, start):
    app_store = Context(engine.channel("app_store"), public=True)
    found = engine.check(f"{before}DM us your order number.", app_store).findings
    fixes = [one.fix for one in found if one.rule == "surface.no_messages_here"]
    assert [fix[:1] for fix in fixes if fix] == [start]
