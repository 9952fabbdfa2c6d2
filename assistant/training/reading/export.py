"""Write both readers for the runtime: one byte a number, and a manifest."""

from collections.abc import Sequence
from pathlib import Path

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
    above = {
        WORDS + _short(name): one.detach().float().numpy()
        for name, one in words.state_dict().items()
    }
    for part in ("middle", "last"):
        for name, one in getattr(sentences, part).state_dict().items():
            above[SENTENCES + _short(f"{part}.{name}")] = one.float().numpy()
    topics = dict(labels.groups)["topic"]
    write_body(
        sentences.encoder,
        list(vocabulary),
        folder,
        KIND,
        above=above,
        topics=list(topics),
        traits=list(traits),
    )


def _short(name: str) -> str:
    return name.removesuffix(".weight")
