"""What a reader of tone is given to learn from in each pass."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.engine import Engine
from assistant.evaluation.rows import PrivacyCase, ToneCase
from assistant.training.examples import Example
from assistant.training.private_examples import (
    FOLDER as PRIVACY,
)
from assistant.training.private_examples import (
    as_harmless,
    from_private,
    read_private,
)
from assistant.training.public_sets import read_agent_turns, read_public
from assistant.training.tone_examples import (
    TONE,
    clean_turn,
    from_case,
    from_public,
    own_words,
    read_ladder,
    read_replies,
    regrouped,
)

_LADDERS = ("acknowledgement", "reword")
_SENTENCES = "sentences"  # the folder of replies of a sentence, which only teach
_MEASURED, _TRIED = 0, 1  # the tenths that nothing is learnt from


@dataclass(frozen=True, slots=True)
class Helping:
    """How much of each kind a pass is given; our own replies come every time.

    `company` is the share of replies whose other sentences change, and `most` how many
    replies are read at all, where only a trial is wanted.
    """

    scored: int
    civil: int = 0
    taught: int = 0
    company: float = 0.4
    most: int | None = None


class Lessons:
    """The labelled replies of a corpus, parted into tenths, and what goes with them."""

    def __init__(
        self, corpus: Path, public: Sequence[Path], engine: Engine, most: int | None
    ) -> None:
        self._corpus = corpus
        self._public = public
        self._engine = engine
        self._replies = read_replies(corpus / TONE)[:most]
        self._sentences = read_replies(corpus / _SENTENCES)[:most]
        self._leaky = [
            case
            for case in read_private(corpus / PRIVACY)[:most]
            if case.public and engine.channel(case.channel).public
        ]

    @property
    def held_out(self) -> list[ToneCase]:
        """The replies that only measure."""
        return [case for case in self._replies if case.tenth == _MEASURED]

    @property
    def tried(self) -> list[ToneCase]:
        """The replies by which thresholds are chosen."""
        return [case for case in self._replies if case.tenth == _TRIED]

    @property
    def tried_private(self) -> list[PrivacyCase]:
        """The replies by which it is chosen how sure a private detail must be."""
        return [case for case in self._leaky if case.tenth == _TRIED]

    @cached_property
    def learnt(self) -> list[Example]:
        """The replies that are learnt from."""
        given = [case for case in self._replies if case.tenth > _TRIED]
        return [self._example(case) for case in (*given, *self._sentences)]

    @cached_property
    def _marked(self) -> list[Example]:
        return [from_private(case) for case in self._leaky if case.tenth > _TRIED]

    @cached_property
    def _own(self) -> list[Example]:
        return [clean_turn(text) for text in own_words(self._engine.library)]

    @cached_property
    def _civil(self) -> list[str]:
        return [turn for folder in self._public for turn in read_agent_turns(folder)]

    @cached_property
    def _scored(self) -> list[Example]:
        """Examples of rudeness and warmth, as many of the one as of the other."""
        there = [self._corpus / name for name in _LADDERS]
        ladder = list(read_ladder(folder for folder in there if folder.is_dir()))
        others = [
            one for folder in self._public for one in from_public(read_public(folder))
        ]
        times = max(1, len(others) // (2 * len(ladder))) if ladder else 1
        return ladder * times + others

    def of_pass(
        self, number: int, seed: int, helping: Helping, taught: Sequence[Example] = ()
    ) -> list[Example]:
        """Return what is learnt from in one pass of a course with this seed."""
        chance = random.Random(seed * 1000 + number)
        scored = chance.sample(self._scored, min(helping.scored, len(self._scored)))
        civil = chance.sample(self._civil, min(helping.civil, len(self._civil)))
        said = chance.sample(list(taught), min(helping.taught, len(taught)))
        return [
            *regrouped(self.learnt, helping.company, number),
            *self._marked,
            *scored,
            *(clean_turn(turn) for turn in civil),
            *self._own,
            *said,
        ]

    def _example(self, case: ToneCase) -> Example:
        public = self._engine.channel(case.channel).public
        return as_harmless(from_case(case)) if public else from_case(case)
