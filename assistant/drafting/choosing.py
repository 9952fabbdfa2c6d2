"""Choose which clause of a message is what happened, or none, by a trained judge.

A linear judge above words, pairs of words and a few plain facts of a clause, and above
what the reader of messages sees in the clause and in the whole message. It was taught
by clauses that a person judged: could an answer say this one, or not? From what chance
on it may speak is set on messages that it did not learn from.
"""

import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

import regex

from assistant.drafting.candidates import Candidate, candidates_of, tells_trouble
from assistant.drafting.sifting import trouble_in
from assistant.errors import ModelError
from assistant.models.weights import Array, read_manifest, read_weights
from assistant.schema import Message

_LASTS = regex.compile(
    r"\b(?:(?:minute|hour|day|week|month|year)s?|twice|times|again|still)\b"
)
_VERB = regex.compile(
    r"\w+(?:ed|n't)|is|was|are|were|has|have|had|never|came|got|went|keeps|says|sent|"
    r"took|left|gave|broke"
)
KIND = "matter"
BINS = 8192
_SURE = 0.5  # chance
_LONG = 12  # words
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Sight:
    """What a trained reader sees in a text, and the mark of its weights."""

    see: Callable[[str], Array]
    mark: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts for a clause: its bins, and what is seen in it and in its message."""

    bins: Array
    clause: Array
    message: Array
    bias: float = 0.0


class MatterJudge:
    """The weights of the judge, and the chance from which it speaks."""

    def __init__(self, weights: Weights, threshold: float, sight: Sight) -> None:
        self.weights = weights
        self.threshold = threshold
        self.sight = sight

    @classmethod
    def open(cls, folder: Path, sight: Sight) -> "MatterJudge":
        """Open the judge of a folder.

        Raises ModelError when it is missing or damaged, or was taught to see otherwise.
        """
        settings = read_manifest(folder, KIND).settings
        if settings.get("above") != sight.mark:
            raise ModelError(f"{folder}: was taught above another reader")
        told = read_weights(folder)
        try:
            weights = Weights(
                told["bins"], told["clause"], told["message"], float(settings["bias"])
            )
            return cls(weights, float(settings["threshold"]), sight)
        except (KeyError, ValueError) as error:
            raise ModelError(
                f"{folder}: the weights are not those of {KIND}"
            ) from error

    def clause(
        self,
        message: Message,
        *,
        grave: bool = False,
        may_stand: Callable[[str], bool] = bool,
    ) -> str:
        """Return what happened as a clause, or nothing when unsure.

        Where a wrong word would hurt, as `grave` says, it must be surer. Only clauses
        that `may_stand` are chosen from.
        """
        found = candidates_of(message.text)
        told = zip(self.chances(found, message.text), found, strict=True)
        could = [(chance, one.text) for chance, one in told if may_stand(one.text)]
        chance, text = max(could, key=itemgetter(0), default=(0.0, ""))
        least = max(self.threshold, _SURE) if grave else self.threshold
        return text if chance >= least else ""

    def chances(self, found: Sequence[Candidate], text: str) -> list[float]:
        """Return of each candidate of a message how likely it is what happened."""
        if not found:
            return []
        weights, see = self.weights, self.sight.see
        around = float(weights.message @ see(text)) + weights.bias
        told = []
        for candidate in found:
            score = sum(weights.bins[one] for one in features(candidate, found))
            score += weights.clause @ see(candidate.text) + around
            told.append(1 / (1 + math.exp(-float(score))))
        return told


def open_judge(
    folder: Path | None, sight: Sight | None
) -> tuple[MatterJudge | None, tuple[str, ...]]:
    """Open the judge of a folder, or say in a note why the rule speaks alone.

    Without a reader that sees, the rule speaks alone as well; that has a note already.
    """
    if folder is None or sight is None or not folder.is_dir():
        return None, ()
    try:
        return MatterJudge.open(folder, sight), ()
    except ModelError as error:
        return None, (f"What happened is found by a rule alone: {error}.",)


def features(candidate: Candidate, found: Sequence[Candidate]) -> list[int]:
    """Return the bins that a candidate among others fills."""
    return sorted({zlib.crc32(one.encode()) % BINS for one in _facts(candidate, found)})


def _facts(candidate: Candidate, found: Sequence[Candidate]) -> Iterator[str]:
    words = candidate.text.lower().split()
    yield "always"
    yield f"place {int(candidate.place * 4)}"
    yield f"ordinal {min(candidate.ordinal, 4)}"
    yield f"of {min(len(found), 5)}"
    yield f"whole {candidate.whole}"
    yield f"length {0 if len(words) < _SHORT else 1 if len(words) < _LONG else 2}"
    yield f"trouble {min(trouble_in(candidate.text), 3)}"
    most = max(trouble_in(one.text) for one in found)
    yield f"most trouble {trouble_in(candidate.text) == most}"
    yield f"begins {words[0]} {words[1]}"
    yield f"begins {words[0]}"
    told = tells_trouble(candidate.text)
    yield f"told {told}"
    yield f"begins {words[0]} told {told}"
    yield f"lasts {bool(_LASTS.search(candidate.text))}"
    yield f"words {len(words)}"
    verb = next((word for word in words[1:] if _VERB.fullmatch(word)), "")
    yield f"{words[0]} then {verb}"
    yield f"ends {words[-1]}"
    for word in words:
        yield f"has {word}"
    for pair in pairwise(words):
        yield "has " + " ".join(pair)
