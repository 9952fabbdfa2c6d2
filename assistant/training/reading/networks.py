"""The two readers as torch trains them; `assistant/triage/trained/` computes the same.

Names of parameters are those of the tensors that are written.
"""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.training.larger import Larger
from assistant.training.network import Network


@dataclass(frozen=True, slots=True)
class WordShape:
    """How large the reader of words is; a third of the table is for pairs."""

    buckets: int = 32_768
    width: int = 64
    features: int = 160
    hidden: int = 192


class Told(NamedTuple):
    """What a reader tells of texts, a row each: log odds, and the state below them."""

    log_odds: Tensor
    state: Tensor


@dataclass(frozen=True, slots=True)
class WordBatch:
    """Texts as the reader of words takes them, all words in one row."""

    pieces: Tensor
    offsets: Tensor
    pairs: Tensor
    lengths: list[int]
    traits: Tensor


@dataclass(frozen=True, slots=True)
class SentenceBatch:
    """Texts as pieces, (texts, pieces): where there are any, and which are no ends."""

    ids: Tensor
    mask: Tensor
    inner: Tensor


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

    def forward(self, batch: WordBatch) -> Told:
        """Return what is told of each text."""
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
        return Told(told.float(), hidden.float())


class SentenceNetwork(nn.Module):
    """An encoder, and two layers above the mean and the peak of its states."""

    def __init__(self, encoder: Network | Larger, hidden: int, labels: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.middle = nn.Linear(2 * encoder.shape.width, hidden)
        self.last = nn.Linear(hidden, labels)

    def forward(self, batch: SentenceBatch) -> Told:
        """Return what is told of each text."""
        states = self.encoder(batch.ids, batch.mask)
        states = functional.dropout(states, 0.1, self.training)
        hidden = self.middle(pooled(states, batch.inner))
        hidden = functional.gelu(hidden, approximate="tanh")
        told: Tensor = self.last(functional.dropout(hidden, 0.1, self.training))
        return Told(told.float(), hidden.float())


def pooled(states: Tensor, inner: Tensor) -> Tensor:
    """Return what stands for a text: the mean and the peak of its states."""
    there = inner[..., None]
    mean = (states * there).sum(1) / there.sum(1).clamp(min=1)
    peak = states.masked_fill(~there, -1e4).max(1).values
    peak = torch.where(inner.any(1)[:, None], peak, 0.0)
    return torch.cat([mean, peak], dim=1)
