"""The model's alphabet: byte-level BPE, one token a digit, one for each mark."""

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from assistant.models.jobs import AGENT, CUSTOMER, END, MARKS, PAD, ROUGH, SHAPES
from assistant.schema import Tone

# Words with their leading space, digits one by one, marks of punctuation in runs.
_PIECES = r"'(?:[smdt]|ll|ve|re)| ?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"

# What programs that open the folder with a chat template send: the job as the system
# turn ("clause", "warm", "reword warm"), the words as the user's.
CHAT_TEMPLATE = (
    "{% set job = messages[0].content if messages[0].role == 'system' else 'warm' %}"
    "{% for turn in messages %}"
    "{% if turn.role == 'user' %}"
    "{{ '" + ROUGH + "' if job.startswith('reword ') else '" + CUSTOMER + "' }}"
    "{{ turn.content }}"
    "{% elif turn.role == 'assistant' %}"
    "{{ '" + AGENT + "' + turn.content + '" + END + "' }}"
    "{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|' + job.split()[-1] + '|>' }}{% endif %}"
)


def train_tokenizer(texts: Iterable[str], *, vocabulary: int) -> Tokenizer:
    """Learn a byte-level alphabet of `vocabulary` tokens, the marks first."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(MARKS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        min_frequency=2,
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def save_tokenizer(tokenizer: Tokenizer, folder: Path, *, context: int) -> None:
    """Write the two files that transformers opens a tokenizer from."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": context,
        "pad_token": PAD,
        "eos_token": END,
        "clean_up_tokenization_spaces": False,
        "chat_template": CHAT_TEMPLATE,
    }
    path = folder / "tokenizer_config.json"
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


__all__ = ["CHAT_TEMPLATE", "SHAPES", "Tone", "save_tokenizer", "train_tokenizer"]
