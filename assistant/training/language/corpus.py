"""Our own pairs in `models/corpus/`: to learn from, and the tenth to measure on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.drafting.sifting import fault_of_matter
from assistant.library import Library
from assistant.models.jobs import Ask, Written, mark_of
from assistant.settings import get_settings
from assistant.training.held_out import is_held_out
from assistant.training.language.pairs import Lesson, as_job, as_rewording


def read_matters(
    folder: Path, *, held_out: bool = False, every: bool = False
) -> Iterator[Lesson]:
    """Yield what happened in each message, in the shape that its row asks for.

    A message of which nothing can be said is answered with nothing. Rows whose words
    do not stand together in the message are left out unless `every` one is wanted: a
    person may join what was said far apart, a small model that learns to do so joins
    what does not belong together.
    """
    small = Library(get_settings().templates).small_words.grammar
    for row in _rows(folder / "matter", held_out):
        written = Written(Ask(row["shape"]), row["matter"], 0.0, ended=True)
        fault = fault_of_matter(written, row["text"], small, glad=True)
        if every or fault in ("", "empty"):
            yield as_job(row["text"], mark_of(row["shape"]), row["matter"])


def read_judged(folder: Path, *, held_out: bool = False) -> Iterator[Lesson]:
    """Yield the clauses of each message that a reader found fit to be said back."""
    for row in _rows(folder / "clauses", held_out):
        for clause in row["sendable"]:
            yield as_job(row["text"], mark_of("clause"), clause)


def read_retold(folder: Path, *, held_out: bool = False) -> Iterator[Lesson]:
    """Yield sentences of messages as people said them back, where they would at all.

    Which should not be said back is for a judge to tell, who knows more of the world.
    """
    for row in _rows(folder / "retold", held_out):
        if row["clause"]:
            yield as_job(row["part"], mark_of("clause"), row["clause"])


def read_acknowledgements(folder: Path, *, held_out: bool = False) -> Iterator[Lesson]:
    """Yield the sentences that show a customer was read."""
    for row in _rows(folder / "acknowledgement", held_out):
        yield as_job(row["text"], mark_of(row["tone"]), row["acknowledgement"])


def read_rewordings(folder: Path, *, held_out: bool = False) -> Iterator[Lesson]:
    """Yield what agents typed in a hurry, said anew in a tone."""
    for row in _rows(folder / "reword", held_out):
        yield as_rewording(row["text"], mark_of(row["tone"]), row["reworded"])


def held_out(folder: Path) -> Iterator[Lesson]:
    """Yield every pair that is never learned from."""
    yield from read_matters(folder, held_out=True)
    yield from read_acknowledgements(folder, held_out=True)
    yield from read_rewordings(folder, held_out=True)


def read_messages(folder: Path) -> Iterator[str]:
    """Yield every message that may be learned from, of all kinds of rows."""
    for kind in ("messages", "acknowledgement", "matter"):
        for row in _rows(folder / kind, held_out=False):
            if "text" in row:
                yield row["text"]


def read_replies(folder: Path) -> Iterator[str]:
    """Yield replies without a fault that may be learned from."""
    for row in _rows(folder / "tone", held_out=False):
        if not row["labels"]:
            yield row["text"]


def _rows(folder: Path, held_out: bool) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if is_held_out(row.get("text", "")) == held_out:
                yield row
