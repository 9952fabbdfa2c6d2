"""Texts are changed near what they say, for a larger reader to judge."""

import random
from types import SimpleNamespace

import pytest
import torch

from assistant.text import sentence_spans
from assistant.training.changed import Neighbours, changed, neighbours_in

NEAR = Neighbours({"late": ["delayed"], "parcel": ["package"], "angry": ["furious"]})
TEXTS = [f"My parcel number {n} is LATE. I am Angry. Where is it" for n in range(40)]


def words_of(text):
    return set(text.replace(".", " ").split())


@pytest.fixture(scope="module")
def texts():
    return list(changed(TEXTS, NEAR, times=3, seed=1))


def test_changed_texts_hold_words_of_their_own_or_near_ones(texts):
    own = set().union(*map(words_of, TEXTS))
    assert set().union(*map(words_of, texts)) - own == {"package", "DELAYED", "Furious"}
    assert len(texts) == 3 * len(TEXTS)


def test_some_lose_a_sentence_and_some_go_on_as_another(texts):
    numbers = [[word for word in text.split() if word.isdigit()] for text in texts]
    assert any(len(each) == 0 for each in numbers)
    assert any(len(each) == 2 for each in numbers)
    assert any(len(sentence_spans(text)) == 2 for text in texts)


def test_equal_seeds_change_alike(texts):
    assert list(changed(TEXTS, NEAR, times=3, seed=1)) == texts
    assert list(changed(TEXTS, NEAR, times=3, seed=2)) != texts


def test_letters_stay_as_they_were_written():
    chance = random.Random(0)
    said = [NEAR.instead_of(word, chance) for word in ("late", "Late", "LATE", "new")]
    assert said == ["delayed", "Delayed", "DELAYED", "new"]


def test_neighbours_are_near_in_the_table_and_no_common_words(monkeypatch):
    monkeypatch.setattr("assistant.training.changed._COMMONEST", 1)
    pieces = ["[PAD]", "the", "late", "delayed", "##late", "soup", "a1b"]
    table = torch.eye(7)
    table[3] = torch.tensor([0.0, 0, 0.9, 0.1, 0, 0, 0])
    table[1] = table[3]

    words = SimpleNamespace(word_embeddings=SimpleNamespace(weight=table))
    larger = SimpleNamespace(model=SimpleNamespace(embeddings=words))
    near = neighbours_in(larger, pieces).near
    assert near == {"late": ["delayed"], "delayed": ["late"], "soup": []}
