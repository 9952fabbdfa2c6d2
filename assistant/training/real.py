"""Labels of real messages whose texts are not part of this project.

A row names the text by a hash and the set it stands in; who has the data can learn from
it. What people chose in a text, a few words of it, stands in the row itself.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.evaluation.rows import Row
from assistant.schema import ContactReason, Emotion, Handoff, Impact
from assistant.training.labelled import read_labelled

REAL = "real"  # the folder of the corpus
REAL_CLAUSES = Path(REAL, "clauses")
_PLACES = ("eval/{}.jsonl.gz", "lm/{}.train.jsonl.gz")


class NamedRow(Row):
    """What is said of a text that stands in a set by its hash."""

    source: str
    sha256: str


class RealRow(NamedRow):
    """What people said of a real message; None or empty where nobody was asked.

    `edits` make of it what happened: the number of each word that stays, and what is
    put before it.
    """

    channel: str
    contact_reason: ContactReason
    topic: str
    emotion: Emotion
    severity: int
    move: tuple[Handoff, ...]
    best: Handoff
    troll: bool
    determiner: str = ""
    words: str = ""
    wait: str = ""
    times: str = ""
    impacts: tuple[Impact, ...] | None = None
    edits: tuple[tuple[int, str], ...] | None = None


class RealClauses(NamedRow):
    """Whether each clause of a real message could be sent, by the clause's hash."""

    sendable: dict[str, bool]


Named = TypeVar("Named", bound=NamedRow)


@dataclass(frozen=True, slots=True)
class RealCase:
    """A real message and what people said of it."""

    text: str
    row: RealRow


def read_real(corpus: Path, data: Path | None) -> list[RealCase]:
    """Return the labelled real messages whose texts stand under `data`.

    Raises CasesError when a line is no labelled message.
    """
    return [RealCase(*named) for named in read_named(corpus / REAL, data, RealRow)]


def read_named(
    folder: Path, data: Path | None, shape: type[Named]
) -> list[tuple[str, Named]]:
    """Return the rows of a folder, each after the text under `data` that it names.

    Raises CasesError when a line is not of that shape.
    """
    if data is None:
        return []
    rows = read_labelled(folder, shape)
    texts = {
        source: dict(_texts(data, source))
        for source in sorted({row.source for row in rows})
    }
    return [
        (texts[row.source][row.sha256], row)
        for row in rows
        if row.sha256 in texts[row.source]
    ]


def one_line(text: str) -> str:
    """Return a text as it was labelled: on one line, with single spaces."""
    return " ".join(text.split())


def hash_of(text: str) -> str:
    """Return by what a text is named."""
    return hashlib.sha256(one_line(text).encode()).hexdigest()[:24]


def _texts(data: Path, source: str) -> Iterator[tuple[str, str]]:
    for place in _PLACES:
        path = data / place.format(source)
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    for text in _said(json.loads(line)):
                        yield hash_of(text), one_line(text)


def _said(row: dict[str, Any]) -> Sequence[str]:
    if "turns" in row:
        return [turn["text"] for turn in row["turns"] if turn["role"] == "customer"]
    return [row["text"]]
