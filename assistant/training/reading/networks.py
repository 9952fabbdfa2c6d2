"""The two readers as torch trains them; `assistant/triage/trained/` computes the same.

Names of parameters are those of the tensors that are written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

_HEADS = 12
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class WordShape:
    """How large the reader of words is; a third of the table is for pairs."""

    buckets: int = 32_768
    width: int = 64
    features: int = 160
    hidden: int = 192


@dataclass(frozen=True, slots=True)
class SentenceShape:
    """How large the reader of sentences is."""

    pieces: int
    width: int = 384
    layers: int = 6
    inner: int = 1536
    places: int = 128
    hidden: int = 256


@dataclass(frozen=True, slots=True)
class WordBatch:
    """Texts as the reader of words takes them, all words in one row."""

    pieces: Tensor
    offsets: Tensor
    pairs: Tensor
    lengths: list[int]
    traits: Tensor


class WordNetwork(nn.Module):
    """Hashed pieces of words, three words at a time, beside the traits."""

    def __init__(self, shape: WordShape, traits: int, labels: int) -> None:
        super().__init__()
        rows = shape.buckets + shape.buckets // 2
        self.table = nn.Parameter(torch.randn(rows, shape.width) * 0.1)
        self.traits = nn.Parameter(torch.full((traits,), 0.5))
        self.look = nn.Linear(3 * shape.width, shape.features)
        self.middle = nn.Linear(2 * shape.features + traits, shape.hidden)
        self.last = nn.Linear(shape.hidden, labels)

    def forward(self, batch: WordBatch) -> Tensor:
        """Return the log odds of every label, (texts, labels)."""
        vectors = functional.embedding_bag(
            batch.pieces, self.table, batch.offsets, mode="mean"
        )
        vectors = vectors + self.table[batch.pairs]
        if self.training:  # words go missing, so that none decides alone
            vectors = vectors * (torch.rand(len(vectors), 1) > 0.1)
        each = nn.utils.rnn.pad_sequence(
            list(torch.split(vectors, batch.lengths)), batch_first=True
        )
        each = functional.dropout(each, 0.2, self.training)
        around = functional.pad(each, (0, 0, 1, 1))
        near = torch.cat([around[:, :-2], each, around[:, 2:]], dim=2)
        lengths = torch.tensor(batch.lengths)
        there = (torch.arange(each.shape[1])[None] < lengths[:, None])[..., None]
        shown = functional.relu(self.look(near)) * there
        mean = shown.sum(1) / lengths[:, None] ** 0.5
        traits = batch.traits * self.traits
        traits = functional.dropout(traits, 0.1, self.training)
        pooled = torch.cat([shown.max(1).values, mean, traits], dim=1)
        pooled = functional.dropout(pooled, 0.3, self.training)
        hidden = functional.gelu(self.middle(pooled), approximate="tanh")
        told: Tensor = self.last(functional.dropout(hidden, 0.3, self.training))
        return told


class SentenceNetwork(nn.Module):
    """Layers of attention over pieces of words."""

    def __init__(self, shape: SentenceShape, labels: int) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.pieces, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.first = nn.LayerNorm(shape.width, _TINY)
        self.layers = nn.ModuleList(_Layer(shape) for _ in range(shape.layers))
        self.middle = nn.Linear(2 * shape.width, shape.hidden)
        self.last = nn.Linear(shape.hidden, labels)
        for table in (self.pieces, self.places):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the log odds of every label; `mask` is true at pieces."""
        states = self.pieces(ids) + self.places.weight[: ids.shape[1]]
        states = functional.dropout(self.first(states), 0.1, self.training)
        for layer in self.layers:
            states = layer(states, mask[:, None, None, :])
        there = mask[..., None]
        mean = (states * there).sum(1) / there.sum(1)
        peak = states.masked_fill(~there, -1e4).max(1).values
        pooled = torch.cat([3 * mean, peak], dim=1)
        hidden = functional.gelu(self.middle(pooled), approximate="tanh")
        told: Tensor = self.last(functional.dropout(hidden, 0.1, self.training))
        return told.float()


class _Layer(nn.Module):
    def __init__(self, shape: SentenceShape) -> None:
        super().__init__()
        self.mix = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.near = nn.LayerNorm(shape.width, _TINY)
        self.wide = nn.Linear(shape.width, shape.inner)
        self.back = nn.Linear(shape.inner, shape.width)
        self.own = nn.LayerNorm(shape.width, _TINY)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        texts, length, width = states.shape
        mixed = self.mix(states).view(texts, length, 3, _HEADS, width // _HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask
        )
        seen = self.out(seen.transpose(1, 2).reshape(texts, length, width))
        states = self.near(states + functional.dropout(seen, 0.1, self.training))
        wide = functional.gelu(self.wide(states), approximate="tanh")
        wide = functional.dropout(self.back(wide), 0.1, self.training)
        told: Tensor = self.own(states + wide)
        return told


def begin_from(
    network: SentenceNetwork, given: Mapping[str, Tensor], kept: Sequence[int]
) -> None:
    """Take over the first layers of a general encoder, and the pieces in `kept`.

    `given` has the tensors of a BERT, by their usual names.
    """
    kind = given["embeddings.token_type_embeddings.weight"][0]
    state = {
        "pieces.weight": given["embeddings.word_embeddings.weight"][list(kept)],
        "places.weight": given["embeddings.position_embeddings.weight"][
            : network.shape.places
        ]
        + kind,
        "first.weight": given["embeddings.LayerNorm.weight"],
        "first.bias": given["embeddings.LayerNorm.bias"],
    }
    usual = {
        "out": "attention.output.dense",
        "near": "attention.output.LayerNorm",
        "wide": "intermediate.dense",
        "back": "output.dense",
        "own": "output.LayerNorm",
    }
    for number in range(network.shape.layers):
        theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
        for end in ("weight", "bias"):
            parts = [
                given[f"{theirs}attention.self.{part}.{end}"]
                for part in ("query", "key", "value")
            ]
            state[f"{ours}mix.{end}"] = torch.cat(parts)
            for name, their_name in usual.items():
                state[f"{ours}{name}.{end}"] = given[f"{theirs}{their_name}.{end}"]
    network.load_state_dict(state, strict=False)
