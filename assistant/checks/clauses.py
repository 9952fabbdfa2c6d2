"""Take a sentence apart where its clauses meet, so that some can stay."""

import re
from collections.abc import Iterator
from itertools import pairwise

import regex

from assistant.checks.unsaid import sentence
from assistant.schema import Span
from assistant.text import sentence_spans

_LEAST_WORDS = 3  # that a clause keeps as a sentence
_JOINT = regex.compile(
    r"(?:\s*[;:–—]|,| -|\.\.\.|…|\s*[\p{Extended_Pictographic}--[\d#*]]\uFE0F?)\s+"
    r"(?:(?:and|but|so|then)\s+)?",
    regex.V1,
)
_WEAK_JOINT = re.compile(r"(?:\s*[;:–—,]| - |\.\.\.|…)\s+|\s+(?=(?:and|but|so)\s)")
_OPENERS = re.compile(
    r"(?:we|i|we're|we've|we'll|i'm|i've|i'll|it|it's|it'll|this|they|she|he|there's"
    r"|there|your|our|the|you can|you'll find|next|both|all|no|here's)\b",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"(?:please|kindly|call|ring|phone|dm|send|try|reply|write|tell|ask|talk|see|let|turn"
    r"|press|tap|tick|attach|upload|open|go|check|bring|take|keep|use|wave|claim|file)\b",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"(?:and|but|or|so|that|which|who|whose|because|as|if|when|where|while|than|to|of"
    r"|for|in|on|at|by|with|from|not|don't|didn't|you)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:have|has|did|do|does|is|are|can|could|would|will|was|were|may|shall"
    r"|what|which|when|where|who|how|why)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: there)?"
    r"(?: [A-Z][\w.'’-]*){0,4}[,:!]\s+",
    re.IGNORECASE,
)
_EDGE = " ,;:–—-"


def greeting_of(said: str) -> str:
    """Return how a sentence greets, with the space after it; nothing where it doesn't.

    "Hi Dana, we looked." greets with "Hi Dana, ".
    """
    match = _GREETING.match(said)
    return match[0] if match and match.end() < len(said) else ""


def clauses(said: str) -> Iterator[str]:
    """Yield what remains of a sentence without its first clauses or its last ones."""
    for joint in _JOINT.finditer(said):
        rest, head = said[joint.end() :], said[: joint.start()]
        explains = ":" in joint[0] and not _HANGS.match(rest)
        if _opens(rest) or explains:
            yield stem(rest)
            if _opens(head):
                yield stem(head)
        elif _ASKS.match(rest) and _opens(head):
            yield stem(head)


def heads(said: str) -> Iterator[str]:
    """Yield a sentence without what a last "and", "but" or comma adds to it."""
    for joint in reversed(list(_WEAK_JOINT.finditer(said))):
        head = said[: joint.start()]
        if _opens(head):
            yield stem(head)


def is_step(clause: str) -> bool:
    """Say whether a clause tells what to do: "Talk to the shop"."""
    return _STEPS.match(clause) is not None


def _opens(piece: str) -> bool:
    return bool(_OPENERS.match(piece)) or is_step(piece)


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
