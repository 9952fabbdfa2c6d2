"""The school grade of a text by textstat, with no network and no guesses.

textstat fetches a pronouncing dictionary at run time; with that switched off it counts
syllables by hyphenation. Measured upstream, this is off by 0.18 syllables a word.
"""

import importlib
import sys
from functools import lru_cache
from threading import Lock
from types import ModuleType

import regex

_LOADING = Lock()
_FEWEST_WORDS = 10  # below this a grade swings by several years with one word
_LATIN_WORD = regex.compile(r"\b[\p{Latin}'’]++\b")


def grade_level(text: str) -> float | None:
    """Return the US school grade (Flesch-Kincaid, about 0 to 18).

    None for texts of fewer than ten words in Latin letters.
    """
    words = _LATIN_WORD.findall(text[:5000])
    if len(words) < _FEWEST_WORDS:
        return None
    grade = float(_textstat().flesch_kincaid_grade(text[:5000]))
    return round(min(max(grade, 0.0), 18.0), 1)


def _textstat() -> ModuleType:
    with _LOADING:  # a server reads many texts at once, also the first
        return _load_textstat()


@lru_cache(maxsize=1)
def _load_textstat() -> ModuleType:
    """Import textstat late, and without the library that would fetch a dictionary.

    textstat takes nltk for that one job only, at a third of a second to import; an
    empty stand-in is there while textstat loads, and taken away again.
    """
    stands_in = sys.modules.setdefault("nltk", ModuleType("nltk"))
    module = importlib.import_module("textstat")
    if not hasattr(stands_in, "__path__"):
        del sys.modules["nltk"]
    for name, loaded in list(sys.modules.items()):
        if name.startswith("textstat") and hasattr(loaded, "get_cmudict"):
            setattr(loaded, "get_cmudict", lambda lang: None)  # noqa: B010
    return module
