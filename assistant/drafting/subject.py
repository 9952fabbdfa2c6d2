"""Name what a message is about, in the customer's own words: "your blue trainers".

A small model marks the words that can stand behind "about the trouble with", "about"
or "for your kind words about", and tells whose the thing is. What it marks is used only
where it is short, plain, kind and nobody's private matter.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from assistant.drafting.sifting import is_unkind
from assistant.errors import ModelError
from assistant.privacy import find_private
from assistant.schema import Span
from assistant.text import sentence_spans

if TYPE_CHECKING:
    from assistant.models.judge import Judge
    from assistant.models.weights import Array
    from assistant.models.wordpiece import Pieces

KIND = HEAD = "subject"
# What each piece is told to be: no part of it, or a part of a thing that is theirs,
# ours, known to both, one of many, or that takes no article.
NOTHING, BARE = "nothing", "bare"
LABELS = (NOTHING, "your", "our", "the", "a", BARE)
_READ = 1000  # characters; what a message is about stands near the beginning
_JOINS = 0.4  # the chance from which a piece belongs to the marked one beside it
_MOST_WORDS = 7
_LONGEST = 60  # characters
_REMEMBERED = 256  # messages
_PLAIN = regex.compile(r"^[\p{L}\p{N}](?:[\p{L}\p{N}\s'’&+/-]|(?<=\d)[.:](?=\d))*+$")
_LONG_NUMBER = regex.compile(r"\d{4,}")
_DETERMINER = regex.compile(
    r"^(?:my|your|ur|our|the|an?|this|that|these|those|his|her|their|its|some|any|all)"
    r"\s+",
    regex.I,
)
_PERSON = regex.compile(
    r"\b(?:i|me|we|us|you|u|he|she|him|they|them|myself|it|mine|ours)\b|n['’]t\b",
    regex.I,
)
_TURNS = {"my": "your", "our": "your", "your": "our", "ur": "our"}
_WHOSE = regex.compile(r"\b(?:my|our|your|ur)\b", regex.I)
_OWNER = regex.compile(r"\b(my|our|your|ur)\s+$", regex.I)
_VOWEL = regex.compile(r"^[aeiou]", regex.I)
_EDGES = " \n\t.,;:!?…\"“”'‘’()-–—*"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of a message that were marked, whose they are, and how sure that is."""

    span: Span
    label: str
    chance: float


class SubjectModel:
    """Weights that mark the subject of a message, and how sure they must be."""

    def __init__(self, judge: "Judge") -> None:
        self._judge = judge
        self.threshold = float(judge.settings["threshold"])
        self.mark = lru_cache(maxsize=_REMEMBERED)(self._mark)

    @classmethod
    def open(cls, folder: Path) -> "SubjectModel":
        """Open the weights of a folder.

        Raises ModelError when they are missing or damaged.
        """
        from assistant.models.judge import Judge

        judge = Judge.open(folder, KIND)
        if "threshold" not in judge.settings:
            raise ModelError(f"{folder}: the weights are not those of {KIND}")
        return cls(judge)

    def subject(self, text: str) -> str:
        """Return what a text is about as a phrase with its article, or nothing."""
        marked = self.mark(text)
        sure = marked is not None and marked.chance >= self.threshold
        return worded(text, marked) if marked and sure else ""

    def is_named(self, said: str, text: str) -> bool:
        """Say whether words speak of what a text is about, sure of that or not."""
        marked = self.mark(text)
        phrase = worded(text, marked) if marked else ""
        return bool(phrase) and phrase.split()[-1].lower() in said.lower().split()

    def _mark(self, text: str) -> Marked | None:
        """Return the words that are likeliest the subject of a text, if any are."""
        states = self._judge.encoder.read(text[:_READ])
        return likeliest(text, states.pieces, self._judge.mark(states, (), HEAD))


def open_subject(folder: Path | None) -> tuple[SubjectModel | None, tuple[str, ...]]:
    """Open the weights of a folder, or say in a note why no subject is named."""
    if folder is None or not folder.is_dir():
        return None, ()
    try:
        return SubjectModel.open(folder), ()
    except ModelError as error:
        return None, (f"Drafts do not name what a message is about: {error}.",)


def likeliest(text: str, pieces: "Pieces", chances: "Array") -> Marked | None:
    """Return the surest stretch of marked pieces, as whole words.

    `chances` are those of each label, a row for each piece. How sure a stretch is, is
    the mean over its pieces.
    """
    inside = 1 - chances[:, 0]
    best: Marked | None = None
    for first, after in _stretches(inside.tolist()):
        chance = float(inside[first:after].mean())
        if best is None or chance > best.chance:
            label = LABELS[1 + int(chances[first:after, 1:].sum(axis=0).argmax())]
            span = _whole_words(text, pieces.starts[first], pieces.ends[after - 1])
            best = Marked(span, label, chance)
    return best


def worded(text: str, marked: Marked) -> str:
    """Return marked words as a draft says them, or nothing where it may not."""
    said = text[marked.span.start : marked.span.end].strip(_EDGES)
    said = " ".join(_DETERMINER.sub("", said).replace("’", "'").split())
    if not said or len(said) > _LONGEST or len(said.split()) > _MOST_WORDS:
        return ""
    if not _PLAIN.match(said) or _LONG_NUMBER.search(said) or _PERSON.search(said):
        return ""
    said = _quiet(said, text, marked.span)
    said = _WHOSE.sub(lambda match: _TURNS[match[0].lower()], said)
    label = _told_whose(text, marked.span.start) or marked.label
    phrase = f"{_article(label, said)}{said}"
    return "" if is_unkind(phrase) or find_private(phrase) else phrase


def _stretches(inside: list[float]) -> Iterator[tuple[int, int]]:
    start = 0
    for place, chance in enumerate([*inside, 0.0]):
        if chance < _JOINS:
            if place > start:
                yield start, place
            start = place + 1


def _whole_words(text: str, start: int, end: int) -> Span:
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return Span(start, end)


def _told_whose(text: str, start: int) -> str:
    """Return whose it is where the message says so, turned to our side, or nothing."""
    found = _OWNER.search(text[:start])
    return _TURNS[found[1].lower()] if found else ""


def _quiet(said: str, text: str, span: Span) -> str:
    """Return the words without a capital that only their place gave them."""
    if said.isupper() and (" " in said or text.isupper()):
        return said.lower()
    starts = [sentence.start for sentence in sentence_spans(text[: span.end])]
    place = bisect_left(starts, span.start)
    first, _, rest = said.partition(" ")
    begins = place < len(starts) and not text[starts[place] : span.start].strip(_EDGES)
    if begins and first.istitle() and not rest[:1].isupper():
        return f"{said[0].lower()}{said[1:]}"
    return said


def _article(label: str, said: str) -> str:
    if label == BARE:
        return ""
    if label == "a":
        return "an " if _VOWEL.match(said) else "a "
    return f"{label} "
