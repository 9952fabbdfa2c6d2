"""Triage a large backlog, stop it half-way, go on, and look for what was lost.

The backlog is made of real messages, repeated with changes: other numbers, a slip of
the keys, a word left out, so that no line is read twice. The memory that the process
holds is looked at while it works.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.tables import show

_KIB = 1024
_LOOK_EVERY = 2.0  # seconds
_EARLY = 0.2  # of the looks; what is held by then is the beginning
_NUMBER = re.compile(r"\d")


def main() -> None:
    """Make the backlog, run it in two halves, and print what came of it."""
    parser = argparse.ArgumentParser(prog="benchmarks.triage_backlog")
    parser.add_argument("source", type=Path, help="messages, JSON lines")
    parser.add_argument("folder", type=Path, help="where the files go, a new folder")
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True)
    backlog, answers = options.folder / "backlog.jsonl", options.folder / "out.jsonl"
    _write(options.source, backlog, options.most)
    command = [sys.executable, "-m", "assistant", "batch", "triage"]
    command += [str(backlog), str(answers), "--workers", str(options.workers)]
    first, held, _ = _run(command, answers, stop_after=options.most // 2)
    second, later, status = _run(command, answers, stop_after=None)
    ids = [json.loads(line)["id"] for line in answers.open(encoding="utf-8")]
    errors = sum('"error"' in line for line in answers.open(encoding="utf-8"))
    looks = [*held, *later]
    early = looks[: max(1, int(_EARLY * len(held)))]
    rows = [
        ("messages a second", f"{len(ids) / (first + second):.1f}", len(ids)),
        ("lines with an error", errors, len(ids)),
        ("messages lost", options.most - len(set(ids)), options.most),
        ("messages done twice", len(ids) - len(set(ids)), len(ids)),
        ("memory early in the run, MiB", f"{max(early):.0f}", ""),
        ("memory at most, MiB", f"{max(looks):.0f}", ""),
        ("exit status", status, ""),
    ]
    show(("triage of a backlog", "figure", "of"), rows)


def _write(source: Path, target: Path, most: int) -> None:
    chance = random.Random(0)
    given = [json.loads(line) for line in source.open(encoding="utf-8")]
    with target.open("w", encoding="utf-8") as lines:
        for number in range(most):
            row = given[number % len(given)]
            text = row["text"]
            if number >= len(given):
                text = _changed(text, chance)
            line = {"id": number, "channel": row["channel"], "text": text}
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")


def _changed(text: str, chance: random.Random) -> str:
    text = _NUMBER.sub(lambda _: str(chance.randrange(10)), text)
    words = text.split(" ")
    if len(words) > 4:
        del words[chance.randrange(len(words))]
    place = chance.randrange(len(words))
    words[place] = words[place][::-1] if chance.random() < 0.3 else words[place]
    return " ".join(words)


def _run(
    command: Sequence[str], answers: Path, *, stop_after: int | None
) -> tuple[float, list[float], int]:
    """Run to the end, or until so many lines stand; return seconds and memory."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        held: list[float] = []
        while process.poll() is None:
            time.sleep(_LOOK_EVERY)
            held.append(_memory(process.pid))
            if stop_after is not None and _lines(answers) >= stop_after:
                process.kill()
        status = process.wait()
    return time.perf_counter() - started, [one for one in held if one], status


def _memory(process: int) -> float:
    """Return what a process holds in MiB, or 0 once it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / _KIB if found else 0.0


def _lines(path: Path) -> int:
    return sum(1 for _ in path.open("rb")) if path.exists() else 0


if __name__ == "__main__":
    main()
