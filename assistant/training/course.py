"""Teach a reader: passes over examples, which may be stopped and taken up again."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import nn

from assistant.models.wordpiece import WordPieces
from assistant.training.examples import Batch, Example, batches
from assistant.training.reader import Reader

_BETAS = (0.9, 0.98)
_CLIP = 1.0


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how boldly to teach; equal seeds teach alike."""

    passes: int = 8
    size: int = 32
    rate: float = 4e-4
    head_rate: float = 2e-3
    warm_up: int = 60
    decay: float = 0.02
    dropout: float = 0.1
    lost_words: float = 0.05
    seed: int = 0


def teach(
    reader: Reader,
    words: WordPieces,
    examples: Callable[[int], Sequence[Example]],
    course: Course,
    *,
    progress: Callable[[int, float], None] = lambda _, __: None,
    keep: Path | None = None,
) -> None:
    """Teach a reader; `examples` gives those of a pass by its number.

    With `keep`, what was learnt is kept in that file after each pass, and a course
    that was stopped goes on after the last pass it finished.
    """
    torch.manual_seed(course.seed)
    reader.drop.p = course.dropout
    optimiser = _optimiser(reader, course)
    done = _take_up(reader, optimiser, keep)
    for number in range(done, course.passes):
        reader.train()
        seed = course.seed * 1000 + number
        given = list(
            batches(examples(number), words, reader.shapes, size=course.size, seed=seed)
        )
        total = 0.0
        for step, batch in enumerate(given):
            _set_rates(optimiser, course, number + step / len(given), step, number)
            total += _step(reader, optimiser, _lose_words(batch, course, words))
        progress(number + 1, total / max(1, len(given)))
        if keep:
            state = {"reader": reader.state_dict(), "passes": number + 1}
            torch.save({**state, "optimiser": optimiser.state_dict()}, keep)


def _optimiser(reader: Reader, course: Course) -> torch.optim.AdamW:
    body = list(reader.network.parameters())
    groups = [
        {"params": [p for p in body if p.ndim > 1], "weight_decay": course.decay},
        {"params": [p for p in body if p.ndim < 2], "weight_decay": 0.0},
        {"params": list(reader.heads.parameters()), "weight_decay": course.decay},
    ]
    return torch.optim.AdamW(groups, lr=course.rate, betas=_BETAS)


def _take_up(reader: Reader, optimiser: torch.optim.AdamW, keep: Path | None) -> int:
    if keep is None or not keep.exists():
        return 0
    state = torch.load(keep)
    reader.load_state_dict(state["reader"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["passes"])


def _set_rates(
    optimiser: torch.optim.AdamW, course: Course, at: float, step: int, number: int
) -> None:
    """Rise in the first steps, then fall along a cosine to nearly nothing."""
    fall = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * at / course.passes))
    share = fall * min(1.0, (step + 1) / course.warm_up if number == 0 else 1.0)
    rates = (course.rate, course.rate, course.head_rate)
    for group, rate in zip(optimiser.param_groups, rates, strict=True):
        group["lr"] = rate * share


def _step(reader: Reader, optimiser: torch.optim.AdamW, batch: Batch) -> float:
    with torch.autocast("cpu", torch.bfloat16):
        loss = reader.loss(batch)
    optimiser.zero_grad()
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(reader.parameters(), _CLIP)
    optimiser.step()
    return float(loss.detach())


def _lose_words(batch: Batch, course: Course, words: WordPieces) -> Batch:
    """Return a batch in which a few pieces cannot be read, so that none is needed."""
    lost = torch.rand(batch.ids.shape) < course.lost_words
    unread = torch.where(lost & (batch.text >= 0), words.unknown, batch.ids)
    return replace(batch, ids=unread)
