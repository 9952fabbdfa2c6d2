"""The light reader computes what torch trained, and refuses what is damaged."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.errors import ModelError
from assistant.models.encoder import GRAPH, Encoder
from assistant.models.judge import Judge
from assistant.models.weights import MANIFEST, VOCABULARY, product, write_manifest
from assistant.models.wordpiece import SPECIAL, WordPieces, words
from assistant.schema import Span
from assistant.training.distil import choose_pieces
from assistant.training.examples import Example, HeadShape, as_batch
from assistant.training.network import Network, Shape, grown
from assistant.training.reader import Reader, open_network, write_network, write_reader

VOCABULARY_OF_TEN = [*SPECIAL, "we", "are", "sorry", "late", "##ly", "."]
SMALL = Shape(pieces=10, width=16, layers=2, heads=2, inner=24)
TEXT = "We are sorry. Lately we are late."


@pytest.fixture
def network():
    torch.manual_seed(3)
    network = Network(SMALL)
    with torch.no_grad():
        network.distance.normal_()
    return network.eval()


@pytest.fixture
def folder(network, tmp_path):
    write_network(network, VOCABULARY_OF_TEN, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("We are sorry.", ["we", "are", "sorry", "."]),
        ("LATELY", ["late", "##ly"]),
        ("wé", ["we"]),
        ("unseen", ["[UNK]"]),
        ("late" + "ly" * 40, ["[UNK]"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text, pieces):
    cut = WordPieces(VOCABULARY_OF_TEN).cut(text)
    assert [VOCABULARY_OF_TEN[number] for number in cut.ids] == pieces


def test_pieces_know_where_their_word_stands():
    cut = WordPieces(VOCABULARY_OF_TEN).cut("sorry, lately")
    assert list(zip(cut.starts, cut.ends, strict=True)) == [
        (0, 5),
        (5, 6),
        (7, 13),
        (7, 13),
    ]


def test_marks_are_looked_up_in_their_plain_form():
    assert words("it’s “late”…") == ["it", "'", "s", '"', "late", '"', "."]


def test_the_graph_computes_what_torch_does(network, folder):
    encoder = Encoder.open(folder)
    again, vocabulary = open_network(folder)
    batch = as_batch([Example(TEXT)], WordPieces(vocabulary), {})
    with torch.no_grad():
        expected = again.eval()(batch.ids, batch.mask)[0, 1:-1].numpy()
    np.testing.assert_allclose(encoder.read(TEXT).vectors, expected, atol=6e-2)


def test_one_byte_a_number_is_near_enough(network, folder):
    again, _ = open_network(folder)
    for name, tensor in network.state_dict().items():
        most = tensor.abs().max().item()
        apart = (again.state_dict()[name] - tensor).abs().max().item()
        assert apart <= most / 127


def test_padding_changes_nothing(network):
    cut = WordPieces(VOCABULARY_OF_TEN)
    alone = as_batch([Example("sorry")], cut, {})
    beside = as_batch([Example("sorry"), Example(TEXT)], cut, {})
    with torch.no_grad():
        expected = network(alone.ids, alone.mask)[0]
        found = network(beside.ids, beside.mask)[0, : expected.shape[0]]
    torch.testing.assert_close(found, expected)


def test_texts_of_any_length_are_read(folder):
    encoder = Encoder.open(folder)
    assert encoder.read("late " * 700).vectors.shape == (700, SMALL.width)
    assert encoder.encode(["", "late"]).shape == (2, SMALL.width)
    assert not encoder.encode([""]).any()


def test_heads_judge_as_they_were_taught(network, tmp_path):
    heads = {
        "fault": HeadShape(("cold", "rude"), by_sentence=True),
        "reason": HeadShape(("praise", "blame"), one=True),
    }
    reader = Reader(network, heads).eval()
    write_reader(reader, VOCABULARY_OF_TEN, tmp_path, "toy", note="x")
    judge = Judge.open(tmp_path, "toy")
    sentences = (Span(0, 13), Span(14, 33))
    again = Reader(open_toy(tmp_path, reader), heads).eval()
    again.heads.load_state_dict(reader.heads.state_dict())
    batch = as_batch([Example(TEXT, sentences)], WordPieces(VOCABULARY_OF_TEN), heads)
    with torch.no_grad():
        expected = again(batch)
    states = judge.encoder.read(TEXT)
    found = judge.judge(states, sentences, "fault")
    whole = judge.judge(states, [Span(0, len(TEXT))], "reason")
    np.testing.assert_allclose(found, expected["fault"].numpy(), atol=2e-2)
    np.testing.assert_allclose(whole, expected["reason"].numpy(), atol=2e-2)
    assert judge.settings["note"] == "x"


def test_a_stretch_without_a_piece_is_told_as_nothing(network, tmp_path):
    reader = Reader(network, {"fault": HeadShape(("cold",))})
    write_reader(reader, VOCABULARY_OF_TEN, tmp_path, "toy")
    judge = Judge.open(tmp_path, "toy")
    told = judge.judge(judge.encoder.read("late  "), [Span(4, 6)], "fault")
    assert told.tolist() == [[-np.inf]]


@pytest.mark.parametrize("name", [MANIFEST, VOCABULARY, GRAPH])
def test_a_missing_file_is_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match="No such file"):
        Encoder.open(folder)


@pytest.mark.parametrize("name", [VOCABULARY, GRAPH])
def test_a_changed_file_is_refused(folder, name):
    path = folder / name
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(ModelError, match="is not the file the manifest names"):
        Encoder.open(folder)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "is no manifest"),
        ("[]", "is no manifest"),
        ('{"kind": "other", "settings": {}, "files": {}}', "is of kind 'other'"),
    ],
)
def test_a_manifest_that_is_none_is_refused(folder, content, problem):
    (folder / MANIFEST).write_text(content)
    with pytest.raises(ModelError, match=problem):
        Encoder.open(folder)


def test_a_file_that_is_no_graph_is_refused(folder):
    (folder / GRAPH).write_bytes(b"no graph")
    write_manifest(folder, "encoder", {})
    with pytest.raises(ModelError, match="cannot be read as a graph"):
        Encoder.open(folder)


def open_toy(folder, reader):
    """Return the network as its folder gives it back, one byte a number."""
    write_network(reader.network, VOCABULARY_OF_TEN, folder / "body")
    return open_network(folder / "body")[0]


def test_school_teaches_what_the_teacher_makes_of_pieces(teacher, tmp_path):
    from assistant.training.distil import School, Schooling, Teacher

    said = []
    shape = Shape(pieces=34, width=16, layers=2, heads=2, inner=24)
    schooling = Schooling(shape, minutes=0.01, pieces=64)
    school = School(Teacher(teacher), [TEXT, "We are late."], schooling, tmp_path / "k")
    taught = school.run(said.append)
    assert not taught.training
    assert float(said[0].removeprefix("the table of pieces: loss ")) < 0.5


def test_a_grown_network_tells_the_same_and_can_learn_more(network):
    batch = as_batch([Example(TEXT)], WordPieces(VOCABULARY_OF_TEN), {})
    larger = grown(network, 5)
    told = larger(batch.ids, batch.mask)
    torch.testing.assert_close(told, network(batch.ids, batch.mask))
    told.square().sum().backward()
    assert larger.shape.layers == len(larger.layers) == 5
    assert all(layer.back.weight.grad.any() for layer in larger.layers)


def test_school_takes_up_a_smaller_encoder(teacher, network, folder, tmp_path):
    from assistant.training.distil import School, Schooling, Teacher

    said = []
    schooling = Schooling(replace(SMALL, layers=3), folder, minutes=0.01, pieces=64)
    school = School(Teacher(teacher), [TEXT], schooling, tmp_path / "k")
    assert school.vocabulary == VOCABULARY_OF_TEN
    taught = school.run(said.append)
    assert len(taught.layers) == 3
    assert not said  # its table of pieces is not learnt anew


def test_pieces_that_texts_use_are_chosen_with_every_character():
    known = [*SPECIAL, "a", "b", "late", "sorry", "##ly"]
    chosen = choose_pieces(["sorry sorry late"], known, 7)
    assert chosen == [*SPECIAL, "a", "b", "sorry"]


@pytest.mark.weights
def test_the_shipped_encoder_tells_like_from_unlike():
    encoder = Encoder.open(Path(__file__).parent.parent / "models" / "encoder")
    late, waits, pool = encoder.encode(
        [
            "My parcel is three weeks late.",
            "I'm still waiting for the package.",
            "The hotel's swimming pool was closed.",
        ]
    )
    assert _likeness(late, waits) > _likeness(late, pool)


def _likeness(one, other):
    return one @ other / np.linalg.norm(one) / np.linalg.norm(other)


@pytest.mark.parametrize("rows", [0, 1, 43, 44, 300])
def test_weights_a_product_on_one_core_is_the_product(rows):
    numbers = np.random.default_rng(5)
    vectors = numbers.normal(size=(rows, 320)).astype(np.float32)
    matrix = numbers.normal(size=(320, 18)).astype(np.float32)
    assert np.allclose(product(vectors, matrix), vectors @ matrix, atol=1e-4)
