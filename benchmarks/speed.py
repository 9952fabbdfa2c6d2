"""Measure a check, a reply and triage in process, and how fast commands start.

Each job runs in a process of its own, over texts of which each comes once.
"""

import argparse
import json
import shutil
import statistics
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.jobs import LENGTH, NOT_INSTALLED
from benchmarks.processes import Run, modules_loaded, run
from benchmarks.tables import show

_OURS = {
    "check": f"check of {LENGTH} characters",
    "leaks": "of it, private details",
    "triage": "triage of a message",
    "reply": "three drafts from templates",
}
_PRESIDIO = f"Presidio, {LENGTH} characters"
_PRESIDIO_SETTINGS = {"REGEX_TIMEOUT_SECONDS": "1"}
_REPLY = "We're sorry your parcel is late, Jo. DM us its number and we'll look for it."
_ONE_FILE = "templates/replies/dissatisfaction/late_delivery/warm.j2"
_COMMANDS = {
    "tactful check": ["check", _REPLY, "--channel", "x"],
    "lint of the library, first run": ["lint"],
    "lint of the library, later runs": ["lint"],
    "lint of one file, first run": ["lint", _ONE_FILE],
}
_FIRST = "first run"  # what earlier runs have found is not there
_HEAVY = {"torch", "transformers", "gradio"}


@dataclass(frozen=True, slots=True)
class Times:
    """What a job took over its texts, in ms, and what its process held."""

    texts: int
    median: float
    p95: float
    cpu_median: float
    longest: float
    ready_seconds: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Start:
    """What a command takes from nothing to its end."""

    seconds: float
    slowest: float
    cpu_seconds: float
    peak_mib: float
    heavy: tuple[str, ...]


def main() -> None:
    """Measure, print tables, and write the figures where asked."""
    options = _options()
    jobs = {name: _time(name, sys.executable, options.rounds) for name in _OURS}
    other = _time("presidio", options.presidio_python, options.rounds)
    starts = {name: _start(name, options.starts) for name in _COMMANDS}
    _show_jobs(jobs, other)
    _show_starts(starts)
    if options.json:
        figures = {name: asdict(times) for name, times in jobs.items() if times}
        figures |= {"presidio": asdict(other)} if other else {}
        figures |= {name: asdict(start) for name, start in starts.items()}
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    parser.add_argument(
        "--presidio-python",
        default=sys.executable,
        help="an interpreter that has presidio-analyzer",
    )
    parser.add_argument("--rounds", type=int, default=1, help="processes a job")
    parser.add_argument("--starts", type=int, default=5, help="starts of a command")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    return parser.parse_args()


def _time(name: str, python: str, rounds: int) -> Times | None:
    """Run a job in fresh processes; of several rounds the fastest is kept."""
    found: list[Times] = []
    for _ in range(rounds):
        done = run([python, "-m", "benchmarks.jobs", name], _PRESIDIO_SETTINGS)
        if done.status == NOT_INSTALLED:
            return None
        if done.status:
            sys.exit(f"benchmarks.jobs {name} ended with status {done.status}")
        found.append(_times(json.loads(done.output), done.peak_mib))
    return min(found, key=lambda times: times.median)


def _times(measured: dict[str, list[float]], peak_mib: float) -> Times:
    wall = measured["wall_ms"]
    return Times(
        texts=len(wall),
        median=statistics.median(wall),
        p95=statistics.quantiles(wall, n=20)[-1],
        cpu_median=statistics.median(measured["cpu_ms"]),
        longest=max(wall),
        ready_seconds=float(str(measured["ready_seconds"])),
        peak_mib=peak_mib,
    )


def _start(name: str, times: int) -> Start:
    """Start a command as an installed one starts: Python keeps its bytecode."""
    arguments = ["-m", "assistant", *_COMMANDS[name]]
    command = [sys.executable, *arguments]
    runs: list[Run] = []
    with TemporaryDirectory() as bytecode, TemporaryDirectory() as cache:
        environment = {
            "PYTHONPYCACHEPREFIX": bytecode,
            "PYTHONDONTWRITEBYTECODE": "",
            "XDG_CACHE_HOME": cache,
        }
        loaded = modules_loaded(arguments, environment)
        for _ in range(times):
            if name.endswith(_FIRST):
                shutil.rmtree(cache, ignore_errors=True)
            runs.append(run(command, environment))
    return Start(
        seconds=statistics.median(one.seconds for one in runs),
        slowest=max(one.seconds for one in runs),
        cpu_seconds=statistics.median(one.cpu_seconds for one in runs),
        peak_mib=statistics.median(one.peak_mib for one in runs),
        heavy=tuple(sorted(_HEAVY & loaded)),
    )


def _show_jobs(jobs: dict[str, Times | None], presidio: Times | None) -> None:
    head = (
        "in process, ms",
        "texts",
        "median",
        "p95",
        "longest",
        "cpu",
        "MiB",
        "ready s",
    )
    rows = [_row(_OURS[name], times) for name, times in jobs.items() if times]
    rows += [_row(_PRESIDIO, presidio)] if presidio else []
    show(head, rows)
    if presidio is None:
        print("presidio not installed")
        return
    print()
    for name in ("check", "leaks"):
        ours = jobs[name]
        if ours:
            print(
                f"Presidio takes {presidio.median / ours.median:.1f} times the median "
                f"and {presidio.p95 / ours.p95:.1f} times the p95 of: {_OURS[name]}"
            )


def _row(name: str, times: Times) -> tuple[object, ...]:
    return (
        name,
        times.texts,
        times.median,
        times.p95,
        times.longest,
        times.cpu_median,
        round(times.peak_mib),
        times.ready_seconds,
    )


def _show_starts(starts: dict[str, Start]) -> None:
    print()
    heavy = "torch, transformers, gradio"
    head = ("cold start, s", "median", "slowest", "cpu", "MiB", heavy)
    rows = [
        (
            name,
            start.seconds,
            start.slowest,
            start.cpu_seconds,
            round(start.peak_mib),
            ", ".join(start.heavy) or "none imported",
        )
        for name, start in starts.items()
    ]
    show(head, rows)


if __name__ == "__main__":
    main()
