"""A large encoder as a teacher: its vectors as they are, and linear layers on them.

The layers are fitted five times, each time without a fifth of the rows, so what the
teacher says of a labelled message comes from layers that have not seen its label.
"""

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from assistant.training.reading.losses import Corrections
from assistant.training.reading.messages import Labelled, Pair

FOLDS = 5
_BATCH = 32
_SAVE_EVERY = 8  # batches
_MOST_PIECES = 96
_STEPS, _RATE, _DECAY = 300, 2e-3, 0.3
_ROWS, _PAIRS = 256, 32

Vectors = dict[str, Tensor]


def vectors_of(
    texts: Sequence[str], encoder: Path, kept: Path, say: Callable[[str], None]
) -> Vectors:
    """Return the mean and the peak of the encoder's vectors for each text.

    What was read before is taken from `kept`, which grows as the reading goes on.
    """
    known: Vectors = torch.load(kept, weights_only=True) if kept.exists() else {}
    missing = sorted({text for text in texts if text not in known}, key=len)
    if not missing:
        return known
    from transformers import AutoModel, AutoTokenizer

    cut = AutoTokenizer.from_pretrained(encoder)
    network = AutoModel.from_pretrained(encoder).eval()
    for number, start in enumerate(range(0, len(missing), _BATCH)):
        batch = missing[start : start + _BATCH]
        given = cut(
            [" ".join(text.split()) for text in batch],
            padding=True,
            truncation=True,
            max_length=_MOST_PIECES,
            return_tensors="pt",
        )
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            states = network(**given).last_hidden_state.float()
        there = given["attention_mask"][..., None].bool()
        mean = (states * there).sum(1) / there.sum(1)
        peak = states.masked_fill(~there, -9.0).max(1).values
        for text, vector in zip(batch, torch.cat([mean, peak], 1), strict=True):
            known[text] = vector.clone()
        if number % _SAVE_EVERY == 0 or start + _BATCH >= len(missing):
            say(f"teacher: {start + len(batch)} of {len(missing)} texts")
            torch.save(known, kept)
    return known


def teach(
    rows: Sequence[Labelled],
    pairs: Sequence[Pair],
    texts: Sequence[str],
    vectors: Mapping[str, Tensor],
    corrections: Corrections,
    width: int,
    *,
    seed: int,
) -> list[tuple[str, Tensor]]:
    """Return what the teacher says of labelled and other texts, as log odds."""
    rows = [row for row in rows if row.text in vectors]
    pairs = [pair for pair in pairs if all(text in vectors for text in pair.texts)]
    whole = torch.stack([vectors[row.text] for row in rows])
    centre, spread = whole.mean(0), whole.std(0) + 1e-4

    def scaled(some: Sequence[str]) -> Tensor:
        return (torch.stack([vectors[text] for text in some]) - centre) / spread

    fitted = [
        _fit(
            [row for row in rows if _fold(row.text) != fold],
            [pair for pair in pairs if _fold(pair.text) != fold],
            scaled,
            corrections,
            width,
            seed + fold,
        )
        for fold in range(FOLDS)
    ]
    told: list[tuple[str, Tensor]] = []
    labelled = dict.fromkeys(row.text for row in rows)
    others = [text for text in dict.fromkeys(texts) if text not in labelled]
    with torch.no_grad():
        for text in labelled:
            told.append((text, fitted[_fold(text)](scaled([text]))[0]))
        for text in others:
            if text in vectors:
                said = torch.stack([layer(scaled([text]))[0] for layer in fitted])
                told.append((text, said.mean(0)))
    return told


def _fit(
    rows: Sequence[Labelled],
    pairs: Sequence[Pair],
    scaled: Callable[[Sequence[str]], Tensor],
    corrections: Corrections,
    width: int,
    seed: int,
) -> nn.Module:
    """Fit one layer, by Adam with a weight decay that keeps most of it near nothing."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    given = scaled([row.text for row in rows])
    linear = nn.Linear(given.shape[1], width)
    nn.init.zeros_(linear.weight)
    layer = nn.Sequential(nn.Dropout(0.2), linear)
    optimizer = torch.optim.AdamW(layer.parameters(), lr=_RATE, weight_decay=_DECAY)
    for step in range(_STEPS):
        for group in optimizer.param_groups:
            group["lr"] = _RATE * (1 - step / _STEPS)
        drawn = chance.sample(range(len(rows)), min(_ROWS, len(rows)))
        loss = corrections.of_labels(layer(given[drawn]), [rows[n] for n in drawn])
        if pairs:
            some = chance.sample(pairs, min(_PAIRS, len(pairs)))
            asked = scaled([text for pair in some for text in pair.texts])
            loss = loss + corrections.of_pairs(layer(asked))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return layer.eval()


def _fold(text: str) -> int:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return int(digest[:8], 16) % FOLDS
