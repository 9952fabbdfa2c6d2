"""Run a command and measure it from outside: seconds, peak memory, what it loads."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_KIB = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """How a process ended, how long it took and the most memory it held.

    `cpu_seconds` are those of all its processes on all processors.
    """

    status: int
    seconds: float
    cpu_seconds: float
    peak_mib: float
    output: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    assert process.stdout is not None
    with process.stdout as stdout:
        output = stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    cpu_seconds = usage.ru_utime + usage.ru_stime
    return Run(process.returncode, seconds, cpu_seconds, usage.ru_maxrss / _KIB, output)


def modules_loaded(
    arguments: Sequence[str], environment: Mapping[str, str] | None = None
) -> set[str]:
    """Return the top names of all modules that a Python command imports."""
    command = [sys.executable, "-X", "importtime", *arguments]
    process = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )
    imported = (
        line.rpartition("|")[2].strip()
        for line in process.stderr.splitlines()
        if line.startswith("import time:")
    )
    return {name.partition(".")[0] for name in imported}
