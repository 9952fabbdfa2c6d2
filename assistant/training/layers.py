"""Fit one layer above what a reader made of texts that it learns no more from."""

import numpy as np
import torch
from torch.nn import functional

from assistant.models.weights import Array

_RATE, _STEPS = 0.1, 300


def fit_layer(
    known: Array, right: Array, counts: Array, *, scale: Array | float, begin: float
) -> tuple[Array, Array]:
    """Return the weights (labels, width) and bias (labels,) that fit best.

    `known` is (rows, width), `right` and `counts` (rows, labels): what is so, and how
    much each weighs, 0 where nobody was asked. `scale` is how large what is known is
    taken, one for all or one each; the smaller, the smaller its weights are held.
    `begin` are the log odds that a label begins with.
    """
    torch.manual_seed(0)
    mean, spread = known.mean(axis=0), (known.std(axis=0) + 1e-3) / scale
    given = torch.from_numpy(((known - mean) / spread).astype(np.float32))
    wanted = torch.from_numpy(right.astype(np.float32))
    weighs = torch.from_numpy(counts.astype(np.float32))
    layer = torch.nn.Linear(known.shape[1], right.shape[1])
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.constant_(layer.bias, begin)
    optimizer = torch.optim.Adam(layer.parameters(), lr=_RATE)
    for step in range(_STEPS):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * (1 - step / _STEPS)
        off = functional.binary_cross_entropy_with_logits(
            layer(given), wanted, weighs, reduction="sum"
        )
        optimizer.zero_grad()
        torch.autograd.backward(off + 0.5 * layer.weight.square().sum())
        optimizer.step()
    weight: Array = (layer.weight.detach().numpy() / spread).astype(np.float32)
    bias: Array = layer.bias.detach().numpy() - weight @ mean
    return weight, bias.astype(np.float32)
