"""The judge of what happened as torch trains it; the runtime computes the same."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.drafting.choosing import BINS, Weights
from assistant.models.weights import Array

_WIDTH = 24  # of what a bin says
_HIDDEN = 64
_LOST = 0.5  # share of what is known that is kept back while it learns
_BATCH = 64
_RATE = 1e-3
_DECAY = 0.1


class _Network(nn.Module):
    """The mean of what the bins say, beside what is seen, and two layers above."""

    def __init__(self, seen: int) -> None:
        super().__init__()
        self.bins = nn.EmbeddingBag(BINS, _WIDTH, mode="mean")
        self.odds = nn.EmbeddingBag(BINS, 1, mode="sum")
        nn.init.zeros_(self.odds.weight)
        self.middle = nn.Linear(_WIDTH + seen, _HIDDEN)
        self.last = nn.Linear(_HIDDEN, 1)

    def forward(self, filled: Sequence[Sequence[int]], seen: Tensor) -> Tensor:
        """Return the log odds of each clause."""
        bins = torch.tensor([number for row in filled for number in row])
        starts = torch.tensor([0, *map(len, filled[:-1])]).cumsum(0)
        known = torch.cat([self.bins(bins, starts), seen], dim=1)
        hidden = functional.relu(self.middle(_lost(known, self.training)))
        told = self.last(_lost(hidden, self.training)) + self.odds(bins, starts)
        log_odds: Tensor = told[:, 0]
        return log_odds


def fit_judge(
    filled: Sequence[Sequence[int]],
    seen: Array,
    right: Sequence[bool],
    passes: int,
    *,
    seed: int = 0,
) -> Weights:
    """Return weights that tell clauses that can be sent from others.

    Of each clause, `filled` has the bins it fills and `seen` what is seen in it.
    """
    torch.manual_seed(seed)
    mean, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-3
    given = torch.from_numpy(((seen - mean) / spread).astype(np.float32))
    wanted = torch.tensor(right, dtype=torch.float32)
    network = _Network(given.shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    for _ in range(passes):
        order = torch.randperm(len(wanted))
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            told = network([filled[number] for number in some.tolist()], given[some])
            off = functional.binary_cross_entropy_with_logits(told, wanted[some])
            optimizer.zero_grad()
            torch.autograd.backward(off)
            optimizer.step()
    return _plain(network, mean, spread)


def _plain(network: _Network, mean: Array, spread: Array) -> Weights:
    """Return weights for what is seen as it is, from those for what was evened."""
    named = {name: one.detach().numpy() for name, one in network.named_parameters()}
    middle = named["middle.weight"].copy()
    middle[:, _WIDTH:] /= spread
    bias = named["middle.bias"] - middle[:, _WIDTH:] @ mean
    return Weights(
        bins=named["bins.weight"],
        odds=named["odds.weight"][:, 0],
        middle=middle,
        middle_bias=bias,
        last=named["last.weight"][0],
        last_bias=named["last.bias"],
    )


def _lost(known: Tensor, training: bool) -> Tensor:
    return functional.dropout(known, _LOST, training)
