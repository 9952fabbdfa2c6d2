"""A request to post private details is found unless it points to a private way."""

import pytest

from assistant.engine import Engine
from assistant.privacy import asks_in_private, find_private, find_secrets_asked
from assistant.schema import Context, LeakKind, Span


def asked(text: str) -> list[str]:
    """Return the words of each request for private details."""
    return [
        text[detail.span.start : detail.span.end]
        for detail in find_private(text)
        if detail.kind == "asks_private_in_public"
    ]


@pytest.mark.parametrize(
    ("text", "request_words"),
    [
        ("What's your order number and postcode? We'll look!",
         "What's your order number and postcode?"),
        ("Could you reply with your order number?",
         "Could you reply with your order number?"),
        ("Comment your phone number below.", "Comment your phone number below"),
        ("Oh no! What email did you use to order?", "What email did you use to order?"),
        ("Sorry! May I have your date of birth?", "May I have your date of birth?"),
        ("Hi! drop your addy and we'll check", "drop your addy and we'll check"),
        ("Please update your review with his full name.",
         "Please update your review with his full name"),
        ("Wie lautet Ihre Zählernummer?", "Wie lautet Ihre Zählernummer?"),
        ("¿Nos das tu número de pedido?", "Nos das tu número de pedido?"),
        ("Quel est votre numéro de client ?", "Quel est votre numéro de client ?"),
        ("Kun je hier je klantnummer plaatsen?", "Kun je hier je klantnummer plaatsen?"),
        ("Bitte schicken Sie uns hier Ihre Kontonummer.",
         "schicken Sie uns hier Ihre Kontonummer"),
        ("Indiquez-nous votre mot de passe ici.",
         "Indiquez-nous votre mot de passe ici"),
        ("Envíenos su contraseña por aquí.", "Envíenos su contraseña por aquí"),
        ("order number?", "order number?"),
    ],
)  # fmt: skip
def test_privacy_requests_in_public_are_found(text, request_words):
    assert asked(text) == [request_words]


@pytest.mark.parametrize(
    "text",
    [
        "Please DM us your order number and postcode.",
        "Send your number in a private message and we'll ring you.",
        "Could you DM us? We'll need your email and postcode.",
        "Fill in the form at x.example/claim with your policy number.",
        "Please don't post your order number here; message us instead.",
        "Bitte schicken Sie uns die Kundennummer nur per Direktnachricht.",
        "¿Nos escribes por privado con tu número de pedido?",
        "You'll need the full reference there, not here.",
        "Which device are you using, and what's the error?",
        "Could you tell us the address of that branch?",
        "Your order number is in the confirmation email.",
        "Have your booking reference to hand when you call.",
        "The post code is on the map and the phone number is too.",
        "Then tell us the product name and batch.",
        "You can update your address in the app under Profile.",
    ],
)
def test_privacy_requests_for_a_private_way_are_silent(text):
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("Could you send us your password?", 1),
        ("What's your PIN code?", 1),
        ("What's your order number?", 0),
        ("We'll never ask for your PIN.", 0),
    ],
)
def test_privacy_requests_for_secrets_are_told_apart(text, secrets):
    assert len(list(find_secrets_asked(text))) == secrets


@pytest.mark.parametrize(
    "text",
    [
        "Ne donnez ni mot de passe ni code, même au téléphone.",
        "Personne chez nous ne demande votre mot de passe.",
        "Geben Sie Ihr Passwort niemandem.",
        "No comparta su contraseña con nadie.",
    ],
)
def test_privacy_requests_to_keep_a_secret_ask_for_none(text):
    assert not asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please email us with your account number and we'll check.",
        "Send us a DM with your postcode and the order number.",
        "Email us from the address we have for you and we'll go through it.",
    ],
)
def test_what_is_asked_for_in_private_is_no_leak_of_the_model(text, x):
    found = Engine.open(model="none").check(text, Context(x, public=True)).findings
    assert not [one for one in found if one.kind is LeakKind.ASKS_PRIVATE_IN_PUBLIC]


def test_a_private_way_counts_for_its_own_sentence():
    text = "DM us any time. Post your date of birth here."
    assert not asks_in_private(text, Span(16, 44))
    assert asks_in_private("DM us your date of birth.", Span(0, 24))


@pytest.mark.parametrize(
    "text",
    [
        "What's your panel login? I'll hop in as you",
        "What's your password? Post it under this and I'll log in",
        "Reply here with your email us people need it",
    ],
)
def test_a_login_that_is_asked_for_is_no_private_way(text):
    assert not asks_in_private(text, Span(0, len(text)))
