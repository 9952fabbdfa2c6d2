"""The model that Tactful ships: three jobs, within rules it cannot break.

It reads a message once and writes all that is asked for side by side. What it may write
is bounded while it writes: by the words that were given, by the characters that are
left, and by a sentence that must come to its end.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from assistant.errors import ModelError
from assistant.models.allowed import Guide, SmallWords, State
from assistant.models.base import Sampling
from assistant.models.jobs import CUSTOMER, END, MARKS, Ask, Written, mark_of, token_of
from assistant.models.llama import Answers, Array, Config, Llama

MANIFEST = "manifest.json"
_MOST_READ = 300  # tokens of a message; the rest is further from the heart of it
_LONGEST = 64  # tokens of one answer
_NUCLEUS = 0.9  # share of probability that sampling keeps
_LET_END = 0.75  # share of the characters after which an end is made likelier
_PULL = 6.0  # nats by which it is, at the last character


@dataclass(slots=True)
class _Row:
    ask: Ask
    state: State
    tokens: list[int] = field(default_factory=list)
    text: str = ""
    likelihood: float = 0.0
    after_mark: bool = False
    ended: bool = False


class ShippedModel:
    """A small Llama with our own tokenizer, in numpy."""

    def __init__(self, folder: Path) -> None:
        """Open the folder.

        Raises ModelError when a file is missing or is not what the manifest says.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        held = read_manifest(folder)
        self.name = folder.name
        try:
            weights = load(held["model.safetensors"])
            self.tokenizer = Tokenizer.from_str(held["tokenizer.json"].decode())
        except (SafetensorError, UnicodeDecodeError, KeyError) as error:
            raise ModelError(f"{folder} cannot be opened: {error}") from error
        self.tokenizer.encode_special_tokens = True
        if any(self.tokenizer.token_to_id(mark) is None for mark in MARKS):
            raise ModelError(f"{folder} has a tokenizer without our marks")
        self._llama = Llama(
            Config.read(folder / "config.json"),
            {name: one.astype(np.float32) for name, one in weights.items()},
        )
        self._end = self._mark(END)

    def write(
        self,
        text: str,
        asks: Sequence[Ask],
        guide: Guide | None = None,
        *,
        seed: int = 0,
        speaker: str = CUSTOMER,
    ) -> list[Written]:
        """Return an answer to each ask, all written side by side.

        `speaker` is the mark of whoever wrote `text`. Without a guide any word may be
        written. Equal seeds give equal words.
        """
        if not asks:
            return []
        read = self._encode(text)
        prefix = self._llama.read([self._mark(speaker), *read])
        answers = self._llama.answers(prefix, len(asks), _LONGEST + 1)
        rows = [_Row(ask, guide.start() if guide else ()) for ask in asks]
        self._write(answers, rows, guide, np.random.default_rng(seed))
        return [_written(row) for row in rows]

    def likelihood(
        self,
        text: str,
        answers: Sequence[tuple[str, str]],
        *,
        speaker: str = CUSTOMER,
    ) -> list[float]:
        """Return how likely each (job, answer) is to a text, in mean nats a token.

        `speaker` is the mark of whoever wrote `text`.
        """
        if not answers:
            return []
        encoded = [[*self._plain(answer), self._end] for _, answer in answers]
        longest = max(len(one) for one in encoded)
        prefix = self._llama.read([self._mark(speaker), *self._encode(text)])
        under_way = self._llama.answers(prefix, len(encoded), longest + 1)
        tokens = np.array([self._mark(mark_of(job)) for job, _ in answers])
        totals = np.zeros(len(encoded))
        for at in range(longest):
            likely = _log_softmax(under_way.step(tokens))
            tokens = np.array([one[at] if at < len(one) else 0 for one in encoded])
            going = np.array([at < len(one) for one in encoded])
            totals += np.where(going, likely[np.arange(len(tokens)), tokens], 0.0)
        return [float(t / len(one)) for t, one in zip(totals, encoded, strict=True)]

    def complete(self, prompt: str, sampling: Sampling) -> str:
        """Return a warm answer to the prompt, as if a customer had written it."""
        return self.candidates(prompt, sampling, how_many=1)[0]

    def candidates(
        self, prompt: str, sampling: Sampling, *, how_many: int
    ) -> Sequence[str]:
        """Return several warm answers, made in one batch."""
        most = sampling.max_characters or 4 * sampling.max_tokens
        ask = Ask("warm", most=most, temperature=sampling.temperature)
        asks = [replace(ask) for _ in range(how_many)]
        return [one.text for one in self.write(prompt, asks, seed=sampling.seed)]

    def _write(
        self,
        answers: Answers,
        rows: list[_Row],
        guide: Guide | None,
        chance: np.random.Generator,
    ) -> None:
        going = list(rows)
        tokens = np.array([self._mark(mark_of(row.ask.job)) for row in rows])
        for _ in range(_LONGEST):
            logits = answers.step(tokens)
            likely = _log_softmax(logits)
            for place, row in enumerate(going):
                self._choose(row, logits[place], likely[place], guide, chance)
            kept = np.array([n for n, row in enumerate(going) if not _is_over(row)])
            if not len(kept):
                return
            if len(kept) < len(going):
                answers.keep(kept)
                going = [going[n] for n in kept]
            tokens = np.array([row.tokens[-1] for row in going])

    def _choose(
        self,
        row: _Row,
        logits: Array,
        likely: Array,
        guide: Guide | None,
        chance: np.random.Generator,
    ) -> None:
        allowed = logits.copy()
        if guide is not None:
            allowed += guide.mask(row.state, after_mark=row.after_mark)
        allowed[self._end] += _pull(row)
        token = _pick(allowed, row.ask.temperature, chance)
        row.likelihood += float(likely[token])
        row.tokens.append(token)
        if token == self._end:
            row.ended = True
            return
        row.text = self.tokenizer.decode(row.tokens, skip_special_tokens=False)
        if guide is not None:
            row.state = guide.after(row.state, token)
            row.after_mark = guide.is_mark(token)

    def _encode(self, text: str) -> list[int]:
        return self._plain(" ".join(text.split()))[:_MOST_READ]

    def _plain(self, text: str) -> list[int]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def _mark(self, mark: str) -> int:
        return token_of(self.tokenizer, mark)

    def small_words(self, words: Sequence[str]) -> SmallWords:
        """Spell the words that may always be written, once for all messages."""
        return SmallWords(self.tokenizer, words)


def read_manifest(folder: Path) -> dict[str, bytes]:
    """Return the files that a manifest names, each with the hash it must have.

    Raises ModelError when one is missing or is not the file that was shipped.
    """
    try:
        named = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["sha256"]
        held = {name: (folder / name).read_bytes() for name in named}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder} is no whole model: {error}") from error
    for name, content in held.items():
        if hashlib.sha256(content).hexdigest() != named[name]:
            raise ModelError(f"{folder / name} is not the file that was shipped")
    return held


def _written(row: _Row) -> Written:
    return Written(
        row.ask,
        row.text.strip(),
        row.likelihood / max(1, len(row.tokens)),
        row.ended and row.ask.count(row.text) <= row.ask.most,
    )


def _is_over(row: _Row) -> bool:
    return row.ended or row.ask.count(row.text) > row.ask.most


def _pull(row: _Row) -> float:
    """Return how much likelier an end is made, the nearer the last character is."""
    if len(row.text) < _LET_END * row.ask.most / 2:  # no unit counts a letter as over 2
        return 0.0
    share = row.ask.count(row.text) / max(1, row.ask.most)
    return _PULL * max(0.0, (share - _LET_END) / (1 - _LET_END))


def _pick(logits: Array, temperature: float, chance: np.random.Generator) -> int:
    if temperature <= 0:
        return int(logits.argmax())
    scaled = (logits - logits.max()) / temperature
    powers = np.exp(scaled.astype(np.float64))
    powers /= powers.sum()
    order = np.argsort(-powers)
    kept = order[: int(np.searchsorted(np.cumsum(powers[order]), _NUCLEUS)) + 1]
    return int(chance.choice(kept, p=powers[kept] / powers[kept].sum()))


def _log_softmax(logits: Array) -> Array:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))
