"""Take a sentence apart where its clauses meet, so that some can stay."""

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.checks.unsaid import sentence
from assistant.schema import Span
from assistant.text import sentence_spans

_LEAST_WORDS = 3  # that a clause keeps as a sentence
_JOINT = re.compile(r"(?:\s*[;:–—]|,| - |\.\.\.|…)\s+(?:(?:and|but|so|then)\s+)?")
_WEAK_JOINT = re.compile(r"(?:\s*[;:–—,]| - |\.\.\.|…)\s+|\s+(?=(?:and|but|so)\s)")
_OPENERS = re.compile(
    r"(?:we|i|we're|we've|we'll|i'm|i've|i'll|it|it's|it'll|this|that's|they|she|he"
    r"|there's|there|your|our|the|please|you can|you'll find|call|send|try|reply|write"
    r"|tell|ask|let|turn|press|open|go|check|bring|use|next|both|all)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:have|has|did|do|does|is|are|can|could|would|will|was|were|may|shall"
    r"|what|which|when|where|who|how|why)\b",
    re.IGNORECASE,
)
_EDGE = " ,;:–—-"


def clauses(said: str) -> Iterator[str]:
    """Yield what remains of a sentence without its first clauses or its last ones."""
    for joint in _JOINT.finditer(said):
        rest, head = said[joint.end() :], said[: joint.start()]
        if _OPENERS.match(rest):
            yield stem(rest)
            if _OPENERS.match(head):
                yield stem(head)
        elif _ASKS.match(rest) and _OPENERS.match(head):
            yield stem(head)


def stem(said: str) -> str:
    """Return a piece of a sentence as a sentence; nothing where too few words stay."""
    piece = said.strip().strip(_EDGE).removeprefix("that ").rstrip(" ,;:?!.–—-")
    end = "?" if _ASKS.match(piece) else "."
    return sentence(piece + end) if len(piece.split()) >= _LEAST_WORDS else ""


def pieces_of(text: str) -> list[Span]:
    """Return the sentences of a text, or the clauses where it is one sentence."""
    spans = list(sentence_spans(text))
    if len(spans) != 1:
        return spans
    starts = [0, *(joint.end() for joint in _WEAK_JOINT.finditer(text)), len(text)]
    return [Span(start, end) for start, end in pairwise(starts) if start < end]
