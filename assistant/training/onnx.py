"""Write an encoder as an ONNX graph of one byte a number, and read it back to train.

The graph is drawn node by node, with what onnxruntime has for a whole step of a layer,
since an exporter's many small nodes cost a fifth of the time of a reading. Its numbers
bear the names that the network has for them, which is how they find their way back.
"""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from assistant.errors import ModelError
from assistant.models.encoder import GIVEN, TOLD
from assistant.models.weights import Array
from assistant.training.network import REACH, Network, Shape

_VERSION = 20  # of the set of operators
_FUSED = "com.microsoft"  # the set of onnxruntime's own operators
_FORMAT = 10  # of the file, which onnxruntime of the last two years reads
_QUANTIZED, _SCALE, _NOTHING = "_quantized", "_scale", "_zero_point"


def write_graph(network: Network, path: Path) -> None:
    """Write a network, each matrix of it with one byte a number."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    sets = [onnx.helper.make_opsetid("", _VERSION), onnx.helper.make_opsetid(_FUSED, 1)]
    model = onnx.helper.make_model(
        _Drawing(network).graph(), opset_imports=sets, ir_version=_FORMAT
    )
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, whole)
        quantize_dynamic(
            whole,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


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
    return {
        name: torch.from_numpy(_as_trained(name, numbers))
        for name, numbers in _in_full(stored)
    }


class _Drawing:
    """The nodes and numbers of a graph, while it is drawn."""

    def __init__(self, network: Network) -> None:
        self._shape: Shape = network.shape
        self._numbers = {
            name: _as_multiplied(name, tensor.detach().float().numpy())
            for name, tensor in network.state_dict().items()
        }
        self._nodes: list[Any] = []

    def graph(self) -> Any:
        """Return the whole graph: pieces of one text in, the states of each out."""
        from onnx import TensorProto, helper, numpy_helper

        bias = self._bias()
        states = self._norm("first", self._node("Gather", "pieces.weight", GIVEN))
        for number in range(self._shape.layers):
            states = self._layer(f"layers.{number}", states, bias)
        self._norm("last", states, told=TOLD)
        return helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(GIVEN, TensorProto.INT64, [1, "pieces"])],
            [
                helper.make_tensor_value_info(
                    TOLD, TensorProto.FLOAT, [1, "pieces", self._shape.width]
                )
            ],
            [numpy_helper.from_array(one, name) for name, one in self._numbers.items()],
        )

    def _bias(self) -> str:
        """Draw what the distance of two pieces adds, (1, heads, pieces, pieces)."""
        length = self._node("Squeeze", self._node("Shape", GIVEN, start=1))
        place = self._node("Range", self._whole(0), length, self._whole(1))
        before = self._node("Unsqueeze", place, self._whole([1]))
        apart = self._node(
            "Clip",
            self._node("Sub", place, before),
            self._whole(-REACH),
            self._whole(REACH),
        )
        row = self._node("Add", apart, self._whole(REACH))
        near = self._node("Gather", "distance", row, axis=1)
        return self._node("Unsqueeze", near, self._whole([0]))

    def _layer(self, name: str, states: str, bias: str) -> str:
        mixed = self._linear(f"{name}.mix", self._norm(f"{name}.near", states))
        asked = self._parted(mixed)
        none = ""  # the places of inputs that are not given
        seen = self._node(
            "MultiHeadAttention",
            *(*asked, none, none, bias),
            domain=_FUSED,
            num_heads=self._shape.heads,
        )
        states = self._node("Add", states, self._linear(f"{name}.out", seen))
        wide = self._linear(f"{name}.wide", self._norm(f"{name}.own", states))
        wide = self._node("Gelu", wide, approximate="tanh")
        return self._node("Add", states, self._linear(f"{name}.back", wide))

    def _linear(self, name: str, given: str) -> str:
        many = self._node("MatMul", given, f"{name}.weight")
        return self._node("Add", many, f"{name}.bias")

    def _norm(self, name: str, given: str, told: str = "") -> str:
        return self._node(
            "LayerNormalization",
            *(given, f"{name}.weight", f"{name}.bias"),
            told=told,
            epsilon=1e-5,
        )

    def _parted(self, mixed: str) -> list[str]:
        """Draw the parting of what was mixed into query, key and value."""
        from onnx import helper

        parts = [f"{mixed}.{part}" for part in ("query", "key", "value")]
        node = helper.make_node("Split", [mixed], parts, axis=-1, num_outputs=3)
        self._nodes.append(node)
        return parts

    def _node(self, kind: str, *given: str, told: str = "", **settings: Any) -> str:
        from onnx import helper

        told = told or f"{kind}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, given, [told], told, **settings))
        return told

    def _whole(self, value: int | list[int]) -> str:
        """Return the name of a constant of whole numbers."""
        name = f"whole.{value}"
        self._numbers[name] = np.array(value, np.int64)
        return name


def _in_full(
    stored: Mapping[str, np.ndarray[Any, Any]],
) -> Iterator[tuple[str, Array]]:
    """Yield numbers in single precision; a matrix has one scale a column."""
    for name, numbers in stored.items():
        if name.endswith(_QUANTIZED):
            whole = name.removesuffix(_QUANTIZED)
            few = numbers.astype(np.float32) - stored[whole + _NOTHING]
            yield whole, (few * stored[whole + _SCALE]).astype(np.float32)
        elif numbers.dtype == np.float32 and not name.endswith(_SCALE):
            yield name, numbers.copy()


def _as_multiplied(name: str, numbers: Array) -> Array:
    """Return a layer's matrix with a column a number told; others as they are."""
    is_matrix = name.startswith("layers.") and numbers.ndim > 1
    return np.ascontiguousarray(numbers.T) if is_matrix else numbers


_as_trained = _as_multiplied  # turned twice is as before
