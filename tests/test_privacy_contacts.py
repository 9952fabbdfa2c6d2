"""E-mail addresses and phone numbers of people are found; the brand's own are not."""

import pytest

from assistant.privacy import find_private


def found(text: str, **hints) -> list[tuple[str, str]]:
    """Return kind and words of each detail."""
    return [
        (str(detail.kind), text[detail.span.start : detail.span.end])
        for detail in find_private(text, **hints)
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "We sent it to marta.quill@inbox.example just now.",
            "marta.quill@inbox.example",
        ),
        ("Sent to t\u200bheo@brev.example just now.", "t\u200bheo@brev.example"),
        (
            "Is it still jonas dot weber at gmail dot com?",
            "jonas dot weber at gmail dot com",
        ),
        (
            "It went to d.okafor (at) posthaus (dot) example.",
            "d.okafor (at) posthaus (dot) example",
        ),
        (
            "It bounced from s_ruiz[at]correo[punto]example.",
            "s_ruiz[at]correo[punto]example",
        ),
        (
            "Die Rechnung ging an k.lindner@postfach.example raus.",
            "k.lindner@postfach.example",
        ),
    ],
)
def test_privacy_contacts_emails_are_found(text, address):
    assert found(text) == [("email", address)]


@pytest.mark.parametrize(
    "text",
    [
        "Press enquiries: press@northpine.example. Thanks!",
        "Our DPO answers at privacy@rovaro.example.",
        "You can send your ideas to productfeedback@northpine.example.",
        "Proceed to purchase at any point within a week.",
        "Visit us at northpine dot example for more.",
        "See you at 5 at the shop in Ely.",
    ],
)
def test_privacy_contacts_office_mailboxes_are_silent(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Our engineer rang 0161 496 0733 twice.", "0161 496 0733"),
        ("We have +44 7700 900118 on file, is that you?", "+44 7700 900118"),
        ("Le livreur a appelé le 06 39 98 12 34 sans réponse.", "06 39 98 12 34"),
        ("We're texting your daughter on (212) 555-0147 now.", "(212) 555-0147"),
        ("It said 0 4 9 1 5 7 0 1 5 6, is there a better one?", "0 4 9 1 5 7 0 1 5 6"),
        ("Wir haben Sie unter 0151 23456789 nicht erreicht.", "0151 23456789"),
        ("We'll call you back on ０７７００ ９００１２３.", "０７７００ ９００１２３"),
        ("Liguei para o (11) 91234-5678 e nada.", "(11) 91234-5678"),
        (
            "We hold oh seven seven double oh nine oh oh four five six, right?",
            "oh seven seven double oh nine oh oh four five six",
        ),
    ],
)
def test_privacy_contacts_phones_are_found(text, number):
    assert found(text) == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "Please call us on 01632 960 118, lines open 8 to 8.",
        "The helpline is 0808 157 0192, free from mobiles.",
        "Ring 105 free, any time; for emergencies 999.",
        "Our Porto desk: +351 22 555 0100, daily 7-23h.",
        "Ruf uns gern an: 030 23125 111, Mo-Fr 8-18 Uhr.",
        "It weighs 1.24 kg and costs $1,299.00 until 31/12/2026.",
        "The 9:15 and 10:45 are full, the 11:30 has seats.",
        "Ticket numbers above 88,000 are queued.",
        "Call 415-555-2671, option 2, for the Oakland office.",
    ],
)
def test_privacy_contacts_hotlines_and_other_numbers_are_silent(text):
    assert found(text) == []


def test_privacy_contacts_a_country_hint_reads_national_numbers():
    text = "Please check 91 555 01 23 again."
    assert found(text, country_hint="ES") == [("phone", "91 555 01 23")]


def test_privacy_contacts_spans_take_the_rings_of_keycap_digits_along():
    text = "call him on 0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣1️⃣8️⃣ ok"
    assert found(text) == [("phone", "0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣1️⃣8️⃣")]
