"""Say better what a check flagged, and check each better wording before it counts.

A finding is mended by the rule's own fix, by frames that reviewers wrote, or by a kind
sentence in the place of the flagged one. Whatever a sentence states (times, amounts,
links) must still be there; only where an error could not go otherwise is it left out,
and the note says so. No error stays: what no better wording passes for is left out
(`assistant.last_resort`). A warning can stay for a person, and the note says why.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.checks.better import better_texts
from assistant.checks.facts import lost_from
from assistant.engine import Engine
from assistant.last_resort import leave_out_errors
from assistant.schema import CheckedText, Context, Family, Finding, Severity, Span
from assistant.text import sentence_spans

_MOST_ROUNDS = 16  # of one mend each


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with every flag mended that could be, and why the others were not."""

    checked: CheckedText
    notes: tuple[str, ...]


def mend(checked: CheckedText, engine: Engine, context: Context) -> Mended:
    """Mend one finding after the other, gravest first, until none is left to mend."""
    notes: list[str] = []
    left: set[tuple[str, str]] = set()
    for _ in range(_MOST_ROUNDS):
        found = next(_open_findings(checked, left), None)
        if found is None:
            break
        better = next(_passing(found, checked, engine, context), None)
        if better is None:
            left.add((found.rule, _words(checked, found)))
            continue
        if found.family is not Family.LEAK:
            notes += _left_out(checked, better)
        checked = better
    if not checked.ready:
        better = leave_out_errors(checked, engine, context)
        notes += _left_out(checked, better)
        checked = better
    notes += map(_by_hand, _flags(checked))
    return Mended(checked, tuple(dict.fromkeys(notes)))


def mend_one(
    found: Finding, checked: CheckedText, engine: Engine, context: Context
) -> Mended:
    """Mend one finding of a text; where no wording passes, the note says why."""
    better = next(_passing(found, checked, engine, context), None)
    if better is None:
        return Mended(checked, (_by_hand(found),))
    return Mended(better, tuple(_left_out(checked, better)))


def offer(checked: CheckedText, engine: Engine, context: Context) -> CheckedText:
    """Return a checked text whose findings carry a fix wherever one passes the check.

    A fix that takes more than the flagged words in hand widens the finding to them.
    Of very many findings the first carry one.
    """
    flags = _flags(checked)[:_MOST_ROUNDS]
    findings = tuple(
        _with_fix(found, checked, engine, context) if found in flags else found
        for found in checked.findings
    )
    return replace(checked, findings=findings)


def _with_fix(
    found: Finding, checked: CheckedText, engine: Engine, context: Context
) -> Finding:
    if found.fix is not None:
        return found
    better = next(_passing(found, checked, engine, context), None)
    if better is None:
        return found
    old, new = checked.text, better.text
    own = _stretch(old, found)
    start = min(own.start, _alike(old, new))
    rest = min(len(old) - own.end, _alike(old[::-1], new[::-1]))
    fix = new[start : len(new) - rest]
    return replace(found, start=start, end=len(old) - rest, fix=fix)


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts share at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _open_findings(
    checked: CheckedText, left: set[tuple[str, str]]
) -> Iterator[Finding]:
    """Yield what is still to mend: errors first."""
    for severity in (Severity.ERROR, Severity.WARNING):
        for found in checked.findings:
            known = (found.rule, _words(checked, found)) in left
            if found.severity is severity and not known:
                yield found


def _passing(
    found: Finding, checked: CheckedText, engine: Engine, context: Context
) -> Iterator[CheckedText]:
    """Yield the texts without the finding in which nothing new was found."""
    mending, language = engine.library.mending, checked.language
    if mending is None:
        return
    text, place = checked.text, _stretch(checked.text, found)
    seen = {text, ""}
    for said in better_texts(found, text, place, mending, language):
        new = _tidy(said)
        if new not in seen:
            seen.add(new)
            again = engine.check(new, context)
            if _is_better(again, checked, found):
                yield again


def _is_better(new: CheckedText, old: CheckedText, found: Finding) -> bool:
    before = Counter(one.rule for one in _flags(old))
    after = Counter(one.rule for one in _flags(new))
    fits = new.length.fits or new.length.count <= old.length.count
    if found.severity is Severity.SUGGESTION:
        return fits and after <= before and len(new.findings) < len(old.findings)
    return fits and after <= before and after[found.rule] < before[found.rule]


def _flags(checked: CheckedText) -> list[Finding]:
    return [f for f in checked.findings if f.severity is not Severity.SUGGESTION]


def _tidy(text: str) -> str:
    text = re.sub(r"(?<=\S) +(?=[.,!?;:](?:\s|$))", "", text)
    text = re.sub(r"(?<=\n) +(?=\S)|(?<=\S) +(?=\n)", "", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return re.sub(r"(?<=\S) {2,}(?=\S)", " ", text).strip()


def _stretch(text: str, found: Finding) -> Span:
    """Return what may change for a finding: its sentences; for length, everything."""
    if found.family is Family.LENGTH:
        return Span(0, len(text))
    own = [span for span in sentence_spans(text) if span.overlaps(found.span)]
    if not own:
        return found.span
    start, end = min(s.start for s in own), max(s.end for s in own)
    return Span(min(start, found.start), max(end, found.end))


def _words(checked: CheckedText, found: Finding) -> str:
    return checked.text[found.start : found.end]


def _left_out(old: CheckedText, new: CheckedText) -> Iterator[str]:
    lost = lost_from(old.text, new.text)
    if lost:
        yield f"Left out with a sentence: {', '.join(sorted(lost))}."


def _by_hand(found: Finding) -> str:
    return f"Say this by hand ({found.rule}): {found.why or found.message}"
