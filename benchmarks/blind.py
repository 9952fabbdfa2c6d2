"""Blind reading: are drafts better for the words that are taken from a message?

Each best draft is set against the one in which templates say their own words alone.

`sheet` writes two sheets, in which nothing says who wrote what, and a key beside each;
people read the sheets and fill in their judgements; `tally` puts both together.

The messages are the tenth of our corpus that nothing was trained on.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.drafting import MatterRule
from assistant.engine import READER, TONE, Engine
from assistant.schema import Brand, Customer, Message
from assistant.settings import get_settings
from assistant.text import sentence_spans
from assistant.training.held_out import is_held_out
from assistant.training.language.turning import turn
from benchmarks.tables import show

Row = dict[str, Any]
CORPUS = Path("models/corpus")
_NAMES = ("Dana", "Sam", "Priya", "Tom", "Aoife", "Ngozi", "Luis", "Mei")
_QUESTIONS = {
    "matter": ("specific", "true", "grammatical", "kind", "sendable"),
    "draft": ("specific", "true", "grammatical", "kind", "sendable"),
}
_HAPPENED = ("dissatisfaction", "problem_alert")  # what has a matter
_LONGEST = 90  # characters of a matter


def main() -> None:
    """Write the sheets, or count what was judged."""
    parser = argparse.ArgumentParser(prog="benchmarks.blind", description=__doc__)
    parser.add_argument("what", choices=["sheet", "tally"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="tactful")
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--saying", default="", help="count pairs with these words")
    options = parser.parse_args()
    if options.what == "sheet":
        write_sheets(options.folder, options.model, options.messages, options.seed)
    else:
        for kind in _QUESTIONS:
            if (options.folder / f"{kind}.judged.jsonl").exists():
                tally(options.folder, kind, options.saying)


def write_sheets(folder: Path, model: str, messages: int, seed: int) -> None:
    """Write `matter.jsonl` and `draft.jsonl` to be judged, with their keys."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    engine, models = Engine.open(model=model), get_settings().models
    plain = Engine(engine.library, reading=models / READER, tone=models / TONE)
    rows = _unseen(messages, chance)
    told = (row for row in rows if row["contact_reason"] in _HAPPENED)
    _write(folder, "matter", (_matters(row, engine) for row in told), chance)
    _write(folder, "draft", (_drafts(row, engine, plain) for row in rows), chance)


def tally(folder: Path, kind: str, saying: str = "") -> None:
    """Print, for each writer, the shares of yes and how often it was called best.

    With `saying` only pairs count of which just one has these words.
    """
    key = {row["id"]: row for row in _read(folder / f"{kind}.key.jsonl")}
    yes: dict[str, Counter[str]] = defaultdict(Counter)
    best: Counter[str] = Counter()
    said: Counter[str] = Counter()
    sheet = {row["id"]: row["options"] for row in _read(folder / f"{kind}.jsonl")}
    judged = [
        row
        for row in _read(folder / f"{kind}.judged.jsonl")
        if not saying or _says_one(sheet[row["id"]], saying)
    ]
    for row in judged:
        writers = key[row["id"]]["writers"]
        for letter, answers in row["judged"].items():
            for writer in writers[letter]:
                said[writer] += 1
                yes[writer].update(q for q in _QUESTIONS[kind] if answers.get(q))
        for writer in {w for letter in row["best"] for w in writers[letter]}:
            best[writer] += 1
    head = (f"{kind}, {len(judged)} messages", "said", *_QUESTIONS[kind], "best")
    shares = [
        (
            writer,
            said[writer],
            *(yes[writer][question] / said[writer] for question in _QUESTIONS[kind]),
            best[writer] / len(judged),
        )
        for writer in sorted(said)
    ]
    show(head, shares)


def _says_one(options: Row, saying: str) -> bool:
    """Say whether just one of two options has these words."""
    return sum(saying in one for one in options.values()) == 1


def _unseen(messages: int, chance: random.Random) -> list[Row]:
    rows = [
        row
        for path in sorted((CORPUS / "messages").glob("[a-z].jsonl"))
        for row in _read(path)
        if is_held_out(row["text"])
        and not row["troll"]
        and not any(s["name"] == "other_language" for s in row["signals"])
    ]
    chance.shuffle(rows)
    return rows[:messages]


def _matters(row: Row, engine: Engine) -> tuple[Row, dict[str, str]]:
    message = Message(row["text"], engine.channel(row["channel"]))
    told = engine.wording.about(message, ())
    spans = sentence_spans(row["text"])
    first = row["text"][spans[0].start : spans[0].end] if spans else row["text"]
    return row, {
        "model": told.ruled or told.matters.get("clause", ""),
        "rule": MatterRule().clause(message),
        "first sentence": turn(first)[:_LONGEST],
    }


def _drafts(row: Row, engine: Engine, plain: Engine) -> tuple[Row, dict[str, str]]:
    name = _NAMES[len(row["text"]) % len(_NAMES)]
    brand = Brand(name="", sign_off="Alex")
    message = Message(
        row["text"],
        engine.channel(row["channel"]),
        customer=Customer(name=name),
        brand=brand,
    )
    with_model = engine.reply(message).drafts[0].draft
    without = plain.reply(replace(message)).drafts[0].draft
    return row, {"model": with_model.text, "template": without.text}


def _write(
    folder: Path,
    kind: str,
    made: Iterable[tuple[Row, dict[str, str]]],
    chance: random.Random,
) -> None:
    """Write each text once, in a shuffled order; equal texts share their letter."""
    with (
        (folder / f"{kind}.jsonl").open("w", encoding="utf-8") as sheet,
        (folder / f"{kind}.key.jsonl").open("w", encoding="utf-8") as key,
    ):
        for row, texts in made:
            writers: dict[str, list[str]] = defaultdict(list)
            for writer, text in texts.items():
                if text:
                    writers[text].append(writer)
            order = list(writers)
            chance.shuffle(order)
            letters = dict(zip("ABC", order, strict=False))
            asked = {"id": row["id"], "channel": row["channel"], "text": row["text"]}
            _line(sheet, {**asked, "options": letters})
            _line(key, {"id": row["id"], "writers": _by_letter(letters, writers)})


def _by_letter(
    letters: dict[str, str], writers: dict[str, list[str]]
) -> dict[str, list[str]]:
    return {letter: writers[text] for letter, text in letters.items()}


def _line(file: Any, row: Row) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _read(path: Path) -> Iterator[Row] | list[Row]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


if __name__ == "__main__":
    main()
