"""What each part of the language model's training gives, on pairs it never learnt from.

    python -m benchmarks.ablations FOLDER …

Each folder is a model that `tactful train language` wrote, with `--without` a part or
whole. The pairs are the tenth of our corpus that nothing learns from: clauses that a
person wrote freely for a message, clauses cut from one that a reader found fit to be
said back, sentences that people said back, and rewordings. Perplexity is counted by
the word, so that models with other alphabets can be compared. Of several clauses the
nearest is agreed or disagreed with.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from assistant.drafting.faithful import words_in
from assistant.drafting.sifting import fault_of_matter
from assistant.library import Library
from assistant.models.jobs import CUSTOMER, ROUGH, Ask, mark_of
from assistant.models.shipped import ShippedModel
from assistant.settings import get_settings
from assistant.text import word_forms
from assistant.training.language.corpus import (
    read_judged,
    read_matters,
    read_retold,
    read_rewordings,
)
from assistant.training.language.pairs import Lesson
from benchmarks.tables import show

_HEAD = (
    *("model", "written: perplexity", "exact", "words F1"),
    *("cut: perplexity", "exact", "words F1"),
    *("said back: perplexity", "exact", "words F1"),
    *("kept", "grounded", "rewording: perplexity"),
)
Clauses = dict[str, list[str]]  # those of each message


@dataclass
class _Held:
    """Sums over answers that people gave, and over messages that a model read."""

    nats: float = 0.0
    words: int = 0
    messages: int = 0
    found: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def perplexity(self) -> float:
        return math.exp(self.nats / max(1, self.words))

    def share(self, name: str) -> float:
        return self.found[name] / max(1, self.messages)


def main() -> None:
    """Print a row for each model."""
    parser = argparse.ArgumentParser(prog="benchmarks.ablations", description=__doc__)
    parser.add_argument("models", nargs="+", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("models/corpus"))
    given = parser.parse_args()
    written = _clauses(read_matters(given.corpus, held_out=True, every=True))
    cut = _clauses(read_judged(given.corpus, held_out=True))
    rewordings = list(read_rewordings(given.corpus, held_out=True))
    back = _clauses(read_retold(given.corpus, held_out=True))
    counts = f"clauses written for {len(written)} messages and cut from {len(cut)}"
    counts += f", {len(back)} sentences said back"
    print(f"{counts}, {len(rewordings)} rewordings, all held out")
    rows = [_row(folder, (written, cut, back), rewordings) for folder in given.models]
    show(_HEAD, rows)


def _row(
    folder: Path, kinds: Sequence[Clauses], rewordings: Sequence[Lesson]
) -> tuple[object, ...]:
    model = ShippedModel(folder)
    each = [_clauses_of(model, clauses) for clauses in kinds]
    said = _Held()
    for lesson in rewordings:
        (_, text), (mark, answer) = lesson.turns
        _weigh(model, said, text, (mark.strip("<|>"), answer), speaker=ROUGH)
    agreed = (
        figure
        for held in each
        for figure in (held.perplexity, held.share("exact"), held.share("shared"))
    )
    messages = sum(held.messages for held in each)
    shares = (
        sum(held.found[name] for held in each) / messages
        for name in ("kept", "grounded")
    )
    return (folder.name, *agreed, *shares, said.perplexity)


def _clauses(lessons: Iterable[Lesson]) -> Clauses:
    found: Clauses = {}
    for lesson in lessons:
        (_, text), (mark, answer) = lesson.turns
        if mark == mark_of("clause") and answer:
            found.setdefault(text, []).append(answer)
    return found


def _clauses_of(model: ShippedModel, clauses: Clauses) -> _Held:
    """Let the model write each clause as drafts do, and again with no words barred."""
    held = _Held()
    small = Library(get_settings().templates).small_words.grammar
    spelled = model.small_words(sorted(small))
    for text, wanted in clauses.items():
        for answer in wanted:
            _weigh(model, held, text, ("clause", answer), speaker=CUSTOMER)
        guide = spelled.with_words_of(text, marks=",")
        (written,) = model.write(text, [Ask("clause")], guide)
        (free,) = model.write(text, [Ask("clause")])
        fault = fault_of_matter(written, text, small, glad=True)
        held.messages += 1
        held.found["kept"] += not fault
        held.found["grounded"] += _is_grounded(free.text, text, small)
        said = words_in(written.text)
        held.found["exact"] += any(said == words_in(one) for one in wanted)
        held.found["shared"] += max(_shared(said, words_in(one)) for one in wanted)
    return held


def _weigh(
    model: ShippedModel,
    held: _Held,
    text: str,
    answer: tuple[str, str],
    *,
    speaker: str,
) -> None:
    """Add how unlikely the model holds what a person answered, given the job."""
    (likelihood,) = model.likelihood(text, [answer], speaker=speaker)
    said = answer[1]
    tokens = len(model.tokenizer.encode(said, add_special_tokens=False)) + 1
    held.nats -= likelihood * tokens
    held.words += len(said.split())


def _shared(said: Sequence[str], wanted: Sequence[str]) -> float:
    """Return the F1 of two lists of words, however they are ordered."""
    both = (Counter(said) & Counter(wanted)).total()
    return 2 * both / max(1, len(said) + len(wanted))


def _is_grounded(said: str, text: str, small: AbstractSet[str]) -> bool:
    """Say whether something is said, and nothing that the message has no word for."""
    given = {form.lower() for form in word_forms(text)} | {*words_in(text)}
    words = words_in(said)
    return bool(words) and all(word in small or word in given for word in words)


if __name__ == "__main__":
    main()
