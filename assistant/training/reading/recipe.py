"""Train the reader of messages from labelled rows, and write its weights.

The stages stand one after the other, each keeping what it made in a work folder, so a
run that was stopped goes on where it was:

1. with a teacher, a larger encoder, its layers are taught with the labels, and then it
   says what it thinks of other texts, and of our own with other words in them;
2. the reader of words, and the reader of sentences, which begins from our own encoder,
   learn from the labels and from what the larger one said;
3. their weights are written, one byte a number, with a manifest.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from assistant.channels import find_channel, load_channels
from assistant.library import Library
from assistant.schema import ContactReason
from assistant.training.changed import changed, neighbours_in
from assistant.training.larger import open_larger
from assistant.training.reading.course import (
    Ask,
    Lessons,
    Plan,
    Taught,
    run_course,
)
from assistant.training.reading.export import Written, write_reader
from assistant.training.reading.losses import Corrections
from assistant.training.reading.materials import (
    SentenceMaterial,
    Traits,
    WordMaterial,
)
from assistant.training.reading.messages import (
    Labelled,
    Pair,
    Row,
    Sides,
    take_sides,
)
from assistant.training.reading.networks import SentenceNetwork, WordNetwork
from assistant.training.reading.presets import FULL, Preset
from assistant.training.reading.start import begin
from assistant.training.reading.widening import heard_as_chosen, open_widened
from assistant.triage import Triage
from assistant.triage.trained.labels import Labels

Say = Callable[[str], None]
_EXAMPLES_CHANNEL = "x"
_LARGER_HIDDEN = 256  # between the states of the larger reader and its answers
_ASKED = 64  # texts at once


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where everything is, and how much of it to do.

    With `begin`, the readers of that folder learn on.
    """

    out: Path
    work: Path
    preset: Preset = FULL
    encoder: Path | None = None
    begin: Path | None = None
    teacher: Path | None = None
    texts: Sequence[str] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Trained:
    """How much a reader has learned from."""

    learned: int
    pairs: int
    held_out: int
    taught: int


def train_reading(
    rows: Sequence[Row], library: Library, recipe: Recipe, say: Say
) -> Trained:
    """Train both readers and write them to `recipe.out`."""
    recipe.work.mkdir(parents=True, exist_ok=True)
    sides = take_sides(rows)
    school = _School(recipe, _lessons(sides, library), library, say)
    words, names = school.words()
    sentences = school.sentences()
    write_reader(
        recipe.out,
        words,
        sentences,
        labels=school.labels,
        traits=names,
        vocabulary=school.vocabulary,
    )
    pairs = sum(isinstance(row, Pair) for row in sides.learned)
    return Trained(
        learned=len(sides.learned) - pairs,
        pairs=pairs,
        held_out=len(sides.held_out),
        taught=len(school.taught),
    )


class _School:
    """The stages of one recipe over the same lessons."""

    def __init__(
        self, recipe: Recipe, lessons: Lessons, library: Library, say: Say
    ) -> None:
        self.recipe = recipe
        self.labels = Labels.over(_topics(library))
        self._library = library
        self._say = say
        self._corrections = Corrections(self.labels)
        self._lessons = lessons
        if recipe.teacher:
            self._lessons = replace(lessons, taught=self._taught(recipe.teacher))
        torch.manual_seed(recipe.seed)
        self._before: Written | None = None
        self._new: Mapping[str, str] = {}
        if recipe.begin:
            self._before, self._new = open_widened(
                recipe.begin, recipe.preset, library.topics, self.labels
            )
            self.encoder = self._before.sentences.encoder
            self.vocabulary = self._before.vocabulary
            if not self.taught:
                heard = self._rightly_heard(self._before.sentences)
                self._lessons = replace(self._lessons, taught=heard)
        else:
            self.encoder, self.vocabulary = begin(
                recipe.encoder, _texts_of(lessons), recipe.preset.beginner
            )

    @property
    def taught(self) -> Sequence[Taught]:
        """What the larger reader said of other texts."""
        return self._lessons.taught

    def words(self) -> tuple[WordNetwork, list[str]]:
        """Teach the reader of words; return it with the names of the traits.

        One that learnt before learns on: cues are added all the time.
        """
        traits = _traits(self._library)
        shape, plan = self.recipe.preset.words, self.recipe.preset.word_plan
        if self._before:
            network, names = self._before.words, self._before.traits
        else:
            rows = self._lessons.rows
            names = sorted({name for r in rows for name in traits(r.text, r.channel)})
            torch.manual_seed(self.recipe.seed)
            network = WordNetwork(shape, len(names), self.labels.width)
        material = WordMaterial(traits, names, shape.buckets)
        self._run(network, lambda texts: network(material.batch(texts)), plan, "words")
        return network, names

    def sentences(self) -> SentenceNetwork:
        """Teach the reader of sentences."""
        preset = self.recipe.preset
        torch.manual_seed(self.recipe.seed)
        network = (
            self._before.sentences
            if self._before
            else SentenceNetwork(self.encoder, preset.hidden, self.labels.width)
        )
        material = SentenceMaterial(self.vocabulary)
        self._run(
            network,
            lambda texts: network(material.batch(texts)),
            preset.sentence_plan,
            "sentences",
        )
        return network

    def _rightly_heard(self, network: SentenceNetwork) -> list[Taught]:
        """Return what a reader thinks of the texts whose reason it reads rightly."""
        material = SentenceMaterial(self.vocabulary)
        told = _asked(network, material, sorted(set(_texts_of(self._lessons))))
        rows = self._lessons.rows
        right = {row.text: row.reason for row in rows}
        reasons = list(ContactReason)
        first = self.labels.place("reason", reasons[0])
        place = slice(first, first + len(reasons))
        heard = [
            one
            for one in _as_taught(told)
            if right.get(one.text) in (None, reasons[int(one.log_odds[place].argmax())])
        ]
        if not self._new:
            return heard
        chosen = {row.text: row.topic for row in rows if row.topic}
        return heard_as_chosen(heard, chosen, self.labels, self._new)

    def _taught(self, teacher: Path) -> Sequence[Taught]:
        """Teach the larger reader, and ask it about texts without labels."""
        kept = self.recipe.work / "taught.pt"
        if not kept.exists():
            larger, vocabulary = open_larger(teacher)
            torch.manual_seed(self.recipe.seed)
            network = SentenceNetwork(larger, _LARGER_HIDDEN, self.labels.width)
            material = SentenceMaterial(vocabulary)
            self._run(
                network,
                lambda texts: network(material.batch(texts)),
                self.recipe.preset.larger_plan,
                "larger",
            )
            own = sorted(set(_texts_of(self._lessons)))
            near = neighbours_in(larger, vocabulary)
            times, seed = self.recipe.preset.changed, self.recipe.seed
            other = changed(own, near, times=times, seed=seed)
            texts = [*self.recipe.texts, *own, *other]
            torch.save(_asked(network, material, texts), kept)
        return _as_taught(torch.load(kept, weights_only=True))

    def _run(
        self, network: SentenceNetwork | WordNetwork, ask: Ask, plan: Plan, name: str
    ) -> None:
        self._say(f"{name}: {plan.steps} steps")
        run_course(
            network,
            ask,
            self._lessons,
            self._corrections,
            plan,
            seed=self.recipe.seed,
            kept=self.recipe.work / f"{name}.pt",
        )


def _as_taught(told: Iterable[tuple[str, torch.Tensor, torch.Tensor]]) -> list[Taught]:
    return [Taught(text, said.float(), state.float()) for text, said, state in told]


def _asked(
    network: SentenceNetwork, material: SentenceMaterial, texts: Sequence[str]
) -> list[tuple[str, torch.Tensor, torch.Tensor]]:
    """Return what the larger reader tells of texts: log odds, and its states."""
    told: list[tuple[str, torch.Tensor, torch.Tensor]] = []
    ordered = sorted(set(texts), key=len)  # so that little of a batch is empty
    network.train(False)
    for start in range(0, len(ordered), _ASKED):
        some = ordered[start : start + _ASKED]
        with torch.no_grad():
            said = network(material.batch([(text, "") for text in some]))
        told += zip(some, said.log_odds.half(), said.state.half(), strict=True)
    return told


def _traits(library: Library) -> Traits:
    triage = Triage(library)
    channels = load_channels(library.folder / "channels")

    def traits(text: str, channel: str) -> Mapping[str, float]:
        return triage.traits(text, find_channel(channel, channels))

    return traits


def _lessons(sides: Sides, library: Library) -> Lessons:
    """Return the rows to learn from, the topics' own examples among them."""
    examples = [
        Labelled(text, _EXAMPLES_CHANNEL, topic.contact_reason, topic.name)
        for topic in library.topics.values()
        if topic.name != "troll"
        for text in topic.examples
    ]
    rows = [row for row in sides.learned if isinstance(row, Labelled)]
    pairs = [
        row for row in sides.learned if isinstance(row, Pair) and row.decided_by_words
    ]
    return Lessons([*rows, *examples], pairs)


def _topics(library: Library) -> list[str]:
    return sorted(name for name in library.topics if name != "troll")


def _texts_of(lessons: Lessons) -> Iterable[str]:
    for row in lessons.rows:
        yield row.text
    for pair in lessons.pairs:
        yield from pair.texts
