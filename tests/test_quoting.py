"""A few words of a message are quoted as they stand, where a person would quote them."""

import json
import shutil

import numpy as np
import pytest

from assistant.drafting import Sight
from assistant.drafting.pieces import pieces_of
from assistant.drafting.quoting import FACTS, Around, Quoter, open_quoter
from assistant.drafting.told import Told
from assistant.engine import Engine
from assistant.errors import ModelError
from assistant.models.weights import MANIFEST
from assistant.schema import ContactReason, Customer, Message, Tone
from assistant.settings import get_settings

SHIPPED = get_settings().models
COMPLAINT = ContactReason.DISSATISFACTION


def said(text):
    return [piece.said for piece in pieces_of(text)]


def quoter_that(seen, threshold=0.5, sure=3.0, why=COMPLAINT):
    """Return a quoter that quotes what has a word, by one state of a small sight."""

    def see(text):
        return np.array([seen in text], np.float32)

    def read(text):
        return see(text), told

    told = np.zeros(5, np.float32)
    told[list(ContactReason).index(why)] = sure
    weight = np.zeros(FACTS + 12, np.float32)
    weight[FACTS + 10] = 6.0  # the state of the piece
    return Quoter(weight, -3.0, threshold, Sight(see, read, "m"))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Hi there, the lift is out again!", ["the lift is out again"]),
        (
            "Still no sofa!! We sat on the floor.",
            ["Still no sofa", "We sat on the floor"],
        ),
        # Too short, too long for one piece, and cut only where it may be.
        ("Late. Again.", []),
        (
            "The man who came on Tuesday said that he would be back with the part, and "
            "he wasn't; nobody rang us either",
            [
                "The man who came on Tuesday said that he would be back with the part",
                "nobody rang us either",
            ],
        ),
        # Nothing unkind, shouted, private or full of signs.
        ("Your useless staff lost my coat", []),
        ("WHERE IS MY ORDER NOW", []),
        ("Write to me at jo@home.example please", []),
        ("order 48213377 never came here", []),
        ("see #fail @shop right here", []),
        ("get yours at pills.example today", []),
    ],
)
def test_pieces_are_parts_that_stand_by_themselves(text, pieces):
    assert said(text) == pieces


def test_pieces_stand_in_the_message_word_for_word():
    text = "Rang twice.  Nobody   rang me back. The bill is £40 more than it was."
    for piece in pieces_of(text):
        whole = " ".join(text[piece.span.start : piece.span.end].split())
        assert piece.said in whole


def test_the_likeliest_piece_is_quoted_and_nothing_when_unsure():
    around = Around("We came by bus. The hall was locked. A guard laughed.", COMPLAINT)
    assert quoter_that("locked").quote(around) == "“The hall was locked”"
    assert quoter_that("locked", sure=0.2).quote(around) == ""
    glad = Around("It rained, and it was late.", ContactReason.SATISFACTION)
    assert quoter_that("rained", 0.0, why=glad.reason).quote(glad) == ""
    assert quoter_that("nowhere").quote(around) == ""
    assert quoter_that("locked").quote(Around("Late.", COMPLAINT)) == ""


def test_a_quote_gives_way_to_what_names_the_matter():
    quote = "“The hall was locked”"
    first, second, *_ = Told(quote=quote).candidates(Tone.WARM)
    assert (first.quote, second.quote) == (quote, "")
    named = Told(quote=quote, subject="the hall")
    assert not any(one.quote for one in named.candidates(Tone.WARM))
    clause = Told(quote=quote, ruled="the hall was locked")
    assert next(clause.candidates(Tone.WARM)).quote == ""
    asked = Told(quote=quote, question="when the hall opens")
    assert not any(one.quote for one in asked.candidates(Tone.WARM))


@pytest.fixture(scope="module")
def shipped(library) -> Engine:
    """An engine with the weights that ship."""
    return Engine(library, reading=SHIPPED / "reading", words=SHIPPED)


def test_a_general_answer_quotes_the_heart_of_the_matter(shipped, x):
    text = "Three lessons in a row called off with an hour's notice. My hat is blue."
    drafts = shipped.reply(Message(text, x, customer=Customer("Dana"))).drafts
    quote = "“Three lessons in a row called off with an hour's notice”"
    assert any(quote in one.draft.text for one in drafts)
    assert not any("blue" in one.draft.text for one in drafts)


def test_nothing_is_quoted_of_what_is_grave_grieves_asks_or_is_in_another_language(
    shipped, x
):
    grave = "My pacemaker clinic was cancelled. I feel faint and my arm is numb."
    abroad = "Me han cobrado dos veces. Nadie contesta al teléfono."
    grief = "Had a hard year after my husband died. Your tea group got me out."
    asks = "We drove an hour to find a chain. When does the car park open?"
    for text in (grave, abroad, grief, asks):
        read, _ = shipped.triage(Message(text, x))
        assert shipped.wording.quotes.of(Message(text, x), read) == ""


def test_quotes_of_another_reader_or_damaged_ones_are_told_in_a_note(tmp_path):
    folder = shutil.copytree(SHIPPED / "quotes", tmp_path / "quotes")
    nothing = np.zeros(1, np.float32)
    other = Sight(lambda _: nothing, lambda _: (nothing, nothing), "another")
    quoter, notes = open_quoter(folder, other)
    assert quoter is None
    assert "taught above another reader" in notes[0]
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, "kind": "tone"}), "utf-8")
    with pytest.raises(ModelError):
        Quoter.open(folder, other)
