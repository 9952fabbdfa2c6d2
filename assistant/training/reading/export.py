"""Write both readers for the runtime: one byte a number, and a manifest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from assistant.errors import ModelError
from assistant.models.weights import Array, read_manifest, read_weights
from assistant.training.reader import open_network, write_body
from assistant.training.reading.networks import (
    SentenceNetwork,
    WordNetwork,
    WordShape,
)
from assistant.triage.trained.labels import Labels
from assistant.triage.trained.reader import KIND, SENTENCES, WORDS

_ABOVE = ("middle", "last")  # the layers above the encoder


@dataclass(frozen=True, slots=True)
class Written:
    """Both readers as they were written, with what belongs to them.

    `labels` are those they were taught.
    """

    words: WordNetwork
    sentences: SentenceNetwork
    traits: list[str]
    vocabulary: list[str]
    labels: Labels


def open_written(folder: Path, shape: WordShape, hidden: int) -> Written:
    """Return the readers of a folder, to learn on.

    Raises ModelError when they are missing or damaged.
    """
    settings = read_manifest(folder, KIND).settings
    labels = Labels.over(settings["topics"])
    traits = list(settings["traits"])
    encoder, vocabulary = open_network(folder, KIND)
    words = WordNetwork(shape, len(traits), labels.width)
    sentences = SentenceNetwork(encoder, hidden, labels.width)
    told = read_weights(folder)
    try:
        _fill(words, {n: told[WORDS + _short(n)] for n in words.state_dict()})
        for part in _ABOVE:
            layer = getattr(sentences, part)
            named = {
                n: f"{SENTENCES}{_short(f'{part}.{n}')}" for n in layer.state_dict()
            }
            _fill(layer, {name: told[one] for name, one in named.items()})
    except (KeyError, RuntimeError) as error:
        raise ModelError(f"{folder}: has readers of another shape") from error
    return Written(words, sentences, traits, vocabulary, labels)


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
    topics = dict(labels.groups)["topic"]
    write_body(
        sentences.encoder,
        list(vocabulary),
        folder,
        KIND,
        above={**_of_words(words), **above(sentences)},
        topics=list(topics),
        traits=list(traits),
    )


def above(sentences: SentenceNetwork) -> dict[str, Array]:
    """Return what stands above the encoder of the reader of sentences."""
    return {
        f"{SENTENCES}{_short(f'{part}.{name}')}": one.float().numpy()
        for part in _ABOVE
        for name, one in getattr(sentences, part).state_dict().items()
    }


def _of_words(words: WordNetwork) -> dict[str, Array]:
    return {
        WORDS + _short(name): one.detach().float().numpy()
        for name, one in words.state_dict().items()
    }


def _short(name: str) -> str:
    return name.removesuffix(".weight")


def _fill(module: torch.nn.Module, told: Mapping[str, Array]) -> None:
    module.load_state_dict({name: torch.from_numpy(one) for name, one in told.items()})
