"""A message in another language comes in English words, one after the other."""

import pytest

from assistant.text.glossary import Glossary, in_english_words, read_glossary

SPANISH = """\
arrived: llegó, llegaron
parcel: paquete, paquetes
not: no
pull my leg: tomar el pelo, me toman el pelo
the: el, la, los
: se
to the: al
"""
GERMAN = """\
parcel: paket
delivery: zustellung, lieferung
broken: kaputt
"""
FRENCH = """\
I: j'
waited: attendu
have: ai
the: l'
app: appli
is it: est-ce que
"""
HINDI = """\
not: nahi
working: chal
why: kyun
"""


def glossary(folder, language, lines):
    path = folder / f"{language}.txt"
    path.write_text(lines, encoding="utf-8")
    return read_glossary(path)


@pytest.fixture
def spanish(tmp_path) -> Glossary:
    return glossary(tmp_path, "es", SPANISH)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("El paquete no llegó.", "the parcel not arrived."),
        ("¿Me toman el pelo?", "¿pull my leg?"),
        ("Los paquetes, no llegaron", "the parcel, not arrived"),
        ("no se llegó", "not arrived"),
        (
            "LLEGO 3 @tienda https://x.example/no",
            "arrived 3 @tienda https://x.example/no",
        ),
        ("Florero", "Florero"),
        ("", ""),
    ],
)
def test_the_longest_known_phrase_is_told_and_the_rest_stays(spanish, text, english):
    assert spanish.in_english(text) == english


@pytest.mark.parametrize("form", ["paquetito", "paqueteria"])
def test_a_word_of_a_known_stem_is_told_as_that(spanish, form):
    assert spanish.in_english(form) == "parcel"


@pytest.mark.parametrize("form", ["paqo", "llegaríamosles", "pa"])
def test_a_word_with_only_its_beginning_in_common_is_not(spanish, form):
    assert spanish.in_english(form) == form


def test_a_compound_is_told_by_its_parts(tmp_path):
    german = glossary(tmp_path, "de", GERMAN)
    assert german.in_english("Paketzustellung kaputt") == "parcel delivery broken"
    assert german.in_english("Lieferungspaket") == "delivery parcel"
    assert german.in_english("Hausboot") == "Hausboot"


def test_what_is_left_out_before_an_apostrophe_is_told_too(tmp_path):
    french = glossary(tmp_path, "fr", FRENCH)
    assert french.in_english("J’ai attendu l'appli") == "I have waited the app"


@pytest.mark.parametrize("text", ["Est-ce que l'appli", "est ce que l'appli"])
def test_a_hyphen_is_as_good_as_a_space(tmp_path, text):
    french = glossary(tmp_path, "fr", FRENCH)
    assert french.in_english(text) == "is it the app"


@pytest.mark.parametrize("form", ["nahin", "nahee", "naahi", "NAHI"])
def test_a_word_that_sounds_the_same_is_the_same(tmp_path, form):
    hindi = glossary(tmp_path, "hi-Latn", HINDI)
    assert hindi.in_english(f"{form} chal") == "not working"


def test_a_line_without_a_colon_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no colon in 'parcel'"):
        glossary(tmp_path, "es", "parcel\n")


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("El repartidor tiró mi paquete por encima de la valla", "threw"),
        ("Ça fait trois semaines que j'attends mon remboursement", "refund"),
        ("Seit heute Morgen kein Internet in der ganzen Straße", "internet"),
        ("Ninguém responde aos meus e-mails há duas semanas", "answer"),
        ("Mijn bestelling is nog steeds niet bezorgd", "not delivered"),
        ("Refund abhi tak nahi aaya, kab milega?", "when"),
        ("My parcel is three weeks late.", "My parcel is three weeks late."),
    ],
)
def test_messages_of_six_languages_are_told_and_english_stays(text, telling):
    assert telling in in_english_words(text)
