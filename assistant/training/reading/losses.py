"""What a reader is corrected by: labels, pairs, and what a larger reader said."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from assistant.schema import ContactReason, Emotion, Handoff
from assistant.training.reading.messages import Labelled
from assistant.triage.trained.labels import SIGNALS, Labels

_REASONS, _EMOTIONS, _HANDOFFS = (
    list(ContactReason),
    list(Emotion),
    list(Handoff),
)
_SMOOTHING = 0.05
_SOFTER = 2.0  # temperature at which a teacher is heard: what it nearly chose counts
_WIDEST = 3.0  # steps of severity; a wider gap pulls no harder
# How much each question counts, chosen by hand on a tenth that is not held out.
_CHOICES = {"reason": 1.0, "topic": 0.7, "emotion": 0.4, "best": 0.7}
_YES_OR_NO = {"graver": 1.5, "suits": 1.5, "troll": 1.0, "signal": 1.0}
_RANKING = 0.7
_LEVELS = 0.3  # of a pair, by its severities rather than by its urgency


class Corrections:
    """The losses over rows of log odds, with each question in its place."""

    def __init__(self, labels: Labels) -> None:
        self._topics = {
            topic: number for number, topic in enumerate(dict(labels.groups)["topic"])
        }
        self._place = {name: place for name, place, _ in labels.places()}

    def of_labels(self, told: Tensor, rows: Sequence[Labelled]) -> Tensor:
        """Return the loss against labels; questions without a label do not count."""
        full = [n for n, row in enumerate(rows) if row.severity is not None]
        loss = self._choice(told, "reason", [_REASONS.index(r.reason) for r in rows])
        known = [n for n, row in enumerate(rows) if row.topic in self._topics]
        if known:
            topics = [self._topics[rows[n].topic] for n in known]
            loss = loss + self._choice(told[known], "topic", topics)
        if not full:
            return loss
        told, rows = told[full], [rows[n] for n in full]
        loss = loss + self._choice(
            told,
            "emotion",
            [_EMOTIONS.index(row.emotion or Emotion.NEUTRAL) for row in rows],
        )
        loss = loss + self._choice(
            told, "best", [_HANDOFFS.index(row.best or Handoff.NONE) for row in rows]
        )
        severity = torch.tensor([float(row.severity or 1) for row in rows])
        right = {
            "graver": (severity[:, None] > torch.arange(1, 5)).float(),
            "suits": _flags([[h in row.suits for h in _HANDOFFS] for row in rows]),
            "troll": _flags([[row.troll] for row in rows]),
        }
        for name, answers in right.items():
            loss = loss + self._yes_or_no(told, name, answers)
        asked = [(n, r.signals) for n, r in enumerate(rows) if r.signals is not None]
        if asked:
            seen = _flags([[s in signals for s in SIGNALS] for _, signals in asked])
            some = told[[n for n, _ in asked]]
            loss = loss + self._yes_or_no(some, "signal", seen)
        return loss + _RANKING * self._ranking(told, severity)

    def of_pairs(self, told: Tensor) -> Tensor:
        """Return the loss of pairs that stand one after the other, first the first."""
        urgency = told[:, self._place["urgency"]].view(-1, 2)
        levels = told[:, self._place["graver"]].mean(1).view(-1, 2)
        return (
            functional.softplus(urgency[:, 1] - urgency[:, 0]).mean()
            + _LEVELS * functional.softplus(levels[:, 1] - levels[:, 0]).mean()
        )

    def of_teacher(self, told: Tensor, taught: Tensor) -> Tensor:
        """Return the loss against what a larger reader said of the same texts."""
        loss = torch.zeros(())
        for name, weight in _CHOICES.items():
            place = self._place[name]
            loss = loss + weight * _SOFTER**2 * functional.kl_div(
                functional.log_softmax(told[:, place] / _SOFTER, 1),
                functional.softmax(taught[:, place] / _SOFTER, 1),
                reduction="batchmean",
            )
        for name in _YES_OR_NO:
            answers = torch.sigmoid(taught[:, self._place[name]])
            loss = loss + self._yes_or_no(told, name, answers)
        place = self._place["urgency"]
        return loss + 0.1 * functional.mse_loss(told[:, place], taught[:, place])

    def of_states(self, told: Tensor, taught: Tensor) -> Tensor:
        """Return the loss against a larger reader's states, each of spread 1."""
        expected = functional.layer_norm(taught.float(), taught.shape[-1:])
        return functional.mse_loss(told, expected)

    def _choice(self, told: Tensor, name: str, right: list[int]) -> Tensor:
        return _CHOICES[name] * functional.cross_entropy(
            told[:, self._place[name]],
            torch.tensor(right),
            label_smoothing=_SMOOTHING,
        )

    def _yes_or_no(self, told: Tensor, name: str, right: Tensor) -> Tensor:
        return _YES_OR_NO[name] * functional.binary_cross_entropy_with_logits(
            told[:, self._place[name]], right
        )

    def _ranking(self, told: Tensor, severity: Tensor) -> Tensor:
        """Return how far graver messages are from being the more urgent ones."""
        urgency = told[:, self._place["urgency"]][:, 0]
        gap = (severity[:, None] - severity[None]).clamp(0, _WIDEST)
        wrong = functional.softplus(urgency[None] - urgency[:, None])
        return (wrong * gap).sum() / gap.sum().clamp(min=1)


def _flags(rows: list[list[bool]]) -> Tensor:
    return torch.tensor(rows).float()
