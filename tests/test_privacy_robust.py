"""Disguised details are still found, honest scripts are no disguise, time is linear."""

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Iterator

import pytest
from disguises import DISGUISES

from assistant import privacy
from assistant.privacy import addresses, find_private, find_secrets, repeated
from assistant.privacy.page import read_page
from assistant.privacy.statements import find_statements
from assistant.schema import LeakKind

SECRETS = [
    "Is 4111 1111 1111 1111 still your card?",
    "It's the Visa ending in 4421.",
    "four one one one one one one one one one one one one one one one",
    "Your password is now Heron!42.",
    "Your PIN is 4471.",
]
SHAPES = [
    unit * (20_000 // len(unit) + 1)
    for unit in (
        *(
            "a",
            "A",
            "1",
            "a.",
            "1.",
            "a@",
            "@",
            "(",
            " ",
            "- ",
            "1 ",
            "1-",
            "a1",
            "A1 ",
        ),
        *("your ", "you ", "Aa ", "A. ", "1, ", "£1 ", "£", "a b ", "1:", "::", "f:"),
        *("ff:", "1/", "x" * 70 + " ", "no. ", "st. ", "12 Ab St, ", "at dot ", "[at]"),
        *("is is ", "the ", "one two ", "+1 ", "\n", "'a", "born 1 may ", "é1"),
    )
]


def _details(seed: int = 7, count: int = 200) -> list[str]:
    """Return replies that each give one detail away, with chosen but valid digits."""
    chance = random.Random(seed)
    numbers = [f"{chance.randrange(10**6):06}" for _ in range(count)]
    makers = (
        lambda n: f"We rang you on 07700 900{n[:3]} twice.",
        lambda n: f"It went to kim.{n[:4]}@inbox.example today.",
        lambda n: f"Your order {n}-{n[:2]} is on the van.",
        lambda n: f"Your policy number PL{n} has lapsed.",
        lambda n: f"We left it at {int(n[:2]) + 1} Larch Close, sorry.",
        lambda n: f"Your PIN is now {n[:4]}, change it.",
        lambda n: "Card 4111 1111 1111 1111 is blocked.",
        lambda n: f"Your balance is £{int(n[:3]) + 101}.{n[3:5]} today.",
        lambda n: f"You were born on {int(n[:1]) + 1} May 19{int(n[1]) + 60}.",
        lambda n: f"You're in room {int(n[:2]) + 101} tonight.",
    )
    return [makers[place % len(makers)](one) for place, one in enumerate(numbers)]


def _share_found(texts: list[str]) -> float:
    return sum(any(d.confidence >= 0.58 for d in find_private(t)) for t in texts) / len(
        texts
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", DISGUISES)
def test_privacy_robust_a_disguise_hides_at_most_two_in_a_hundred(name):
    texts = _details()
    plain = _share_found(texts)
    assert plain == 1
    assert _share_found([DISGUISES[name](text) for text in texts]) >= plain - 0.02


def test_privacy_robust_twenty_disguises_of_a_few_details():
    texts = _details(count=10)
    hidden = {
        name: _share_found([change(text) for text in texts])
        for name, change in DISGUISES.items()
    }
    assert {name: share for name, share in hidden.items() if share < 1} == {}


@pytest.mark.parametrize(
    "text",
    [
        "We have 07700 900147 written as ０７７００ ９００１４７, is that you?",
        "Your mail is kim dot lee at gmail dot com, right?",
        "Your mail is kim(at)inbox(dot)example, right?",
        "Mail went to kim [dot] lee [at] inbox [dot] example.",
        "You're kim underscore lee at inbox dot example, yes?",
        "It bounced: kim.lee @ inbox . example has a typo.",
        "odpowiedzieliśmy na kim(kropka)lee(małpa)inbox(kropka)example",
        "We rang you on zero seven seven double zero nine double zero one four seven.",
    ],
)
def test_privacy_robust_spelled_out_details_are_found(text):
    assert find_private(text)


HONEST = (
    ("हमें खेद है", "आपका धन्यवाद", "हम जल्द उत्तर देंगे", "दुकान सोमवार को खुलेगी"),
    ("متأسفیم", "از شما سپاسگزاریم", "فروشگاه فردا باز است", "می‌توانید پیام بدهید"),
    ("Нам очень жаль", "Спасибо за отзыв", "Магазин открыт завтра", "Мы всё исправим"),
    ("Thank you 👨‍👩‍👧", "See you soon 🏳️‍🌈", "We hear you ❤️", "Back at work 👩🏽‍🔧"),
    ("Λυπούμαστε πολύ", "Ευχαριστούμε", "Το κατάστημα ανοίγει αύριο", "Καλή σας μέρα"),
)


def _honest(count: int = 1000) -> Iterator[str]:
    chance = random.Random(3)
    for place in range(count):
        group = HONEST[place % len(HONEST)]
        chosen = chance.sample(group, chance.randint(1, len(group)))
        yield chance.choice((". ", "! ", ", ", " – ")).join(chosen) + "."


def test_privacy_robust_honest_scripts_are_no_details():
    texts = list(_honest())
    assert sum(bool(find_private(text)) for text in texts) <= len(texts) * 0.005


# Expressions that are only ever held against one code as a whole.
OF_ONE_CODE = {
    *("repeats._GROUP", "repeats._GROUPED", "repeats._TELLING_SHAPE"),
    *("references._VOUCHER", "statements._VOUCHER", "ordinary._SIZE"),
    "ordinary._VERSION",
}
PARTS = {"requests._FEW", "addresses._TAIL"}  # of other expressions
WINDOWED = {"emails._LOCAL": 90}  # letters that it is searched in


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every expression that a module of the room keeps, under its name."""
    for info in pkgutil.iter_modules(privacy.__path__):
        module = importlib.import_module(f"assistant.privacy.{info.name}")
        for name, value in vars(module).items():
            kept = value if isinstance(value, tuple) else (value,)
            for one in kept:
                source = getattr(one, "shape", one)
                if isinstance(source, str) and ("(?" in source or "\\" in source):
                    found = re.compile(source.replace("{}", "x"))
                    yield f"{info.name}.{name}", found
    for shape in addresses._SHAPES:
        yield "addresses", re.compile(shape + addresses._TAIL)


def _read(name: str, pattern: re.Pattern[str], shape: str) -> None:
    if name in OF_ONE_CODE:
        pattern.fullmatch(shape)
        return
    for _ in pattern.finditer(shape[-WINDOWED.get(name, len(shape)) :]):
        pass


@pytest.mark.slow
def test_privacy_robust_every_pattern_is_linear():
    slow: dict[str, float] = {}
    for name, pattern in _patterns():
        for shape in () if name in PARTS else SHAPES:
            began = time.process_time()
            _read(name, pattern, shape)
            took = time.process_time() - began
            if took > 0.05:
                slow[f"{name} on {shape[:12]!r}"] = round(took, 3)
    assert slow == {}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: repr(shape[:12]))
def test_privacy_robust_statements_take_linear_time(shape):
    page = read_page(shape[:4000])
    began = time.process_time()
    list(find_statements(page))
    assert time.process_time() - began < 1.0


def test_privacy_robust_nothing_that_the_customer_posted_is_copied():
    chance = random.Random(11)
    missed = []
    for number in range(1000):
        digits = f"{chance.randrange(10**9):09}"
        token = (
            f"07700 900{digits[:3]}",
            f"kim.{digits[:4]}@inbox.example",
            f"RX{digits[:6]}-{digits[6:8]}",
            f"{digits[:4]} {digits[4:8]}",
            f"K{digits[0]}QX{digits[1]}P{digits[2]}",
        )[number % 5]
        told = f"my details are {token} and nobody answers"
        reply = f"Thanks, we have noted {token} and will look today."
        if not any(reply[span.start : span.end] for span in repeated(reply, told)):
            missed.append(token)
    assert missed == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ref AB-12, box x/3. Then 7", ["AB-12", "x/3", "7"]),
        ("(4471-902)\nand #b2b!", ["4471-902", "b2b"]),
        ("foo--1 no-digit", ["1"]),
        ("see www.example.com/a1 or 9", ["9"]),
        ("no number at all-here", []),
    ],
)
def test_privacy_robust_codes_are_the_words_with_a_digit(text, codes):
    found = read_page(text).codes
    assert [text[code.start : code.end] for code in found] == codes


@pytest.mark.parametrize(
    "again",
    [
        "dana@mill.example",
        "d a n a @ m i l l . e x a m p l e",
        "d.a.n.a @ m.i.l.l . e.x.a.m.p.l.e",
    ],
)
def test_an_address_is_seen_again_however_it_is_spelled(again):
    text = f"We wrote to {again} today."
    (span,) = repeated(text, "mail me at dana@mill.example please")
    assert text[span.start : span.end] == again


def test_privacy_robust_secrets_are_those_of_all_that_is_private(library):
    texts = [text for rule in library.rules for text in (*rule.flags, *rule.passes)]
    texts += SECRETS
    kinds = (LeakKind.PAYMENT_CARD, LeakKind.CREDENTIAL)
    expected = [
        tuple(one for one in find_private(text) if one.kind in kinds) for text in texts
    ]
    assert [find_secrets(text) for text in texts] == expected
    assert all(map(find_secrets, SECRETS))
