"""A small learned reader of private details, for what no rule foresees.

A softmax regression over the words and classes of words around each word, with what
the rules guessed there among them. It is fitted by `tactful train privacy`, runs on
numpy alone, and its weights are small whole numbers that come in one checked file.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from assistant.privacy.details import Guess
from assistant.privacy.health import health_words
from assistant.privacy.ordinary import CLOCK, MONTH, NUMERIC_DATE, WEEKDAY
from assistant.privacy.page import Page, expression
from assistant.privacy.people import given_names
from assistant.privacy.wording import words
from assistant.schema import LeakKind

LABELS: tuple[LeakKind | None, ...] = (None, *LeakKind)
BUCKETS = 1 << 15
_TOKEN = r"[^\W\d_]+(?:'[^\W\d_]+)?|(?=[^\s]{0,60}\d)\w(?:[\w/.*+:@#-]{0,60}\w)?|\S"
_REACH = 7  # words to either side whose order does not count
_NEAR = 3  # words to either side whose place counts
_MOST_WORDS = 1200  # of a text; what comes later is left to the rules
_SURE, _HALF_SURE = 0.58, 0.5  # of a guess that the rules give there
_GOES_ON = 0.3  # how likely the words beside a sure one must be to belong to it
_PIECES = 4  # letters of a beginning or an ending

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
Places = np.ndarray[tuple[int, int], np.dtype[np.int64]]
Hashes = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each clue says for each label, in steps of `scale`."""

    steps: np.ndarray[tuple[int, int], np.dtype[np.int8]]
    scale: float

    def likely(self, clues: Places) -> Matrix:
        """Return how likely each label is at each word."""
        sums = self.steps[clues].sum(axis=1, dtype=np.int32) * np.float32(self.scale)
        raised = np.exp(sums - sums.max(axis=1, keepdims=True))
        likely: Matrix = (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)
        return likely


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a page and the clues at each, as numbers of buckets."""

    spans: tuple[tuple[int, int], ...]
    clues: Places


def find_learned(
    page: Page, guesses: Sequence[Guess], weights: Weights, *, least: float
) -> Iterator[Guess]:
    """Yield what the learned reader takes for private where the rules are silent."""
    reading = read_clues(page, guesses)
    if not reading.spans:
        return
    likely = weights.likely(reading.clues)
    private = 1 - likely[:, 0]
    for first, last in _stretches(private, least):
        start, end = reading.spans[first][0], reading.spans[last][1]
        kind = LABELS[1 + int(likely[first : last + 1, 1:].sum(axis=0).argmax())]
        sure = float(private[first : last + 1].max())
        if kind is not None:
            why = "learned from replies that gave something away"
            yield Guess(kind, start, end, sure, why)


def read_clues(page: Page, guesses: Sequence[Guess], buckets: int = BUCKETS) -> Reading:
    """Read a page for the learned reader."""
    tokens = [m.span() for m in expression(_TOKEN).finditer(page.text)][:_MOST_WORDS]
    if not tokens:
        return Reading((), np.zeros((0, 0), dtype=np.int64))
    written = [page.plain[start:end] for start, end in tokens]
    shapes = [_shape(page.text[start:end]) for start, end in tokens]
    word = _hashed(
        "#" + shape if any(map(str.isdigit, plain)) else plain
        for plain, shape in zip(written, shapes, strict=True)
    )
    kind = _hashed(
        _class(plain) or shape for plain, shape in zip(written, shapes, strict=True)
    )
    ruled = _hashed(_guessed(guesses, start, end) for start, end in tokens)
    columns = [
        *_in_place(word, kind),
        *_around(word),
        *_of_sentence(page, tokens, written, word, kind, ruled),
        *_of_letters(written, shapes),
        _mixed(ruled, 901),
        _mixed(ruled + kind, 902),
    ]
    return Reading(tuple(tokens), np.stack(columns, axis=1) % buckets)


def _stretches(
    private: np.ndarray[tuple[int], np.dtype[np.float32]], least: float
) -> Iterator[tuple[int, int]]:
    """Yield first and last word of each stretch that holds a likely word."""
    position, count = 0, len(private)
    edge = min(_GOES_ON, least)
    while position < count:
        last = position
        if private[position] >= edge:
            while last + 1 < count and private[last + 1 : last + 3].max() >= edge:
                last += 1
            while private[last] < edge:
                last -= 1
            if private[position : last + 1].max() >= least:
                yield position, last
        position = last + 1


def _in_place(word: Hashes, kind: Hashes) -> Iterator[Hashes]:
    for step in range(-_NEAR, _NEAR + 1):
        yield _mixed(_moved(word, step), 100 + step)
        yield _mixed(_moved(kind, step), 200 + step)
    for step in (-2, -1, 0, 1):
        yield _mixed(_pair(_moved(word, step), _moved(word, step + 1)), 300 + step)
        yield _mixed(_pair(_moved(kind, step), _moved(kind, step + 1)), 400 + step)
    three = _pair(_pair(_moved(kind, -1), kind), _moved(kind, 1))
    yield _mixed(three, 500)


def _around(word: Hashes) -> Iterator[Hashes]:
    for step in range(1, _REACH + 1):
        yield _mixed(_moved(word, -step), 600)
        yield _mixed(_moved(word, step), 601)


def _of_sentence(
    page: Page,
    tokens: Sequence[tuple[int, int]],
    written: Sequence[str],
    word: Hashes,
    kind: Hashes,
    ruled: Hashes,
) -> Iterator[Hashes]:
    """Yield how a word's sentence begins and ends, and whom it speaks of."""
    starts = [page.sentence(start).start for start, _ in tokens]
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    classes: dict[int, set[str]] = {}
    guessed: dict[int, bool] = {}
    for number, start in enumerate(starts):
        first.setdefault(start, number)
        last[start] = number
        classes.setdefault(start, set()).add(_class(written[number]))
        guessed[start] = guessed.get(start, False) or bool(ruled[number] != _NOTHING)
    opening = np.array([word[first[start]] for start in starts])
    second = np.array(
        [word[min(first[start] + 1, len(word) - 1)] for start in starts]
    )
    asks = np.array([written[last[start]] == "?" for start in starts])
    yield _mixed(opening, 700)
    yield _mixed(_pair(opening, second), 701)
    yield _mixed(_pair(kind, asks.astype(np.int64)), 702)
    yield _mixed(np.array([guessed[start] for start in starts]).astype(np.int64), 703)
    for number, name in enumerate(_SENTENCE_CLASSES):
        there = np.array([name in classes[start] for start in starts])
        yield _mixed(there.astype(np.int64), 710 + number)
        yield _mixed(_pair(kind, there.astype(np.int64)), 730 + number)


def _of_letters(written: Sequence[str], shapes: Sequence[str]) -> Iterator[Hashes]:
    for count in (_PIECES - 1, _PIECES):
        yield _mixed(_hashed(plain[:count] for plain in written), 800 + count)
        yield _mixed(_hashed(plain[-count:] for plain in written), 810 + count)
    yield _mixed(_hashed(shapes), 820)


def _hashed(names: Iterator[str] | Sequence[str]) -> Hashes:
    return np.fromiter((_hash(name) for name in names), dtype=np.int64)


@lru_cache(maxsize=65_536)
def _hash(name: str) -> int:
    return zlib.crc32(name.encode()) & 0x3FFFFFFF


_EDGE = _hash("<>")
_NOTHING = _hash("")


def _moved(hashes: Hashes, step: int) -> Hashes:
    """Return what stands `step` words further on, and an edge beyond the ends."""
    count = len(hashes)
    padded = np.full(count, _EDGE, dtype=np.int64)
    if abs(step) >= count:
        return padded
    if step > 0:
        padded[:-step] = hashes[step:]
    elif step < 0:
        padded[-step:] = hashes[:step]
    else:
        padded[:] = hashes
    return padded


def _pair(one: Hashes, other: Hashes) -> Hashes:
    return (one * 1_000_003 + other * 8191) & 0x3FFFFFFF


def _mixed(hashes: Hashes, salt: int) -> Hashes:
    """Spread the same words over other buckets for every place they stand in."""
    mixed = (hashes + salt * 2_654_435) * 40_503 & 0x3FFFFFFF
    return mixed ^ (mixed >> 15)


def _guessed(guesses: Sequence[Guess], start: int, end: int) -> str:
    best = max(
        (g for g in guesses if g.start < end and start < g.end),
        key=lambda guess: guess.confidence,
        default=None,
    )
    if best is None:
        return ""
    sure = best.confidence
    level = "sure" if sure >= _SURE else "half" if sure >= _HALF_SURE else "hunch"
    return f"{best.kind}:{level}"


@lru_cache(maxsize=16_384)
def _shape(text: str) -> str:
    if text.isdigit():
        return "9" * min(len(text), 7)
    if text[0].isalpha() and not any(map(str.isdigit, text)):
        if text.isupper():
            return "X" if len(text) == 1 else "XX"
        return "Xx" if text[0].isupper() else "x"
    if len(text) == 1:
        return text
    plain = re.sub(r"\d", "9", re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", text)))
    return re.sub(r"(.)\1+", r"\1", plain)[:8]


_SENTENCE_CLASSES = (
    *("you", "they", "we", "kin", "general", "sum", "given", "health", "day", "modal"),
)
_SHAPED = (("month", MONTH), ("clock", CLOCK), ("date", NUMERIC_DATE), ("day", WEEKDAY))


@lru_cache(maxsize=16_384)
def _class(plain: str) -> str:
    for name in ("you", "they", "we", "general", "modal", "number word", "sum", "asks"):
        if plain in words("tagger", name):
            return name
    if plain.removesuffix("'s") in words("statements", "kin"):
        return "kin"
    for name, shape in _SHAPED:
        if plain != "may" and expression(shape).fullmatch(plain):
            return name
    if plain in words("addresses", "street"):
        return "street"
    if plain.removesuffix("'s") in given_names():
        return "given"
    return "health" if plain in _words_of_health() else ""


@cache
def _words_of_health() -> frozenset[str]:
    return frozenset(
        word for term in health_words() for word in term.split() if len(word) > 4
    )
