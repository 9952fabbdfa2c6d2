"""Measure what is found in the tone of replies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.engine import Engine
from assistant.evaluation.figures import (
    Failure,
    Figure,
    Section,
    Table,
    Tally,
    always,
    mean,
    share,
    share_of,
    tally,
)
from assistant.evaluation.rows import TONE_FAMILIES, ToneCase
from assistant.schema import Context, Family, Finding, Severity

_PLAIN = "flags every family in every reply"
_COLUMNS = ("precision", "recall", "F1", "plain F1", "labelled")


@dataclass(frozen=True, slots=True)
class _Checked:
    """A case with what was found; a suggestion is kept apart from what flags."""

    case: ToneCase
    findings: tuple[Finding, ...]

    @property
    def flags(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is not Severity.SUGGESTION)

    def flagged(self, family: Family) -> bool:
        return any(finding.family is family for finding in self.flags)

    def suggested(self, family: Family) -> bool:
        return any(finding.family is family for finding in self.findings)


def measure_tone(cases: Sequence[ToneCase], engine: Engine) -> Section:
    """Check every reply and count, by family, what was found of what is labelled."""
    checked = [_check(case, engine) for case in cases]
    return Section(
        task="tone",
        cases=len(cases),
        plain=_PLAIN,
        figures=_figures(checked),
        tables=(_families(checked),),
        failures=tuple(_failures(checked)),
    )


def _check(case: ToneCase, engine: Engine) -> _Checked:
    channel = engine.channel(case.channel)
    found = engine.check(case.text, Context(channel, channel.public)).findings
    return _Checked(case, tuple(f for f in found if f.family in TONE_FAMILIES))


def _figures(checked: Sequence[_Checked]) -> tuple[Figure, ...]:
    return (*_per_family(checked), *_per_reply(checked), _on_the_words(checked))


def _per_family(checked: Sequence[_Checked]) -> Iterator[Figure]:
    """Yield macro-F1, as flagged and with suggestions too."""
    plain = mean(_always(family, checked).f1 for family in TONE_FAMILIES)
    for key, what, count in (
        ("macro_f1", "macro-F1 over ten families", _tally),
        ("macro_f1_with_suggestions", "macro-F1, suggestions too", _suggested),
    ):
        value = mean(count(family, checked).f1 for family in TONE_FAMILIES)
        yield Figure(key, what, value, len(checked), plain)


def _per_reply(checked: Sequence[_Checked]) -> Iterator[Figure]:
    """Yield the shares of faulty and of clean replies that are flagged."""
    clean = [one for one in checked if not one.case.labels]
    faulty = [one for one in checked if one.case.labels]
    for key, what, cases, flagged in (
        ("faulty_flagged", "replies with a fault that are flagged", faulty, _flags_any),
        ("clean_flagged", "clean replies flagged (low is good)", clean, _flags_any),
        (
            "clean_flagged_with_suggestions",
            "clean replies flagged, suggestions too",
            clean,
            _suggests_any,
        ),
    ):
        yield Figure(key, what, share_of(cases, flagged), len(cases), 1.0)


def _on_the_words(checked: Sequence[_Checked]) -> Figure:
    true = [
        (one, f) for one in checked for f in one.flags if f.family in one.case.labels
    ]
    placed = sum(_on_labelled_words(one, finding) for one, finding in true)
    what = "true findings on the labelled words"
    return Figure("on_labelled_words", what, share(placed, len(true)), len(true))


def _flags_any(checked: _Checked) -> bool:
    return bool(checked.flags)


def _suggests_any(checked: _Checked) -> bool:
    return bool(checked.findings)


def _on_labelled_words(checked: _Checked, finding: Finding) -> bool:
    return any(finding.span.overlaps(span) for span in checked.case.spans)


def _tally(family: Family, checked: Sequence[_Checked]) -> Tally:
    return tally((family in one.case.labels, one.flagged(family)) for one in checked)


def _suggested(family: Family, checked: Sequence[_Checked]) -> Tally:
    return tally((family in one.case.labels, one.suggested(family)) for one in checked)


def _always(family: Family, checked: Sequence[_Checked]) -> Tally:
    return always(family in one.case.labels for one in checked)


def _families(checked: Sequence[_Checked]) -> Table:
    rows = []
    for family in TONE_FAMILIES:
        found, plain = _tally(family, checked), _always(family, checked)
        cells = (found.precision, found.recall, found.f1, plain.f1, found.labelled)
        rows.append((family.value, cells))
    return Table("families", "family", _COLUMNS, tuple(rows))


def _failures(checked: Sequence[_Checked]) -> list[Failure]:
    failures = []
    for one in checked:
        labelled = sorted(set(one.case.labels))
        given = sorted({finding.family for finding in one.flags})
        if labelled != given:
            failures.append(Failure(one.case.id, tuple(labelled), tuple(given)))
    return failures
