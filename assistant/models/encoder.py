"""A small reader of text: one ONNX graph of one byte a number, quick to open.

It gives each piece of a text a vector that knows the pieces around it. What judges a
text is a linear layer or two above; `assistant/training/` teaches both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelError
from assistant.models.weights import (
    Array,
    read_manifest,
    read_vocabulary,
    read_weights,
)
from assistant.models.wordpiece import Pieces, WordPieces
from assistant.text import fold

KIND = "encoder"
GRAPH = "encoder.onnx"
GIVEN, TOLD = "ids", "states"  # of the graph
_ONLY_FATAL = 4
_MOST_PIECES = 256  # in one reading; a longer text is read in stretches


@dataclass(frozen=True, slots=True)
class States:
    """The pieces of a text and the vector of each, (pieces, width)."""

    pieces: Pieces
    vectors: Array


class Encoder:
    """A graph of layers and a vocabulary, ready to read, on one core."""

    def __init__(self, graph: Path, vocabulary: Sequence[str]) -> None:
        self.words = WordPieces(vocabulary)
        self._session = _open_session(graph)
        self.width = int(self._session.get_outputs()[0].shape[-1])

    @classmethod
    def open(cls, folder: Path, kind: str = KIND) -> "Encoder":
        """Open the encoder of a folder of weights.

        Raises ModelError when it is missing or damaged.
        """
        read_manifest(folder, kind)
        return _open(folder, kind)

    def read(self, text: str, most: int | None = None) -> States:
        """Return the vector of each piece of a text, or of the first `most`.

        What is read is its plain copy, so that no disguise of letters hides a word; the
        places of the pieces are those of the text itself.
        """
        folded = fold(text)
        pieces = self.words.cut(folded.text, most)
        if folded.origins is not None:
            pieces = pieces.placed(folded.span)
        stretches = [
            self._read(pieces.ids[start : start + _MOST_PIECES])
            for start in range(0, len(pieces), _MOST_PIECES)
        ]
        nothing = np.zeros((0, self.width), np.float32)
        return States(pieces, np.concatenate(stretches) if stretches else nothing)

    def encode(self, texts: Sequence[str]) -> Array:
        """Return one vector a text, (texts, width): the mean over its pieces."""
        vectors = np.zeros((len(texts), self.width), np.float32)
        for row, text in enumerate(texts):
            states = self.read(text).vectors
            if len(states):
                vectors[row] = states.mean(axis=0)
        return vectors

    def _read(self, ids: Sequence[int]) -> Array:
        given = np.array([[self.words.start, *ids, self.words.end]], np.int64)
        told: Array = self._session.run([TOLD], {GIVEN: given})[0]
        return told[0, 1:-1]


def open_with_heads(
    folder: Path, kind: str
) -> tuple[Encoder, dict[str, Array], Mapping[str, Any]]:
    """Open an encoder with what was taught on top of it, and with its settings.

    Raises ModelError when it is missing or damaged.
    """
    manifest = read_manifest(folder, kind)
    return _open(folder, kind), read_weights(folder), manifest.settings


def _open(folder: Path, kind: str) -> Encoder:
    try:
        encoder = Encoder(folder / GRAPH, read_vocabulary(folder))
        encoder.encode(["a"])
    except (KeyError, ValueError, IndexError, TypeError, RuntimeError) as error:
        raise ModelError(f"{folder}: the weights are not those of {kind}") from error
    return encoder


def _open_session(graph: Path) -> Any:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a text is too small to be shared out
    options.inter_op_num_threads = 1
    options.log_severity_level = _ONLY_FATAL
    try:
        return onnxruntime.InferenceSession(
            graph.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
    except OSError as error:
        raise ModelError(f"{graph}: {error.strerror or error}") from error
    except Exception as error:  # its errors share no base but this one
        raise ModelError(f"{graph}: cannot be read as a graph") from error
