"""Our own corpus holds to its formats, row by row."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from assistant.evaluation.rows import TONE_FAMILIES
from assistant.schema import ContactReason, Emotion, Handoff, SignalName, Tone
from assistant.training.real import RealRow

CORPUS = Path(__file__).parent.parent / "models" / "corpus"
REAL = CORPUS / "real"  # labels whose texts are not here
FILES = sorted(path for path in CORPUS.glob("*/*.jsonl") if path.parent != REAL)
SHAPES = {"clause", "gerund", "noun"}


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def wrong(path: Path, row: dict) -> str:
    """Say what is wrong with a row, or nothing."""
    kind = path.parent.name
    if "more_urgent" in row:
        return "" if {"less_urgent", "why"} <= set(row) else "a pair lacks a field"
    if not row["text"].strip():
        return "no text"
    if kind == "tone" and not set(row["labels"]) <= set(TONE_FAMILIES):
        return "a label that is no family"
    if kind == "tone" and not all(span in row["text"] for span in row["spans"]):
        return "a span that does not stand in the text"
    if kind == "tone" and bool(row["labels"]) != bool(row["spans"]):
        return "labels without spans, or spans without labels"
    if kind == "matter" and (row["shape"] not in SHAPES or len(row["matter"]) > 90):
        return "a matter of no shape, or of more than 90 characters"
    if kind == "clauses" and set(row["sendable"]) & set(row["not_sendable"]):
        return "a clause that is both sendable and not"
    if kind == "quotes" and not is_quoted(row):
        return "a quote that is no part of the text"
    if kind in ("retold", "retellings") and not is_part(row):
        return "a part that does not stand in the text, or a clause that is too long"
    if kind in ("acknowledgement", "reword") and row["tone"] not in list(Tone):
        return "a tone that is none"
    if kind == "messages":
        return wrong_message(row)
    return ""


def is_part(row: dict) -> bool:
    """Say whether what is said back stands in the text, and fits a frame."""
    part, text = (" ".join(row[name].split()) for name in ("part", "text"))
    return part in text and len(row["clause"]) <= 90


def is_quoted(row: dict) -> bool:
    """Say whether what is quoted stands in the text, marks and spaces aside."""
    plain = [re.sub(r"[\"“”'\s]+", " ", one) for one in (row["best"], *row["also"])]
    return all(one in re.sub(r"[\"“”'\s]+", " ", row["text"]) for one in plain)


def wrong_message(row: dict) -> str:
    closed = (
        (row["contact_reason"], ContactReason),
        (row["best"], Handoff),
        (row.get("emotion", "neutral"), Emotion),
        *((move, Handoff) for move in row["move"]),
        *((signal["name"], SignalName) for signal in row.get("signals", [])),
    )
    if not all(value in list(names) for value, names in closed):
        return "a name that is not on its list"
    words = [signal["words"] for signal in row.get("signals", [])]
    if not all(word in row["text"] for word in words):
        return "words of a signal that do not stand in the text"
    return "" if 1 <= row["severity"] <= 5 else "a severity out of range"


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_corpus_keeps_to_its_format(path):
    problems = {row["id"]: told for row in rows(path) if (told := wrong(path, row))}
    assert problems == {}


def test_corpus_labels_of_real_messages_name_no_text():
    named = [
        RealRow.model_validate(row)
        for path in REAL.glob("*.jsonl")
        for row in rows(path)
    ]
    assert len({row.sha256 for row in named}) == len(named) > 1000
    assert not any("text" in row for path in REAL.glob("*.jsonl") for row in rows(path))


def test_corpus_ids_are_unique():
    ids = Counter(row["id"] for path in FILES for row in rows(path))
    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("kind", ["tone", "messages"])
def test_corpus_texts_are_unique(kind):
    texts = Counter(
        row["text"]
        for path in sorted((CORPUS / kind).glob("?.jsonl"))
        for row in rows(path)
    )
    assert [text for text, count in texts.items() if count > 1] == []
