"""Choose which clause of a message is what happened, or none, by a trained judge.

A small judge above words, pairs of words and a few plain facts of a clause, and above
what the reader of messages sees in the clause and in the whole message. It was taught
by clauses that a person judged: could an answer say this one, or not? From what chance
on it may speak is set on messages that it did not learn from.
"""

import math
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import regex

from assistant.drafting.candidates import (
    Candidate,
    candidates_of,
    looks_of,
    tells_trouble,
)
from assistant.drafting.edits import NO_CLAUSE, Clause, may_be_said
from assistant.drafting.sifting import trouble_in
from assistant.errors import ModelError
from assistant.models.weights import Array, read_manifest, read_weights

_LASTS = regex.compile(
    r"\b(?:(?:minute|hour|day|week|month|year)s?|twice|times|again|still)\b"
)
_VERB = regex.compile(
    r"\w+(?:ed|n't)|is|was|are|were|has|have|had|never|came|got|went|keeps|says|sent|"
    r"took|left|gave|broke"
)
KIND = "matter"
BINS = 8192
PARTS = ("bins", "odds", "middle", "middle_bias", "last", "last_bias")  # as stored
EDITS = "edits"  # the weights of what edits made, as stored
FACTS = 12  # that they weigh
_SURE = 0.75  # chance
_SOMEWHERE = 0.3  # where a clause that edits made is taken to stand in its message
_USUAL = 10  # words
_NEVER = 1e-6
_LONG = 12  # words
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Sight:
    """What a trained reader sees in a text, and the mark of its weights.

    `see` returns its states, pooled; `read` these, and the log odds of all that it
    answers, first of why the text was written.
    """

    see: Callable[[str], Array]
    read: Callable[[str], tuple[Array, Array]]
    mark: str


@dataclass(frozen=True, slots=True)
class Weights:
    """Two layers above the mean of what the bins say and above what is seen.

    `bins` is (bins, width) and `odds` (bins,), what each says by itself; `middle` is
    (hidden, width and three times what is seen), `last` (hidden,).
    """

    bins: Array
    odds: Array
    middle: Array
    middle_bias: Array
    last: Array
    last_bias: Array

    def log_odds(self, filled: Sequence[int], seen: Array) -> float:
        """Return how likely it is that a clause can be sent."""
        rows = list(filled)
        known = np.concatenate([self.bins[rows].mean(axis=0), seen])
        hidden = self.middle @ known + self.middle_bias
        told = self.last @ np.maximum(hidden, 0) + self.odds[rows].sum()
        return float(told + self.last_bias[0])


@dataclass(frozen=True, slots=True)
class EditWeights:
    """One layer above a few facts of a clause that edits made of a message.

    `facts` is (facts,); `threshold` is the chance from which it may speak.
    """

    facts: Array
    bias: float
    threshold: float

    def chance(self, told: Sequence[float]) -> float:
        """Return how likely it is that a clause can be sent."""
        log_odds = float(self.facts @ np.asarray(told, np.float32)) + self.bias
        return 1 / (1 + math.exp(-log_odds))


NO_EDITS = EditWeights(np.zeros(0, np.float32), 0.0, 2.0)


class MatterJudge:
    """The weights of the judge, and the chance from which it speaks.

    `edits` are those that judge what edits made of a message.
    """

    def __init__(
        self,
        weights: Weights,
        threshold: float,
        sight: Sight,
        edits: EditWeights = NO_EDITS,
    ) -> None:
        self.weights = weights
        self.threshold = threshold
        self.sight = sight
        self.edits = edits

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
            weights = Weights(**{name: told[name] for name in PARTS})
            edits = _edit_weights(told, settings)
            return cls(weights, float(settings["threshold"]), sight, edits)
        except (KeyError, ValueError) as error:
            raise ModelError(
                f"{folder}: the weights are not those of {KIND}"
            ) from error

    def clause(
        self, text: str, *, edited: Clause = NO_CLAUSE, grave: bool = False
    ) -> str:
        """Return what happened as a clause, or nothing when unsure.

        What rules cut comes before what was `edited`. Where a wrong word would hurt, as
        `grave` says, it must be surer.
        """
        found = candidates_of(text)
        told = zip(self.chances(found, text), found, strict=True)
        chance, best = max(told, key=itemgetter(0), default=(0.0, None))
        least = max(self.threshold, _SURE) if grave else self.threshold
        if best and chance >= least:
            return best.text
        least = max(self.edits.threshold, _SURE) if grave else self.edits.threshold
        return edited.text if self.edited_chance(edited, text) >= least else ""

    def edited_chance(self, edited: Clause, text: str) -> float:
        """Return how likely it is that what edits made of a message can be sent."""
        if not may_be_said(edited.text) or not len(self.edits.facts):
            return 0.0
        return self.edits.chance(self.facts_of(edited, text))

    def facts_of(self, edited: Clause, text: str) -> list[float]:
        """Return what is known of a clause that edits made, as `EDITS` weigh it."""
        own = self.chances([Candidate(edited.text, _SOMEWHERE, False, 0)], text)[0]
        sure = (edited.chance, edited.least, own / max(1 - own, _NEVER))
        return [
            *(math.log(max(one, _NEVER)) for one in sure),
            float(edited.leaps),
            len(edited.text.split()) / _USUAL,
            float(bool(trouble_in(edited.text))),
            *map(float, looks_of(edited.text)),
        ]

    def chances(self, found: Sequence[Candidate], text: str) -> list[float]:
        """Return of each candidate of a message how likely it is what happened."""
        if not found:
            return []
        seen = seen_of([one.text for one in found], text, self.sight)
        log_odds = (
            self.weights.log_odds(features(candidate, found), one)
            for candidate, one in zip(found, seen, strict=True)
        )
        return [1 / (1 + math.exp(-told)) for told in log_odds]


def _edit_weights(
    told: Mapping[str, Array], settings: Mapping[str, Any]
) -> EditWeights:
    """Return the weights of what edits made, or none where it was not taught."""
    if EDITS not in told:
        return NO_EDITS
    at = settings[EDITS]
    edits = EditWeights(told[EDITS], float(at["bias"]), float(at["threshold"]))
    if len(edits.facts) not in (0, FACTS):
        raise ValueError("these edits are judged by other facts")
    return edits


def seen_of(clauses: Sequence[str], text: str, sight: Sight) -> list[Array]:
    """Return what is seen in clauses, in their message, and in both alike."""
    around = sight.see(text)
    each = [sight.see(clause) for clause in clauses]
    return [np.concatenate([one, around, one * around]) for one in each]


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
