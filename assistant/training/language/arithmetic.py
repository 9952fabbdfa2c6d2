"""The two dearest steps of learning, done with less: attention, and the loss.

Attention is two products of matrices, and the loss never holds more logits than a
cache does. `python -m benchmarks.learning` measures a step with and without them.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from transformers import AttentionInterface, LlamaForCausalLM

_NAME = "tactful_products"
_CACHED = 512  # tokens whose logits are held at once on a CPU
_AT_ONCE = 8192  # the same on a GPU, which is slowed by many small steps


def prepare(model: LlamaForCausalLM, device: torch.device) -> None:
    """Let the model attend in the way that is fastest on this device."""
    if device.type == "cpu":
        AttentionInterface.register(_NAME, _attend)
        model.set_attn_implementation(_NAME)


def summed_loss(
    hidden: torch.Tensor,
    table: torch.Tensor,
    targets: torch.Tensor,
    weights: torch.Tensor,
) -> torch.Tensor:
    """Return the weighed sum of the losses, in nats, with bf16 products.

    `hidden` is (N, D), `table` (V, D), `targets` and `weights` (N).
    """
    apply: Callable[..., torch.Tensor] = _Loss.apply
    return apply(hidden, table, targets, weights)


class _Loss(torch.autograd.Function):
    """Cross-entropy whose gradient is made beside it, piece by piece."""

    @staticmethod
    def forward(
        ctx: Any,
        hidden: torch.Tensor,
        table: torch.Tensor,
        targets: torch.Tensor,
        weights: torch.Tensor,
    ) -> torch.Tensor:
        low, words = hidden.bfloat16(), table.bfloat16()
        size = _CACHED if hidden.device.type == "cpu" else _AT_ONCE
        by_hidden = torch.empty_like(low)
        by_table = torch.zeros(table.shape, device=table.device)
        summed = torch.zeros((), device=table.device)
        for start in range(0, len(low), size):
            part = slice(start, start + size)
            wanted, weight = targets[part, None], weights[part, None]
            off = torch.softmax(low[part] @ words.T, -1, dtype=torch.float32)  # (n, V)
            likely = off.gather(1, wanted)
            summed -= (likely.clamp_min(1e-30).log() * weight).sum()
            off.scatter_add_(1, wanted, torch.full_like(likely, -1.0))
            change = off.mul_(weight).bfloat16()
            by_hidden[part] = change @ words
            by_table += change.T @ low[part]
        ctx.save_for_backward(by_hidden, by_table)
        ctx.kind = hidden.dtype
        return summed

    @staticmethod
    def backward(ctx: Any, *above: torch.Tensor) -> Any:
        by_hidden, by_table = ctx.saved_tensors
        return (by_hidden * above[0]).to(ctx.kind), by_table * above[0], None, None


def _attend(
    module: nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    mask: torch.Tensor | None,
    scaling: float,
    **_: Any,
) -> tuple[torch.Tensor, None]:
    """Attend to all that came before: rows are full, so no other mask is needed."""
    rows, heads, time, width = query.shape
    groups = key.shape[1]
    kind = torch.bfloat16
    asked = (query * scaling).to(kind).reshape(rows * groups, -1, width)
    keys = key.to(kind).reshape(rows * groups, time, width)
    values = value.to(kind).reshape(rows * groups, time, width)
    later = torch.full((time, time), float("-inf"), dtype=kind).triu_(1)
    scores = torch.bmm(asked, keys.transpose(1, 2)).view(-1, time, time) + later
    shares = torch.softmax(scores, -1).view(rows * groups, -1, time)
    heard = torch.bmm(shares, values).view(rows, heads, time, width)
    return heard.transpose(1, 2).to(query.dtype), None
