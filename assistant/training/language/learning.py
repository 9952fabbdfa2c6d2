"""The loop: rows in, weights out, taken up again where it was stopped."""

import json
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load
from torch import nn
from transformers import LlamaConfig, LlamaForCausalLM

from assistant.errors import ModelError
from assistant.models.shipped import read_manifest
from assistant.training.language.arithmetic import prepare, summed_loss
from assistant.training.language.packing import Rows
from assistant.training.language.presets import Shape, Stage

_CLIP = 1.0
_DECAY = 0.05
_SAVE_SECONDS = 180.0
_TELL_STEPS = 50
_EMBEDDING_RATE = 1.0  # of the stage's rate, for the table of tokens
Tell = Callable[[str], None]


@dataclass
class Progress:
    """How far a stage has come; `share` is 0 at its start and 1 at its end.

    `seconds` are those of the thread that learns, so that what other programs do at
    the same time does not shorten what is learnt.
    """

    step: int = 0
    seconds: float = 0.0
    share: float = 0.0
    tokens: int = 0


def new_model(shape: Shape, *, seed: int) -> LlamaForCausalLM:
    """Return a Llama of this shape with fresh weights."""
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.width,
        intermediate_size=shape.inner,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.key_heads,
        max_position_embeddings=shape.context,
        tie_word_embeddings=True,
        rms_norm_eps=1e-5,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=None,
        attention_bias=False,
    )
    return LlamaForCausalLM(config)


def learn(
    model: LlamaForCausalLM,
    rows: Rows,
    stage: Stage,
    *,
    folder: Path,
    seed: int,
    tell: Tell,
) -> Progress:
    """Train `model` in place; a checkpoint in `folder` is taken up where it is.

    Runs on a GPU when torch sees one, with bf16 arithmetic on either.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    nn.Module.to(model, device)
    prepare(model, device)
    model.train()
    optimizers = _optimizers(model, stage.rate)
    progress = _take_up(folder, model, optimizers)
    before = progress.seconds
    begun, saved = time.thread_time(), time.monotonic()
    losses: list[float] = []
    for batch in _batches(rows, stage, seed=seed, skip=progress.step):
        progress.seconds = before + time.thread_time() - begun
        progress.share = _share(stage, progress, len(rows))
        if progress.share >= 1:
            break
        _set_rate(optimizers, stage, progress.share)
        losses.append(_step(model, batch, optimizers, device))
        progress.step += 1
        progress.tokens += int((batch[1] > 0).sum())
        if progress.step % _TELL_STEPS == 0:
            tell(_line(progress, losses))
            losses.clear()
        if time.monotonic() - saved > _SAVE_SECONDS:
            _save(folder, model, optimizers, progress)
            saved = time.monotonic()
    _save(folder, model, optimizers, progress)
    return progress


def load_checkpoint(model: LlamaForCausalLM, folder: Path) -> None:
    """Put the weights of a checkpoint into a model of its shape."""
    saved = torch.load(folder / "checkpoint.pt", weights_only=True, map_location="cpu")
    model.load_state_dict(saved["model"])


def load_shipped(model: LlamaForCausalLM, folder: Path) -> None:
    """Put the weights of a folder that was shipped into a model of its shape.

    Raises ModelError when a file is missing or damaged, or of another shape.
    """
    held = load(read_manifest(folder)["model.safetensors"])
    weights = {name: tensor.float() for name, tensor in held.items()}
    try:
        left = model.load_state_dict(weights, strict=False)
    except RuntimeError as error:
        raise ModelError(f"{folder}: the weights are of another shape") from error
    if set(left.missing_keys) - {"lm_head.weight"} or left.unexpected_keys:
        raise ModelError(f"{folder}: the weights are of another shape")


def loss_of(model: LlamaForCausalLM, rows: Rows, *, batch: int = 16) -> float:
    """Return the mean loss a token that counts, in nats."""
    device = next(model.parameters()).device
    model.train(False)
    total, weight = 0.0, 0.0
    with torch.inference_mode():
        for start in range(0, len(rows), batch):
            part = (
                rows.tokens[start : start + batch],
                rows.weights[start : start + batch],
            )
            full = (part[0], (part[1] == part[1].max()).astype(np.uint8) * 255)
            hidden, table, targets, weights = _asked(model, full, device)
            losses = nn.functional.cross_entropy(
                hidden @ table.T, targets, reduction="none"
            )
            total += float((losses * weights).sum())
            weight += float(weights.sum())
    return total / max(weight, 1.0)


def _step(
    model: LlamaForCausalLM,
    batch: tuple[np.ndarray, np.ndarray],
    optimizers: list[torch.optim.Optimizer],
    device: torch.device,
) -> float:
    with torch.autocast(device.type, dtype=torch.bfloat16):
        hidden, table, targets, weights = _asked(model, batch, device)
    summed = summed_loss(hidden, table, targets, weights)
    loss = summed / weights.sum().clamp(min=1.0)
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(model.parameters(), _CLIP)
    for optimizer in optimizers:
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def _asked(
    model: LlamaForCausalLM,
    batch: tuple[np.ndarray, np.ndarray],
    device: torch.device,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return what the model thinks where a token counts, and what is right there."""
    tokens = torch.from_numpy(batch[0].astype(np.int64)).to(device)  # (B, T)
    weights = torch.from_numpy(batch[1][:, 1:].astype(np.float32)).to(device) / 255
    read = model.model(input_ids=tokens[:, :-1], use_cache=False)
    counts = weights > 0  # padding costs nothing
    hidden = read.last_hidden_state[counts]  # (N, D)
    return hidden, model.lm_head.weight, tokens[:, 1:][counts], weights[counts]


def _optimizers(model: LlamaForCausalLM, rate: float) -> list[torch.optim.Optimizer]:
    """Return Muon for the matrices inside the layers, AdamW for all else."""
    inner = [p for n, p in model.named_parameters() if p.ndim == 2 and "layers" in n]
    known = {id(parameter) for parameter in inner}
    other = [p for p in model.parameters() if id(p) not in known]
    return [
        torch.optim.Muon(
            inner, lr=rate, weight_decay=_DECAY, adjust_lr_fn="match_rms_adamw"
        ),
        torch.optim.AdamW(
            other, lr=rate * _EMBEDDING_RATE, betas=(0.9, 0.95), weight_decay=0.0
        ),
    ]


def _batches(
    rows: Rows, stage: Stage, *, seed: int, skip: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield batches in an order that the seed decides, from batch `skip` on."""
    number = 0
    for epoch in range(math.ceil(stage.epochs)):
        order = np.random.default_rng(seed + epoch).permutation(len(rows))
        for start in range(0, len(order), stage.rows):
            if number >= skip:
                chosen = order[start : start + stage.rows]
                yield rows.tokens[chosen], rows.weights[chosen]
            number += 1


def _share(stage: Stage, progress: Progress, rows: int) -> float:
    by_rows = progress.step * stage.rows / max(1.0, stage.epochs * rows)
    by_clock = progress.seconds / (60 * stage.minutes) if stage.minutes else 0.0
    return max(by_rows, by_clock)


def _set_rate(
    optimizers: list[torch.optim.Optimizer], stage: Stage, share: float
) -> None:
    rising = min(1.0, share / stage.warm_up) if stage.warm_up else 1.0
    falling = min(1.0, (1.0 - share) / stage.fall) if stage.fall else 1.0
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = stage.rate * max(0.01, rising * falling)


def _take_up(
    folder: Path, model: LlamaForCausalLM, optimizers: list[torch.optim.Optimizer]
) -> Progress:
    path = folder / "checkpoint.pt"
    if not path.is_file():
        return Progress()
    saved: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    model.load_state_dict(saved["model"])
    for optimizer, state in zip(optimizers, saved["optimizers"], strict=True):
        optimizer.load_state_dict(state)
    return Progress(**json.loads(saved["progress"]))


def _save(
    folder: Path,
    model: LlamaForCausalLM,
    optimizers: list[torch.optim.Optimizer],
    progress: Progress,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "checkpoint.pt"
    torch.save(
        {
            "model": model.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in optimizers],
            "progress": json.dumps(vars(progress)),
        },
        path.with_suffix(".new"),
    )
    path.with_suffix(".new").replace(path)


def _line(progress: Progress, losses: list[float]) -> str:
    rate = progress.tokens / max(progress.seconds, 1e-9)
    return (
        f"step {progress.step}  loss {np.mean(losses):.3f}  "
        f"{progress.share:.1%}  {rate:,.0f} tokens/s"
    )
