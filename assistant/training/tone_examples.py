"""Turn labelled replies into what a reader of tone learns from."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.evaluation.rows import TONE_FAMILIES, ToneCase
from assistant.library import Library
from assistant.models.weights import Array
from assistant.schema import Family, Span, Tone
from assistant.text import sentence_spans
from assistant.training.examples import Example, HeadShape
from assistant.training.held_out import is_held_out
from assistant.training.labelled import read_labelled
from assistant.training.public_sets import PublicText

_LINES = 3  # of a template, side by side
TONE, RUDENESS, WARMTH = "tone", "rudeness", "warmth"
TONE_HEADS = {
    TONE: HeadShape(tuple(TONE_FAMILIES), by_sentence=True),
    RUDENESS: HeadShape((RUDENESS,), weight=0.5),
    WARMTH: HeadShape((WARMTH,), weight=0.5),
}
_RUDE = {
    Family.RUDE: 1.0,
    Family.CONDESCENDING: 0.8,
    Family.IRRITATED: 0.7,
    Family.BLAMING: 0.6,
    Family.DISMISSIVE: 0.6,
    Family.DEFENSIVE: 0.4,
    Family.INSINCERE: 0.3,
}
_WARM = {Tone.FORMAL: 0.25, Tone.PLAIN: 0.4, Tone.WARM: 0.75, Tone.HEARTFELT: 0.95}


def read_replies(folder: Path) -> list[ToneCase]:
    """Return the labelled replies of every `*.jsonl` of a folder.

    Raises CasesError when a line is none.
    """
    return read_labelled(folder, ToneCase)


def read_ladder(folders: Iterable[Path]) -> Iterator[Example]:
    """Yield texts that were written in a tone, as examples of warmth."""
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                text = row.get("acknowledgement") or row.get("reworded")
                if text and row.get("tone"):
                    yield _scored(text, WARMTH, _WARM[Tone(row["tone"])])


def from_public(texts: Iterable[PublicText]) -> Iterator[Example]:
    """Yield examples of rudeness and warmth from public sets, held-out texts apart."""
    for one in texts:
        if not is_held_out(one.text):
            yield _scored(one.text, one.head, one.value)


def from_case(case: ToneCase) -> Example:
    """Return what a labelled reply teaches: of each sentence, and as a whole.

    Which of several labels belongs to which of several stretches is not known, so
    the sentences under them tell nothing of those families by themselves.
    """
    sentences = sentence_spans(case.text)
    labels = [TONE_FAMILIES.index(label) for label in case.labels]
    faulty = [any(s.overlaps(span) for span in case.spans) for s in sentences]
    target: Array = np.zeros((len(sentences), len(TONE_FAMILIES)), np.float32)
    parted = len(labels) > 1 and len(case.spans) > 1
    for number in np.flatnonzero(faulty):
        target[number, labels] = np.nan if parted else 1.0
    whole: Array = np.zeros(len(TONE_FAMILIES), np.float32)
    whole[labels] = 1.0
    rude = max((_RUDE.get(label, 0.1) for label in case.labels), default=0.0)
    return Example(
        text=case.text,
        sentences=sentences,
        targets={TONE: target, RUDENESS: np.array([rude], np.float32)},
        whole={TONE: whole},
        group=case.group,
    )


def own_words(library: Library) -> Iterator[str]:
    """Yield what the templates say, a few lines at a time: reviewers own it as clean.

    Where a line speaks of the message it says what it says of none.
    """
    for reply in library.replies.values():
        plain = [said for one in reply.wordings if (said := one.line.render({}))]
        for start in range(0, len(plain), _LINES):
            yield " ".join(plain[start : start + _LINES])


def clean_turn(text: str) -> Example:
    """Return what a turn of an agent teaches that shows no fault."""
    sentences = sentence_spans(text)
    none: Array = np.zeros((len(sentences), len(TONE_FAMILIES)), np.float32)
    whole: Array = np.zeros(len(TONE_FAMILIES), np.float32)
    return Example(text, sentences, {TONE: none}, {TONE: whole})


def regrouped(examples: Sequence[Example], share: float, seed: int) -> list[Example]:
    """Return examples, some with their sentences without fault changed or left out.

    A fault must be seen in any company, so a share of the replies loses a sentence
    or gains one from a reply without fault.
    """
    chance = random.Random(seed)
    clean = [one for one in examples if not one.whole[TONE].any() and one.sentences]
    return [
        _changed(one, chance.choice(clean), chance)
        if clean and one.sentences and chance.random() < share
        else one
        for one in examples
    ]


def _changed(example: Example, other: Example, chance: random.Random) -> Example:
    parts = _parts(example)
    innocent = [n for n, (_, row) in enumerate(parts) if not _may_fault(row)]
    if innocent and len(parts) > 1 and chance.random() < 0.5:
        del parts[chance.choice(innocent)]
    else:
        place = chance.choice([0, len(parts)])
        parts.insert(place, chance.choice(_parts(other)))
    text, spans = "", []
    for piece, _ in parts:
        text += " " if text else ""
        spans.append(Span(len(text), len(text) + len(piece)))
        text += piece
    rows: Array = np.stack([row for _, row in parts])
    targets = {**example.targets, TONE: rows}
    # What is known of pieces is known by their places, which are others now.
    return replace(
        example, text=text, sentences=tuple(spans), targets=targets, marks={}
    )


def _parts(example: Example) -> list[tuple[str, Array]]:
    return [
        (example.text[span.start : span.end], row)
        for span, row in zip(example.sentences, example.targets[TONE], strict=True)
    ]


def _may_fault(row: Array) -> bool:
    return bool(np.isnan(row).any() or row.any())


def _scored(text: str, head: str, value: float) -> Example:
    return Example(text, targets={head: np.array([value], np.float32)})
