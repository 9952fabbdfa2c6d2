"""Measure a text: how warm it reads, how rude, how hard to read."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.checks.readability import grade_level
from assistant.library.warmth import WarmthScale
from assistant.schema import Family, Finding, Scores, Severity
from assistant.text import ENGLISH, PhraseIndex

_RUDE = {
    Family.RUDE: 1.0,
    Family.IRRITATED: 0.6,
    Family.CONDESCENDING: 0.6,
    Family.DISMISSIVE: 0.5,
    Family.BLAMING: 0.5,
    Family.DEFENSIVE: 0.3,
}
_SURENESS = {Severity.ERROR: 0.9, Severity.WARNING: 0.5, Severity.SUGGESTION: 0.15}


class WarmthMeter:
    """A warmth scale, ready to be held against texts."""

    def __init__(self, scale: WarmthScale) -> None:
        self._scale = scale
        self._index = PhraseIndex(
            {name: group.phrases for name, group in scale.groups.items()}
        )

    def measure(self, text: str) -> float:
        """Return how warm a text reads, 0 (cold) to 1 (heartfelt).

        The sum of the groups found, each counted up to its most, through a logistic
        curve; a reply with none of them is near 0.2.
        """
        found = Counter(match.owner for match in self._index.find(text))
        total = self._scale.bias + sum(
            group.weight * min(found[name], group.most)
            for name, group in self._scale.groups.items()
        )
        return round(1 / (1 + math.exp(-total / 1.5)), 3)


@dataclass(frozen=True, slots=True)
class Impression:
    """What the tone model makes of a whole text: how likely it hurts, how warm it is.

    Both are 0 to 1.
    """

    rudeness: float
    warmth: float


def measure(
    text: str,
    findings: Iterable[Finding],
    meter: WarmthMeter,
    *,
    language: str = ENGLISH,
    heard: Impression | None = None,
) -> Scores:
    """Return all scores of a text, given what was found in it.

    Where the tone model has heard it, warmth is the mean of the scale's and the
    model's: the scale knows our ladder, the model what people call polite.
    """
    warmth = meter.measure(text)
    if heard:
        warmth = round((warmth + heard.warmth) / 2, 3)
    return Scores(
        warmth=warmth,
        rudeness=_rudeness(findings, heard.rudeness if heard else 0.0),
        grade_level=grade_level(text) if language == ENGLISH else None,
    )


def _rudeness(findings: Iterable[Finding], heard: float) -> float:
    """Return 0 (civil) to 1: how sure the findings make us that it hurts.

    Findings of the families that hurt, and what the model hears in the whole text,
    add up like independent witnesses.
    """
    innocent = 1.0 - heard
    for finding in findings:
        weight = _RUDE.get(finding.family, 0.0) * _SURENESS[finding.severity]
        innocent *= 1 - weight
    return round(1 - innocent, 3)
