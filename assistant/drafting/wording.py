"""Find words for the places where a draft speaks of this message.

First the customer's own clause, turned by rules and chosen by a trained judge; where it
is silent, a language model. What a model writes is a candidate like any other: it is
sifted, checked, and the template's own words are always among the candidates.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from assistant.drafting.asides import aside_of, takes_up
from assistant.drafting.asked import asked
from assistant.drafting.candidates import tells_trouble
from assistant.drafting.choosing import Sight, open_judge
from assistant.drafting.edits import NO_CLAUSE
from assistant.drafting.marker import Marker, open_marker
from assistant.drafting.matter import MatterRule
from assistant.drafting.quoted import Quotes, sentences_of
from assistant.drafting.quoting import open_quoter
from assistant.drafting.sifting import fault_of_matter, trouble_in
from assistant.drafting.told import Told, turn_of
from assistant.errors import ModelError
from assistant.library import Library
from assistant.models import JobModel, LanguageModel, Sampling
from assistant.models.jobs import Ask, Written
from assistant.schema import Assessment, ContactReason, Message, Tone
from assistant.text import ENGLISH, sentence_spans

if TYPE_CHECKING:
    from assistant.models.allowed import SmallWords

MATTER = "matter"  # the folder of the judge of what happened, among the models
MARKER = "marker"  # and of the weights that mark words to take up
QUOTES = "quotes"  # and of what chooses words to quote
_ACKNOWLEDGEMENT_TOKENS = 60
_LONGEST = 240  # characters of an acknowledgement
_LONGEST_MATTER = 90  # characters, the bound that every frame is written for
_MOST_READ = 2000  # characters of a message
_GRAVE = 4  # severity from which the words of people alone are good enough
_LIGHT = 1  # the severity of what may be no trouble at all
_WARMER = 0.6  # temperature of the candidates beside the likeliest
_WHOLE = {"clause": 3, "gerund": 1, "noun": 1}  # candidates of each shape
_SENTENCE = {"clause": 2}  # and of the sentence alone that tells most of trouble
_A_TROUBLE = 0.12  # nats that a word of trouble is worth when candidates are compared
_MOST_TROUBLE = 3  # words of it that count
_WORD = regex.compile(r"\p{L}[\p{L}'’]++")
_SHORT = 4  # shorter words carry grammar, not facts
_STEM = 5  # words that begin alike speak of the same thing: parcel, parcels
_PROMPT = (
    "A customer wrote in public. Show in one or two {tone} sentences that you read "
    "it. Add no fact, promise nothing, ask nothing.\n\n"
    "Customer: {text}\n\nAnswer:"
)


class Wording:
    """The judge of clauses, or the rule without it, and a model where there is one.

    `folder` is that of all models, with the judge and what marks subjects in it;
    `sight` is what the judge sees messages by.
    `dropped` counts why words of the model were not used, for those who measure.
    """

    def __init__(
        self,
        library: Library,
        model: LanguageModel | None,
        folder: Path | None = None,
        sight: Sight | None = None,
    ) -> None:
        self._library = library
        self._model = model
        self._rule = MatterRule()
        self._judge, no_judge = open_judge(folder and folder / MATTER, sight)
        self._marker, no_marker = open_marker(folder and folder / MARKER)
        quoter, no_quoter = open_quoter(folder and folder / QUOTES, sight)
        self.quotes = Quotes(quoter, self._marker)
        self._notes = (*no_judge, *no_marker, *no_quoter)
        self.dropped: Counter[str] = Counter()

    def of(
        self, message: Message, read: Assessment, tones: Sequence[Tone], *, seed: int
    ) -> Told:
        """Find what can be said of a message as it was read.

        Where safety is at stake it is nothing: only people's own words speak there.
        """
        topic, turn = self._library.topics.get(read.topic), turn_of(message, seed)
        if topic and topic.escalate == "safety":
            return Told(turn=turn)
        told = self.about(
            message,
            tones,
            glad=read.contact_reason is ContactReason.SATISFACTION,
            grave=read.severity >= _GRAVE,
            light=read.severity <= _LIGHT,
            seed=seed,
            language=read.language,
        )
        weighs = bool(read.impacts) and read.impacts[0][0].weighs
        impact = self.impact(message, read)
        return replace(
            told,
            impact=impact,
            impact_first=weighs,
            turn=turn,
            question=self.question(message, read),
            aside=aside_of(message, read, self._library),
            quote=self.quotes.of(message, read),
        )

    def question(self, message: Message, read: Assessment) -> str:
        """Return what was asked, to stand behind a verb, where it is sure."""
        if read.language != ENGLISH or read.severity >= _GRAVE:
            return ""
        asks = read.contact_reason is ContactReason.INQUIRY
        asks = asks or takes_up(read.topic, self._library)
        return asked(message.text) if asks else ""

    def impact(self, message: Message, read: Assessment) -> Mapping[Tone, str]:
        """Return how each tone shows what the writer has surely been through, if any.

        Its sentences are people's own, so they are said of grave messages, too.
        """
        if read.language != ENGLISH:
            return {}
        each = (
            self._library.impacts.ladder(impact, read.contact_reason, read.topic)
            for impact, _ in read.impacts
        )
        return sentences_of(next(filter(None, each), {}), message.text, {})

    def about(
        self,
        message: Message,
        tones: Sequence[Tone],
        *,
        glad: bool = False,
        grave: bool = False,
        light: bool = False,
        seed: int = 0,
        language: str = ENGLISH,
    ) -> Told:
        """Find what can be said of a message, in every tone at once.

        `glad` says that the customer wrote to praise, `grave` that a wrong word would
        hurt, so that no model chooses one, `light` that perhaps nothing is wrong at
        all, so that only a word of trouble shows what is. Only English words are
        turned; of a message in another language nothing is said.
        A model that does not answer is told in the notes, and templates speak alone.
        """
        if language != ENGLISH:
            return Told()
        told_enough = not light or tells_trouble(message.text)
        ruled = self._own_clause(message, glad, grave) if told_enough else ""
        told = Told(ruled=ruled, notes=self._notes)
        if self._marker and not grave:  # to name a thing may belittle what happened
            told = self._with_marks(self._marker, told, message, glad)
        if self._model is None or grave:
            return told
        try:
            if isinstance(self._model, JobModel):
                if not (ruled and self._judge):
                    matters = self._matters(self._model, message, glad, seed)
                    told = replace(told, matters=matters)
            else:
                said = self._prompted(self._model, message, tones, seed)
                told = replace(told, acknowledgements=said)
        except ModelError as error:
            note = f"The language model did not answer, so templates did: {error}"
            return replace(told, notes=(*self._notes, note))
        return replace(told, backend=self._model.name)

    def _with_marks(
        self, marker: Marker, told: Told, message: Message, glad: bool
    ) -> Told:
        """Add what the message is about, and what its writer has borne."""
        told = replace(told, subject=marker.subject(message.text))
        borne = marker.borne(message.text)
        if glad or not borne.known:
            return told
        ladder = self._library.acknowledgements.get(borne.known, {})
        return replace(told, borne=sentences_of(ladder, message.text, borne.values()))

    def _own_clause(self, message: Message, glad: bool, grave: bool) -> str:
        """Return the customer's own clause; who wrote to praise is not met with it."""
        if self._judge is None:
            return self._rule.clause(message)
        if glad:
            return ""
        edited = self._marker.clause(message.text) if self._marker else NO_CLAUSE
        return self._judge.clause(message.text, edited=edited, grave=grave)

    def _is_to_the_point(self, said: str, text: str) -> bool:
        """Say whether a clause speaks of what the message is about, as far as known."""
        return self._marker is None or self._marker.is_named(said, text)

    def _matters(
        self, model: JobModel, message: Message, glad: bool, seed: int
    ) -> dict[str, str]:
        """Ask a model that knows our jobs for every shape in one batch."""
        text = message.text[:_MOST_READ]
        guide = self._spelled.with_words_of(text, message.brand.name, marks=",")
        written: list[Written] = []
        for part, shapes in _parts_to_read(text):
            asks = [
                Ask(shape, _LONGEST_MATTER, temperature=_WARMER if again else 0.0)
                for shape, times in shapes.items()
                for again in range(times)
            ]
            written += model.write(part, asks, guide, seed=seed)
        return self._best_of(written, text, glad)

    def _best_of(
        self, written: Sequence[Written], text: str, glad: bool
    ) -> dict[str, str]:
        best: dict[str, Written] = {}
        small = self._library.small_words.grammar
        for one in written:
            fault = fault_of_matter(one, text, small, glad=glad)
            if not fault and not self._is_to_the_point(one.text, text):
                fault = "beside_the_point"
            if fault:
                self.dropped[fault] += 1
                continue
            held = best.get(one.ask.job)
            if held is None or _telling(one) > _telling(held):
                best[one.ask.job] = one
        return {shape: one.text for shape, one in best.items()}

    def _prompted(
        self,
        model: LanguageModel,
        message: Message,
        tones: Sequence[Tone],
        seed: int,
    ) -> dict[Tone, list[str]]:
        """Ask any other model in words, one tone after the other."""
        said: dict[Tone, list[str]] = {}
        sampling = Sampling(max_tokens=_ACKNOWLEDGEMENT_TOKENS, seed=seed)
        for tone in tones:
            prompt = _PROMPT.format(tone=tone, text=message.text[:_MOST_READ])
            text = " ".join(model.complete(prompt, sampling).split())
            fit = text and len(text) <= _LONGEST and text[-1] in ".!"
            if fit and self._is_grounded(text, message):
                said[tone] = [text]
        return said

    @cached_property
    def _spelled(self) -> "SmallWords":
        model = self._model
        assert isinstance(model, JobModel)
        return model.small_words(sorted(self._library.small_words.grammar))

    def _is_grounded(self, text: str, message: Message) -> bool:
        """Say whether each weighty word is the customer's, the brand's or ours."""
        given = self._own_words | _stems(f"{message.text} {message.brand.name}")
        return _stems(text) <= given

    @cached_property
    def _own_words(self) -> frozenset[str]:
        lines = (line for r in self._library.replies.values() for line in r.lines)
        return _stems(" ".join(line.line.source for line in lines))


def _parts_to_read(text: str) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Yield what the model reads: the message, and its most troubled sentence alone."""
    yield text, _WHOLE
    sentences = [text[span.start : span.end] for span in sentence_spans(text)]
    if len(sentences) > 1:
        told = [one for one in sentences if not one.rstrip().endswith("?")]
        worst = max(told, key=trouble_in, default="")
        if worst and trouble_in(worst):
            yield worst, _SENTENCE


def _telling(written: Written) -> float:
    trouble = min(trouble_in(written.text), _MOST_TROUBLE)
    return written.likelihood + _A_TROUBLE * trouble


def _stems(text: str) -> frozenset[str]:
    words = (match[0].lower() for match in _WORD.finditer(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _SHORT)
