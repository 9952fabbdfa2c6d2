"""Write an encoder as an ONNX graph of one byte a number, and read it back to train.

The nodes of the graph are named after the layers of the network, which is how the
numbers find their way back.
"""

import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from assistant.errors import ModelError
from assistant.models.encoder import GIVEN, TOLD
from assistant.models.weights import Array
from assistant.training.network import Network

_VERSION = 17  # of the set of operators
_LENGTH = 12  # pieces of the text that the graph is drawn from; any length may follow
_QUANTIZED = "_quantized"
_ASIDE = ("_scale", "_zero_point")  # what belongs to the numbers of one byte
_TABLES = ("pieces.weight", "distance")
_PARTS = {
    "MatMul_quant": ("weight",),
    "Add": ("bias",),
    "LayerNormalization": ("weight", "bias"),
}


class _Alone(nn.Module):
    """A network that reads one text, of which nothing is left out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> Tensor:
        """Return the last states, (1, pieces, width)."""
        states: Tensor = self.network(ids, torch.ones_like(ids, dtype=torch.bool))
        return states


def write_graph(network: Network, path: Path) -> None:
    """Write a network, each matrix of it with one byte a number."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    ids = torch.zeros((1, _LENGTH), dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter's own old age
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            _Alone(network).float().eval(),
            (ids,),
            str(whole),
            input_names=[GIVEN],
            output_names=[TOLD],
            dynamic_axes={GIVEN: {1: "pieces"}, TOLD: {1: "pieces"}},
            opset_version=_VERSION,
            dynamo=False,
        )
        quant_pre_process(
            whole, whole, skip_optimization=True, skip_symbolic_shape=True
        )
        quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)


def read_graph(path: Path) -> dict[str, Tensor]:
    """Return the numbers of a graph by the names that the network has for them.

    Raises ModelError when it cannot be read.
    """
    import onnx
    from google.protobuf.message import DecodeError

    try:
        graph = onnx.load(path).graph
    except (OSError, DecodeError) as error:
        raise ModelError(f"{path}: cannot be read") from error
    stored = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    for node in graph.node:  # equal numbers are stored once, under one of their names
        if node.op_type == "Identity" and node.input[0] in stored:
            stored[node.output[0]] = stored[node.input[0]]
    state = {name: _whole(stored, f"network.{name}") for name in _TABLES}
    for node in graph.node:
        layer, _, kind = node.name.removeprefix("/network/").rpartition("/")
        given = [n for n in node.input if n in stored and not n.endswith(_ASIDE)]
        for part, name in zip(_PARTS.get(kind, ()), given, strict=False):
            numbers = _whole(stored, name.removesuffix(_QUANTIZED))
            is_matrix = part == "weight" and numbers.ndim > 1
            state[f"{layer.replace('/', '.')}.{part}"] = (
                numbers.T if is_matrix else numbers
            )
    return {name: torch.from_numpy(one.copy()) for name, one in state.items()}


def _whole(stored: Mapping[str, np.ndarray[Any, Any]], name: str) -> Array:
    """Return numbers in single precision; a matrix has one scale a column."""
    if name in stored:
        return stored[name].astype(np.float32)
    few = stored[name + _QUANTIZED].astype(np.float32)
    nothing = stored[f"{name}_zero_point"].astype(np.float32)
    told: Array = (few - nothing) * stored[f"{name}_scale"].astype(np.float32)
    return told
