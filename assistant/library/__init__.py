"""The library of texts and rules that people edit, read from `templates/`.

A part is read when it is first asked for, so a check never waits for the replies.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from assistant.library.acknowledgements import (
    Acknowledgements,
    Known,
    Ladder,
    load_acknowledgements,
)
from assistant.library.brands import BrandFile, load_brand
from assistant.library.cues import Cues, load_cues, load_spellings
from assistant.library.details import Detail, load_details
from assistant.library.impacts import Impacts, load_impact_cues, load_impacts
from assistant.library.lines import (
    CIRCUMSTANCES,
    DESPAIR,
    GIVEN,
    GRAVE,
    MOURNING,
    OURS,
    Line,
    TemplateMistake,
    listed,
    parse_line,
)
from assistant.library.mending import Frames, Mending, PlainWords, load_mending
from assistant.library.mentions import Mention, class_word, load_mentions
from assistant.library.openers import OpenerLine, Openers, Opening
from assistant.library.replies import (
    Place,
    Placeholder,
    ReplyLine,
    ReplyTemplate,
    mistakes_in_languages,
    parse_reply,
)
from assistant.library.rewordings import Swaps, load_rewordings
from assistant.library.small_words import SmallWords, load_small_words
from assistant.library.styles import Rule, load_rules
from assistant.library.texts import Texts, right
from assistant.library.times import Times, load_times
from assistant.library.tone import (
    Enough,
    ToneRule,
    load_borne_out,
    load_enough,
    load_tone,
)
from assistant.library.topics import FALLBACKS, Topic, find_topic, load_topics
from assistant.library.voices import Voice, load_placeholders
from assistant.library.warmth import WarmthScale
from assistant.library.weights import Weights, load_weights
from assistant.library.word_lists import load_word_lists
from assistant.library.yaml_files import YamlDocument, YamlMistake, read_yaml
from assistant.schema import Family, Tone
from assistant.text import ENGLISH, WordLists

__all__ = [
    "CIRCUMSTANCES",
    "DESPAIR",
    "FALLBACKS",
    "GIVEN",
    "GRAVE",
    "MOURNING",
    "OURS",
    "Acknowledgements",
    "BrandFile",
    "Cues",
    "Detail",
    "Enough",
    "Frames",
    "Impacts",
    "Known",
    "Ladder",
    "Library",
    "Line",
    "Mending",
    "Mention",
    "OpenerLine",
    "Openers",
    "Opening",
    "Place",
    "Placeholder",
    "PlainWords",
    "ReplyLine",
    "ReplyTemplate",
    "Rule",
    "SmallWords",
    "TemplateMistake",
    "Texts",
    "Times",
    "ToneRule",
    "Topic",
    "Voice",
    "WarmthScale",
    "Weights",
    "YamlDocument",
    "YamlMistake",
    "class_word",
    "find_topic",
    "listed",
    "load_brand",
    "mistakes_in_languages",
    "parse_line",
    "parse_reply",
    "read_yaml",
]


class Library(Texts):
    """Everything under one `templates/` folder; its own texts are the English ones.

    Each part raises LibraryError, with every mistake in it, when it is first read.
    With `topic`, only the replies of that topic are read.
    """

    def __init__(self, folder: Path, *, topic: str = "*") -> None:
        super().__init__(folder, topic=topic)
        self._texts: dict[str, Texts] = {ENGLISH: self}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that replies are written in, English first."""
        folders = sorted((self.folder / "languages").glob("*/voices.yml"))
        return (ENGLISH, *(path.parent.name for path in folders))

    def texts(self, language: str) -> Texts:
        """Return the texts of a language; the English ones where it has none."""
        if language not in self.languages:
            return self
        if language not in self._texts:
            own = Texts(self.folder, language=language, topic=self._topic)
            self._texts[language] = own
        return self._texts[language]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The style rules, by name."""
        return tuple(right(load_rules(self.folder / "styles")))

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """What a message can be about."""
        folder = self.folder / "replies"
        topics = right(load_topics(folder, self.word_lists, self._topic))
        return {topic.name: topic for topic in topics}

    @cached_property
    def word_lists(self) -> WordLists:
        """The words that the phrases of topics and signals share."""
        return right(load_word_lists(self.folder / "reading" / "words.yml"))

    @cached_property
    def placeholders(self) -> Mapping[str, Placeholder]:
        """What every template may ask for."""
        return right(load_placeholders(self.folder / "placeholders.yml"))

    @cached_property
    def signals(self) -> tuple[Cues, ...]:
        """Wording that shows what is at stake."""
        return self._cues("reading/signals")

    @cached_property
    def emotions(self) -> tuple[Cues, ...]:
        """Wording that shows what a customer feels."""
        return self._cues("reading/emotions")

    @cached_property
    def reasons(self) -> tuple[Cues, ...]:
        """Wording that shows why a customer writes."""
        return self._cues("reading/reasons")

    @cached_property
    def stakes(self) -> tuple[Cues, ...]:
        """Wording that shows what hangs on a message, and where it belongs."""
        return self._cues("reading/stakes")

    @cached_property
    def outright(self) -> tuple[Cues, ...]:
        """Wording that says outright what a message is about, by topic."""
        return self._cues("reading/outright")

    @cached_property
    def impact_cues(self) -> tuple[Cues, ...]:
        """Wording that shows what a customer has been through, by impact."""
        folder = self.folder / "reading" / "impacts"
        return tuple(right(load_impact_cues(folder, self.word_lists)))

    @cached_property
    def moves(self) -> tuple[Cues, ...]:
        """Wording that shows where a conversation stands."""
        return self._cues("conversation/moves")

    @cached_property
    def details(self) -> tuple[Detail, ...]:
        """What we ask customers for, and how it is given."""
        return tuple(right(load_details(self.folder / "conversation" / "details")))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What messages tell in passing, so that nobody need ask for it."""
        return tuple(right(load_mentions(self.folder / "conversation" / "mentions")))

    @cached_property
    def times(self) -> Times:
        """How long a conversation waits."""
        return right(load_times(self.folder / "conversation" / "times.yml"))

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """How words are written in haste, and the word that is meant."""
        return right(load_spellings(self.folder / "reading" / "spellings.yml"))

    @cached_property
    def rewordings(self) -> Mapping[Tone, Sequence[Swaps]]:
        """How words are put in each tone without changing what they say."""
        return right(load_rewordings(self.folder / "rewording.yml"))

    @cached_property
    def mending(self) -> Mending | None:
        """How flagged sentences are said better."""
        return right(load_mending(self.folder / "mending.yml"))

    @cached_property
    def acknowledgements(self) -> Acknowledgements:
        """How it is said what a customer has borne."""
        return right(load_acknowledgements(self.folder / "acknowledgements.yml"))

    @cached_property
    def impacts(self) -> Impacts:
        """How it is said what a customer has been through."""
        return right(load_impacts(self.folder / "impacts.yml"))

    @cached_property
    def small_words(self) -> SmallWords:
        """The words that a language model may write though nobody gave them."""
        return right(load_small_words(self.folder / "small_words.yml"))

    @cached_property
    def tone(self) -> Mapping[Family, ToneRule]:
        """From when on the tone model speaks, and what it says."""
        return right(load_tone(self.folder / "tone.yml"))

    @cached_property
    def borne_out(self) -> float:
        """Which chance the tone model must give a sentence that a rule warns of."""
        return right(load_borne_out(self.folder / "tone.yml"))

    @cached_property
    def enough(self) -> Enough | None:
        """How sure the model of private details must be; None where it is not used."""
        return right(load_enough(self.folder / "tone.yml"))

    @cached_property
    def weights(self) -> Weights:
        """What counts how much when messages are sorted."""
        return right(load_weights(self.folder / "reading" / "priority.yml"))

    def _cues(self, place: str) -> tuple[Cues, ...]:
        return tuple(right(load_cues(self.folder / place, self.word_lists)))
