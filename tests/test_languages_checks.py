"""A text is checked by the rules of its own language, and by no others."""

from dataclasses import replace

import pytest
from languages_kit import ABROAD

from assistant.checks import Checks
from assistant.schema import Context
from assistant.text import language_of


@pytest.fixture(scope="module")
def checks(library):
    return Checks(library)


@pytest.mark.parametrize("language", ABROAD)
def test_rules_are_ten_a_language_and_see_only_their_own(library, checks, x, language):
    rules = [rule for rule in library.rules if rule.language == language]
    assert len(rules) >= 10
    for rule in rules:
        for text in rule.flags:
            own = Context(x, public=True, language=language)
            assert rule.name in {one.rule for one in checks.find(text, own)}
            other = replace(own, language="it")
            assert rule.name not in {one.rule for one in checks.find(text, other)}


def test_check_does_not_hold_english_rules_against_other_languages(checks, x):
    context = Context(x, public=True)
    for text in (
        "Wir haben das an das Team gegeben und melden uns bei Ihnen, danke.",
        "Gracias por avisarnos, lo miramos con el equipo y le decimos algo.",
        "Merci de nous avoir prévenus, nous regardons cela avec l'équipe.",
        "Obrigado por avisar, vamos ver isso com a equipa e já dizemos algo.",
    ):
        checked = checks.check(text, context)
        assert checked.language != "en"
        assert checked.findings == (), text
        assert checked.scores.grade_level is None
        assert len(checked.notes) == 1


def test_check_still_sees_english_rudeness_in_a_mixed_text(checks, x):
    text = (
        "Gracias por su mensaje, lo estamos mirando con el equipo de la tienda, y le "
        "contamos algo por aquí cuando lo sepamos. That is not our problem."
    )
    assert language_of(text) == "es"
    found = {one.rule for one in checks.find(text, Context(x, public=True))}
    assert "dismissive.not_our_problem" in found


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Escríbanos a dana.perez@example.org y lo vemos, gracias.", {"leak.email"}),
        (
            "Ihre Karte 4111 1111 1111 1111 wird nicht mehr belastet.",
            {"leak.payment_card"},
        ),
        (
            "Votre remboursement part sur FR14 2004 1010 0505 0001 3M02 606.",
            {"leak.bank_account"},
        ),
    ],
)
def test_check_finds_private_details_in_any_language(checks, x, text, rules):
    assert rules <= {one.rule for one in checks.find(text, Context(x, public=True))}
