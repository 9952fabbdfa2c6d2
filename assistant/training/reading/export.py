"""Write both readers for the runtime: one byte a number, and a manifest."""

from collections.abc import Sequence
from pathlib import Path

from assistant.models.weights import Array
from assistant.training.reader import write_body
from assistant.training.reading.networks import SentenceNetwork, WordNetwork
from assistant.triage.trained.labels import Labels
from assistant.triage.trained.reader import KIND, SENTENCES, WORDS


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
        for part in ("middle", "last")
        for name, one in getattr(sentences, part).state_dict().items()
    }


def _of_words(words: WordNetwork) -> dict[str, Array]:
    return {
        WORDS + _short(name): one.detach().float().numpy()
        for name, one in words.state_dict().items()
    }


def _short(name: str) -> str:
    return name.removesuffix(".weight")
