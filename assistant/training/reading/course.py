"""Train one reader: batches, a rate that falls, and a place to go on from."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

from assistant.training.reading.losses import Corrections
from assistant.training.reading.materials import Text, in_haste
from assistant.training.reading.messages import Labelled, Pair

Ask = Callable[[Sequence[Text]], Tensor]
Lesson = TypeVar("Lesson")
Taught = Sequence[tuple[str, Tensor]]  # texts and what a larger reader said of them
_WARM_UP = 0.06  # share of the steps in which the rate rises
_LONGEST_STEP = 1.0
_NOWHERE = "x"  # the channel of texts that come without one


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast a reader is trained; `pairs` and `taught` are a step's."""

    steps: int
    rate: float
    head_rate: float
    rows: int = 32
    pairs: int = 8
    taught: int = 0
    decay: float = 0.01
    save_every: int = 50


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a reader is trained on."""

    rows: Sequence[Labelled]
    pairs: Sequence[Pair]
    taught: Taught = ()


def run_course(
    network: nn.Module,
    ask: Ask,
    lessons: Lessons,
    corrections: Corrections,
    plan: Plan,
    *,
    seed: int,
    kept: Path,
) -> None:
    """Train a network, or go on where `kept` says that a stopped run was."""
    torch.manual_seed(seed)
    head = [p for name, p in network.named_parameters() if name[:4] in _HEADS]
    known = {id(parameter) for parameter in head}
    body = [p for p in network.parameters() if id(p) not in known]
    rates = (plan.head_rate, plan.rate)
    optimizer = torch.optim.AdamW(
        [{"params": head}, {"params": body}], weight_decay=plan.decay
    )
    done = _take_up(network, optimizer, kept)
    network.train()
    for step in range(done, plan.steps):
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * _share(step, plan.steps)
        chance = random.Random(seed * 1_000_003 + step)
        torch.manual_seed(seed * 1_000_003 + step)
        with torch.autocast("cpu", torch.bfloat16):
            loss = _loss(ask, lessons, corrections, plan, chance)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(network.parameters(), _LONGEST_STEP)
        optimizer.step()
        if (step + 1) % plan.save_every == 0 or step + 1 == plan.steps:
            _keep(network, optimizer, step + 1, kept)
    network.eval()


_HEADS = ("midd", "last")


def _loss(
    ask: Ask,
    lessons: Lessons,
    corrections: Corrections,
    plan: Plan,
    chance: random.Random,
) -> Tensor:
    rows = _alike(lessons.rows, plan.rows, chance, lambda row: row.text)
    loss = corrections.of_labels(
        ask([(in_haste(row.text, chance), row.channel) for row in rows]), rows
    )
    if lessons.pairs:
        pairs = chance.choices(lessons.pairs, k=plan.pairs)
        told = ask(
            [
                (in_haste(text, chance), pair.channel)
                for pair in pairs
                for text in pair.texts
            ]
        )
        loss = loss + corrections.of_pairs(told)
    if plan.taught and lessons.taught:
        taught = _alike(lessons.taught, plan.taught, chance, lambda one: one[0])
        told = ask([(text, _NOWHERE) for text, _ in taught])
        said = torch.stack([said for _, said in taught])
        loss = loss + corrections.of_teacher(told, said)
    return loss


def _alike(
    given: Sequence[Lesson],
    count: int,
    chance: random.Random,
    text_of: Callable[[Lesson], str],
) -> list[Lesson]:
    """Draw lessons of about one length, so that little of a batch is empty."""
    drawn = chance.choices(given, k=8 * count)
    drawn.sort(key=lambda one: len(text_of(one)))
    start = chance.randrange(8) * count
    return drawn[start : start + count]


def _share(step: int, steps: int) -> float:
    rising = (step + 1) / (_WARM_UP * steps + 1)
    return min(1.0, rising) * max(0.02, 1 - step / steps)


def _keep(
    network: nn.Module, optimizer: torch.optim.Optimizer, step: int, kept: Path
) -> None:
    """Write all or nothing, so that a stop while writing loses no run."""
    pending = kept.with_suffix(".pending")
    content = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
    }
    torch.save(content, pending)
    pending.replace(kept)


def _take_up(network: nn.Module, optimizer: torch.optim.Optimizer, kept: Path) -> int:
    if not kept.exists():
        return 0
    content = torch.load(kept, weights_only=True)
    network.load_state_dict(content["network"])
    optimizer.load_state_dict(content["optimizer"])
    return int(content["step"])
