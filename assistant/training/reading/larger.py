"""A larger reader, which is taught first and then tells the small ones what it thinks.

It begins as a general encoder of English and is never shipped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.training.reading.materials import SentenceMaterial
from assistant.training.reading.networks import SentenceBatch

_HEADS = 12
_TINY = 1e-12
_ASKED = 64  # texts at once


@dataclass(frozen=True, slots=True)
class LargeShape:
    """How large the larger reader is."""

    pieces: int
    width: int = 384
    layers: int = 6
    inner: int = 1536
    places: int = 128
    hidden: int = 256


class LargeNetwork(nn.Module):
    """A BERT with two layers above the mean and the peak of its states."""

    def __init__(self, shape: LargeShape, labels: int) -> None:
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

    def forward(self, batch: SentenceBatch) -> Tensor:
        """Return the log odds of every label, (texts, labels)."""
        ids, mask = batch.ids, batch.mask
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
    def __init__(self, shape: LargeShape) -> None:
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


def begin_from(network: LargeNetwork, given: Mapping[str, Tensor]) -> None:
    """Take over the tensors of a BERT, by their usual names."""
    kind = given["embeddings.token_type_embeddings.weight"][0]
    state = {
        "pieces.weight": given["embeddings.word_embeddings.weight"],
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


def ask_all(
    network: LargeNetwork, material: SentenceMaterial, texts: Sequence[str]
) -> list[tuple[str, Tensor]]:
    """Return what the larger reader says of texts, as log odds."""
    told: list[tuple[str, Tensor]] = []
    ordered = sorted(set(texts), key=len)  # so that little of a batch is empty
    network.train(False)
    for start in range(0, len(ordered), _ASKED):
        some = ordered[start : start + _ASKED]
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            said = network(material.batch([(text, "") for text in some]))
        told += zip(some, said, strict=True)
    return told
