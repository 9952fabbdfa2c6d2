"""Language models: three backends behind one contract, each with the real thing."""

import json
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from assistant.errors import ModelError
from assistant.models import LanguageModel, Sampling, Scripted, open_model

SHORT = Sampling(max_tokens=12, seed=7)


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory) -> Path:
    """A tiny Llama with random weights, a byte tokenizer and a chat template."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "tiny"
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: number for number, letter in enumerate(letters)}
    vocabulary["<end>"] = len(vocabulary)
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>")
    fast.chat_template = (
        "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}"
    )
    fast.save_pretrained(folder)
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=512,
        eos_token_id=vocabulary["<end>"],
        bos_token_id=None,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def causal(model_folder) -> LanguageModel:
    opened = open_model(str(model_folder), model_folder.parent)
    assert opened is not None
    return opened


def test_scripted_says_its_lines_in_order():
    model = Scripted("One.", "Two.")
    said = [model.complete("?", Sampling()) for _ in range(3)]
    assert said == ["One.", "Two.", "One."]
    assert model.prompts == ["?", "?", "?"]


def test_scripted_keeps_to_the_characters_allowed():
    assert Scripted("A long line").complete("?", Sampling(max_characters=6)) == "A long"


def test_open_model_none_is_no_model(tmp_path):
    assert open_model("none", tmp_path) is None


@pytest.mark.parametrize("spec", ["nothing-here", "/no/such/folder", "../escape"])
def test_open_model_says_when_it_is_missing(tmp_path, spec):
    with pytest.raises(ModelError, match="there is no model"):
        open_model(spec, tmp_path)


@pytest.mark.slow
def test_causal_gives_equal_words_for_equal_seeds(causal):
    first = causal.candidates("Sorry", SHORT, how_many=3)
    again = causal.candidates("Sorry", SHORT, how_many=3)
    other = causal.candidates("Sorry", Sampling(max_tokens=12, seed=8), how_many=3)
    assert list(first) == list(again)
    assert list(first) != list(other)


@pytest.mark.slow
def test_causal_returns_only_what_follows(causal):
    assert "Where is it" not in causal.complete("Where is it", SHORT)


@pytest.mark.slow
def test_causal_keeps_to_its_budget_and_to_whole_sentences(causal):
    text = causal.complete("Sorry", Sampling(max_tokens=60, max_characters=20, seed=1))
    assert len(text) <= 20
    assert text == "" or len(text) < 20 or text[-1] in ".!?…"


@pytest.mark.slow
def test_causal_survives_prompts_longer_than_its_context(causal):
    assert isinstance(causal.complete("word " * 2000, SHORT), str)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("pytorch_model.bin", b"x", "could run code"),
        ("extra.pkl", b"x", "could run code"),
        ("modeling_own.py", b"x", "could run code"),
        ("model.safetensors", b"not safetensors", "cannot be opened"),
        ("config.json", b"{ not json", "cannot be opened"),
        ("tokenizer.json", b"{}", "cannot be opened"),
    ],
)
def test_causal_refuses_damaged_and_unsafe_folders(
    model_folder, tmp_path, name, content, problem
):
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in model_folder.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=problem):
        open_model(str(folder), tmp_path)


def test_server_out_of_reach_is_a_model_error():
    model = open_model("http://127.0.0.1:9/v1", Path())
    assert model is not None
    with pytest.raises(ModelError, match="no model server answers"):
        model.complete("?", SHORT)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_server_speaks_with_a_real_one(model_folder):
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("transformers")),
        *("serve", str(model_folder), "--device", "cpu"),
        *("--host", "127.0.0.1", "--port", str(port)),
    ]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server)
            url = f"http://127.0.0.1:{port}/v1#{model_folder}"
            model = open_model(url, Path())
            assert model is not None
            texts = model.candidates("Sorry", SHORT, how_many=2)
        finally:
            server.terminate()
    assert len(texts) == 2
    assert all(isinstance(text, str) for text in texts)


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        try:
            httpx.get(url, timeout=1, trust_env=False)
        except httpx.HTTPError:
            if server.poll() is not None:
                raise AssertionError(server.stderr.read().decode()[-2000:]) from None
            time.sleep(0.5)
        else:
            return
    raise AssertionError(json.dumps({"no answer from": url}))
