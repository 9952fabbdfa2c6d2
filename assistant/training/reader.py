"""An encoder with heads: how it is taught, and how it is written for the runtime."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.errors import ModelError
from assistant.models.encoder import GRAPH, KIND
from assistant.models.judge import HEAD
from assistant.models.weights import (
    VOCABULARY,
    Array,
    read_manifest,
    read_vocabulary,
    read_weights,
    write_manifest,
    write_weights,
)
from assistant.training.examples import Batch, HeadShape, Marked
from assistant.training.larger import Larger
from assistant.training.network import Network, Shape
from assistant.training.onnx import read_graph, write_graph

_NEVER = -20.0  # the log odds of what a text without sentences shows
_SELDOM = -2.5  # the log odds that a head begins with
_LOST_HINTS = 0.3  # share of texts whose hints are kept back while teaching
_PIECES = 20.0  # of a usual text


class Reader(nn.Module):
    """An encoder, and above it one linear layer a head."""

    def __init__(
        self, network: Network | Larger, heads: Mapping[str, HeadShape]
    ) -> None:
        super().__init__()
        self.network = network
        self.shapes = dict(heads)
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict(
            {name: _head(head, network.shape.width) for name, head in heads.items()}
        )

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Return the log odds of each head, a row for each sentence or text."""
        states = self.drop(self.network(batch.ids, batch.mask).float())
        flat = states.reshape(-1, states.shape[-1])
        by_sentence = _pooled(flat, batch.sentence.reshape(-1), batch.sentences)
        by_text = _pooled(flat, batch.text.reshape(-1), len(batch.ids))
        told = {}
        for name, head in self.heads.items():
            shape = self.shapes[name]
            if shape.by_piece:
                told[name] = head(self._each(states, by_text, batch.marked[name].hints))
            else:
                told[name] = head(by_sentence if shape.by_sentence else by_text)
        return told

    def _each(self, states: Tensor, by_text: Tensor, hints: Tensor) -> Tensor:
        """Return what stands for each piece: its state, its text's mean, the hints."""
        mean = by_text[:, None, : states.shape[-1]].expand_as(states)
        if self.training:  # it must do without hints, too
            hints = hints * (torch.rand(len(hints), 1, 1) > _LOST_HINTS)
        return torch.cat([states, mean, hints], dim=-1)

    def loss(self, batch: Batch) -> Tensor:
        """Return how far the heads are from what is known of the texts."""
        total = torch.zeros(())
        for name, told in self(batch).items():
            head = self.shapes[name]
            if head.by_piece:
                total = total + head.weight * _loss_of_pieces(told, batch.marked[name])
                continue
            total = total + head.weight * _loss(told, batch.targets[name], head)
            if head.by_sentence:
                whole = peak(told, batch)
                total = total + head.weight * _loss(whole, batch.whole[name], head)
        return total


def _head(head: HeadShape, width: int) -> nn.Linear:
    layer = nn.Linear(2 * width + head.hints, len(head.labels))
    nn.init.constant_(layer.bias, 0.0 if head.one else _SELDOM)
    return layer


def peak(told: Tensor, batch: Batch) -> Tensor:
    """Return, of each text, the strongest of what its sentences tell."""
    texts, labels = len(batch.ids), told.shape[-1]
    start = torch.full((texts, labels), _NEVER, dtype=told.dtype)
    index = batch.owner[:, None].expand(-1, labels)
    return start.scatter_reduce(0, index, told, "amax")


def open_network(folder: Path, kind: str = KIND) -> tuple[Network, list[str]]:
    """Return the encoder of a folder, to be trained on, and its vocabulary.

    Raises ModelError when it is missing or damaged, or of another kind.
    """
    manifest = read_manifest(folder, kind)
    vocabulary = read_vocabulary(folder)
    network = Network(Shape(**manifest.settings["shape"]))
    network.load_state_dict(read_graph(folder / GRAPH))
    return network, vocabulary


def open_reader(
    folder: Path, kind: str, heads: Mapping[str, HeadShape]
) -> tuple[Reader, list[str]]:
    """Return a reader that was written before, to learn on, and its vocabulary.

    Raises ModelError when it is missing or damaged, or has other heads.
    """
    network, vocabulary = open_network(folder, kind)
    reader = Reader(network, heads)
    told = {
        name.removeprefix(HEAD): torch.from_numpy(one)
        for name, one in read_weights(folder).items()
    }
    try:
        reader.heads.load_state_dict(told)
    except RuntimeError as error:
        raise ModelError(f"{folder}: has other heads") from error
    return reader, vocabulary


def write_network(network: Network, vocabulary: list[str], folder: Path) -> None:
    """Write an encoder without heads for the runtime and for further training."""
    write_body(network, vocabulary, folder, KIND)


def write_reader(
    reader: Reader, vocabulary: list[str], folder: Path, kind: str, **settings: Any
) -> None:
    """Write an encoder with its heads for the runtime."""
    above = {
        f"{HEAD}{name}.{part}": _numbers(tensor)
        for name, head in reader.heads.items()
        for part, tensor in head.state_dict().items()
    }
    labels = {name: list(head.labels) for name, head in reader.shapes.items()}
    write_body(
        reader.network, vocabulary, folder, kind, above=above, labels=labels, **settings
    )


def write_body(
    network: Network | Larger,
    vocabulary: list[str],
    folder: Path,
    kind: str,
    *,
    above: Mapping[str, Array] | None = None,
    **settings: Any,
) -> None:
    """Write an encoder for the runtime, with what stands above it.

    Raises TypeError for a larger one, which only teaches.
    """
    if not isinstance(network, Network):
        raise TypeError("only an encoder of our own is written for the runtime")
    folder.mkdir(parents=True, exist_ok=True)
    content = "".join(f"{piece}\n" for piece in vocabulary)
    (folder / VOCABULARY).write_text(content, encoding="utf-8")
    write_graph(network, folder / GRAPH)
    if above:
        write_weights(above, folder)
    told = {**_settings(network), **settings}
    write_manifest(folder, kind, json.loads(json.dumps(told)))


def _settings(network: Network) -> dict[str, Any]:
    shape = network.shape
    sizes = {name: getattr(shape, name) for name in Shape.__slots__}
    return {"shape": sizes}


def _numbers(tensor: Tensor) -> Array:
    return np.asarray(tensor.detach().float().cpu().numpy(), np.float32)


def _pooled(flat: Tensor, owner: Tensor, owners: int) -> Tensor:
    """Return the mean and the peak of the states of each owner."""
    owned = owner >= 0
    states, index = flat[owned], owner[owned]
    width = states.shape[-1]
    count = torch.zeros(owners).index_add(0, index, torch.ones(len(index)))
    total = torch.zeros(owners, width).index_add(0, index, states)
    spread = index[:, None].expand(-1, width)
    most = torch.zeros(owners, width).scatter_reduce(
        0, spread, states, "amax", include_self=False
    )
    return torch.cat([total / count.clamp(min=1)[:, None], most], dim=-1)


def _loss(told: Tensor, target: Tensor, head: HeadShape) -> Tensor:
    known = ~target.isnan()
    if not known.any():
        return torch.zeros(())
    if head.one:
        rows = known.all(dim=-1)
        return functional.cross_entropy(told[rows], target[rows])
    each = functional.binary_cross_entropy_with_logits(
        told, target.nan_to_num(), reduction="none"
    )
    return (each * known).sum() / known.any(dim=-1).sum()


def _loss_of_pieces(told: Tensor, marked: Marked) -> Tensor:
    """Return the loss of a usual text; unknown pieces do not count."""
    each = functional.cross_entropy(
        told.flatten(0, 1), marked.chances.flatten(0, 1), reduction="none"
    )
    weighed = each.view(marked.known.shape) * marked.known * marked.counts[:, None]
    texts = (marked.counts > 0).sum().clamp(min=1)
    return weighed.sum() / texts / _PIECES
