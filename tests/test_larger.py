"""A larger encoder stands in the place of our own while it teaches, and is not shipped."""

import pytest
import torch

from assistant.errors import ModelError
from assistant.models.wordpiece import WordPieces
from assistant.training.larger import open_larger
from assistant.training.reader import write_network

TEXTS = ("we are late.", "sorry")


@pytest.fixture
def mpnet(tmp_path):
    """A tiny MPNet, whose marks of start and end have names of their own."""
    from transformers import MPNetConfig, MPNetModel

    known = [
        "<s>",
        "<pad>",
        "</s>",
        "<unk>",
        "[UNK]",
        "[CLS]",
        "we",
        "are",
        "late",
        ".",
    ]
    torch.manual_seed(0)
    config = MPNetConfig(
        vocab_size=len(known),
        hidden_size=12,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=12,
        max_position_embeddings=40,
    )
    MPNetModel(config).save_pretrained(tmp_path)
    (tmp_path / "vocab.txt").write_text("".join(f"{piece}\n" for piece in known))
    return tmp_path


def states_of(folder, text, more=0):
    """Return the states of a text beside so many places of padding."""
    network, pieces = open_larger(folder)
    words = WordPieces(pieces)
    known = [words.start, *words.cut(text).ids, words.end]
    ids = torch.tensor([known + [0] * more])
    mask = torch.tensor([[True] * len(known) + [False] * more])
    with torch.no_grad():
        return network.eval()(ids, mask)[0, : len(known)]


@pytest.mark.parametrize("kind", ["teacher", "mpnet"])
def test_padding_changes_nothing(kind, request):
    folder = request.getfixturevalue(kind)
    alone, padded = states_of(folder, TEXTS[0]), states_of(folder, TEXTS[0], more=5)
    assert alone.shape == (6, 12)
    assert torch.allclose(alone, padded, atol=0.05)  # of a spread of one


def test_marks_bear_our_names_whatever_they_are_called(mpnet):
    _, pieces = open_larger(mpnet)
    assert pieces[:3] == ["[CLS]", "[PAD]", "[SEP]"]
    assert pieces[4] == "[UNK]"
    assert len(set(pieces)) == len(pieces)


def test_a_folder_without_an_encoder_is_refused(tmp_path):
    with pytest.raises(ModelError, match="cannot be read as an encoder"):
        open_larger(tmp_path)


def test_a_larger_encoder_is_not_written_for_the_runtime(teacher, tmp_path):
    network, pieces = open_larger(teacher)
    with pytest.raises(TypeError, match="of our own"):
        write_network(network, pieces, tmp_path / "out")
