"""How long the language model takes, beside what a user would run instead.

Three checked drafts, message in to drafts out, beside `pipeline("text-generation")` of
transformers on the same folder, the same prompt and as many new tokens; each way has a
process of its own, one after the other. Tokens a second stand beside the most that
reading the weights or multiplying by them allows, measured in the same run.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.processes import run
from benchmarks.tables import knee_of, show

_WAYS = {
    "three checked drafts with the model": "ours",
    "our loop, three texts, no check": "loop",
    "pipeline(), three texts of one call, no check": "at_once",
    "pipeline(), three calls, no check": "one_by_one",
}
_SIZES = (1, 8, 32, 128, 512)
_CREWS = (1, 2)  # processes
_STARTS = 3
_CORPUS = Path("models/corpus/messages")
_MINUTE = 60.0


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.language", description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("models/tactful"))
    parser.add_argument("--messages", type=int, default=60)
    parser.add_argument("--threads", type=int, default=1, help="of numpy and torch")
    options = parser.parse_args()
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(options.threads)
    head = ("milliseconds", "of", "median", "95th", "times ours", "MiB", "ready, s")
    show(head, list(_ways(options.model, options.messages)))
    print()
    show(("from cold", "seconds", "MiB"), list(_cold(options.model)))
    print()
    steps = run([sys.executable, "-m", "benchmarks.language_steps", str(options.model)])
    print(steps.output)
    head = ("messages a minute, files of", *map(str, _SIZES), "knee")
    show(head, list(_files(options.model)))


def _ways(folder: Path, messages: int) -> Iterator[tuple[object, ...]]:
    """Yield a row for each way, and ours again where the model had the word."""
    whole = 0.0
    for name, job in _WAYS.items():
        done = run(_job(job, folder, messages))
        told = json.loads(done.output.splitlines()[-1])
        times, shares = told["wall_ms"], told["model_ms"]
        whole = whole or statistics.median(times)
        ready = round(done.peak_mib), told["ready_seconds"]
        yield (
            name,
            len(times),
            *_figures(times),
            statistics.median(times) / whole,
            *ready,
        )
        asked = [(ms, share) for ms, share in zip(times, shares, strict=True) if share]
        if len(asked) > 1:
            own = [ms for ms, _ in asked]
            more = statistics.median(own) / whole, None, None
            yield "  where the model was asked", len(own), *_figures(own), *more
            inside = [share for _, share in asked]
            more = statistics.median(inside) / whole, None, None
            yield "  of it, the model", len(inside), *_figures(inside), *more


def _cold(folder: Path) -> Iterator[tuple[object, ...]]:
    command = [sys.executable, "-m", "assistant", "reply", "My parcel is late", "-c"]
    for name, started in {
        "tactful reply, to the first drafts": [*command, "x", "--model", str(folder)],
        "pipeline(), to the first three texts": _job("at_once", folder, 1),
    }.items():
        done = [run(started) for _ in range(_STARTS)]
        best = min(done, key=lambda one: one.seconds)
        yield name, best.seconds, round(best.peak_mib)


def _files(folder: Path) -> Iterator[tuple[object, ...]]:
    """Yield how many messages a minute `tactful batch` answers in files of each size.

    The start of the program and of its processes is counted.
    """
    for crew in _CREWS:
        speeds = []
        for size in _SIZES:
            with tempfile.TemporaryDirectory() as kept:
                source, target = Path(kept, "in.jsonl"), Path(kept, "out.jsonl")
                _write_messages(source, size)
                job = ["batch", "reply", str(source), str(target), "--model"]
                more = [str(folder), "--workers", str(crew)]
                done = run([sys.executable, "-m", "assistant", *job, *more])
            speeds.append(_MINUTE * size / done.seconds)
        figures = *map(round, speeds), knee_of(_SIZES, speeds)
        yield f"tactful batch, {crew} process{'es' * (crew > 1)}", *figures


def _write_messages(target: Path, how_many: int) -> None:
    rows = (
        json.loads(line)
        for path in sorted(_CORPUS.glob("[a-z].jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    asked = ({name: row[name] for name in ("id", "channel", "text")} for row in rows)
    lines = (json.dumps(row) + "\n" for row in islice(asked, how_many))
    target.write_text("".join(lines), encoding="utf-8")


def _job(job: str, folder: Path, messages: int) -> list[str]:
    name = "benchmarks.language_jobs"
    return [sys.executable, "-m", name, job, str(folder), str(messages)]


def _figures(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
