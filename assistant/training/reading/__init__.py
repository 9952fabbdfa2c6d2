"""Teach the reader of messages: `tactful train reading`."""

from assistant.training.reading.messages import (
    Labelled,
    Pair,
    read_corpus,
    read_rows,
    take_sides,
)
from assistant.training.reading.presets import PRESETS
from assistant.training.reading.recipe import Recipe, Trained, train_reading

__all__ = [
    "PRESETS",
    "Labelled",
    "Pair",
    "Recipe",
    "Trained",
    "read_corpus",
    "read_rows",
    "take_sides",
    "train_reading",
]
