"""Measure which private details are found in public replies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engine import Engine
from assistant.evaluation.figures import (
    Failure,
    Figure,
    Section,
    Table,
    share,
    share_of,
)
from assistant.evaluation.rows import PrivacyCase
from assistant.schema import (
    Brand,
    Context,
    Family,
    Finding,
    LeakKind,
    Severity,
    Span,
)

_PLAIN = "flags the whole of every reply, as the most frequent kind"
_MOST_WORST = 10
_WORST_COLUMNS = ("missed", "beside a leak", "wrong kind")
_COLUMNS = ("labelled", "found", "recall", "findings", "right", "precision")


@dataclass(frozen=True, slots=True)
class _Leak:
    """A labelled leak and the findings that touch it."""

    kind: LeakKind
    findings: tuple[Finding, ...]

    @property
    def found(self) -> bool:
        return bool(self.findings)

    @property
    def kind_right(self) -> bool:
        return any(finding.kind is self.kind for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A case with its leaks and with what was flagged, suggestions apart."""

    case: PrivacyCase
    leaks: tuple[_Leak, ...]
    flags: tuple[Finding, ...]
    spans: tuple[Span, ...]

    def is_right(self, finding: Finding) -> bool:
        return any(finding.span.overlaps(span) for span in self.spans)

    @property
    def faults(self) -> tuple[int, int, int]:
        """How many leaks were missed, findings were none, and kinds were wrong."""
        return (
            sum(not leak.found for leak in self.leaks),
            sum(not self.is_right(finding) for finding in self.flags),
            sum(leak.found and not leak.kind_right for leak in self.leaks),
        )

    @property
    def failed(self) -> bool:
        missed = any(not leak.found for leak in self.leaks)
        return missed or any(not self.is_right(finding) for finding in self.flags)


def measure_privacy(cases: Sequence[PrivacyCase], engine: Engine) -> Section:
    """Check every reply and count which leaks were found, and which were none."""
    checked = [_check(case, engine) for case in cases]
    return Section(
        task="privacy",
        cases=len(cases),
        plain=_PLAIN,
        figures=_figures(checked),
        tables=(_kinds(checked), _confusions(checked), _worst(checked)),
        failures=tuple(_failure(one) for one in checked if one.failed),
    )


def _check(case: PrivacyCase, engine: Engine) -> _Checked:
    channel = engine.channel(case.channel)
    context = Context(
        channel,
        public=case.public and channel.public,
        brand=Brand(case.brand.name, case.brand.contacts),
        customer_text=case.customer_text or "",
    )
    flags = tuple(
        finding
        for finding in engine.check(case.text, context).findings
        if finding.family is Family.LEAK and finding.severity is not Severity.SUGGESTION
    )
    leaks = tuple(
        _Leak(leak.type, tuple(f for f in flags if f.span.overlaps(span)))
        for leak, span in zip(case.leaks, case.spans, strict=True)
    )
    return _Checked(case, leaks, flags, case.spans)


def _figures(checked: Sequence[_Checked]) -> tuple[Figure, ...]:
    leaks = [leak for one in checked for leak in one.leaks]
    found = [leak for leak in leaks if leak.found]
    flags = [(one, finding) for one in checked for finding in one.flags]
    right = sum(one.is_right(finding) for one, finding in flags)
    clean = [one for one in checked if not one.leaks]
    leaky = 1 - len(clean) / len(checked) if checked else None
    most = max((sum(one.kind is k for one in leaks) for k in LeakKind), default=0)
    return (
        Figure(
            "recall", "leaks found", share_of(leaks, lambda x: x.found), len(leaks), 1.0
        ),
        Figure(
            "precision",
            "findings on a leak",
            share(right, len(flags)),
            len(flags),
            leaky,
        ),
        Figure(
            "kind_right",
            "found leaks of the right kind",
            share_of(found, lambda leak: leak.kind_right),
            len(found),
            share(most, len(leaks)),
        ),
        Figure(
            "clean_flagged",
            "clean replies flagged (low is good)",
            share_of(clean, lambda one: bool(one.flags)),
            len(clean),
            1.0,
        ),
    )


def _kinds(checked: Sequence[_Checked]) -> Table:
    rows = []
    for kind in LeakKind:
        leaks = [leak for one in checked for leak in one.leaks if leak.kind is kind]
        found = sum(leak.found for leak in leaks)
        flags = [(one, f) for one in checked for f in one.flags if f.kind is kind]
        right = sum(one.is_right(finding) for one, finding in flags)
        if leaks or flags:
            recall, precision = share(found, len(leaks)), share(right, len(flags))
            cells = (len(leaks), found, recall, len(flags), right, precision)
            rows.append((kind.value, cells))
    return Table("kinds", "kind", _COLUMNS, tuple(rows))


def _confusions(checked: Sequence[_Checked]) -> Table:
    """Count which kind was given for which, the most frequent first."""
    counts = Counter(
        f"{leak.kind} as {_given(leak)}"
        for one in checked
        for leak in one.leaks
        if leak.found and not leak.kind_right
    )
    rows = tuple((name, (count,)) for name, count in counts.most_common())
    return Table("confusions", "confusion", ("cases",), rows)


def _given(leak: _Leak) -> str:
    kind = leak.findings[0].kind
    return kind.value if kind else leak.findings[0].rule


def _worst(checked: Sequence[_Checked]) -> Table:
    """Name the cases with the most faults; their text is for their file to show."""
    failed = [one for one in checked if any(one.faults)]
    failed.sort(key=lambda one: (-sum(one.faults), one.case.id))
    rows = tuple((one.case.id, one.faults) for one in failed[:_MOST_WORST])
    return Table("worst", "worst", _WORST_COLUMNS, rows)


def _failure(checked: _Checked) -> Failure:
    labelled = tuple(leak.kind.value for leak in checked.leaks)
    given = tuple(f.kind.value if f.kind else f.rule for f in checked.flags)
    return Failure(checked.case.id, labelled, given)
