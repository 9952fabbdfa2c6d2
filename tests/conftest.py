"""What many tests need: the library that ships, channels, contexts, an engine."""

import gc
import os
import shutil
import time
from pathlib import Path

import pytest

from assistant.engine import Engine
from assistant.library import Library
from assistant.models.shipped import ShippedModel
from assistant.models.wordpiece import SPECIAL
from assistant.schema import Brand, Channel, Context, Customer, Message

ROOT = Path(__file__).parent.parent
_SOME = (
    *("voices.yml", "briefs.yml", "placeholders.yml", "handoffs", "reading"),
    *("rewording.yml", "mending.yml", "small_words.yml", "languages", "conversation"),
    *("channels/x.yml", "channels/dm.yml", "replies/dissatisfaction/late_delivery"),
    *("replies/inquiry/how_to", "styles/blaming", "styles/surface"),
)


def pytest_configure() -> None:
    """Let the libraries of numbers use one processor, here and in what tests start.

    The networks of tests are tiny: two threads gain nothing, and where others work on
    the machine each step waits for the slower one, which makes minutes of seconds.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def templates() -> Path:
    """The folder that ships."""
    return ROOT / "templates"


@pytest.fixture(scope="session")
def library(templates) -> Library:
    """The library that ships."""
    return Library(templates)


@pytest.fixture
def spoilable(templates, tmp_path) -> Path:
    """A copy of the library to be spoilt."""
    return shutil.copytree(templates, tmp_path / "templates")


@pytest.fixture(scope="session")
def few(tmp_path_factory, templates) -> Path:
    """A library of some of the files that ship, which is linted sooner."""
    root = tmp_path_factory.mktemp("few") / "templates"
    for name in _SOME:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (templates / name).is_dir() else shutil.copy
        copy(templates / name, root / name)
    return root


@pytest.fixture(scope="session")
def engine(library) -> Engine:
    """An engine with templates alone."""
    return Engine(library)


@pytest.fixture(scope="session")
def x(engine) -> Channel:
    """The channel X: public, 280 weighted characters."""
    return engine.channel("x")


@pytest.fixture
def cpu_seconds():
    """Measure a call on the processor: the best of three, without the collector."""

    def measure(call) -> float:
        gc.disable()
        try:
            spent = []
            for _ in range(3):
                started = time.process_time()
                call()
                spent.append(time.process_time() - started)
        finally:
            gc.enable()
        return min(spent)

    return measure


@pytest.fixture
def in_public(x) -> Context:
    """A public reply on X, to nobody in particular."""
    return Context(x, public=True)


@pytest.fixture
def in_private(engine) -> Context:
    """A private message."""
    return Context(engine.channel("dm"), public=False)


@pytest.fixture
def brand() -> Brand:
    """A brand with contacts of every kind."""
    return Brand(
        name="Northwind",
        contacts=("0800 555 0111", "help@northwind.example"),
        sign_off="Priya",
        handoffs={
            "dm": {"default": "northwind.example/dm"},
            "phone": {"default": "0800 555 0111"},
            "email": {"default": "help@northwind.example"},
        },
    )


@pytest.fixture
def message(engine, brand):
    """Make a message: text and what differs from a plain one on X."""

    def make(text: str, *, channel: str = "x", name: str = "", **more) -> Message:
        return Message(
            text,
            engine.channel(channel),
            customer=more.pop("customer", Customer(name)),
            brand=more.pop("brand", brand),
            **more,
        )

    return make


@pytest.fixture(scope="session")
def shipped_folder(tmp_path_factory) -> Path:
    """A model folder as we ship them, of the tiny preset, with random weights."""
    import torch

    from assistant.training.language.corpus import read_matters
    from assistant.training.language.export import export_model
    from assistant.training.language.learning import new_model
    from assistant.training.language.pairs import spoken
    from assistant.training.language.presets import PRESETS
    from assistant.training.language.tokens import save_tokenizer, train_tokenizer

    work = tmp_path_factory.mktemp("work")
    preset = PRESETS["tiny"]
    texts = spoken(read_matters(ROOT / "models" / "corpus"))
    tokenizer = train_tokenizer(texts, vocabulary=preset.shape.vocabulary)
    save_tokenizer(tokenizer, work, context=preset.shape.context)
    model = new_model(preset.shape, seed=1)
    torch.save({"model": model.state_dict()}, work / "checkpoint.pt")
    folder = work / "tiny"
    export_model(preset, work, work, folder)
    return folder


@pytest.fixture(scope="session")
def shipped(shipped_folder) -> ShippedModel:
    """That model, opened as the one that ships is opened."""
    return ShippedModel(shipped_folder)


@pytest.fixture(scope="session")
def teacher(tmp_path_factory) -> Path:
    """A tiny BERT that knows letters and a few words, as a larger encoder to learn from."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    folder = tmp_path_factory.mktemp("teacher")
    known = [*SPECIAL, "we", "are", "sorry", "late", "##ly", "."]
    known += "abcdefghijklmnopqrstuvwxyz"
    config = BertConfig(
        vocab_size=len(known),
        hidden_size=12,
        num_hidden_layers=3,
        num_attention_heads=2,
        intermediate_size=12,
    )
    BertModel(config).save_pretrained(folder)
    (folder / "vocab.txt").write_text("".join(f"{piece}\n" for piece in known))
    return folder


@pytest.fixture(scope="module")
def browser():
    """A real browser without a window."""
    from playwright.sync_api import sync_playwright
    from screens_kit import CHROMIUM, FLAGS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
