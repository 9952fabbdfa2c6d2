"""Read and write the weights of the learned reader, checked before they are used."""

import hashlib
import io
import json
import zipfile
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.privacy.tagger import BUCKETS, LABELS, Weights
from assistant.settings import get_settings

FOLDER = "privacy"
_FILE, _MANIFEST = "weights.npz", "manifest.json"


def load_weights(folder: Path) -> tuple[Weights | None, str]:
    """Return the weights in a folder, or none and why they are not used."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        raw = (folder / _FILE).read_bytes()
    except FileNotFoundError:
        return None, f"{folder}: no learned reader of private details; rules alone read"
    except (OSError, ValueError):
        return None, f"{folder}: the manifest cannot be read; rules alone read"
    digest = manifest.get(_FILE) if isinstance(manifest, dict) else None
    if hashlib.sha256(raw).hexdigest() != digest:
        return None, f"{folder / _FILE}: is not what the manifest says; rules alone read"
    return _unpacked(raw, folder)


def _unpacked(raw: bytes, folder: Path) -> tuple[Weights | None, str]:
    problem = f"{folder / _FILE}: holds no weights of this version; rules alone read"
    try:
        with np.load(io.BytesIO(raw), allow_pickle=False) as stored:
            steps, scale = stored["steps"], float(stored["scale"])
    except (ValueError, KeyError, OSError, zipfile.BadZipFile):
        return None, problem
    if steps.dtype != np.int8 or steps.shape != (BUCKETS, len(LABELS)):
        return None, problem
    return Weights(steps, scale), ""


def save_weights(weights: Weights, folder: Path) -> None:
    """Write the weights with their manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / _FILE
    with file.open("wb") as stream:
        np.savez_compressed(stream, steps=weights.steps, scale=np.float32(weights.scale))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    text = json.dumps({_FILE: digest}, indent=2) + "\n"
    (folder / _MANIFEST).write_text(text, encoding="utf-8")


@lru_cache(maxsize=4)
def _loaded(folder: Path) -> tuple[Weights | None, str]:
    return load_weights(folder)


def learned() -> Weights | None:
    """Return the weights that this installation carries, read once."""
    return _loaded(get_settings().models / FOLDER)[0]


def note() -> str:
    """Say why the learned reader is not used, or nothing when it is."""
    return _loaded(get_settings().models / FOLDER)[1]
