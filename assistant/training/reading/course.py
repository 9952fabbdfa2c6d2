"""Train one reader: batches, a rate that falls, and a place to go on from."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

import torch
from torch import Tensor, nn

from assistant.training.reading.losses import Corrections
from assistant.training.reading.materials import Text, in_haste
from assistant.training.reading.messages import Labelled, Pair
from assistant.training.reading.networks import SentenceNetwork, Told, WordNetwork

Ask = Callable[[Sequence[Text]], Told]
_WARM_UP = 0.06  # share of the steps in which the rate rises
_LONGEST_STEP = 1.0
_NOWHERE = "x"  # the channel of texts that come without one


class Taught(NamedTuple):
    """A text, and what a larger reader told of it."""

    text: str
    log_odds: Tensor
    state: Tensor


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast a reader is trained; `pairs` and `taught` are a step's.

    `states` is how much it counts to foretell the states of a larger reader.
    """

    steps: int
    rate: float
    head_rate: float
    rows: int = 32
    pairs: int = 8
    taught: int = 0
    states: float = 0.0
    decay: float = 0.01
    save_every: int = 50


Lesson = TypeVar("Lesson", Labelled, Taught)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a reader is trained on."""

    rows: Sequence[Labelled]
    pairs: Sequence[Pair]
    taught: Sequence[Taught] = ()


def run_course(
    network: SentenceNetwork | WordNetwork,
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
    course = _Course(ask, lessons, corrections, plan, _view(network, lessons))
    taught = nn.ModuleList([network, course.view])
    head = [p for name, p in network.named_parameters() if name[:4] in _HEADS]
    head += course.view.parameters()
    known = {id(parameter) for parameter in head}
    body = [p for p in network.parameters() if id(p) not in known]
    rates = (plan.head_rate, plan.rate)
    optimizer = torch.optim.AdamW(
        [{"params": head}, {"params": body}], weight_decay=plan.decay
    )
    done = _take_up(taught, optimizer, kept)
    network.train()
    for step in range(done, plan.steps):
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * _share(step, plan.steps)
        chance = random.Random(seed * 1_000_003 + step)
        torch.manual_seed(seed * 1_000_003 + step)
        with torch.autocast("cpu", torch.bfloat16):
            loss = course.loss(chance)
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(taught.parameters(), _LONGEST_STEP)
        optimizer.step()
        if (step + 1) % plan.save_every == 0 or step + 1 == plan.steps:
            _keep(taught, optimizer, step + 1, kept)
    network.eval()


_HEADS = ("midd", "last")


def _view(network: SentenceNetwork | WordNetwork, lessons: Lessons) -> nn.Module:
    """Return what foretells the states of a larger reader, where one was asked."""
    if not lessons.taught:
        return nn.Identity()
    return nn.Linear(network.last.in_features, len(lessons.taught[0].state))


@dataclass(frozen=True, slots=True)
class _Course:
    """What is asked in each step, and how far the answers are from what is known."""

    ask: Ask
    lessons: Lessons
    corrections: Corrections
    plan: Plan
    view: nn.Module

    def loss(self, chance: random.Random) -> Tensor:
        """Return the loss of one step."""
        loss = self._of_labels(chance)
        if self.lessons.pairs:
            loss = loss + self._of_pairs(chance)
        if self.plan.taught and self.lessons.taught:
            loss = loss + self._of_teacher(chance)
        return loss

    def _of_labels(self, chance: random.Random) -> Tensor:
        rows = _alike(self.lessons.rows, self.plan.rows, chance)
        told = self.ask([(in_haste(row.text, chance), row.channel) for row in rows])
        return self.corrections.of_labels(told.log_odds, rows)

    def _of_pairs(self, chance: random.Random) -> Tensor:
        pairs = chance.choices(self.lessons.pairs, k=self.plan.pairs)
        told = self.ask(
            [
                (in_haste(text, chance), pair.channel)
                for pair in pairs
                for text in pair.texts
            ]
        )
        return self.corrections.of_pairs(told.log_odds)

    def _of_teacher(self, chance: random.Random) -> Tensor:
        taught = _alike(self.lessons.taught, self.plan.taught, chance)
        told = self.ask([(one.text, _NOWHERE) for one in taught])
        said = torch.stack([one.log_odds for one in taught])
        loss = self.corrections.of_teacher(told.log_odds, said)
        if not self.plan.states:
            return loss
        states = torch.stack([one.state for one in taught])
        seen = self.view(told.state).float()
        return loss + self.plan.states * self.corrections.of_states(seen, states)


def _alike(given: Sequence[Lesson], count: int, chance: random.Random) -> list[Lesson]:
    """Draw lessons of about one length, so that little of a batch is empty."""
    drawn = chance.choices(given, k=8 * count)
    drawn.sort(key=lambda one: len(one.text))
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
