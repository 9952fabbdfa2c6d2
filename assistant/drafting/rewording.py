"""Say an agent's rough text in a tone: by swaps that reviewers own, and by a model.

Neither may change what is said. The swaps are safe by themselves; what a model writes
is held against the text it came from: every fact still there, and none added.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from assistant.library import Library
from assistant.models import ROUGH, JobModel, LanguageModel
from assistant.models.jobs import Ask
from assistant.schema import Tone
from assistant.text import Phrase, PhraseIndex, sentence_spans, word_forms

if TYPE_CHECKING:
    from assistant.models.allowed import SmallWords

_TRIES = 4  # texts asked of a model
_FREELY = 0.5  # temperature of all but the first
_MOST_WORDS = 60  # of a text that the model was taught to say anew
_LONGER = 1.5  # times the length a rewording may have
_LEAST_LIKELY = -1.0  # mean nats a token
_KEPT = 0.9  # share of the weighty words that must still be there
_MARKS = ",.!?;:'-"
_FACT = regex.compile(
    r"[£$€₹]?\d[\d.,:/]*\w*|\S+@\S+|(?:https?://)?[\w-]+\.[\w./-]+|[@#^]\w+"
)
_NAME = regex.compile(r"(?<=[\p{Ll},] )\p{Lu}\p{L}+")
_WORD = regex.compile(r"\p{L}[\p{L}'’-]*")
_SHORT = 4  # letters; shorter words carry grammar
_STEM = 5
_FIRST_WORD = regex.compile(r"[\s\"“(]*(\p{Ll})[\p{Ll}'’]*(?=[\s,.!?]|$)")
_NO = regex.compile(r"\b(?:not|no|never|none|cannot|\p{L}+n['’]t)\b", regex.I)


class Rewording:
    """The swaps of a library, and a model where there is one that knows the job."""

    def __init__(self, library: Library, model: LanguageModel | None) -> None:
        self._library = library
        self._model = model if isinstance(model, JobModel) else None
        self._indexes: dict[tuple[Tone, int], PhraseIndex[str]] = {}

    @property
    def backend(self) -> str:
        """The name of the model, or nothing."""
        return self._model.name if self._model else ""

    def by_rule(self, text: str, tone: Tone) -> str:
        """Return the text with every swap of the tone made."""
        for number, swaps in enumerate(self._library.rewordings[tone]):
            key = (tone, number)
            if key not in self._indexes:
                self._indexes[key] = PhraseIndex(_by_wording(swaps))
            text = _swapped(text, self._indexes[key])
        return _with_capitals(text)

    def by_model(self, text: str, tone: Tone, *, seed: int = 0) -> list[str]:
        """Return what a model makes of the text, if sound, the likeliest first."""
        if self._model is None or len(text.split()) > _MOST_WORDS:
            return []
        guide = self._spelled.with_words_of(text, marks=_MARKS)
        most = int(len(text) * _LONGER) + 20
        asks = [
            Ask(tone, most=most, temperature=_FREELY if again else 0.0)
            for again in range(_TRIES)
        ]
        written = self._model.write(text, asks, guide, seed=seed, speaker=ROUGH)
        sound = [
            one
            for one in written
            if one.ended
            and one.likelihood >= _LEAST_LIKELY
            and says_the_same(text, one.text)
        ]
        ranked = sorted(sound, key=lambda one: -one.likelihood)
        return list(dict.fromkeys(one.text for one in ranked))

    @cached_property
    def _spelled(self) -> "SmallWords":
        assert self._model is not None
        words = self._library.small_words
        return self._model.small_words(sorted(words.grammar | words.care))


def says_the_same(text: str, other: str) -> bool:
    """Say whether `other` states what `text` states, as far as words can show it.

    Numbers, links, handles and names must be the same on both sides, a no must stay a
    no, and nearly every weighty word must be there in some form.
    """
    if _facts(text) != _facts(other):
        return False
    if len(_NO.findall(text)) != len(_NO.findall(other)):
        return False
    weighty = [word.lower()[:_STEM] for word in _weighty(text)]
    there = {form.lower()[:_STEM] for form in word_forms(other)}
    kept = sum(word in there for word in weighty)
    return kept >= _KEPT * len(weighty)


def _facts(text: str) -> Sequence[str]:
    facts = [match[0].rstrip(".,:;!?") for match in _FACT.finditer(text)]
    return sorted([*facts, *(match[0] for match in _NAME.finditer(text))])


def _weighty(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) >= _SHORT]


def _by_wording(swaps: Mapping[str, str]) -> dict[str, list[Phrase]]:
    phrases: dict[str, list[Phrase]] = {}
    for phrase, better in swaps.items():
        phrases.setdefault(better, []).append(Phrase.parse(phrase))
    return phrases


def _with_capitals(text: str) -> str:
    """Return the text with a capital first in each sentence of small words."""
    for span in sentence_spans(text):
        word = _FIRST_WORD.match(text, span.start, span.end)
        if word:
            at = word.start(1)
            text = text[:at] + text[at].upper() + text[at + 1 :]
    return text


def _swapped(text: str, index: PhraseIndex[str]) -> str:
    pieces: list[str] = []
    at = 0
    found = sorted(index.find(text), key=lambda m: (m.span.start, -m.span.end))
    for match in found:
        start, end = match.span.start, match.span.end
        if start < at:
            continue
        better = match.owner
        if text[start].isupper() and better:
            better = better[0].upper() + better[1:]
        pieces.append(text[at:start] + better)
        at = end
        if not better and text[at : at + 1] == " ":
            at += 1
            if text[start].isupper():
                pieces.append(text[at : at + 1].upper())
                at += 1
    return "".join([*pieces, text[at:]])
