"""Private details stay out of public replies, and secrets out of every reply."""

import pytest

from assistant.checks.leaks import check_leaks
from assistant.schema import Brand, Channel, Context, Customer, LeakKind, Severity

CARD = "4111 1111 1111 1111"  # a test number: right check digit, no account
X = Channel("x", "X", limit=280, unit="weighted", public=True, form="post")
DM = Channel("dm", "DM", limit=None, unit="none", public=False, form="chat")


def public(**known) -> Context:
    """Return a public context with what is known beside the text."""
    return Context(X, public=True, **known)


def rules(text: str, context: Context) -> list[str]:
    """Return the rules of all findings."""
    return [finding.rule for finding in check_leaks(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We sent it to dana@inbox.example, please check.", ["leak.email"]),
        (f"Is {CARD} still your card?", ["leak.payment_card"]),
        ("Your order 4471209 is on the van.", ["leak.order_number"]),
        ("Please comment with your address and phone number below.",
         ["leak.asks_private_in_public"]),
        ("A passenger, Mr Leopold Adjei, suffered a seizure.",
         ["leak.person_name", "leak.health"]),
        ("Your tracking number is on the way, thanks for waiting.", []),
        ("Call us on 0800 123 456, free all day.", []),
        ("So sorry about the wait, Dana. We're on it.", []),
    ],
)  # fmt: skip
def test_leaks_found_in_public(text, expected):
    assert rules(text, public()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Write to lisbon@rovaro.example, we answer today.",
        "Our number is +351 21 555 0131.",
        "We'll call you from 21 555 01 31 at five.",
        "See status.rovaro.example for news.",
        "It's Inês Duarte here, at your service.",
    ],
)
def test_leaks_the_brands_own_contacts_may_stand(text):
    brand = Brand(
        name="Rovaro",
        contacts=("+351 21 555 0131", "service@rovaro.example"),
        sign_off="Inês Duarte",
        status_page="status.rovaro.example",
    )
    assert rules(text, public(brand=brand)) == []


@pytest.mark.parametrize(
    ("text", "customer_text"),
    [
        ("Hope the broken leg heals soon!", "broke my leg on your stairs"),
        ("The £45 you paid comes back in full.", "you charged me £45 for nothing"),
        ("We've moved your table to Saturday at 8.", "table for saturday at 8 please"),
        ("SK417 to Porto is on time.", "is SK417 still leaving?"),
        ("WELCOME10 is for first orders.", "WELCOME10 says invalid voucher"),
        ("E4021 means the filter is full.", "error E4021 on my washer"),
        ("It's 192.168.1.1 at home.", "is 192.168.1.1 broken?"),
        ("Yes, the 8:04 and 17:05 run on 31/01/2026.", "the 8:04 on 31/01/2026?"),
    ],
)
def test_leaks_facts_the_customer_told_may_stand(text, customer_text):
    assert rules(text, public(customer_text=customer_text)) == []


@pytest.mark.parametrize(
    ("text", "customer_text", "rule"),
    [
        ("Will do, we'll ring 07700 900731.", "call me on 07700 900731!", "leak.phone"),
        (
            "Done! kath99@mail.example is on it.",
            "it's kath99@mail.example",
            "leak.email",
        ),
        (f"{CARD} is blocked now.", f"my card {CARD} was eaten", "leak.payment_card"),
        (
            "FD99027HQ is with the kitchen.",
            "order FD-99027-HQ stuck",
            "leak.order_number",
        ),
        ("We see 88172340 was late.", "where is 88172340", "leak.order_number"),
        ("6XJ8NV is fixed.", "name misspelt on 6XJ8NV", "leak.order_number"),
    ],
)
def test_leaks_what_points_to_a_person_is_not_repeated(text, customer_text, rule):
    assert rules(text, public(customer_text=customer_text)) == [rule]


@pytest.mark.parametrize(
    ("customer", "customer_text", "expected"),
    [
        (Customer(), "great stay!", ["leak.person_name"]),
        (Customer(name="Dana Whitcombe"), "great stay!", []),
        (Customer(), "Great stay! - Dana Whitcombe", []),
        (Customer(name="Dana"), "Great stay!", ["leak.person_name"]),
    ],
)
def test_leaks_a_name_used_in_public_may_stand(customer, customer_text, expected):
    context = public(customer=customer, customer_text=customer_text)
    assert rules("Hi Dana Whitcombe, thank you!", context) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Your order 4471209 goes to 14 Larch Close.", []),
        ("What's your order number and postcode?", []),
        ("We refunded your card ending 4242.", []),
        (f"Is {CARD} still your card?", [("leak.payment_card", Severity.ERROR)]),
        ("Your password is Plover-7719.", [("leak.credential", Severity.WARNING)]),
        ("What's your PIN?", [("leak.asks_private_in_public", Severity.ERROR)]),
    ],
)
def test_leaks_in_private_only_secrets_count(text, expected):
    context = Context(DM, public=False)
    found = [(finding.rule, finding.severity) for finding in check_leaks(text, context)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Your order #FD-99027 has been moved.", "Your order has been moved."),
        ("#FD-99027-HQ has been moved.", "Your order has been moved."),
        ("We sent it to dana@inbox.example.", "We sent it to your email address."),
        ("We'll ring you on 07700 900731.", "We'll ring you on your number."),
        ("What's your account number?",
         "Could you send us your account number in a direct message?"),
        ("Please comment with your address below.",
         "Please send us your address in a direct message."),
    ],
)  # fmt: skip
def test_leaks_a_fix_reads_well_in_place(text, fixed):
    (finding,) = check_leaks(text, public())
    assert text[: finding.start] + finding.fix + text[finding.end :] == fixed


def test_leaks_carry_kind_and_place():
    (finding,) = check_leaks(f"Is {CARD} still your card?", public())
    assert finding.kind is LeakKind.PAYMENT_CARD
    assert (finding.start, finding.end) == (3, 3 + len(CARD))


def test_leaks_never_repeat_the_detail():
    for text in (f"Is {CARD} yours?", "Dear Mrs Ferreira, hello.", "PIN 4407 is set."):
        (finding,) = check_leaks(text, public())
        said = f"{finding.message} {finding.why} {finding.fix}"
        assert not {CARD, "Ferreira", "4407"} & set(said.split())


def test_leaks_a_hunch_keeps_no_reply_back():
    findings = list(check_leaks("Your ABC-1234 is nice.", public()))
    assert {finding.severity for finding in findings} <= {Severity.SUGGESTION}
