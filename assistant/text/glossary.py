"""Put a message into English words, one after the other, for readers of English.

This is no translation: words stay in the order they stood in, and what no glossary
knows stays as it is. A reader that was taught English learns from it, too, what "el
repartidor tiró mi paquete" is about. The glossaries stand in `glossaries/`, a file a
language: a line has English words, a colon, and all that means them.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

import regex

from assistant.text.languages import language_of
from assistant.text.words import plain_letters

_GLOSSARIES = Path(__file__).with_name("glossaries")
_TOKEN = regex.compile(
    r"(?P<kept>https?://\S++|[@#]\w++)"
    r"|(?P<word>[\p{L}\p{M}]++(?:['’][\p{L}\p{M}]++)*+['’]?)|\s++|."
)
_LONGEST = 5  # words of a phrase
_MOST_READ = 1500  # code points; a reader reads no further
_HYPHEN = "-"  # between words it is as good as a space
_ROOT, _ENDING = 5, 3  # letters that words of one stem share, and that they may not
_PART = 3  # letters of the shorter part of a compound
_COMPOUNDING = frozenset({"de", "nl"})
_LINKS = ("", "s", "n", "en", "er", "es")  # between the parts of a compound
_BY_SOUND = frozenset({"hi-Latn"})  # written by ear, each in their own way
_SOUNDS = (
    ("aa", "a"),
    ("ee", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("ai", "e"),
    ("ay", "e"),
    ("ph", "f"),
    ("w", "v"),
    ("z", "j"),
    ("x", "ks"),
    ("q", "k"),
    ("y", "i"),
)
_AGAIN = regex.compile(r"(\p{L})\1+")
_NASAL = regex.compile(r"(?<=[aeiou])n$")


@dataclass(frozen=True, slots=True)
class Glossary:
    """The English for the words and phrases of one language."""

    language: str
    spelled: Mapping[str, str]
    plain: Mapping[str, str]  # by their letters without accents
    sounds: Mapping[str, str]
    stems: tuple[str, ...]  # in order

    def in_english(self, text: str) -> str:
        """Return a text of this language in English words."""
        return "".join(_pieces(text, self)).strip()

    def phrase(self, words: tuple[str, ...]) -> str | None:
        """Return the English for words that stand together, if they are known."""
        spelled = " ".join(words)
        known = self.spelled.get(spelled)
        return self.plain.get(plain_letters(spelled)) if known is None else known

    def word(self, word: str) -> str | None:
        """Return the English for a word that may be of a known stem, or of two."""
        known = self.phrase((word,))
        if known is not None:
            return known
        if self.language in _BY_SOUND:
            return self.sounds.get(_sound(word))
        letters = plain_letters(word)
        both = self._both(letters) if self.language in _COMPOUNDING else None
        return both or self._related(letters)

    def _both(self, letters: str) -> str | None:
        """Return the English for the parts of a compound; the later may be longest."""
        for cut in range(_PART, len(letters) - _PART):
            head = self.plain.get(letters[cut:])
            first = head and self._first(letters[:cut])
            if first:
                return f"{first} {head}"
        return None

    def _first(self, letters: str) -> str | None:
        for link in _LINKS:
            part = letters.removesuffix(link) if link else letters
            if len(part) >= _PART and self.plain.get(part):
                return self.plain[part]
        return None

    def _related(self, letters: str) -> str | None:
        """Return the English for the known word that shares the longest stem."""
        place = bisect_left(self.stems, letters)
        near = self.stems[max(0, place - 1) : place + 1]
        shared = {word: _alike(word, letters) for word in near}
        best = max(shared, key=lambda word: shared[word], default="")
        least = max(_ROOT, len(letters) - _ENDING, len(best) - _ENDING)
        return self.plain[best] if best and shared[best] >= least else None


def in_english_words(text: str) -> str:
    """Return a text of a language with a glossary in English words, others as is.

    Of a long one it is the beginning.
    """
    glossary = _glossary(language_of(text))
    return glossary.in_english(text[:_MOST_READ]) if glossary else text


def _pieces(text: str, glossary: Glossary) -> Iterator[str]:
    tokens = list(_TOKEN.finditer(text))
    words = [(token["word"] or "").lower().replace("’", "'") for token in tokens]
    place = 0
    while place < len(tokens):
        if not words[place]:
            yield tokens[place][0]
            place += 1
            continue
        told, used = _longest(words, tokens, place, glossary)
        if told is None:
            told = _single(words[place], glossary)
        yield tokens[place][0] if told is None else told
        place += used
        if told == "" and place < len(tokens) and tokens[place][0].isspace():
            place += 1


def _longest(
    words: list[str],
    tokens: "list[regex.Match[str]]",
    place: int,
    glossary: Glossary,
) -> tuple[str | None, int]:
    """Return the English for the longest known phrase here, and how long it is."""
    ends = [place]
    while len(ends) < _LONGEST and ends[-1] + 2 < len(tokens):
        between, after = ends[-1] + 1, ends[-1] + 2
        if not (tokens[between][0].isspace() or tokens[between][0] == _HYPHEN):
            break
        if not words[after]:
            break
        ends.append(after)
    for end in reversed(ends[1:]):
        told = glossary.phrase(tuple(words[place : end + 1 : 2]))
        if told is not None:
            return told, end + 1 - place
    return None, 1


def _single(word: str, glossary: Glossary) -> str | None:
    told = glossary.phrase((word,))
    if told is None and "'" in word:
        before, _, after = word.partition("'")
        parts = (glossary.word(f"{before}'"), glossary.word(after) if after else "")
        if any(part is not None for part in parts):
            kept = zip(parts, (before, after), strict=True)
            every = (part if part is not None else own for part, own in kept)
            return " ".join(filter(None, every))
    return glossary.word(word) if told is None else told


@cache
def _glossary(language: str) -> Glossary | None:
    path = _GLOSSARIES / f"{language}.txt"
    return read_glossary(path) if path.exists() else None


def read_glossary(path: Path) -> Glossary:
    """Read the glossary of the language that a file is named after.

    Raises ValueError when a line has no colon.
    """
    spelled: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        english, colon, forms = line.partition(":")
        if not colon:
            raise ValueError(f"{path}: no colon in '{line}'")
        for form in forms.split(","):
            words = form.lower().replace(_HYPHEN, " ").split()
            spelled.setdefault(" ".join(words), english.strip())
    plain: dict[str, str] = {}
    for form, english in spelled.items():
        plain.setdefault(plain_letters(form), english)
    single = [form for form in plain if " " not in form]
    sounds: dict[str, str] = {}
    if path.stem in _BY_SOUND:
        for form in single:
            sounds.setdefault(_sound(form), plain[form])
    stems = tuple(sorted(form for form in single if len(form) >= _ROOT))
    return Glossary(path.stem, spelled, plain, sounds, stems)


def _alike(one: str, other: str) -> int:
    """Count the letters with which both begin."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _sound(word: str) -> str:
    """Return how a word sounds, about, whatever letters it was typed with."""
    letters = _NASAL.sub("", plain_letters(word))
    for written, heard in _SOUNDS:
        letters = letters.replace(written, heard)
    return str(_AGAIN.sub(r"\1", letters))
