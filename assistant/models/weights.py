"""Weights on disk: their manifest, their check sums, and one byte a number.

A folder of weights has `manifest.json`, which names its files with their SHA-256 and
says how the model is shaped. A matrix is kept as whole numbers from -127 to 127 with
one scale a row, which a quarter of the memory holds and the eye cannot tell apart.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelError

MANIFEST = "manifest.json"
WEIGHTS = "weights.safetensors"
VOCABULARY = "vocabulary.txt"
_HELD = {".onnx", ".safetensors", ".txt"}  # endings of the files a manifest names
_SCALE = ".scale"
_MOST = 127
# Products of two numbers worked out at once. For more, the library below numpy wakes
# threads, which go on spinning: twice the processor time, and no answer sooner.
_MOST_AT_ONCE = 250_000

Array = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder of weights holds: the kind of model, its settings, its files."""

    kind: str
    settings: Mapping[str, Any]
    files: Mapping[str, str]


def read_manifest(folder: Path, kind: str) -> Manifest:
    """Return the manifest of a folder once every file it names is as it says.

    Raises ModelError where one is missing, damaged or of another kind.
    """
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text("utf-8"))
        found = Manifest(content["kind"], content["settings"], content["files"])
        sums = {name: _sum_of(folder / name) for name in found.files}
    except OSError as error:
        raise ModelError(f"{folder}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: is no manifest of weights") from error
    if found.kind != kind:
        raise ModelError(f"{path}: is of kind '{found.kind}', not '{kind}'")
    for name, expected in found.files.items():
        if sums[name] != expected:
            raise ModelError(f"{folder / name}: is not the file the manifest names")
    return found


def product(rows: Array, matrix: Array) -> Array:
    """Return `rows @ matrix`, worked out on one core."""
    told = np.empty((len(rows), matrix.shape[1]), np.float32)
    some = max(1, _MOST_AT_ONCE // matrix.size)
    for start in range(0, len(rows), some):
        stop = start + some
        np.matmul(rows[start:stop], matrix, out=told[start:stop])
    return told


def write_manifest(folder: Path, kind: str, settings: Mapping[str, Any]) -> None:
    """Write the manifest of the weights and other files that a folder holds."""
    held = sorted(path.name for path in folder.iterdir() if path.suffix in _HELD)
    files = {name: _sum_of(folder / name) for name in held}
    content = {"kind": kind, "settings": dict(settings), "files": files}
    text = json.dumps(content, indent=2, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def mark_of_weights(folder: Path) -> str:
    """Return what tells the weights of a folder from others.

    Raises ModelError when there are none.
    """
    try:
        return _sum_of(folder / MANIFEST)
    except OSError as error:
        raise ModelError(f"{folder}: {error.strerror or error}") from error


def read_weights(folder: Path) -> dict[str, Array]:
    """Return every tensor of a folder in single precision.

    Raises ModelError when the file cannot be read.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        stored = load_file(folder / WEIGHTS)
    except (OSError, SafetensorError, ValueError) as error:
        raise ModelError(f"{folder / WEIGHTS}: cannot be read") from error
    weights: dict[str, Array] = {}
    for name, tensor in stored.items():
        if not name.endswith(_SCALE):
            single = tensor.astype(np.float32)
            scale = stored.get(name + _SCALE)
            weights[name] = single if scale is None else single * scale[:, None]
    return weights


def write_weights(weights: Mapping[str, Array], folder: Path) -> None:
    """Write tensors, each matrix of them with one byte a number."""
    from safetensors.numpy import save_file

    stored: dict[str, np.ndarray[Any, Any]] = {}
    for name, tensor in weights.items():
        if tensor.ndim == 2:
            scale = np.abs(tensor).max(axis=1) / _MOST
            scale = np.where(scale == 0, 1, scale).astype(np.float32)
            stored[name] = np.rint(tensor / scale[:, None]).astype(np.int8)
            stored[name + _SCALE] = scale
        else:
            stored[name] = tensor.astype(np.float32)
    save_file(stored, folder / WEIGHTS)


def read_vocabulary(folder: Path) -> list[str]:
    """Return the pieces of words that the weights know, in order.

    Raises ModelError when the file cannot be read.
    """
    try:
        return (folder / VOCABULARY).read_text("utf-8").split("\n")[:-1]
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{folder / VOCABULARY}: cannot be read") from error


def _sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
