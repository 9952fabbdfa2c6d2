"""Write both readers for the runtime: one byte a number, and a manifest."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.models.weights import (
    VOCABULARY,
    Array,
    write_manifest,
    write_weights,
)
from assistant.training.reading.networks import SentenceNetwork, WordNetwork
from assistant.triage.trained.labels import Labels
from assistant.triage.trained.reader import KIND, SENTENCES, WORDS

_NORMS = ("first", "near", "own")


def write_reader(
    folder: Path,
    words: WordNetwork,
    sentences: SentenceNetwork,
    *,
    labels: Labels,
    traits: Sequence[str],
    vocabulary: Sequence[str],
) -> None:
    """Write the weights, the vocabulary and the manifest into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {
        **{WORDS + name: one for name, one in _named(words).items()},
        **{SENTENCES + name: one for name, one in _named(sentences).items()},
    }
    write_weights(weights, folder)
    text = "".join(f"{piece}\n" for piece in vocabulary)
    (folder / VOCABULARY).write_text(text, encoding="utf-8")
    topics = dict(labels.groups)["topic"]
    settings = {"topics": list(topics), "traits": list(traits)}
    write_manifest(folder, KIND, settings)


def _named(network: WordNetwork | SentenceNetwork) -> dict[str, Array]:
    """Return the tensors by the runtime's names; a norm is its scale, then its sum."""
    given = {
        name: parameter.detach().float().numpy()
        for name, parameter in network.state_dict().items()
    }
    named: dict[str, Array] = {}
    for name, tensor in given.items():
        part, _, end = name.rpartition(".")
        if part.split(".")[-1] in _NORMS:
            if end == "weight":
                named[part] = np.concatenate([tensor, given[f"{part}.bias"]])
        elif end == "weight":
            named[part] = tensor
        else:
            named[name] = tensor
    return named
