"""What a larger reader hears in the pieces of a text teaches one that cuts otherwise."""

import re

import numpy as np
import pytest
import torch

from assistant.checks.private import HEAD
from assistant.models.wordpiece import SPECIAL, WordPieces
from assistant.schema import Span
from assistant.training.course import Course
from assistant.training.examples import Example, Marks, PiecesHeard, as_batch
from assistant.training.network import Network, Shape
from assistant.training.private_examples import SHAPE, hinted
from assistant.training.reader import Reader
from assistant.training.tone_taught import Teacher, ask_teacher

HEADS = {HEAD: SHAPE}
TEXT = "we are sorry, dora lives at pine row."
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FINE = WordPieces([*SPECIAL, *".,", *LETTERS, *(f"##{one}" for one in LETTERS)])
WHOLE = WordPieces([*SPECIAL, *TEXT.replace(",", " ,").replace(".", " .").split()])


def chances_of(pieces, private, text=TEXT):
    """Chances of pieces, of which those in a stretch are surely of the first kind."""
    stretch = range(text.index(private), text.index(private) + len(private))
    told = np.zeros((len(pieces), len(SHAPE.labels)), np.float32)
    for number, start in enumerate(pieces.starts):
        told[number, 1 if start in stretch else 0] = 1.0
    return told


@pytest.mark.parametrize("ours", [FINE, WHOLE])
@pytest.mark.parametrize("theirs", [FINE, WHOLE])
def test_what_was_heard_falls_on_the_same_words_however_they_are_cut(ours, theirs):
    cut = theirs.cut(TEXT)
    heard = PiecesHeard(np.array(cut.starts), chances_of(cut, "pine row"))
    example = Example(TEXT, marks={HEAD: Marks(heard=heard)})
    marked = as_batch([example], ours, HEADS).marked[HEAD]
    pieces = ours.cut(TEXT)
    expected = torch.from_numpy(chances_of(pieces, "pine row"))
    assert torch.equal(marked.chances[0, 1 : len(pieces) + 1], expected)
    assert marked.known[0].tolist() == [False, *[True] * len(pieces), False]


def test_a_text_of_which_nothing_is_known_teaches_nothing():
    torch.manual_seed(0)
    reader = Reader(
        Network(Shape(pieces=60, width=8, layers=1, heads=2, inner=8)), HEADS
    )
    reader.eval()
    known = Example(
        TEXT, marks={HEAD: Marks(((Span(*re.search("pine row", TEXT).span()), 1),))}
    )
    alone = reader.loss(as_batch([known], FINE, HEADS))
    beside = reader.loss(as_batch([known, Example("so are we all.")], FINE, HEADS))
    assert alone > 0
    assert torch.allclose(alone, beside)


def test_a_larger_reader_tells_what_it_hears_of_every_piece(teacher, tmp_path):
    lessons = [Example(TEXT, marks={HEAD: hinted(TEXT)})]
    asked = Teacher(teacher, [TEXT, "we are late."], Course(passes=1, size=2))
    told = ask_teacher(asked, HEADS, lambda _: lessons, tmp_path, lambda *_: None)
    assert {one.text for one in told} == {TEXT, "we are late."}
    for one in told:
        heard = one.marks[HEAD].heard
        assert heard.chances.shape == (len(heard.starts), len(SHAPE.labels))
        assert np.allclose(heard.chances.sum(axis=1), 1, atol=0.01)
    again = ask_teacher(asked, HEADS, lambda _: [], tmp_path, lambda *_: None)
    assert [one.text for one in again] == [one.text for one in told]
