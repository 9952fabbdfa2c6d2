"""Any local causal language model folder, opened by transformers.

The only module that imports torch, and only when a model is opened.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError
from assistant.models.base import Sampling

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedTokenizerBase

_UNSAFE = ("*.bin", "*.pt", "*.pth", "*.pkl", "*.pickle", "*.ckpt", "*.py")
_NUCLEUS = 0.95  # share of probability that sampling keeps; the rest is noise
_ENDINGS = ".!?…"


class CausalModel:
    """A folder with `config.json`, safetensors weights and a tokenizer.

    Uses the tokenizer's chat template when it has one. Runs on a GPU when torch sees
    one, else on the CPU. Equal seeds give equal words on the same machine.
    """

    def __init__(
        self, folder: Path, *, threads: int | None = None, device: str | None = None
    ) -> None:
        """Open the model.

        Raises ModelError when the folder is missing, damaged, or holds files that
        could run code when opened.
        """
        _refuse_unsafe(folder)
        self.name = folder.name
        self._tokenizer, self._model = _open(folder, threads, device)
        self._turn = Lock()  # the seed belongs to the process, so one at a time

    def complete(self, prompt: str, sampling: Sampling) -> str:
        """Return one continuation of the prompt."""
        return self.candidates(prompt, sampling, how_many=1)[0]

    def candidates(
        self, prompt: str, sampling: Sampling, *, how_many: int
    ) -> Sequence[str]:
        """Return several continuations, sampled together as one batch.

        A text that reaches `max_characters` is cut back to its last whole sentence.
        """
        import torch

        inputs = self._encode(prompt)
        length = inputs["input_ids"].shape[1]
        greedy = sampling.temperature == 0
        with self._turn, torch.inference_mode(), torch.random.fork_rng():
            torch.manual_seed(sampling.seed)
            rows = self._model.generate(
                **inputs,
                max_new_tokens=self._room(length, sampling),
                do_sample=not greedy,
                temperature=None if greedy else sampling.temperature,
                top_p=None if greedy else _NUCLEUS,
                top_k=0,
                num_return_sequences=1 if greedy else how_many,
                pad_token_id=self._pad_token(),
                stopping_criteria=self._budget(length, sampling),
            )
        texts = self._tokenizer.batch_decode(rows[:, length:], skip_special_tokens=True)
        texts = texts * how_many if greedy else texts
        return [_whole_sentences(text, sampling.max_characters) for text in texts]

    def _encode(self, prompt: str) -> "dict[str, torch.Tensor]":
        if self._tokenizer.chat_template:
            turns = [{"role": "user", "content": prompt}]
            prompt = str(
                self._tokenizer.apply_chat_template(
                    turns, tokenize=False, add_generation_prompt=True
                )
            )
        longest = self._context() - 8  # leave room for an answer
        encoded = self._tokenizer(
            prompt, return_tensors="pt", truncation=True, max_length=longest
        )
        return {
            name: encoded[name].to(self._model.device)
            for name in ("input_ids", "attention_mask")
        }

    def _room(self, length: int, sampling: Sampling) -> int:
        return max(1, min(sampling.max_tokens, self._context() - length))

    def _context(self) -> int:
        return int(getattr(self._model.config, "max_position_embeddings", 2048))

    def _pad_token(self) -> int:
        known = (self._tokenizer.pad_token_id, self._tokenizer.eos_token_id)
        return next((int(token) for token in known if token is not None), 0)

    def _budget(self, length: int, sampling: Sampling) -> "list[_CharacterBudget]":
        if sampling.max_characters is None:
            return []
        return [_CharacterBudget(self._tokenizer, length, sampling.max_characters)]


class _CharacterBudget:
    """Stop a row once its new text has all the characters it may have."""

    def __init__(
        self, tokenizer: "PreTrainedTokenizerBase", length: int, most: int
    ) -> None:
        self._tokenizer = tokenizer
        self._length = length
        self._most = most

    def __call__(
        self, input_ids: "torch.Tensor", scores: object, **_: object
    ) -> "torch.Tensor":
        import torch

        texts = self._tokenizer.batch_decode(
            input_ids[:, self._length :], skip_special_tokens=True
        )
        done = [len(text) >= self._most for text in texts]
        return torch.tensor(done, device=input_ids.device)


def _refuse_unsafe(folder: Path) -> None:
    if not (folder / "config.json").is_file():
        raise ModelError(f"{folder} is no model folder: it has no config.json")
    for pattern in _UNSAFE:
        for path in folder.glob(pattern):
            raise ModelError(f"{path} could run code; only safetensors are opened")


def _open(
    folder: Path, threads: int | None, device: str | None
) -> "tuple[PreTrainedTokenizerBase, Any]":
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import torch
    from safetensors import SafetensorError
    from transformers import AutoModelForCausalLM, AutoTokenizer

    if threads is not None:
        torch.set_num_threads(threads)
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
        model = AutoModelForCausalLM.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
        )
    except (
        *(OSError, ValueError, KeyError, TypeError, RuntimeError),
        SafetensorError,
    ) as error:
        raise ModelError(f"{folder} cannot be opened: {error}") from error
    chosen = device or ("cuda" if torch.cuda.is_available() else "cpu")
    return tokenizer, model.train(False).to(chosen)


def _whole_sentences(text: str, most: int | None) -> str:
    text = text.strip()
    if most is None or len(text) < most:
        return text
    cut = text[:most]
    end = max(cut.rfind(ending) for ending in _ENDINGS)
    return cut[: end + 1]
