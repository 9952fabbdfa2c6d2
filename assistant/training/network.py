"""The encoder as torch trains it; `assistant/models/encoder.py` computes the same."""

from copy import deepcopy
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional

REACH = 32  # pieces; how far apart two of them still count as near or far


@dataclass(frozen=True, slots=True)
class Shape:
    """How large an encoder is."""

    pieces: int = 10_000
    width: int = 320
    layers: int = 5
    heads: int = 5
    inner: int = 960


class Layer(nn.Module):
    """Attention with a bias for distance, then a step for each piece on its own."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.near = nn.LayerNorm(shape.width)
        self.mix = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.own = nn.LayerNorm(shape.width)
        self.wide = nn.Linear(shape.width, shape.inner)
        self.back = nn.Linear(shape.inner, shape.width)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return new states, (texts, pieces, width); `bias` has one row a head."""
        texts, length, width = states.shape
        mixed = self.mix(self.near(states))
        shaped = mixed.view(texts, length, 3, self.heads, width // self.heads)
        query, key, value = shaped.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=bias.to(query.dtype)
        )
        states = states + self.out(seen.transpose(1, 2).reshape(texts, length, width))
        wide = functional.gelu(self.wide(self.own(states)), approximate="tanh")
        stepped: Tensor = states + self.back(wide)
        return stepped


class Network(nn.Module):
    """Turns pieces into states, one a piece, that know the pieces around."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.pieces, shape.width)
        self.distance = nn.Parameter(torch.zeros(shape.heads, 2 * REACH + 1))
        self.first = nn.LayerNorm(shape.width)
        layers = [Layer(shape) for _ in range(shape.layers)]
        self.layers = nn.ModuleList(layers)
        self.last = nn.LayerNorm(shape.width)
        self.apply(_start)
        for layer in layers:
            for part in (layer.out, layer.back):
                nn.init.normal_(part.weight, std=0.02 / (2 * shape.layers) ** 0.5)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the last states, (texts, pieces, width); `mask` is true at pieces."""
        return self.all_states(ids, mask)[-1]

    def all_states(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the states after each layer, the last of them normed."""
        place = torch.arange(ids.shape[1], device=ids.device)
        apart = (place[None] - place[:, None]).clamp(-REACH, REACH) + REACH
        bias = self.distance[:, apart].unsqueeze(0)
        bias = bias.masked_fill(~mask[:, None, None, :], -1e4)
        states = self.first(self.pieces(ids))
        after = []
        for layer in self.layers:
            states = layer(states, bias)
            after.append(states)
        after[-1] = self.last(states)
        return after


def grown(network: Network, layers: int) -> Network:
    """Return a network of more layers that tells what this one does, to be taught on.

    The new layers lie evenly among the old, the last of which stays on top. Each is
    the old one above it but for its two ways out, which are nought: so it adds nothing
    until it has learnt to.
    """
    old = [layer for layer in network.layers if isinstance(layer, Layer)]
    places = {round((n + 1) * layers / len(old)) - 1: n for n in range(len(old))}
    larger = Network(replace(network.shape, layers=layers))
    kept = {
        name: numbers
        for name, numbers in network.state_dict().items()
        if not name.startswith("layers.")
    }
    larger.load_state_dict(kept, strict=False)
    above = len(old) - 1
    for place in reversed(range(layers)):
        above = places.get(place, above)
        layer = deepcopy(old[above])
        if place not in places:
            for out in (layer.out, layer.back):
                nn.init.zeros_(out.weight)
                nn.init.zeros_(out.bias)
        larger.layers[place] = layer
    return larger


def _start(part: nn.Module) -> None:
    if isinstance(part, nn.Linear):
        nn.init.normal_(part.weight, std=0.04)
        nn.init.zeros_(part.bias)
    elif isinstance(part, nn.Embedding):
        nn.init.normal_(part.weight, std=0.5)
