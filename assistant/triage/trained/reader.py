"""Open the trained reader's weights and ask it about a message."""

from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelError
from assistant.models.encoder import Encoder, open_with_heads
from assistant.models.weights import Array, mark_of_weights
from assistant.schema import ContactReason, Emotion, Handoff, SignalName, Span
from assistant.triage.trained.impacts import ImpactHead, seen_by
from assistant.triage.trained.labels import Labels
from assistant.triage.trained.opinion import Opinion
from assistant.triage.trained.sentence import SentenceReader
from assistant.triage.trained.word_reader import WordReader, WordStates

KIND = "reading"
IMPACTS = "impacts"  # the folder beside it, of the layer above
WORDS, SENTENCES = "words.", "sentences."  # what the tensors' names begin with
_REMEMBERED = 64  # texts that are no messages
_CHOICES = ("reason", "topic", "emotion", "best")
# How much the reader of sentences counts beside that of words, and how much less
# evidence a rare answer needs; both chosen by hand on rows that are not held out.
_SENTENCES = 0.65
_SHARPER = {"reason": 1.3, "topic": 1.45, "emotion": 1.2, "best": 1.2}
_SOONER = {"troll": 1.5, "signal": 0.3}


class TrainedReader:
    """Both readers and how much each counts, ready to judge.

    `mark` tells its weights from others, for what is taught above them.
    """

    def __init__(
        self,
        encoder: Encoder,
        weights: Mapping[str, Array],
        settings: Mapping[str, Any],
        impacts: ImpactHead | None = None,
        mark: str = "",
    ) -> None:
        self.mark = mark
        self.labels = Labels.over(settings["topics"])
        self._words = WordReader(_part(weights, WORDS), settings["traits"])
        self._sentences = SentenceReader(encoder, _part(weights, SENTENCES))
        self._impacts = impacts
        self._sharper = self._by_group(_SHARPER, 1.0)
        self._sooner = self._by_group(_SOONER, 0.0)
        self.read = lru_cache(maxsize=_REMEMBERED)(self._read)

    @classmethod
    def open(cls, folder: Path, impacts: ImpactHead | None = None) -> "TrainedReader":
        """Open the weights of a folder, with what was taught above them, if anything.

        Raises ModelError when they are missing or damaged.
        """
        encoder, above, settings = open_with_heads(folder, KIND)
        try:
            return cls(encoder, above, settings, impacts, mark_of_weights(folder))
        except (KeyError, ValueError, IndexError, TypeError) as error:
            raise ModelError(
                f"{folder}: the weights are not those of a reader"
            ) from error

    def judge(self, text: str, traits: Mapping[str, float]) -> Opinion:
        """Say how likely each answer is, given what the rules found."""
        states = self._words.read(text, traits)
        seen = self._sentences.see(text)
        told = self._joined(states, seen)
        heard = self._impacts.told(seen_by(seen, told)) if self._impacts else ()
        told = told * self._sharper + self._sooner
        by_group = {
            name: dict(zip(labels, _likely(name, told[place]), strict=True))
            for name, place, labels in self.labels.places()
        }
        return Opinion(
            reasons={ContactReason(k): v for k, v in by_group["reason"].items()},
            topics=by_group["topic"],
            emotions={Emotion(k): v for k, v in by_group["emotion"].items()},
            graver=_falling(by_group["graver"].values()),
            suits={Handoff(k): v for k, v in by_group["suits"].items()},
            best={Handoff(k): v for k, v in by_group["best"].items()},
            troll=by_group["troll"]["troll"],
            signals={SignalName(k): v for k, v in by_group["signal"].items()},
            urgency=by_group["urgency"]["urgency"],
            impacts=heard,
            telling=partial(self._telling, states, told),
        )

    def see(self, text: str, traits: Mapping[str, float]) -> Array:
        """Return what a layer above this reader is given to stand on."""
        seen = self._sentences.see(text)
        return seen_by(seen, self._joined(self._words.read(text, traits), seen))

    def _read(self, text: str) -> tuple[Array, Array]:
        """Return the pooled states of a text, and the log odds of all answers.

        The text is no message, so no rule has found anything in it.
        """
        seen = self._sentences.see(text)
        return seen, self._joined(self._words.read(text, {}), seen)

    def pooled(self, text: str) -> Array:
        """Return what stands for a text, whatever is asked of it."""
        return self._sentences.see(text)

    def _joined(self, states: WordStates, seen: Array) -> Array:
        """Return the log odds of both readers together."""
        told: Array = (1 - _SENTENCES) * states.told
        told += _SENTENCES * self._sentences.judge(seen)
        return told

    def _by_group(self, given: Mapping[str, float], otherwise: float) -> Array:
        row = np.full(self.labels.width, otherwise, np.float32)
        for name, place, _ in self.labels.places():
            row[place] = given.get(name, otherwise)
        return row

    def _telling(
        self, states: WordStates, told: Array, group: str, label: str
    ) -> Span | None:
        """Return the words that speak for a label, and against the next likely one."""
        place = self.labels.place(group, label)
        rival = None
        if group in _CHOICES:
            whole = next(w for name, w, _ in self.labels.places() if name == group)
            others = np.arange(whole.start, whole.stop)
            others = others[others != place]
            rival = int(others[told[others].argmax()])
        return self._words.telling(states, place, rival)


def open_reader(folder: Path) -> tuple[TrainedReader | None, tuple[str, ...]]:
    """Open a folder of weights and what stands above it in the folder beside.

    Where either cannot be, a note says what is done without it.
    """
    impacts: ImpactHead | None = None
    notes: tuple[str, ...] = ()
    beside = folder.parent / IMPACTS
    if beside.is_dir():
        try:
            impacts = ImpactHead.open(beside, folder)
        except ModelError as error:
            notes = (f"What customers have been through is not heard: {error}.",)
    try:
        return TrainedReader.open(folder, impacts), notes
    except ModelError as error:
        return None, (f"Messages are read by rules alone: {error}.",)


def _part(weights: Mapping[str, Array], start: str) -> dict[str, Array]:
    return {
        name.removeprefix(start): one
        for name, one in weights.items()
        if name.startswith(start)
    }


def _likely(group: str, told: Array) -> list[float]:
    if group == "urgency":
        return [float(one) for one in told]
    if group in _CHOICES:
        told = np.exp(told - told.max())
        return [float(one) for one in told / told.sum()]
    return [float(one) for one in 1 / (1 + np.exp(-told))]


def _falling(graver: Any) -> tuple[float, float, float, float]:
    """Make what is graver than 3 no likelier than what is graver than 2."""
    first, second, third, fourth = np.minimum.accumulate(list(graver))
    return float(first), float(second), float(third), float(fourth)
