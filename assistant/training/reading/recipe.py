"""Train the reader of messages from labelled rows, and write its weights.

The stages stand one after the other, each keeping what it made in a work folder, so a
run that was stopped goes on where it was:

1. with an encoder, all its layers are taught with the labels;
2. with a teacher, a larger encoder, linear layers on its vectors say what they think
   of labelled and other texts;
3. the reader of words, and the reader of sentences, which has the first layers of
   what stage 1 taught, learn from both;
4. their weights are written, one byte a number, with a manifest.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from assistant.channels import find_channel, load_channels
from assistant.library import Library
from assistant.training.reading.course import (
    Ask,
    Lessons,
    Plan,
    Taught,
    run_course,
)
from assistant.training.reading.export import write_reader
from assistant.training.reading.losses import Corrections
from assistant.training.reading.materials import (
    SentenceMaterial,
    Text,
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
from assistant.training.reading.networks import (
    SentenceNetwork,
    SentenceShape,
    WordNetwork,
    WordShape,
    begin_from,
)
from assistant.training.reading.start import begin
from assistant.training.reading.teacher import teach, vectors_of
from assistant.triage import Triage
from assistant.triage.trained.labels import Labels

Say = Callable[[str], None]
_EXAMPLES_CHANNEL = "x"


@dataclass(frozen=True, slots=True)
class Preset:
    """How large the readers are and how long they are taught."""

    words: WordShape
    sentences: SentenceShape
    whole: Plan
    word_plan: Plan
    sentence_plan: Plan


FULL = Preset(
    words=WordShape(),
    sentences=SentenceShape(pieces=0),
    whole=Plan(steps=360, rate=1e-4, head_rate=1e-3),
    word_plan=Plan(
        steps=450, rate=3e-3, head_rate=3e-3, pairs=12, taught=32, decay=0.02
    ),
    sentence_plan=Plan(steps=45, rate=5e-5, head_rate=5e-4, save_every=5),
)
TINY = Preset(
    words=WordShape(buckets=2048, width=16, features=24, hidden=32),
    sentences=SentenceShape(
        pieces=0, width=48, layers=1, inner=64, places=128, hidden=32
    ),
    whole=Plan(steps=4, rate=1e-3, head_rate=3e-3, rows=8, pairs=2),
    word_plan=Plan(steps=150, rate=1e-2, head_rate=1e-2, rows=16, pairs=4),
    sentence_plan=Plan(steps=60, rate=3e-3, head_rate=3e-3, rows=8, pairs=2),
)
PRESETS = {"full": FULL, "tiny": TINY}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Where everything is, and how much of it to do."""

    out: Path
    work: Path
    preset: Preset = FULL
    encoder: Path | None = None
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
        vocabulary=school.beginning.vocabulary,
    )
    pairs = sum(isinstance(row, Pair) for row in sides.learned)
    return Trained(
        learned=len(sides.learned) - pairs,
        pairs=pairs,
        held_out=len(sides.held_out),
        taught=len(school.lessons.taught),
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
        texts = list(_texts_of(lessons))
        self.beginning = begin(recipe.encoder, [*texts, *recipe.texts])
        self.lessons = replace(lessons, taught=self._taught(lessons, texts))
        self._material = SentenceMaterial(self.beginning.vocabulary)

    def words(self) -> tuple[WordNetwork, list[str]]:
        """Teach the reader of words; return it with the names of the traits."""
        traits = _traits(self._library)
        rows = self.lessons.rows
        names = sorted({name for r in rows for name in traits(r.text, r.channel)})
        shape = self.recipe.preset.words
        material = WordMaterial(traits, names, shape.buckets)
        torch.manual_seed(self.recipe.seed)
        network = WordNetwork(shape, len(names), self.labels.width)
        plan = self.recipe.preset.word_plan
        self._run(network, lambda texts: network(material.batch(texts)), plan, "words")
        return network, names

    def sentences(self) -> SentenceNetwork:
        """Teach the reader of sentences, after the whole encoder if there is one."""
        preset = self.recipe.preset
        network = self._network(preset.sentences.layers)
        if self.beginning.tensors:
            whole = self._network(self.beginning.layers)
            begin_from(whole, self.beginning.tensors, self.beginning.kept)
            self._run(whole, self._asking(whole), preset.whole, "whole")
            known = network.state_dict()
            taken = {n: one for n, one in whole.state_dict().items() if n in known}
            network.load_state_dict(taken)
        self._run(network, self._asking(network), preset.sentence_plan, "sentences")
        return network

    def _taught(self, lessons: Lessons, texts: Sequence[str]) -> Taught:
        recipe = self.recipe
        if recipe.teacher is None:
            return ()
        told = recipe.work / "taught.pt"
        if not told.exists():
            every = [*texts, *recipe.texts]
            kept = recipe.work / "vectors.pt"
            vectors = vectors_of(every, recipe.teacher, kept, self._say)
            said = teach(
                lessons.rows,
                lessons.pairs,
                every,
                vectors,
                self._corrections,
                self.labels.width,
                seed=recipe.seed,
            )
            torch.save(said, told)
        return tuple(torch.load(told, weights_only=True))

    def _network(self, layers: int) -> SentenceNetwork:
        torch.manual_seed(self.recipe.seed)
        shape = replace(
            self.recipe.preset.sentences,
            pieces=len(self.beginning.vocabulary),
            layers=layers,
        )
        return SentenceNetwork(shape, self.labels.width)

    def _asking(self, network: SentenceNetwork) -> Ask:
        def ask(texts: Sequence[Text]) -> Tensor:
            with torch.autocast("cpu", torch.bfloat16):
                told: Tensor = network(*self._material.batch(texts))
            return told

        return ask

    def _run(self, network: nn.Module, ask: Ask, plan: Plan, name: str) -> None:
        self._say(f"{name}: {plan.steps} steps")
        run_course(
            network,
            ask,
            self.lessons,
            self._corrections,
            plan,
            seed=self.recipe.seed,
            kept=self.recipe.work / f"{name}.pt",
        )


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
