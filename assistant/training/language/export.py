"""Write a trained model as the folder that is shipped and that other programs open."""

import hashlib
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file

from assistant.models.shipped import MANIFEST
from assistant.training.language.learning import load_checkpoint, new_model
from assistant.training.language.presets import Preset

TOKENIZER = ("tokenizer.json", "tokenizer_config.json")
FILES = ("config.json", "generation_config.json", "model.safetensors", *TOKENIZER)


def export_model(preset: Preset, checkpoint: Path, work: Path, folder: Path) -> None:
    """Write weights in half precision, configuration, tokenizer and manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    model = new_model(preset.shape, seed=preset.seed)
    load_checkpoint(model, checkpoint)
    model.config.save_pretrained(folder)
    model.generation_config.save_pretrained(folder)
    tensors = {
        name: tensor.to(torch.float16).contiguous()
        for name, tensor in model.state_dict().items()
        if name != "lm_head.weight"  # tied to the table of tokens
    }
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    for name in TOKENIZER:
        shutil.copyfile(work / name, folder / name)
    write_manifest(folder, FILES)


def write_manifest(folder: Path, names: tuple[str, ...]) -> None:
    """Write what each file of a model must hash to."""
    hashes = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in names
        if (folder / name).is_file()
    }
    text = json.dumps({"sha256": hashes}, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
