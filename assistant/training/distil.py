"""Teach an encoder to read, by the states of a larger one.

`tactful train encoder TEACHER TEXTS`: the teacher is a folder with a BERT of six
layers or more and its WordPiece vocabulary; what it makes of each piece of a text,
two thirds of the way up and at the top, is what the small encoder learns to foretell.
It begins from nothing, with the part of the teacher's vocabulary that the texts use
most; or from a smaller encoder, with the vocabulary of that one.
"""

import json
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.models.wordpiece import SPECIAL, UNKNOWN, WordPieces, words
from assistant.training.network import Network, Shape, grown
from assistant.training.reader import open_network

_MOST_PIECES = 160  # of one text
_POOL = 4096  # texts sorted by length together
_KNOWN_BY = 250  # steps in which the table of pieces is foretold by itself
_WARM_UP = 200  # steps; an encoder that was grown waits for its views meanwhile
_SAVE_EVERY = 500  # steps


@dataclass(frozen=True, slots=True)
class Schooling:
    """How long an encoder goes to school, and how large it is.

    With a folder to begin from, the encoder of that folder grows to `shape.layers`.
    """

    shape: Shape = Shape()
    begin: Path | None = None
    minutes: float = 55
    pieces: int = 1536  # in a batch
    rate: float = 1.2e-3
    seed: int = 1


class Teacher:
    """A larger encoder, which sees the pieces of the small one as its own."""

    def __init__(self, folder: Path) -> None:
        from transformers import BertModel

        model: Any = BertModel.from_pretrained(folder, add_pooling_layer=False)
        self._model = model.eval().bfloat16()
        self.vocabulary = (folder / "vocab.txt").read_text("utf-8").split("\n")[:-1]
        self.width = int(model.config.hidden_size)
        layers = int(model.config.num_hidden_layers)
        self._taught = (2 * layers // 3, layers)

    def table(self, numbers: Tensor) -> Tensor:
        """Return what the teacher knows of pieces by themselves."""
        table = self._model.embeddings.word_embeddings.weight
        return _even(table.detach().float()[numbers])

    @torch.no_grad()
    def states(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the states of each piece, halfway up and at the top."""
        every = self._model(
            input_ids=ids, attention_mask=mask.long(), output_hidden_states=True
        ).hidden_states
        return [_even(every[layer].float()[mask]) for layer in self._taught]


def choose_pieces(texts: Sequence[str], teacher: Sequence[str], most: int) -> list[str]:
    """Return the pieces that texts use most, with every plain character.

    Marks that the teacher does not know, such as emoji, have a share of the room.
    """
    known = set(teacher)
    cut = WordPieces(teacher)
    used = Counter(word for text in texts for word in words(text))
    count: Counter[str] = Counter()
    for word, times in used.items():
        for number in cut.cut(word).ids:
            count[teacher[number]] += times
    marks = [
        word
        for word, times in used.most_common()
        if len(word) == 1 and word not in known and not word.isalpha() and times > 5
    ][: most // 80]
    plain = {p for p in teacher if len(p.removeprefix("##")) == 1 and p.isascii()}
    often = [p for p, _ in count.most_common() if p not in plain and p[0] != "["]
    room = most - len(SPECIAL) - len(marks) - len(plain)
    chosen = plain | set(often[:room])
    return [*SPECIAL, *marks, *(piece for piece in teacher if piece in chosen)]


class School:
    """An encoder, its teacher, and the lessons; what was learnt is kept in a file."""

    def __init__(
        self, teacher: Teacher, texts: Sequence[str], schooling: Schooling, keep: Path
    ) -> None:
        torch.manual_seed(schooling.seed)
        self._teacher = teacher
        self._schooling = schooling
        self._keep = keep
        self.network, self.vocabulary = _beginner(texts, teacher, schooling)
        self._numbers = _numbers_of(self.vocabulary, teacher.vocabulary)
        cut = WordPieces(self.vocabulary)
        self._lessons = [
            [cut.start, *cut.cut(text).ids[:_MOST_PIECES], cut.end] for text in texts
        ]
        width, layers = self.network.shape.width, self.network.shape.layers
        self._taught = (max(1, min(layers - 1, math.ceil(0.75 * layers))), layers)
        self._views = nn.ModuleList(nn.Linear(width, teacher.width) for _ in range(2))

    def run(self, say: Callable[[str], None]) -> Network:
        """Teach until the time is over, from where an earlier run was stopped."""
        parameters = [*self.network.parameters(), *self._views.parameters()]
        optimiser = torch.optim.AdamW(
            [
                {"params": [p for p in parameters if p.ndim > 1], "weight_decay": 0.01},
                {"params": [p for p in parameters if p.ndim < 2], "weight_decay": 0.0},
            ],
            betas=(0.9, 0.98),
        )
        spent, steps = self._take_up(optimiser)
        if not steps and not self._schooling.begin:
            self._learn_table(say)
        began = time.monotonic() - spent
        lessons = self._batches(random.Random(self._schooling.seed + steps))
        while (spent := time.monotonic() - began) < 60 * self._schooling.minutes:
            self._set_rate(optimiser, spent / 60 / self._schooling.minutes, steps)
            loss = self._loss(*next(lessons))
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            if self._schooling.begin and steps < _WARM_UP:
                self.network.zero_grad()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            steps += 1
            if steps % _SAVE_EVERY == 0:
                self._save(optimiser, spent, steps)
                say(f"{steps} steps, {spent / 60:.0f} min: loss {loss.item():.3f}")
        return self.network.eval()

    def _learn_table(self, say: Callable[[str], None]) -> None:
        """Foretell what the teacher knows of each piece by itself."""
        view = nn.Linear(self._schooling.shape.width, self._teacher.width)
        table, first = self.network.pieces, self.network.first
        learnt = [*table.parameters(), *first.parameters(), *view.parameters()]
        optimiser = torch.optim.Adam(learnt)
        expected = self._teacher.table(self._numbers)
        for step in range(_KNOWN_BY):
            optimiser.param_groups[0]["lr"] = 1e-2 * (1 - step / _KNOWN_BY)
            loss = functional.mse_loss(view(first(table.weight)), expected)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
        say(f"the table of pieces: loss {loss.item():.3f}")

    def _loss(self, ids: Tensor, mask: Tensor) -> Tensor:
        expected = self._teacher.states(self._numbers[ids], mask)
        with torch.autocast("cpu", torch.bfloat16):
            after = self.network.all_states(ids, mask)
            seen = [
                view(after[layer - 1][mask])
                for view, layer in zip(self._views, self._taught, strict=True)
            ]
        pairs = zip(seen, expected, strict=True)
        return sum(
            (functional.mse_loss(one.float(), other) for one, other in pairs),
            start=torch.zeros(()),
        )

    def _batches(self, chance: random.Random) -> Iterator[tuple[Tensor, Tensor]]:
        while True:
            order = chance.sample(self._lessons, len(self._lessons))
            for start in range(0, len(order), _POOL):
                together = list(_filled(order[start : start + _POOL], self._schooling))
                chance.shuffle(together)
                yield from map(_side_by_side, together)

    def _set_rate(self, optimiser: torch.optim.AdamW, over: float, steps: int) -> None:
        fall = 0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * over))
        late = _WARM_UP if self._schooling.begin and steps >= _WARM_UP else 0
        rise = min(1.0, (steps - late + 1) / _WARM_UP)
        for group in optimiser.param_groups:
            group["lr"] = self._schooling.rate * fall * rise

    def _save(self, optimiser: torch.optim.AdamW, spent: float, steps: int) -> None:
        state: dict[str, Any] = {"spent": spent, "steps": steps}
        state["network"] = self.network.state_dict()
        state["views"] = self._views.state_dict()
        state["optimiser"] = optimiser.state_dict()
        torch.save(state, self._keep)

    def _take_up(self, optimiser: torch.optim.AdamW) -> tuple[float, int]:
        if not self._keep.exists():
            return 0.0, 0
        state = torch.load(self._keep)
        self.network.load_state_dict(state["network"])
        self._views.load_state_dict(state["views"])
        optimiser.load_state_dict(state["optimiser"])
        return float(state["spent"]), int(state["steps"])


def read_texts(path: Path) -> list[str]:
    """Return the `text` of every line of a file of JSON lines."""
    lines = path.read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def _beginner(
    texts: Sequence[str], teacher: Teacher, schooling: Schooling
) -> tuple[Network, list[str]]:
    """Return the encoder to teach, and its vocabulary."""
    if schooling.begin:
        network, vocabulary = open_network(schooling.begin)
        return grown(network, schooling.shape.layers), vocabulary
    shape = schooling.shape
    return Network(shape), choose_pieces(texts, teacher.vocabulary, shape.pieces)


def _numbers_of(vocabulary: Sequence[str], teacher: Sequence[str]) -> Tensor:
    """Return the teacher's number of each piece, or that of the unknown."""
    numbers = {piece: number for number, piece in enumerate(teacher)}
    unknown = numbers[UNKNOWN]
    return torch.tensor([numbers.get(piece, unknown) for piece in vocabulary])


def _filled(
    lessons: Sequence[list[int]], schooling: Schooling
) -> Iterator[list[list[int]]]:
    """Yield lessons of like length, as many as fit in a batch."""
    current: list[list[int]] = []
    for lesson in sorted(lessons, key=len):
        if current and (len(current) + 1) * len(lesson) > schooling.pieces:
            yield current
            current = []
        current.append(lesson)
    yield current


def _side_by_side(lessons: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(lessons), max(map(len, lessons)), dtype=torch.long)
    mask = torch.zeros(ids.shape, dtype=torch.bool)
    for row, lesson in enumerate(lessons):
        ids[row, : len(lesson)] = torch.tensor(lesson)
        mask[row, : len(lesson)] = True
    return ids, mask


def _even(states: Tensor) -> Tensor:
    """Return states of which each has mean 0 and spread 1, so that all count alike."""
    return functional.layer_norm(states, states.shape[-1:])
