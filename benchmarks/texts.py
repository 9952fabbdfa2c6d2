"""The texts that the speed of a running server is measured on."""

import json
from dataclasses import dataclass
from pathlib import Path

WARM_UP = (
    "We're sorry about the wait, Jo. Could you DM us your order number?",
    "my parcel never came and nobody answers, what now",
    "Thank you for the kind words! We'll pass them on to the team in Leith.",
    "Order 4471-902 went to 7 Alder Street; call 020 7946 0018 before 14:30.",
    "You failed to read the terms. Calm down, there's nothing more we can do!",
    "I've been in hospital, my card 4111 1111 1111 1111 was charged £80 twice.",
    "is the shop open on sunday? mail jo@example.com or look at example.com/hours",
    "My flight on 3 May, booking QX7TRP, was cancelled. I'll see you in court.",
)
_FILE = Path(__file__).with_name("texts.jsonl")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text such as people write: a customer's message or an agent's reply."""

    id: str
    kind: str
    channel: str
    text: str


def read_samples(path: Path = _FILE) -> list[Sample]:
    """Return all texts; no two are the same."""
    with path.open(encoding="utf-8") as lines:
        return [Sample(**json.loads(line)) for line in lines]


def messages() -> list[Sample]:
    """Return what customers wrote."""
    return [sample for sample in read_samples() if sample.kind == "message"]


def pieces(length: int) -> list[str]:
    """Return all texts as one stream, cut before a word into pieces of that length.

    No piece repeats words of another, so that nothing is known before it comes.
    """
    cut: list[str] = []
    piece = ""
    for word in " ".join(sample.text for sample in read_samples()).split():
        if len(piece) + len(word) + 1 > length:
            cut.append(piece)
            piece = word
        else:
            piece = f"{piece} {word}".strip()
    return cut
