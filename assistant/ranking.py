"""Choose among candidates: what may go out, what shows the customer was read."""

from collections.abc import Iterable, Sequence

from assistant.schema import CheckedDraft, Severity, Tone

_COST = {Severity.ERROR: 100.0, Severity.WARNING: 10.0, Severity.SUGGESTION: 1.0}
_LEAST_GAIN = 1.5  # for which a draft that says less of the message is taken
_BRIEF_COST = 20.0  # says little, and is still better than a thread
_THREAD_COST = 30.0  # a thread of posts reads worse than one post that says less


def best_of(candidates: Iterable[CheckedDraft]) -> CheckedDraft:
    """Return the best candidate of one tone; of near equals the first, which says most.

    Those after one with nothing against it are not looked at. Raises ValueError when
    there is none.
    """
    best: CheckedDraft | None = None
    for candidate in candidates:
        if best is None or _cost(candidate) + _LEAST_GAIN < _cost(best):
            best = candidate
        if _cost(best) == 0:
            break
    if best is None:
        raise ValueError("there is no candidate to choose from")
    return best


def best_first(
    drafts: Iterable[CheckedDraft], tones: Sequence[Tone]
) -> tuple[CheckedDraft, ...]:
    """Return the drafts that may go out before the others, by the tones asked for."""
    order = {tone: place for place, tone in enumerate(tones)}
    return tuple(sorted(drafts, key=lambda one: (not one.ready, order[one.draft.tone])))


def _cost(candidate: CheckedDraft) -> float:
    findings = sum(_COST[finding.severity] for finding in candidate.findings)
    brief = _BRIEF_COST if candidate.draft.brief else 0.0
    return findings + brief + _THREAD_COST * (len(candidate.draft.parts) - 1)
