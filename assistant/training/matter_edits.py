"""Teach the judge which of the clauses that edits make can be sent."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from assistant.drafting.choosing import EditWeights, MatterJudge
from assistant.drafting.edits import Clause
from assistant.models.weights import Array
from assistant.training.saying import lowest_chance

_FOLDS = 5
_SURE = 0.85  # share of what is said that should be sendable
_FEWEST = 30  # clauses that a threshold must rest on
_STEPS = 200
_RATE = 0.05
_EVEN = 0.02  # how much is held against weights that are far from nothing
_NEVER = 2.0  # the chance where too little of what would be said is right


@dataclass(frozen=True, slots=True)
class Edited:
    """A clause that edits made of a message, and whether a person would send it."""

    text: str
    clause: Clause
    right: bool


def fit_edits(judge: MatterJudge, edited: Sequence[Edited]) -> EditWeights:
    """Return weights for what edits made of messages that no edits were learnt from.

    How sure a clause must be is set in five folds of the same messages.
    """
    known = np.array([judge.facts_of(one.clause, one.text) for one in edited])
    right = np.array([one.right for one in edited], np.float32)
    told: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        inside = np.arange(len(right)) % _FOLDS == fold
        weights = _fitted(known[~inside], right[~inside])
        chances = map(weights.chance, known[inside].tolist())
        told += zip(chances, right[inside] > 0, strict=True)
    threshold = lowest_chance(told, well=_SURE, fewest=_FEWEST)
    whole = _fitted(known, right)
    return EditWeights(whole.facts, whole.bias, threshold or _NEVER)


def _fitted(known: Array, right: Array) -> EditWeights:
    mean, spread = known.mean(axis=0), known.std(axis=0) + 1e-3
    given = torch.from_numpy(((known - mean) / spread).astype(np.float32))
    wanted = torch.from_numpy(right)
    weight = torch.zeros(given.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)
    optimizer = torch.optim.Adam([weight, bias], lr=_RATE)
    for _ in range(_STEPS):
        log_odds = given @ weight + bias
        off = functional.binary_cross_entropy_with_logits(log_odds, wanted)
        loss = off + _EVEN * weight.square().sum()
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    plain = (weight.detach().numpy() / spread).astype(np.float32)
    return EditWeights(plain, float(bias.detach()) - float(plain @ mean), _NEVER)
