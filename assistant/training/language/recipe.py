"""The order of the steps, from text to the folder that is shipped.

Each step leaves its result in the working folder and is skipped when it is there, so a
run that was stopped goes on where it was.
"""

import itertools
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from assistant.models.jobs import AGENT, mark_of
from assistant.training.language.corpus import (
    held_out,
    read_acknowledgements,
    read_judged,
    read_matters,
    read_messages,
    read_replies,
    read_retold,
    read_rewordings,
)
from assistant.training.language.echo import make_echoes
from assistant.training.language.export import TOKENIZER, export_model
from assistant.training.language.learning import (
    Tell,
    learn,
    load_checkpoint,
    load_shipped,
    loss_of,
    new_model,
)
from assistant.training.language.packing import Rows, pack
from assistant.training.language.pairs import Lesson, Turn, spoken
from assistant.training.language.presets import Preset
from assistant.training.language.sources import (
    read_care,
    read_customers,
    read_general,
)
from assistant.training.language.tokens import save_tokenizer, train_tokenizer

_SAMPLE = 60_000  # lessons that the tokenizer learns from


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What to leave out, to learn what each part gives."""

    pretraining: bool = True
    echoes: bool = True
    own: bool = True


@dataclass(frozen=True, slots=True)
class Recipe:
    """A preset, where the text lies, and where the work is done."""

    preset: Preset
    corpus: Path
    work: Path
    data: Path | None = None
    use: Ingredients = Ingredients()
    begin: Path | None = None  # a model of ours that learns on, with its alphabet

    def run(self, tell: Tell) -> Path:
        """Do every step that is not done; return the folder of the last checkpoint."""
        self.work.mkdir(parents=True, exist_ok=True)
        tokenizer = self.tokenizer()
        model = new_model(self.preset.shape, seed=self.preset.seed)
        if self.begin is not None:
            load_shipped(model, self.begin)
        if self.use.pretraining:
            rows = self._rows("pretraining", self.general_lessons(), tokenizer)
            tell(f"pretraining on {len(rows)} rows of {self.preset.row} tokens")
            learn(
                model,
                rows,
                self.preset.pretraining,
                folder=self.work / "pretraining",
                seed=self.preset.seed,
                tell=tell,
            )
        rows = self._rows("tuning", self.tuning_lessons(), tokenizer)
        tell(f"tuning on {len(rows)} rows")
        learn(
            model,
            rows,
            self.preset.tuning,
            folder=self.work / "tuning",
            seed=self.preset.seed + 1,
            tell=tell,
        )
        return self.work / "tuning"

    def export(self, folder: Path) -> float:
        """Write the trained model to `folder`; return its loss on held-out pairs."""
        export_model(self.preset, self.work / "tuning", self.work, folder)
        model = new_model(self.preset.shape, seed=self.preset.seed)
        load_checkpoint(model, self.work / "tuning")
        return loss_of(
            model, pack(held_out(self.corpus), self.tokenizer(), length=self.preset.row)
        )

    def tokenizer(self) -> Tokenizer:
        """Return the tokenizer, trained at the first call."""
        path = self.work / "tokenizer.json"
        if self.begin is not None and not path.is_file():
            for name in TOKENIZER:
                shutil.copyfile(self.begin / name, self.work / name)
        if not path.is_file():
            lessons = list(self.general_lessons())
            random.Random(self.preset.seed).shuffle(lessons)
            sample = itertools.chain(self._own_lessons(), lessons[:_SAMPLE])
            shape = self.preset.shape
            trained = train_tokenizer(spoken(sample), vocabulary=shape.vocabulary)
            save_tokenizer(trained, self.work, context=shape.context)
        return Tokenizer.from_file(str(path))

    def general_lessons(self) -> Iterator[Lesson]:
        """Yield what is read before our own pairs: talk, prose, and echoes."""
        if self.data is not None:
            yield from read_care(self.data)
            yield from read_general(
                self.data, words=self.preset.general, seed=self.preset.seed
            )
        if self.use.own:
            for text in read_replies(self.corpus):
                yield Lesson((Turn(AGENT, text),))
        if self.use.echoes:
            yield from self._echoes()

    def tuning_lessons(self) -> Iterator[Lesson]:
        """Yield our own pairs, each several times, and some echoes beside them."""
        if self.use.own:
            yield from self._own_lessons()
        if self.use.echoes:
            chance = random.Random(self.preset.seed + 2)
            share = self.preset.rehearsed if self.use.own else 1.0
            yield from (one for one in self._echoes() if chance.random() < share)

    def _own_lessons(self) -> Iterator[Lesson]:
        times = self.preset.times
        for lesson in read_matters(self.corpus):
            is_clause = lesson.turns[-1].mark == mark_of("clause")
            for _ in range(times.clause if is_clause else times.other_shapes):
                yield lesson
        for _ in range(times.judged):
            yield from read_judged(self.corpus)
        for _ in range(times.retold):
            yield from read_retold(self.corpus)
        for _ in range(times.acknowledgement):
            yield from read_acknowledgements(self.corpus)
        for _ in range(times.reword):
            yield from read_rewordings(self.corpus)

    def _echoes(self) -> Iterator[Lesson]:
        texts = list(read_messages(self.corpus))
        if self.data is not None:
            texts += read_customers(self.data)
        random.Random(self.preset.seed).shuffle(texts)
        yield from make_echoes(texts, most=self.preset.echoes, seed=self.preset.seed)

    def _rows(self, name: str, lessons: Iterator[Lesson], tokenizer: Tokenizer) -> Rows:
        path = self.work / f"{name}.npz"
        if not path.is_file():
            mixed = list(lessons)
            random.Random(self.preset.seed).shuffle(mixed)
            pack(mixed, tokenizer, length=self.preset.row).save(path)
        return Rows.load(path)
