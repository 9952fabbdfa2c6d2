"""Turn two public sets of what customers wrote into the input of `batch reply`.

The IBM set (conversations with brands on Twitter) gives the first customer turn of
each dialogue, on X. The complaints to the CFPB come on other channels in turn.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

_CHANNELS = ("facebook", "email", "google_reviews", "x", "trustpilot")


def main() -> None:
    """Write the input file and say how many messages it holds."""
    parser = argparse.ArgumentParser(prog="benchmarks.prepare", description=__doc__)
    parser.add_argument("target", type=Path, help="the file to write, JSON lines")
    parser.add_argument("--ibm", type=Path, help="dialogues, .jsonl or .jsonl.gz")
    parser.add_argument("--cfpb", type=Path, help="narratives, .jsonl or .jsonl.gz")
    parser.add_argument("--most", type=int, help="this many of each set")
    options = parser.parse_args()
    rows: list[dict[str, str]] = []
    if options.ibm:
        rows += islice(_first_turns(options.ibm), options.most)
    if options.cfpb:
        rows += islice(_narratives(options.cfpb), options.most)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with options.target.open("w", encoding="utf-8") as target:
        target.writelines(lines)
    print(f"{len(rows)} messages in {options.target}")


def _first_turns(path: Path) -> Iterator[dict[str, str]]:
    for number, dialogue in enumerate(_rows(path), 1):
        turns = dialogue["turns"]
        first = next((t["text"] for t in turns if t["role"] == "customer"), "")
        if first.strip():
            yield {"id": f"ibm-{number}", "channel": "x", "text": first}


def _narratives(path: Path) -> Iterator[dict[str, str]]:
    rows = zip(_rows(path), cycle(_CHANNELS), strict=False)
    for number, (row, channel) in enumerate(rows, 1):
        if row["text"].strip():
            yield {"id": f"cfpb-{number}", "channel": channel, "text": row["text"]}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


if __name__ == "__main__":
    main()
