"""Turn texts into what the readers take: traits, hashed pieces, pieces of words."""

import random
from collections.abc import Callable, Mapping, Sequence

import torch

from assistant.models.wordpiece import WordPieces
from assistant.text.glossary import in_english_words
from assistant.training.reading.networks import SentenceBatch, WordBatch
from assistant.triage.trained.grams import pair_of, pieces_of, words_of
from assistant.triage.trained.sentence import MOST_PIECES

Traits = Callable[[str, str], Mapping[str, float]]  # of a text on a channel
Text = tuple[str, str]  # a text and its channel
_NOTHING, _START = "<none>", "<s>"


class WordMaterial:
    """Makes batches for the reader of words."""

    def __init__(self, traits: Traits, names: Sequence[str], buckets: int) -> None:
        self._traits_of = traits
        self._places = {name: place for place, name in enumerate(names)}
        self._buckets = buckets
        self._known: dict[Text, Mapping[str, float]] = {}

    def batch(self, texts: Sequence[Text]) -> WordBatch:
        """Return texts as one batch."""
        pieces: list[int] = []
        offsets: list[int] = []
        pairs: list[int] = []
        lengths: list[int] = []
        traits = torch.zeros(len(texts), len(self._places))
        for row, text in enumerate(texts):
            words = [word.plain for word in words_of(text[0])] or [_NOTHING]
            for before, word in zip([_START, *words], words, strict=False):
                offsets.append(len(pieces))
                pieces += pieces_of(word, self._buckets)
                pairs.append(self._buckets + pair_of(before, word, self._buckets // 2))
            lengths.append(len(words))
            for name, strength in self._traits(text).items():
                if name in self._places:
                    traits[row, self._places[name]] = strength
        return WordBatch(
            torch.tensor(pieces),
            torch.tensor(offsets),
            torch.tensor(pairs),
            lengths,
            traits,
        )

    def _traits(self, text: Text) -> Mapping[str, float]:
        if text not in self._known:
            self._known[text] = self._traits_of(*text)
        return self._known[text]


class SentenceMaterial:
    """Makes batches for the reader of sentences."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._words = WordPieces(vocabulary)

    def batch(self, texts: Sequence[Text]) -> SentenceBatch:
        """Return texts as one batch."""
        words = self._words
        english = [in_english_words(text) for text, _ in texts]
        rows = [words.cut(text).ids[:MOST_PIECES] for text in english]
        length = 2 + max(map(len, rows))
        ids = torch.zeros(len(rows), length, dtype=torch.long)
        mask = torch.zeros(len(rows), length, dtype=torch.bool)
        inner = mask.clone()
        for number, row in enumerate(rows):
            ids[number, : len(row) + 2] = torch.tensor([words.start, *row, words.end])
            mask[number, : len(row) + 2] = True
            inner[number, 1 : len(row) + 1] = True
        return SentenceBatch(ids, mask, inner)


def in_haste(text: str, chance: random.Random) -> str:
    """Return a text as it might have been typed: in capitals, or with slips."""
    drawn = chance.random()
    if drawn < 0.1:
        return text.lower()
    if drawn < 0.13:
        return text.upper()
    if drawn > 0.25 or len(text) < 10:
        return text
    letters = list(text)
    for _ in range(max(1, len(letters) // 30)):
        place = chance.randrange(len(letters) - 1)
        slip = chance.random()
        if slip < 0.4:
            letters[place : place + 2] = reversed(letters[place : place + 2])
        elif slip < 0.8:
            letters[place] = ""
        else:
            letters[place] *= 2
    return "".join(letters)
