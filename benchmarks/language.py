"""How long the language model takes, beside what a user would run instead.

Three checked drafts, message in to drafts out, and the model's own share of that;
beside it `pipeline("text-generation")` of transformers on the same weights, the same
message and as many new tokens. Tokens a second stand beside the most that reading the
weights from memory allows, measured in the same run.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.processes import run
from benchmarks.tables import show
from benchmarks.texts import WARM_UP, messages

_ROWS = (1, 2, 4, 8, 16, 32)
_STEPS = 20
_PIPELINE_TOKENS = 24  # about what one answer has
_STARTS = 3


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks.language", description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("models/tactful"))
    parser.add_argument("--messages", type=int, default=60)
    options = parser.parse_args()
    texts = messages()[: options.messages]
    ours = _replies(options.model, texts)
    theirs = _pipeline(options.model, [sample.text for sample in texts])
    show(
        ("milliseconds", "median", "95th", "ratio of medians"),
        [
            ("three checked drafts with the model", *_figures(ours), 1.0),
            (
                "pipeline(), three texts, no check",
                *_figures(theirs),
                statistics.median(theirs) / statistics.median(ours),
            ),
        ],
    )
    show(("answers side by side", "tokens/s", "share of memory limit"), _steps(options))
    show(("from cold", "seconds", "MiB"), [_cold(options.model)])


def _replies(folder: Path, texts: list[Any]) -> list[float]:
    from assistant.engine import Engine
    from assistant.schema import Message

    engine = Engine.open(model=str(folder))
    made = [Message(one.text, engine.channel(one.channel)) for one in texts]
    for text in WARM_UP:
        engine.reply(Message(text, engine.channel("x")))
    return [_ms(lambda message=message: engine.reply(message)) for message in made]


def _pipeline(folder: Path, texts: list[str]) -> list[float]:
    import torch
    from transformers import pipeline

    torch.set_num_threads(1)
    write = pipeline("text-generation", model=str(folder), device="cpu")

    def three(text: str) -> object:
        prompt = f"<|customer|>{text[:900]}<|warm|>"
        return write(
            prompt,
            max_new_tokens=_PIPELINE_TOKENS,
            min_new_tokens=_PIPELINE_TOKENS,
            do_sample=True,
            num_return_sequences=3,
        )

    for text in WARM_UP:
        three(text)
    return [_ms(lambda text=text: three(text)) for text in texts]


def _steps(options: argparse.Namespace) -> list[tuple[object, ...]]:
    from assistant.models.shipped import ShippedModel

    model = ShippedModel(options.model)
    llama = model._llama
    prefix = llama.read(model._encode("My parcel has been stuck for weeks. " * 4))
    size = sum(one.nbytes for one in llama.tensors())
    limit = _bytes_a_second(size) / size
    rows: list[tuple[object, ...]] = []
    for count in _ROWS:
        best = 0.0
        for _ in range(3):
            answers = llama.answers(prefix, count, _STEPS)
            tokens = np.full(count, 40)
            spent = _ms(lambda a=answers, t=tokens: [a.step(t) for _ in range(_STEPS)])
            best = max(best, 1000 * count * _STEPS / spent)
        rows.append((count, round(best), best / (limit * count)))
    return rows


def _bytes_a_second(size: int) -> float:
    """Return how fast as many bytes as the weights have are read from memory."""
    data = np.ones(size // 4, dtype=np.float32)
    return size / (min(_ms(data.sum) for _ in range(5)) / 1000)


def _cold(folder: Path) -> tuple[object, ...]:
    command = [sys.executable, "-m", "assistant", "reply", "My parcel is late", "-c"]
    done = [run([*command, "x", "--model", str(folder)]) for _ in range(_STARTS)]
    best = min(done, key=lambda one: one.seconds)
    return "tactful reply, first draft", best.seconds, best.peak_mib


def _figures(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _ms(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
