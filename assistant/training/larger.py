"""A larger encoder of English: it is taught first, then learnt from, never shipped."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from assistant.errors import ModelError
from assistant.models.wordpiece import END, PADDING, SPECIAL, START, UNKNOWN

_AS_THEY_ARE = 2  # layers


@dataclass(frozen=True, slots=True)
class Size:
    """How wide the states of an encoder are."""

    width: int


class Larger(nn.Module):
    """An encoder that transformers opened, in the place of our own network.

    Its table of pieces and its lowest layers stay as they are: few texts are taught,
    and they would bend some of what it knows away from all the rest.
    """

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model
        self.model.embeddings.requires_grad_(False)
        self.model.encoder.layer[:_AS_THEY_ARE].requires_grad_(False)
        self.shape = Size(int(model.config.hidden_size))
        self._padding = int(model.config.pad_token_id or 0)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the last states, (texts, pieces, width); `mask` is true at pieces."""
        kept = torch.where(mask, ids, self._padding)
        with torch.autocast("cpu", torch.bfloat16):
            told = self.model(input_ids=kept, attention_mask=mask.long())
        states: Tensor = told.last_hidden_state.float()
        return states


def open_larger(folder: Path) -> tuple[Larger, list[str]]:
    """Open a folder with an encoder such as BERT or MPNet, and its pieces of words.

    The marks of start, end, padding and the unknown bear our names among the pieces.
    Raises ModelError when it cannot be read.
    """
    from transformers import AutoModel, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModel.from_pretrained(
            folder, local_files_only=True, add_pooling_layer=False
        )
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{folder}: cannot be read as an encoder") from error
    ours = {
        tokenizer.pad_token: PADDING,
        tokenizer.unk_token: UNKNOWN,
        tokenizer.cls_token: START,
        tokenizer.sep_token: END,
    }
    known = tokenizer.get_vocab()
    pieces = [
        ours.get(piece, f"unused {piece}" if piece in SPECIAL else piece)
        for piece in sorted(known, key=known.__getitem__)
    ]
    return Larger(model), pieces
