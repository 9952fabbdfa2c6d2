"""The labelled messages that the trained reader learns from and is measured on.

A tenth, chosen by a hash of the message, is never learned from; neither is a message
that shares most of its words with one of that tenth.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CasesError, Mistake
from assistant.schema import ContactReason, Emotion, Handoff, SignalName
from assistant.training.held_out import is_held_out
from assistant.training.real import RealCase, read_real

_WORD = re.compile(r"\w+")
_IN_A_ROW = 3  # words that make a shingle
_ALIKE = 0.5  # share of shingles from which two texts are near duplicates
_NOT_IN_THE_TEXT = ("wait", "reach")  # factors that the words do not show


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and how it should be read; None where a label is not given."""

    text: str
    channel: str
    reason: ContactReason
    topic: str
    severity: int | None = None
    emotion: Emotion | None = None
    suits: frozenset[Handoff] = frozenset()
    best: Handoff | None = None
    signals: frozenset[SignalName] | None = frozenset()
    troll: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the row."""
        return (self.text,)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two messages, the first of which must be answered first."""

    more: str
    less: str
    channel: str
    why: str

    @property
    def text(self) -> str:
        """The text that says on which side the pair falls."""
        return self.more

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the row."""
        return self.more, self.less

    @property
    def decided_by_words(self) -> bool:
        """Say whether the words decide, and not waiting or reach."""
        return not self.why.startswith(_NOT_IN_THE_TEXT)


Row = Labelled | Pair


@dataclass(frozen=True, slots=True)
class Sides:
    """What is learned from, and what is only measured on."""

    learned: tuple[Row, ...]
    held_out: tuple[Row, ...]


def read_rows(folders: Iterable[Path]) -> list[Row]:
    """Read the messages and pairs of every `*.jsonl` of some folders.

    Raises CasesError when a line is neither.
    """
    rows: list[Row] = []
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if line.strip():
                    rows.append(_read_row(path, number, line))
    return rows


def as_labelled(case: RealCase) -> Labelled:
    """Return how a real message should be read, to learn from."""
    row = case.row
    return Labelled(
        text=case.text,
        channel=row.channel,
        reason=row.contact_reason,
        topic=row.topic,
        severity=row.severity,
        emotion=row.emotion,
        suits=frozenset(row.move),
        best=row.best,
        signals=None,  # nobody was asked
        troll=row.troll,
    )


def read_corpus(corpus: Path, data: Path | None = None) -> list[Row]:
    """Read the messages and pairs of a corpus, and real messages that stand in `data`.

    Raises CasesError when a line is neither.
    """
    real = (as_labelled(case) for case in read_real(corpus, data))
    return [*read_rows([corpus / "messages"]), *real]


def take_sides(rows: Sequence[Row]) -> Sides:
    """Part the rows, and leave out what nearly repeats a held-out text."""
    held = [row for row in rows if is_held_out(row.text)]
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    sizes: list[int] = []
    for text in (text for row in held for text in row.texts):
        shingles = _shingles(text)
        for shingle in shingles:
            seen[shingle].append(len(sizes))
        sizes.append(len(shingles))
    learned = [
        row
        for row in rows
        if not is_held_out(row.text)
        and not any(_repeats(text, seen, sizes) for text in row.texts)
    ]
    return Sides(tuple(learned), tuple(held))


def _read_row(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
        if "more_urgent" in row:
            more, less = row["more_urgent"], row["less_urgent"]
            return Pair(more["text"], less["text"], more["channel"], row["why"])
        return Labelled(
            text=row["text"],
            channel=row["channel"],
            reason=ContactReason(row["contact_reason"]),
            topic=row["topic"],
            severity=int(row["severity"]),
            emotion=Emotion(row["emotion"]),
            suits=frozenset(map(Handoff, row["move"])),
            best=Handoff(row["best"]),
            signals=frozenset(SignalName(one["name"]) for one in row["signals"]),
            troll=bool(row["troll"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        problem = f"is no labelled message: {error}"
        raise CasesError([Mistake(path, number, problem)]) from error


def _repeats(
    text: str, seen: dict[tuple[str, ...], list[int]], sizes: Sequence[int]
) -> bool:
    shingles = _shingles(text)
    shared = Counter(other for one in shingles for other in seen.get(one, ()))
    return any(
        both / (len(shingles) + sizes[other] - both) > _ALIKE
        for other, both in shared.items()
    )


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    last = max(1, len(words) - _IN_A_ROW + 1)
    return {tuple(words[start : start + _IN_A_ROW]) for start in range(last)}
