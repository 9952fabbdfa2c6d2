"""One way of drafting over all its messages, in a process of its own.

`python -m benchmarks.language_jobs JOB MODEL MESSAGES` prints the times as JSON for
`benchmarks.language`. All jobs read the same messages in the same order.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.texts import WARM_UP, Sample, messages

Draft = Callable[[Sample], object]
TOKENS = 24  # about what one answer has
DRAFTS = 3
_MOST_READ = 300  # tokens of a message, as the shipped model reads it
_TEMPERATURE = 0.6


def main(job: str, folder: Path, how_many: int) -> int:
    """Run the job of that name and print how long each message took."""
    started = time.perf_counter()
    draft, inside = JOBS[job](folder)
    for text in WARM_UP if how_many > 1 else ():  # as a running server has answered
        draft(Sample("warm-up", "message", "x", text))
    ready = time.perf_counter() - started
    wall, model = [], []
    for sample in messages()[:how_many]:
        before, inside_before = time.perf_counter(), inside()
        draft(sample)
        wall.append((time.perf_counter() - before) * 1000)
        model.append((inside() - inside_before) * 1000)
    print(json.dumps({"ready_seconds": ready, "wall_ms": wall, "model_ms": model}))
    return 0


def ours(folder: Path) -> tuple[Draft, Callable[[], float]]:
    """Make three checked drafts, and say how long the model had the word in it."""
    from assistant.engine import Engine
    from assistant.models.shipped import ShippedModel
    from assistant.schema import Message

    class Timed(ShippedModel):
        seconds = 0.0

        def write(self, *asked: Any, **how: Any) -> Any:
            started = time.perf_counter()
            written = super().write(*asked, **how)
            self.seconds += time.perf_counter() - started
            return written

    engine = Engine.open(model="none")
    model = Timed(folder)
    engine.model = model
    return (
        lambda sample: engine.reply(
            Message(sample.text, engine.channel(sample.channel)), drafts=DRAFTS
        ),
        lambda: model.seconds,
    )


def loop(folder: Path) -> tuple[Draft, Callable[[], float]]:
    """Write as many tokens as the pipeline does to the same prompt, unchecked."""
    from assistant.models.shipped import ShippedModel, _pick

    model = ShippedModel(folder)
    chance = np.random.default_rng(0)
    customer, clause = model._mark("<|customer|>"), model._mark("<|clause|>")

    def draft(sample: Sample) -> None:
        prefix = model._llama.read([customer, *model._encode(sample.text)])
        answers = model._llama.answers(prefix, DRAFTS, TOKENS)
        tokens = np.full(DRAFTS, clause)
        for _ in range(TOKENS):
            logits = answers.step(tokens)
            tokens = np.array([_pick(row, _TEMPERATURE, chance) for row in logits])

    return draft, lambda: 0.0


def at_once(folder: Path) -> tuple[Draft, Callable[[], float]]:
    """Let a pipeline return three texts of one call."""
    write = _pipeline(folder)
    return (
        lambda sample: write([sample], num_return_sequences=DRAFTS),
        lambda: 0.0,
    )


def one_by_one(folder: Path) -> tuple[Draft, Callable[[], float]]:
    """Call a pipeline three times, as one does who wants three drafts."""
    write = _pipeline(folder)
    return lambda sample: [write([sample]) for _ in range(DRAFTS)], lambda: 0.0


def _pipeline(folder: Path) -> Callable[..., Any]:
    """Return what writes to the prompt of the shipped model, through transformers."""
    import torch
    from transformers import pipeline
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.set_num_threads(threads())
    generate = pipeline("text-generation", model=str(folder), device="cpu")
    tokenizer: Any = generate.tokenizer

    def write(samples: list[Sample], **how: Any) -> Any:
        prompts = []
        for sample in samples:
            read = tokenizer(" ".join(sample.text.split()), add_special_tokens=False)
            text = tokenizer.decode(read.input_ids[:_MOST_READ])
            prompts.append(f"<|customer|>{text}<|clause|>")
        return generate(
            prompts,
            max_new_tokens=TOKENS,
            min_new_tokens=TOKENS,
            do_sample=True,
            temperature=_TEMPERATURE,
            **how,
        )

    return write


def threads() -> int:
    """Return how many threads numpy was given, so that torch gets as many."""
    import os

    return int(os.environ.get("OPENBLAS_NUM_THREADS", "1"))


JOBS: dict[str, Callable[[Path], tuple[Draft, Callable[[], float]]]] = {
    "ours": ours,
    "loop": loop,
    "at_once": at_once,
    "one_by_one": one_by_one,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
