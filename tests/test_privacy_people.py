"""Names and homes of private people are found; staff, artists and shops are not."""

import pytest

from assistant.privacy import find_private


def found(text: str, kind: str) -> list[str]:
    """Return the words of each detail of one kind that is more than a hunch."""
    return [
        text[detail.span.start : detail.span.end]
        for detail in find_private(text)
        if detail.kind == kind and detail.confidence > 0.5
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Mrs Ferreira, we're so sorry.", "Mrs Ferreira"),
        ("A passenger, Mr Leopold Adjei, is waiting.", "Mr Leopold Adjei"),
        ("Liebe Frau Annika Ostermann, danke.", "Frau Annika Ostermann"),
        ("Beste mevrouw de Vries, wat vervelend!", "mevrouw de Vries"),
        ("Sehr geehrter Herr Dr. Stahl, gern.", "Herr Dr. Stahl"),
        ("Your neighbour Ian Thackeray took it in.", "Ian Thackeray"),
        ("your own house, little brother Mateusz Zaręba maybe?", "Mateusz Zaręba"),
        ("Hi Dana Whitcombe, it is on its way.", "Dana Whitcombe"),
        ("The account is in the name of Samira Haddad.", "Samira Haddad"),
        ("A rucksack with a card for Farrukh Yusupov inside.", "Farrukh Yusupov"),
        ("We have a slip from T. Rasmussen-Holt here.", "T. Rasmussen-Holt"),
        ("We traced it to Casper Holm's account.", "Casper Holm's"),
        ("The other driver, Lukas Brandt, admits it.", "Lukas Brandt"),
        ("田中様、申し訳ございません。", "田中"),
    ],
)
def test_privacy_people_full_names_and_surnames_are_found(text, name):
    assert found(text, "person_name") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Thanks Priya, we'll pass it on to Tom in the kitchen.",
        "Our chef, Marco Bellini, will be delighted.",
        "That's Cllr Bernadette Oyelowo; her surgery is on Friday.",
        "It's a her: Philippa Grange-Osei, our CEO.",
        "Best wishes, Helen Marsh, Guest Relations",
        "Dr Patel and Nurse Joyce say thank you!",
        "The Jane Austen exhibition runs till June.",
        "Marks Tey station is closed, buses from Kings Cross.",
        "Try the Aunt Bessie range, or Ben & Jerry in aisle 4.",
        "Mr Whippy is back in the park.",
        "I hear you, Sir/Madam. Receiving this is not right.",
        "Coach Leonie loved that. See you at 6!",
        "Meet us at the Benjamin Franklin Museum.",
    ],
)
def test_privacy_people_staff_brands_and_first_names_are_silent(text):
    assert found(text, "person_name") == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("We left it at 14 Larch Close, sorry.", "14 Larch Close"),
        (
            "It was delivered to Flat 3, 27 Harbour Street, Leith EH6 6QN.",
            "Flat 3, 27 Harbour Street, Leith EH6 6QN",
        ),
        (
            "he left it with you at 1180 Juniper Ct, Apt 5B, Boise ID 83702 ok?",
            "1180 Juniper Ct, Apt 5B, Boise ID 83702",
        ),
        (
            "Wir haben Ihren Brief an Kastanienallee 14, 10435 Berlin geschickt.",
            "Kastanienallee 14, 10435 Berlin",
        ),
        (
            "Colis livré au 12 rue des Lilas, 69003 Lyon.",
            "12 rue des Lilas, 69003 Lyon",
        ),
        ("Enviado a Calle del Pez 21, 28004 Madrid.", "Calle del Pez 21, 28004 Madrid"),
        (
            "Consegnato in Via Garibaldi 45, 10122 Torino.",
            "Via Garibaldi 45, 10122 Torino",
        ),
        (
            "Bezorgd op Kerkstraat 12, 1017 GL Amsterdam.",
            "Kerkstraat 12, 1017 GL Amsterdam",
        ),
        (
            "Sent to 5/22 Banksia Rd, Newtown NSW 2042.",
            "5/22 Banksia Rd, Newtown NSW 2042",
        ),
        (
            "It's going to 〒150-0043 東京都渋谷区道玄坂9-8-7-601 this time.",
            "〒150-0043 東京都渋谷区道玄坂9-8-7-601",
        ),
        (
            "It went to Plot 14, Green Park, New Delhi 110016 today.",
            "Plot 14, Green Park, New Delhi 110016",
        ),
        ("Your postcode SE15 4QR is outside the area.", "SE15 4QR"),
        ("It was number 12, they rang twice.", "number 12"),
        ("The courier left it with the lady at number 9.", "number 9"),
    ],
)
def test_privacy_people_homes_are_found(text, address):
    assert found(text, "postal_address") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Our new shop is at 88 Deansgate Road, Manchester M3 2ER.",
        "Drop-off point: ParcelHub, 3 Mill Lane, Bath BA1 5NT, open till 10pm.",
        "Unser Laden ist in der Torstraße 99, 10119 Berlin.",
        "De 10 a 14 h en C/ Mayor 12, 28013 Madrid.",
        "Oakmoor Returns, 8 Forge Lane, Dudley DY1 4RR.",
        "BS3 and BS4 are both affected since 17:52.",
        "Services run between Baker Street and Finchley Road only.",
        "It's flat 20% off, number 1 in our charts.",
        "You won 2 tickets for the Remo Drive show.",
        "It's a 5 minute walk, 2 seats in a row are left.",
        "OX7 is served from Banbury: Parcelwing, Overthorpe Rd, OX16 4XJ.",
    ],
)
def test_privacy_people_shops_and_offices_are_silent(text):
    assert found(text, "postal_address") == []
