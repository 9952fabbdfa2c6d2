"""Hear what polite words hide: a small model of our own, beside the rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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

    Read = Callable[[str], States]

KIND = "tone"
BY_MODEL = ".model"  # what the name of each of its findings ends with
_REMEMBERED = 256  # texts; a draft is checked in parts and whole


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, and the chance (0 to 1) that it shows each family."""

    span: Span
    chances: Mapping[Family, float]


class ToneModel:
    """Weights that hear the tone of each sentence in the company of the others."""

    def __init__(self, judge: "Judge", read: "Read | None" = None) -> None:
        self._judge = judge
        self._slope = float(judge.settings["slope"])
        self._offset = float(judge.settings["offset"])
        self.families = tuple(map(Family, judge.heads[KIND].labels))
        self._read = read or lru_cache(maxsize=_REMEMBERED)(judge.encoder.read)
        self.hear = lru_cache(maxsize=_REMEMBERED)(self._hear)

    @classmethod
    def open(cls, folder: Path) -> "ToneModel":
        """Open the weights of a folder.

        Raises ModelError when they are missing or damaged.
        """
        from assistant.models.judge import Judge  # numpy, which lint does without

        return cls(Judge.open(folder, KIND))

    def _hear(self, text: str) -> tuple[Heard, ...]:
        """Return what is heard in each sentence of a text."""
        from assistant.models.judge import chance_of

        folded = fold(text)
        sentences = sentence_spans(folded.text)
        spans = [folded.span(one.start, one.end) for one in sentences]
        told = self._judge.judge(self._read(text), spans, KIND)
        chances = chance_of(self._slope * told + self._offset)
        return tuple(
            Heard(span, dict(zip(self.families, map(float, row), strict=True)))
            for span, row in zip(spans, chances, strict=True)
        )

    def rudeness(self, text: str) -> float:
        """Return how likely a text is to hurt, 0 (civil) to 1."""
        from assistant.models.judge import chance_of

        states = self._read(text)
        whole = [Span(0, len(text))]
        return float(chance_of(self._judge.judge(states, whole, "rudeness"))[0, 0])


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
