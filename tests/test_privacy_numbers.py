"""Numbers are told apart by check digit, shape and the words beside them."""

import pytest

from assistant.privacy import find_private


def found(text: str) -> list[tuple[str, str]]:
    """Return kind and words of each detail."""
    return [
        (str(detail.kind), text[detail.span.start : detail.span.end])
        for detail in find_private(text)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (
            "The refund goes to 4242 4242 4242 4242.",
            "payment_card",
            "4242 4242 4242 4242",
        ),
        ("We charged amex 378282246310005 twice.", "payment_card", "378282246310005"),
        ("It's on the Visa ending in 0119.", "payment_card", "0119"),
        (
            "Die Karte 5105105105105100 ist gesperrt.",
            "payment_card",
            "5105105105105100",
        ),
        (
            "Your card 4539 1488 0343 6461 is fine.",
            "payment_card",
            "4539 1488 0343 6461",
        ),
        (
            "Paid to GB29 NWBK 6016 1331 9268 19 today.",
            "bank_account",
            "GB29 NWBK 6016 1331 9268 19",
        ),
        (
            "Paid into sort code 20-00-00 account 55779911.",
            "bank_account",
            "20-00-00 account 55779911",
        ),
        (
            "The IBAN FR76 3000 6000 0112 3456 7890 188 failed.",
            "bank_account",
            "FR76 3000 6000 0112 3456 7890 188",
        ),
        ("Your NI number QQ 12 34 56 C is wrong.", "national_id", "QQ 12 34 56 C"),
        ("The SSN is 078-05-1120 on the form.", "national_id", "078-05-1120"),
        ("your NHS number 943 476 5919 is there", "national_id", "943 476 5919"),
        ("El titular con DNI 12345678Z no paga.", "national_id", "12345678Z"),
        ("NIE X1234567L no coincide.", "national_id", "X1234567L"),
        (
            "numéro de sécu 2 55 08 14 168 025 38 introuvable",
            "national_id",
            "2 55 08 14 168 025 38",
        ),
        ("Ihre Steuer-ID 86095742719 fehlt.", "national_id", "86095742719"),
        (
            "codice fiscale RSSMRA85T10A562S non valido",
            "national_id",
            "RSSMRA85T10A562S",
        ),
        ("BSN 111222333 staat niet op de polis.", "national_id", "111222333"),
        ("PESEL 44051401359 nie zgadza.", "national_id", "44051401359"),
        ("Seu CPF 529.982.247-25 está certo.", "national_id", "529.982.247-25"),
        ("Your PAN ABCPE1234F isn't linked.", "national_id", "ABCPE1234F"),
        ("Aadhaar 2341 2341 2346 is linked.", "national_id", "2341 2341 2346"),
        ("TFN 123 456 782 was quoted.", "national_id", "123 456 782"),
        ("Your passport 533380006 expires in May.", "national_id", "533380006"),
        ("driving licence MORGA657054SM9IJ is fine", "national_id", "MORGA657054SM9IJ"),
        ("Your IP 203.0.113.77 was blocked.", "ip_or_device_id", "203.0.113.77"),
        ("CPE at 2001:db8:4a1::9c2e is slow.", "ip_or_device_id", "2001:db8:4a1::9c2e"),
        ("The hub 3C:5A:B4:1E:22:9F is off.", "ip_or_device_id", "3C:5A:B4:1E:22:9F"),
        ("IMEI 490154203237518 is blocked.", "ip_or_device_id", "490154203237518"),
        ("Serial number TQ77-4410-998 is out.", "ip_or_device_id", "TQ77-4410-998"),
    ],
)
def test_privacy_numbers_checked_and_shaped_ones_are_found(text, kind, number):
    assert found(text) == [(kind, number)]


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Your order 4471209 left this morning.", "order_number", "4471209"),
        ("Yikes. #FD-99027-HQ has been moved.", "order_number", "FD-99027-HQ"),
        ("Ihre Bestellung Nr. 20931-DE ist weg.", "order_number", "20931-DE"),
        ("Tracking 1Z999AA10123456784 shows Lyon.", "order_number", "1Z999AA10123456784"),
        ("parcel JD0146 0002 2234 5567 89 is in Truro", "order_number",
         "JD0146 0002 2234 5567 89"),
        ("order 112-3456789-0123456 was refunded", "order_number", "112-3456789-0123456"),
        ("Policy HX/4471-0923/7 is approved.", "account_number", "HX/4471-0923/7"),
        ("Ihre Kundennummer 4400 8812 ist da.", "account_number", "4400 8812"),
        ("Your tenancy ref T/2291/B is new.", "account_number", "T/2291/B"),
        ("For tenant ID 5f1c-acme-prod-eu it's done.", "account_number",
         "5f1c-acme-prod-eu"),
        ("Booking 6XJ8NV now has a cot.", "booking", "6XJ8NV"),
        ("res. 40418877 is live again", "booking", "40418877"),
        ("Ihre Buchung HB-77120 ist storniert.", "booking", "HB-77120"),
        ("We've set the PIN to 4️⃣4️⃣0️⃣7️⃣ for now.", "credential", "4️⃣4️⃣0️⃣7️⃣"),
        ("482913 is your verification code.", "credential", "482913"),
        ("The gate code for the car park is C1507X.", "credential", "C1507X"),
    ],
)  # fmt: skip
def test_privacy_numbers_a_word_beside_them_says_what_they_are(text, kind, code):
    assert found(text) == [(kind, code)]


@pytest.mark.parametrize(
    "text",
    [
        "Orders over £40 ship free, orders before 2pm go the same day.",
        "Model WX-4410 needs part 99-2218, in stock for £14.",
        "Article 17 GDPR gives you that right, see section 4.2.",
        "Error 0x80070005 means no permission; KB5034441 explains it.",
        "The EAN is 4006381333931, that's the 500 g pack.",
        "Use code SPRING15 at checkout; WELCOME10 is for first orders.",
        "Our VAT number is GB 123 4567 89, company no. 04412345.",
        "SK417 to Porto is on time at 21:05 from gate 23.",
        "Version 10.0.19045.2 fixes that, 1.1.1.1 works as DNS.",
        "It's http://192.168.1.1 from inside your home network.",
        "Our egress ranges are 198.51.100.0/24 and 203.0.113.0/24.",
        "We're here 24/7, since 1998, with 4,812 reviews.",
        "The recall covers batch L2304-77 only.",
        "Never share your PIN or one-time codes with anyone.",
        "ISO 27001 and SOC 2 reports are on the site.",
        "Bus 42 and the 17:05 to Leeds are diverted until 12/03/2026.",
        "PGP fingerprint 7C4A 8D09 CA37 62AF 61E5 is on our site.",
        "Donations: IBAN on our website, never by message.",
        "Bags weigh up to 23kg, 55 x 40 x 20 cm, 100% checked.",
    ],
)
def test_privacy_numbers_that_everyone_may_know_are_silent(text):
    assert found(text) == []
