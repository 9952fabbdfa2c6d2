"""Say an agent's own text in a tone: fixes first, then swaps, then a model.

Every change can be seen and taken back, and the text is never worse by the checks than
it was: a step that makes it so is left out, and the answer says that it was.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import regex

from assistant.engine import Engine
from assistant.mending import Mended, mend, mend_one
from assistant.schema import CheckedText, Context, Finding, Severity, Span, Tone

_WEIGHT = {Severity.ERROR: 100.0, Severity.WARNING: 10.0, Severity.SUGGESTION: 1.0}
_PIECE = regex.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")
Step = Literal["fix", "swap", "model"]


@dataclass(frozen=True, slots=True)
class Change:
    """One place that reads otherwise: where it stood, what it said, what it says now.

    `span` counts in the text as it was given.
    """

    span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text said anew, what changed, what is still found in it, and who helped."""

    given: str
    text: str
    changes: tuple[Change, ...]
    before: CheckedText
    checked: CheckedText
    steps: tuple[Step, ...]
    backend: str = ""
    notes: tuple[str, ...] = ()


def reword(
    text: str, engine: Engine, context: Context, tone: Tone, *, seed: int = 0
) -> Reworded:
    """Return the text in a tone; as it was, with a note, where none is better."""
    context = replace(context, tone=tone)
    before = engine.check(text, context)
    now, steps = before, list[Step]()
    mended = mend(before, engine, context).checked
    if mended.text != now.text and _cost(mended) <= _cost(now):
        now, steps = mended, [*steps, "fix"]
    swapped = engine.check(engine.rewording.by_rule(now.text, tone), context)
    if swapped.text != now.text and _is_no_worse(swapped, now):
        now, steps = swapped, [*steps, "swap"]
    for said in engine.rewording.by_model(now.text, tone, seed=seed):
        written = engine.check(said, context)
        if _is_no_worse(written, now) and _is_nearer(written, now, tone):
            now, steps = written, [*steps, "model"]
            break
    return Reworded(
        given=text,
        text=now.text,
        changes=tuple(changes_between(text, now.text)),
        before=before,
        checked=now,
        steps=tuple(steps),
        backend=engine.rewording.backend if "model" in steps else "",
        notes=() if now.text != text else ("Nothing here can safely be said better.",),
    )


def apply_all(text: str, engine: Engine, context: Context) -> Reworded:
    """Return the text with every fix made that passes the check, and nothing else.

    The notes say what a person must still write, and why.
    """
    before = engine.check(text, context)
    return _mended(before, mend(before, engine, context))


def apply_one(
    found: Finding, checked: CheckedText, engine: Engine, context: Context
) -> Reworded:
    """Return a checked text with the fix of one of its findings made, if one passes.

    The notes say, where none does, what a person must write.
    """
    return _mended(checked, mend_one(found, checked, engine, context))


def _mended(before: CheckedText, mended: Mended) -> Reworded:
    text, now = before.text, mended.checked
    return Reworded(
        given=text,
        text=now.text,
        changes=tuple(changes_between(text, now.text)),
        before=before,
        checked=now,
        steps=("fix",) if now.text != text else (),
        notes=mended.notes,
    )


def changes_between(text: str, other: str) -> Iterator[Change]:
    """Yield each place where two texts differ, word by word, in reading order."""
    mine, theirs = _PIECE.findall(text), _PIECE.findall(other)
    starts = [0]
    for piece in mine:
        starts.append(starts[-1] + len(piece))
    for i, j, k, n in _differing(mine, theirs):
        span = Span(starts[i], starts[j])
        yield Change(span, "".join(mine[i:j]), "".join(theirs[k:n]))


def _differing(mine: list[str], theirs: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches that differ; two with only a space between are one."""
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
    found: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, n in matcher.get_opcodes():
        if tag == "equal":
            continue
        if found and not "".join(mine[found[-1][1] : i]).strip():
            first, _, begin, _ = found.pop()
            found.append((first, j, begin, n))
        else:
            found.append((i, j, k, n))
    return found


def with_changes(text: str, changes: tuple[Change, ...], keep: frozenset[int]) -> str:
    """Return the given text with only the changes numbered in `keep` made."""
    pieces: list[str] = []
    at = 0
    for number, change in enumerate(changes):
        pieces.append(text[at : change.span.start])
        pieces.append(change.after if number in keep else change.before)
        at = change.span.end
    return "".join([*pieces, text[at:]])


def _cost(checked: CheckedText) -> float:
    return sum(_WEIGHT[finding.severity] for finding in checked.findings)


def _is_no_worse(new: CheckedText, old: CheckedText) -> bool:
    fits = new.length.fits or not old.length.fits
    return fits and _cost(new) <= _cost(old)


def _is_nearer(new: CheckedText, old: CheckedText, tone: Tone) -> bool:
    """Say whether a text reads no colder than before, or for a cool tone no warmer."""
    if tone in (Tone.FORMAL, Tone.PLAIN):
        return new.scores.warmth <= old.scores.warmth + 0.15
    return new.scores.warmth >= old.scores.warmth
