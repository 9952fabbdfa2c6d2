"""Read openly licensed text: talk between customers and agents first, prose second.

Every line of the data names its licence, and only those listed here are read: none
that forbids commerce or changes, none that is unclear, and none that asks for the same
licence again. What an agent should never say is left out.
"""

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.models.jobs import AGENT, CUSTOMER
from assistant.training.language.pairs import Lesson, Turn

LICENCES = frozenset(
    [
        *("Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-4.0", "CC-BY-3.0", "CC BY 4.0"),
        *("CDLA-Permissive-1.0", "US public domain", "US public domain / CC0"),
    ]
)
# Customer care and polite talk, all of it; then general talk; then prose.
CARE = (
    *("cucom_ecommerce", "ibm_twitter_care", "star", "multiwoz", "taubench"),
    *("ms_calltranscripts", "agentune_support", "dstc9_faq", "dstc9_responses"),
    *("derived_agent_empathy_sentences", "camrest676", "woz2", "taskmaster4"),
    *("taskmaster3_4_part", "fundialogues", "abcd_customer_utterances", "banking77"),
)
GENERAL = ("selfdialogue", "goemotions", "synpersona", "usgov_prose", "openstax_ccby")
_CHUNK = 220  # words of prose in one lesson
_MOST_CHARACTERS = 1600  # of one turn
_UNWELCOME = re.compile(
    r"\b(?:cvv|card number|password|otp|one[- ]time|pin code|security answer|"
    r"social security|ssn|date of birth)\b"
    r"|\b(?:we|i)(?:'ll| will| shall| can)\b[^.!?]*\b(?:refund|compensat|credit)"
    r"|\bguarantee|\bas an ai\b",
    re.I,
)
_FILLER = re.compile(r"\{\{|\[[A-Za-z_ ]+\d*\]|XX|@user|https?://|web\.archive|�")


def read_care(folder: Path) -> Iterator[Lesson]:
    """Yield talks of customer care, without what an agent should never say."""
    for name in CARE:
        for row in _rows(folder / "lm" / f"{name}.train.jsonl.gz"):
            yield from _talk(row, speaks=_care_mark)


def read_general(folder: Path, *, words: int, seed: int) -> Iterator[Lesson]:
    """Yield about `words` words of other talk and of plain prose, shuffled."""
    if not words:
        return
    lessons = [lesson for name in GENERAL for lesson in _general(folder, name)]
    random.Random(seed).shuffle(lessons)
    left = words
    for lesson in lessons:
        left -= sum(len(turn.text.split()) for turn in lesson.turns)
        if left < 0:
            return
        yield lesson


def read_customers(folder: Path) -> Iterator[str]:
    """Yield what customers and other people said of themselves, for pairs by rule."""
    for row in _rows(folder / "eval" / "cfpb_narratives.jsonl.gz"):
        yield " ".join(_without_filler(row["text"]))
    names = ("ibm_twitter_care", "cucom_ecommerce", "agentune_support", "taubench")
    for name in names:
        for row in _rows(folder / "lm" / f"{name}.train.jsonl.gz"):
            for turn in row["turns"]:
                if turn["role"] == "customer":
                    yield _tidy(turn["text"])
    for row in _rows(folder / "lm" / "goemotions.train.jsonl.gz"):
        if not _FILLER.search(row["text"]):
            yield row["text"]
    for row in _rows(folder / "lm" / "selfdialogue.train.jsonl.gz"):
        turns = [turn["text"] for turn in row["turns"]]
        yield from (" ".join(turns[i : i + 3]) for i in range(0, len(turns), 3))


def _general(folder: Path, name: str) -> Iterator[Lesson]:
    for row in _rows(folder / "lm" / f"{name}.train.jsonl.gz"):
        if "turns" in row:
            yield from _talk(row, speaks=_other_mark)
        elif not _FILLER.search(row["text"][:2000]):
            yield from _prose(row["text"])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("license", "").split(" (")[0] in LICENCES:
                yield row


def _talk(row: dict[str, Any], *, speaks: "_Speaker") -> Iterator[Lesson]:
    turns = row.get("turns") or [{"role": row.get("role", "agent"), **row}]
    kept: list[Turn] = []
    for turn in turns:
        mark, text = speaks(turn["role"]), _tidy(turn["text"])
        if mark == AGENT and _UNWELCOME.search(text):
            break  # what follows rests on it
        if text and not _FILLER.search(text):
            kept.append(Turn(mark, text[:_MOST_CHARACTERS]))
    if kept:
        yield Lesson(tuple(kept))


class _Speaker:
    """Which mark a role has."""

    def __init__(self, customer: Iterable[str]) -> None:
        self._customer = frozenset(customer)

    def __call__(self, role: str) -> str:
        return CUSTOMER if role in self._customer else AGENT


_care_mark = _Speaker(["customer"])
_other_mark = _Speaker(["a"])


def _prose(text: str) -> Iterator[Lesson]:
    words = text.split(" ")
    for start in range(0, len(words), _CHUNK):
        chunk = " ".join(words[start : start + _CHUNK]).strip()
        if chunk:
            yield Lesson((Turn(CUSTOMER, chunk),))


def _tidy(text: str) -> str:
    text = re.sub(r"^(?:@\S+\s+)+", "", text.replace("&amp;", "&"))
    text = re.sub(r"\s*https?://\S+", "", text)
    text = re.sub(r"\s*\^[A-Z]{2,3}\b", "", text)
    return " ".join(text.replace("&lt;", "<").replace("&gt;", ">").split())


def _without_filler(text: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?])\s+", text.replace("\n", " ")):
        if not _FILLER.search(sentence):
            yield sentence.replace("{", "").replace("}", "")
