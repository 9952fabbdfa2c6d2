"""Read public sets of labelled text that teach rudeness and politeness, where given.

They are no part of this project: a folder of JSON lines, gzipped or not, of which the
names of the files tell what their labels mean. Talks of assistants and customers teach
what ordinary turns of an agent look like.
"""

import gzip
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.training.held_out import is_held_out

_LONGEST = 600  # characters; a reply is seldom longer
_SHORTEST = 12
# Played by people who follow a script, in civil words: no fault is looked for in them.
_CIVIL_TALKS = ("star", "multiwoz", "taskmaster3", "taubench", "agentune")


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text and, 0 to 1, how rude or how polite people found it."""

    text: str
    head: str
    value: float


def _toxic(row: dict[str, Any]) -> float:
    return float(row["toxic"])


def _offensive(row: dict[str, Any]) -> float:
    return float(row["label"] == "offensive")


def _score(row: dict[str, Any]) -> float:
    return float(row["score"])


def _politeness(row: dict[str, Any]) -> float:
    """Return where raters put a request on a scale of which half are below 0.5."""
    return 1 / (1 + math.exp(-1.5 * float(row["norm_score"])))


_SETS: dict[str, tuple[str, Callable[[dict[str, Any]], float]]] = {
    "jigsaw": ("rudeness", _toxic),
    "kaggle_insults": ("rudeness", _toxic),
    "civil_comments": ("rudeness", _score),
    "olid": ("rudeness", _offensive),
    "politeness": ("warmth", _politeness),
}


def read_public(folder: Path) -> Iterator[PublicText]:
    """Yield what a folder holds of the sets that are known here."""
    for path in sorted(folder.glob("*.jsonl*")):
        for name, (head, value) in _SETS.items():
            if path.name.startswith(name):
                for row in _rows(path):
                    text = " ".join(row["text"].split())
                    if 0 < len(text) <= _LONGEST:
                        yield PublicText(text, head, value(row))


def read_agent_turns(folder: Path) -> Iterator[str]:
    """Yield what agents say in the talks a folder holds, held-out turns apart."""
    for path in sorted(folder.glob("*.train.jsonl*")):
        if path.name.startswith(_CIVIL_TALKS):
            for row in _rows(path):
                said = (t["text"] for t in row["turns"] if t["role"] == "agent")
                for text in (" ".join(turn.split()) for turn in said):
                    if _SHORTEST < len(text) <= _LONGEST and not is_held_out(text):
                        yield text


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
