"""How fast a model learns, beside the same steps with the functions of torch alone.

    python -m benchmarks.learning [--preset cpu] [--steps 6]

Rows are of the preset's size and of words drawn by chance; the two take turns, and the
fastest step of each counts.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import nn

from assistant.training.language import learning
from assistant.training.language.arithmetic import prepare
from assistant.training.language.presets import PRESETS, Preset
from benchmarks.tables import show

_FULL = 255


def main() -> None:
    """Print milliseconds a step and tokens a second."""
    parser = argparse.ArgumentParser(prog="benchmarks.learning", description=__doc__)
    parser.add_argument("--preset", choices=PRESETS, default="cpu")
    parser.add_argument("--steps", type=int, default=6)
    given = parser.parse_args()
    torch.set_num_threads(1)
    preset = PRESETS[given.preset]
    plain, ours = _stepping(preset, ours=False), _stepping(preset, ours=True)
    times = [(_seconds(plain), _seconds(ours)) for _ in range(given.steps + 1)][1:]
    tokens = preset.pretraining.rows * preset.row
    rows = [
        (name, 1000 * best, round(tokens / best))
        for name, best in zip(
            ("functions of torch", "ours"),
            map(min, zip(*times, strict=True)),
            strict=True,
        )
    ]
    show(("one core", "ms a step", "tokens/s"), rows)


def _stepping(preset: Preset, *, ours: bool) -> Callable[[], object]:
    device = torch.device("cpu")
    model = learning.new_model(preset.shape, seed=1)
    if ours:
        prepare(model, device)
    optimizers = learning._optimizers(model, preset.pretraining.rate)
    size = (preset.pretraining.rows, preset.row + 1)
    chance = np.random.default_rng(1)
    tokens = chance.integers(0, preset.shape.vocabulary, size).astype(np.uint16)
    batch = tokens, np.full(size, _FULL, dtype=np.uint8)

    def step() -> None:
        with _loss_of_torch(replaced=not ours):
            learning._step(model, batch, optimizers, device)

    return step


@contextmanager
def _loss_of_torch(*, replaced: bool) -> Iterator[None]:
    ours = learning.summed_loss
    if replaced:
        learning.summed_loss = _plain_loss
    try:
        yield
    finally:
        learning.summed_loss = ours


def _plain_loss(
    hidden: torch.Tensor,
    table: torch.Tensor,
    targets: torch.Tensor,
    weights: torch.Tensor,
) -> torch.Tensor:
    logits = (hidden.bfloat16() @ table.bfloat16().T).float()
    each = nn.functional.cross_entropy(logits, targets, reduction="none")
    return (each * weights).sum()


def _seconds(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
