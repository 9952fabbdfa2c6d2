"""Tokens a second of the shipped model, beside what the machine could do at most.

A step reads every weight once, however many answers it goes on with, and multiplies by
each of them once an answer: whichever of the two takes longer is the limit.
"""

import sys
from pathlib import Path

import numpy as np

from assistant.models.llama import Answers
from assistant.models.shipped import ShippedModel
from benchmarks.limits import (
    best_seconds,
    bytes_copied_a_second,
    bytes_read_a_second,
    multiplications_a_second,
)
from benchmarks.tables import knee_of, show

_ROWS = (1, 2, 4, 8, 16, 32, 64, 128)
_STEPS = 20
_MESSAGE = "My parcel has been stuck in Leeds for weeks. " * 4
_GIGA = 1e9
_TOKEN = 40  # any: a step takes as long for each


def main(folder: Path) -> None:
    """Measure and print both tables."""
    model = ShippedModel(folder)
    llama = model._llama
    tensors = llama.tensors()
    size = sum(one.nbytes for one in tensors)
    weights = sum(one.size for one in tensors)
    read, multiplied = bytes_read_a_second(size), multiplications_a_second()
    limits = [
        (f"weights read, {size / 2**20:.0f} MiB, GB/s", read / _GIGA),
        ("as much copied, GB/s", bytes_copied_a_second(size) / _GIGA),
        ("1 GiB copied, GB/s", bytes_copied_a_second(2**30) / _GIGA),
        ("matrix product, single precision, GFLOP/s", 2 * multiplied / _GIGA),
    ]
    show(("this machine", "most"), limits)
    prefix = llama.read(model._encode(_MESSAGE))
    rows: list[tuple[object, ...]] = []
    speeds = []
    for count in _ROWS:
        answers = llama.answers(prefix, count, 8 * _STEPS)
        tokens = np.full(count, _TOKEN)

        def steps(answers: Answers = answers, tokens: np.ndarray = tokens) -> None:
            for _ in range(_STEPS):
                answers.step(tokens)

        speed = count * _STEPS / best_seconds(steps)
        by_memory, by_arithmetic = count * read / size, multiplied / weights
        limit = min(by_memory, by_arithmetic)
        bound = "memory" if by_memory < by_arithmetic else "compute"
        rows.append((count, round(speed), round(limit), bound, speed / limit))
        speeds.append(speed)
    show(("answers side by side", "tokens/s", "limit", "of", "share"), rows)
    print(f"knee at {knee_of(_ROWS, speeds)} answers side by side")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
