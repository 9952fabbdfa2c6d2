"""Which words say what the code or number beside them is."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.privacy.page import WORD, Page, plain_letters
from assistant.schema import LeakKind

_FILE = Path(__file__).with_name("cues.txt")
_INNOCENT = "innocent"
_LONGEST = 4  # words in the longest cue


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cue word makes of the code beside it; `kind` is None for innocent ones."""

    kind: LeakKind | None
    loose: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word found on a page."""

    meaning: Meaning
    start: int
    end: int


def cues_on(page: Page) -> list[Cue]:
    """Return the cues of a page in reading order, the longest at each place."""
    known = known_cues()
    openings = _first_words()
    words = page.words
    found: list[Cue] = []
    position = 0
    while position < len(words):
        most = _LONGEST if words[position].plain in openings else 0
        for count in range(min(most, len(words) - position), 0, -1):
            last = words[position + count - 1]
            if last.end - words[position].start > 40:
                continue
            meaning = known.get(
                " ".join(word.plain for word in words[position : position + count])
            )
            if meaning is not None:
                found.append(Cue(meaning, words[position].start, last.end))
                position += count - 1
                break
        position += 1
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(cue.split()[0] for cue in known_cues())


@cache
def known_cues() -> dict[str, Meaning]:
    """Return every cue with what it means."""
    known: dict[str, Meaning] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, _, cues = line.partition(":")
        kind = None if name == _INNOCENT else LeakKind(name)
        for cue in cues.split(","):
            loose = cue.strip().startswith("~")
            words = WORD.findall(plain_letters(cue))
            known[" ".join(words)] = Meaning(kind, loose)
    return known
