"""Hear what polite words hide: a small model of our own, beside the rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.library import ToneRule
from assistant.schema import Context, Family, Finding, Severity, Span
from assistant.text import fold, sentence_spans

if TYPE_CHECKING:
    from assistant.models.encoder import States
    from assistant.models.judge import Judge
    from assistant.models.weights import Array

    Read = Callable[[str], States]

KIND = "tone"
RUDENESS, WARMTH = "rudeness", "warmth"  # what is told of a whole text
SECOND = "second"  # the folder, inside that of the weights, of the second reader
_IN_DOUBT = 0.2  # the chance of a family from which the second reader is asked as well
BY_MODEL = ".model"  # what the name of each of its findings ends with
_REMEMBERED = 256  # texts; a draft is checked in parts and whole


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, and the chance (0 to 1) that it shows each family."""

    span: Span
    chances: Mapping[Family, float]


class Member:
    """One of the readers that hear tone together, each in calibrated log odds."""

    def __init__(self, judge: "Judge", read: "Read | None" = None) -> None:
        self._judge = judge
        self._slope = float(judge.settings["slope"])
        self._offset = float(judge.settings["offset"])
        self.families = tuple(map(Family, judge.heads[KIND].labels))
        self._read = read or lru_cache(maxsize=_REMEMBERED)(judge.encoder.read)

    def families_in(self, text: str, sentences: Sequence[Span]) -> "Array":
        """Return the log odds of each family, (sentences, families)."""
        told = self._judge.judge(self._read(text), sentences, KIND)
        return self._slope * told + self._offset

    def whole(self, text: str, head: str) -> "Array":
        """Return what a head tells of a whole text, as log odds, (1, 1)."""
        return self._judge.judge(self._read(text), [Span(0, len(text))], head)


class ToneModel:
    """Hears the tone of each sentence in the company of the others.

    Readers that learnt apart err apart, so where the first hears anything at all,
    what all hear is averaged; most replies are plain, and cost one reading.
    """

    def __init__(self, first: Member, *others: Member) -> None:
        self._members = (first, *others)
        self.families = first.families
        self.hear = lru_cache(maxsize=_REMEMBERED)(self._hear)

    @classmethod
    def open(cls, folder: Path) -> "ToneModel":
        """Open the weights of a folder, and the second ones in it if there are any.

        Raises ModelError when they are missing or damaged.
        """
        from assistant.models.judge import Judge  # numpy, which lint does without

        return cls(Member(Judge.open(folder, KIND)), *open_others(folder))

    def _hear(self, text: str) -> tuple[Heard, ...]:
        """Return what is heard in each sentence of a text."""
        from assistant.models.judge import chance_of

        folded = fold(text)
        sentences = sentence_spans(folded.text)
        spans = [folded.span(one.start, one.end) for one in sentences]
        told = self._members[0].families_in(text, spans)
        if spans and chance_of(told).max() >= _IN_DOUBT:
            others = self._members[1:]
            told = _mean([told, *(one.families_in(text, spans) for one in others)])
        chances = chance_of(told)
        return tuple(
            Heard(span, dict(zip(self.families, map(float, row), strict=True)))
            for span, row in zip(spans, chances, strict=True)
        )

    def rudeness(self, text: str) -> float:
        """Return how likely a text is to hurt, 0 (civil) to 1."""
        return self._whole(text, RUDENESS)

    def warmth(self, text: str) -> float:
        """Return how warm people would call a text, 0 (cold) to 1 (heartfelt)."""
        return self._whole(text, WARMTH)

    def _whole(self, text: str, head: str) -> float:
        from assistant.models.judge import chance_of

        return float(chance_of(self._members[0].whole(text, head))[0, 0])


def _mean(heard: "Sequence[Array]") -> "Array":
    import numpy as np

    mean: Array = np.mean(heard, axis=0, dtype=np.float32)
    return mean


def open_others(folder: Path) -> tuple[Member, ...]:
    """Open the second reader of a folder of weights, where it has one.

    Raises ModelError when it is damaged.
    """
    from assistant.models.judge import Judge

    if not (folder / SECOND).is_dir():
        return ()
    return (Member(Judge.open(folder / SECOND, KIND)),)


def check_tone(
    text: str, _: Context, *, model: ToneModel, rules: Mapping[Family, ToneRule]
) -> Iterator[Finding]:
    """Yield a finding for each sentence and family that the model is sure enough of."""
    for heard in model.hear(text):
        for family, chance in heard.chances.items():
            rule = rules.get(family)
            if rule and chance >= rule.threshold:
                yield Finding(
                    rule=f"{family}{BY_MODEL}",
                    family=family,
                    severity=rule.severity,
                    start=heard.span.start,
                    end=heard.span.end,
                    message=rule.message,
                    why=rule.why,
                )


def borne_out(
    found: Iterable[Finding], text: str, *, model: ToneModel, least: float
) -> Iterator[Finding]:
    """Yield findings, warnings of tone that the model does not hear as suggestions.

    A rule sees words and not what they are said of; where the model gives its family
    less than `least` in every sentence it touches, a person should look, no more.
    """
    for one in found:
        if one.severity is Severity.WARNING and one.family in model.families:
            heard = model.hear(text)
            chances = (
                h.chances[one.family] for h in heard if h.span.overlaps(one.span)
            )
            if max(chances, default=1.0) < least:
                yield replace(one, severity=Severity.SUGGESTION)
                continue
        yield one
