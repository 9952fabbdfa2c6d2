"""Triage a large backlog, stop it half-way, go on, and look for what was lost.

The backlog is made of real messages, repeated with changes: other numbers, a slip of
the keys, a word left out, so that no line is read twice. The memory that the process
holds is looked at while it works.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.tables import show

_KIB = 1024
_LOOK_EVERY = 2.0  # seconds
_NUMBER = re.compile(r"\d")
Row = tuple[str, object, object]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One run of the command: seconds by the clock and on the processor, and memory.

    `held` is what the process held at each look, in MiB.
    """

    wall: float
    cpu: float
    held: tuple[float, ...]
    status: int


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
    first = _run(command, answers, stop_after=options.most // 2)
    at_the_stop = _lines(answers)
    second = _run(command, answers, stop_after=None)
    rows = [json.loads(line) for line in answers.open(encoding="utf-8")]
    show(
        ("triage of a backlog", "figure", "of"),
        [
            *_speed(first, second, len(rows)),
            *_kept([row["id"] for row in rows], options.most),
            ("lines with an error", sum("error" in row for row in rows), len(rows)),
            ("lines whole or begun at the kill", at_the_stop, options.most),
            *_memory_held(first, second),
            ("exit status, killed and gone on", first.status, second.status),
        ],
    )


def _speed(first: Stretch, second: Stretch, count: int) -> Iterator[Row]:
    wall, cpu = first.wall + second.wall, first.cpu + second.cpu
    yield "messages a second, by the clock", f"{count / wall:.1f}", count
    yield "messages a second of one processor", f"{count / cpu:.1f}", count


def _kept(ids: Sequence[int], most: int) -> Iterator[Row]:
    yield "messages lost", most - len(set(ids)), most
    yield "messages done twice", len(ids) - len(set(ids)), len(ids)
    yield "messages out of order", sum(a > b for a, b in pairwise(ids)), len(ids)


def _memory_held(first: Stretch, second: Stretch) -> Iterator[Row]:
    """Yield what was held after a tenth of each half, at its end, and at most."""
    for name, stretch in (("first half", first), ("second half", second)):
        held = stretch.held
        early, late = held[len(held) // 10], held[-1]
        yield f"memory after a tenth of the {name}, MiB", f"{early:.0f}", ""
        yield f"memory at the end of the {name}, MiB", f"{late:.0f}", ""
    yield "memory at most, MiB", f"{max((*first.held, *second.held)):.0f}", ""


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


def _run(command: Sequence[str], answers: Path, *, stop_after: int | None) -> Stretch:
    """Run to the end, or until so many lines stand and the run is killed outright."""
    started = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    held: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            time.sleep(_LOOK_EVERY)
            held.append(_memory(process.pid))
            if stop_after is not None and _lines(answers) >= stop_after:
                process.kill()
        status = process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    looks = tuple(one for one in held if one) or (0.0,)
    return Stretch(time.perf_counter() - started, cpu, looks, status)


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
