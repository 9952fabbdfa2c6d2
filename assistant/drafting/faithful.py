"""Hold words that a model wrote against what the customer wrote, word by word."""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from assistant.text import word_forms

_LEAP = 2  # words of the message that may be left out between two words
_ADDED = 1  # small words that may be put in
_MAY_BE_ADDED = frozenset(
    "a an the is are was were be been has have had there that and to of for".split()
)
_VERBS = frozenset("is are was were has have had".split())
_PERSONS = frozenset(
    "i i'm im i've ive i'd me my mine we we're we've us our you you're you've u ur "
    "your youre".split()
)
_SHORT = 4  # letters; shorter words carry grammar
_OPENING = 3  # words that tell where a phrase was taken from
_QUOTE = re.compile(r'["“]([^"“”\n]+)["”]')
_HOLDS = frozenset("at in on with from of by into under outside near inside".split())
_WORD = re.compile(r"[^\W_][\w'’-]*")


def repeats(said: str, text: str) -> bool:
    """Say whether a weighty word comes oftener than the customer used it."""
    used = Counter(_stem(word) for word in words_in(text))
    counted = Counter(_stem(word) for word in words_in(said) if len(word) >= _SHORT)
    return any(n > 1 and n > used[stem] for stem, n in counted.items())


def leaps(said: str, text: str) -> bool:
    """Say whether the words leave out more than a little of what stood between them.

    A small model that leaps over words changes what they said: "it was in stock" out of
    "out of stock, but it was in stock when I paid".
    """
    words = words_in(said)
    given = [_forms_of(word) for word in words_in(text)]
    return not any(
        _runs(words, given, start)
        for start in range(len(given))
        if words and _matches(words[0], given[start])
    )


def is_quoted(said: str, text: str) -> bool:
    """Say whether the words begin in what the customer quotes of somebody else."""
    opening = words_in(said)[:_OPENING]
    return any(
        all(
            _matches(*pair) for pair in zip(opening, map(_forms_of, given), strict=True)
        )
        for quote in _QUOTE.findall(text)
        if len(given := words_in(quote)[: len(opening)]) == len(opening)
    )


def begins_behind(said: str, text: str) -> bool:
    """Say whether a clause begins with what a preposition held: "at your hotel …".

    Where its first words stand free elsewhere in the message, it does not.
    """
    opening = words_in(said)[:_OPENING]
    words = words_in(text)
    given = [_forms_of(word) for word in words]
    at = [
        start
        for start in range(len(given) - len(opening) + 1)
        if all(_matches(word, given[start + n]) for n, word in enumerate(opening))
    ]
    return bool(at) and all(start and words[start - 1] in _HOLDS for start in at)


def words_in(text: str) -> list[str]:
    """Return the words of a text, small and with straight apostrophes."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _stem(word: str) -> str:
    return word[:_SHORT]


def _runs(words: list[str], given: Sequence[AbstractSet[str]], start: int) -> bool:
    """Say whether all words follow from `start` with no long leap between them."""
    at, added = start, 0
    for word in words[1:]:
        near = range(at + 1, min(at + 2 + _LEAP, len(given)))
        found = next((n for n in near if _matches(word, given[n])), None)
        if found is None:
            if word not in _MAY_BE_ADDED or _is_second_verb(word, words):
                return False
            added += 1
        else:
            at = found
    return added <= _ADDED


def _is_second_verb(word: str, words: Sequence[str]) -> bool:
    """Say whether a verb is put beside another: "the fee was £9 has been taken"."""
    return word in _VERBS and sum(one in _VERBS for one in words) > 1


def _matches(word: str, forms: AbstractSet[str]) -> bool:
    if word in _PERSONS:
        return bool(forms & _PERSONS)
    return word in forms or word.replace("'", "") in forms


@lru_cache(maxsize=4096)
def _forms_of(word: str) -> frozenset[str]:
    return frozenset(form.lower() for form in word_forms(word)) | {word}
