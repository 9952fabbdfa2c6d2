"""How far two readers agree on the labels of our corpus.

A second reader, who saw the texts alone, labelled a part of the tenth that nothing
learns from. What the second says is held against the labels of the corpus, as what a
model says would be: nothing that learns from these labels can be expected to do better.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.evaluation.rows import (
    TONE_FAMILIES,
    Leak,
    PrivacyCase,
    RouteCase,
    ToneCase,
)
from assistant.training.labelled import read_labelled
from benchmarks.tables import show

_CORPUS = Path("models/corpus")
_JUDGED = Path("benchmarks/judged")
_PAIRS = "pairs_"  # files of two messages each
Judged = Sequence[Mapping[str, object]]


def main() -> None:
    """Print what the second reader's labels come to."""
    tone = {case.id: case for case in read_labelled(_CORPUS / "tone", ToneCase)}
    _show_tone(tone, _read("second_tone"))
    print()
    replies = {c.id: c for c in read_labelled(_CORPUS / "privacy", PrivacyCase)}
    _show_privacy(replies, _read("second_privacy"))
    folder = _CORPUS / "messages"
    messages = {c.id: c for c in read_labelled(folder, RouteCase, but=_PAIRS)}
    for judged in ("second_messages", "second_hard"):
        print()
        _show_messages(messages, _read(judged))


def f1(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Return twice what both say over all that either says; None where neither does."""
    said = sum(first) + sum(second)
    both = sum(a and b for a, b in zip(first, second, strict=True))
    return 2 * both / said if said else None


def _show_tone(cases: Mapping[str, ToneCase], judged: Judged) -> None:
    first = [set(cases[str(row["id"])].labels) for row in judged]
    second = [set(_names(row["labels"])) for row in judged]
    rows: list[tuple[str, int, float | None]] = []
    for family in TONE_FAMILIES:
        shown = [family in one for one in first], [family in one for one in second]
        rows.append((family, sum(shown[0]), f1(*shown)))
    known = [score for *_, score in rows if score is not None]
    show(
        (f"{len(judged)} replies", "labelled", "F1"),
        [*rows, ("macro-F1", len(judged), sum(known) / len(known))],
    )
    clean = [bool(b) for a, b in zip(first, second, strict=True) if not a]
    faulty = [bool(b) for a, b in zip(first, second, strict=True) if a]
    print(f"clean replies flagged: {sum(clean) / len(clean):.2f}")
    print(f"replies with a fault that are flagged: {sum(faulty) / len(faulty):.2f}")


def _show_privacy(cases: Mapping[str, PrivacyCase], judged: Judged) -> None:
    """Print what the second reader finds, as `tactful evaluate` would of a model."""
    found = kinds = leaks = right = flags = 0
    clean: list[bool] = []
    for row in judged:
        case = cases[str(row["id"])]
        named = row["leaks"] if isinstance(row["leaks"], list) else []
        second = case.model_copy(
            update={"leaks": tuple(map(Leak.model_validate, named))}
        )
        pairs = list(zip(case.spans, case.leaks, strict=True))
        others = list(zip(second.spans, second.leaks, strict=True))
        for span, leak in pairs:
            kind = [other.type for at, other in others if at.overlaps(span)]
            found, leaks, kinds = (
                found + bool(kind),
                leaks + 1,
                kinds + (leak.type in kind),
            )
        flags += len(others)
        right += sum(any(at.overlaps(span) for span, _ in pairs) for at, _ in others)
        if not pairs:
            clean.append(bool(others))
    show(
        (f"{len(judged)} public replies", "share"),
        [
            ("leaks found", found / leaks),
            ("findings on a leak", right / flags),
            ("found leaks of the right kind", kinds / found),
            ("clean replies flagged", sum(clean) / len(clean)),
        ],
    )


def _show_messages(cases: Mapping[str, RouteCase], judged: Judged) -> None:
    pairs = [(cases[str(row["id"])], row) for row in judged]
    known = {row["topic"] for row in judged}  # some topics are newer than the reading
    shares = {
        "contact reason": [a.contact_reason == b["contact_reason"] for a, b in pairs],
        "topic, where both knew it": [
            a.topic == b["topic"] for a, b in pairs if a.topic in known
        ],
        "emotion": [a.emotion == b["emotion"] for a, b in pairs],
        "handoff acceptable": [b["best"] in a.move for a, b in pairs],
        "handoff best": [b["best"] == a.best for a, b in pairs],
        "severity within one": [
            abs(a.severity - int(str(b["severity"]))) < 2 for a, b in pairs
        ],
    }
    trolls = f1([a.troll for a, _ in pairs], [bool(b["troll"]) for _, b in pairs])
    show(
        (f"{len(judged)} messages", "share"),
        [
            *((name, sum(same) / len(same)) for name, same in shares.items()),
            ("trolls, F1", trolls),
        ],
    )


def _read(name: str) -> Judged:
    lines = (_JUDGED / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _names(labels: object) -> list[str]:
    return [str(label) for label in labels] if isinstance(labels, list) else []


if __name__ == "__main__":
    main()
