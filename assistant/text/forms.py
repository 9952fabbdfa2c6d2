"""The forms in which the words of a text may be said again without adding a fact."""

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_](?:[\w'’&+./:%-]*[\w%+])?|[£$€₹]\s?\d[\d.,]*\w*")
_IRREGULAR = (
    "come came coming comes",
    "get got getting gets gotten",
    "go went gone going goes",
    "take took taken taking takes",
    "tell told telling tells",
    "send sent sending sends",
    "leave left leaving leaves",
    "lose lost losing loses",
    "pay paid paying pays",
    "buy bought buying buys",
    "bring brought bringing brings",
    "break broke broken breaking breaks",
    "throw threw thrown throwing throws",
    "wait waited waiting waits",
    "find found finding finds",
    "give gave given giving gives",
    "speak spoke spoken speaking speaks",
    "hear heard hearing hears",
    "hold held holding holds",
    "hang hung hanging hangs",
    "keep kept keeping keeps",
    "make made making makes",
    "sit sat sitting sits",
    "stand stood standing stands",
    "sleep slept sleeping sleeps",
    "spend spent spending spends",
    "steal stole stolen stealing steals",
    "tear tore torn tearing tears",
    "write wrote written writing writes",
    "ring rang rung ringing rings",
    "run ran running runs",
    "see saw seen seeing sees",
    "say said saying says",
    "sell sold selling sells",
    "shut shutting shuts",
    "cut cutting cuts",
    "put putting puts",
    "hit hitting hits",
    "hurt hurting hurts",
    "fall fell fallen falling falls",
    "feel felt feeling feels",
    "forget forgot forgotten forgetting forgets",
    "freeze froze frozen freezing freezes",
    "burn burnt burned burning burns",
    "eat ate eaten eating eats",
    "drive drove driven driving drives",
    "fly flew flown flying flies",
    "know knew known knowing knows",
    "meet met meeting meets",
    "miss missed missing misses",
    "wake woke woken waking wakes",
    "wear wore worn wearing wears",
    "choose chose chosen choosing chooses",
    "do did done doing does",
    "have had having has",
    "be is are was were being been",
    "child children",
    "person people",
    "man men",
    "woman women",
    "foot feet",
    "tooth teeth",
)
_GROUPS = {
    word: frozenset(line.split()) for line in _IRREGULAR for word in line.split()
}
_NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_NUMBER_WORDS = {str(number): word for number, word in enumerate(_NUMBERS)}
SHORTHAND = {
    "u": "you", "ur": "your", "hrs": "hours", "hr": "hour", "mins": "minutes",
    "min": "minutes", "wk": "week", "wks": "weeks", "yr": "year", "yrs": "years",
    "mo": "months", "pls": "please", "ppl": "people", "appt": "appointment",
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday",
    "weds": "Wednesday", "thur": "Thursday",
    "thu": "Thursday", "thurs": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday", "jan": "January", "feb": "February", "mar": "March",
    "apr": "April", "jun": "June", "jul": "July", "aug": "August",
    "sep": "September", "sept": "September", "oct": "October", "nov": "November",
    "dec": "December", "xmas": "Christmas", "tv": "TV", "acct": "account",
    "cust": "customer", "msg": "message", "msgs": "messages", "tho": "though",
}  # fmt: skip
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december christmas".split()
)
_LETTERS = re.compile(r"^[a-z]{4,}$")
_VOWELS = "aeiou"
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")


def word_forms(text: str) -> Iterator[str]:
    """Yield each word of a text as it may be written: tidied, in its usual endings."""
    for match in _WORD.finditer(text):
        yield from _forms(match[0].replace("’", "'"))


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    lower = word.lower()
    forms = {word, lower}
    if word.isupper() and len(word) > 1:
        forms.add(word.capitalize())
    if lower in _CALENDAR:
        forms.add(lower.capitalize())
    if number := _NUMBER_WORDS.get(lower):
        forms.add(number)
    elif lower in _NUMBERS:
        forms.add(str(_NUMBERS.index(lower)))
    if full := SHORTHAND.get(lower):
        forms.add(full)
        lower = full.lower()
    forms.update(_inflected(lower))
    for part in re.split(r"[-/]", word):
        if len(part) > 1 and part != word:
            forms.update((part, part.lower()))
    return frozenset(forms)


def _inflected(word: str) -> Iterator[str]:
    if word in _GROUPS:
        yield from _GROUPS[word]
    if not _LETTERS.match(word):
        return
    for base in {word, *(base for base in _bases(word) if len(base) > 2)}:
        yield from _endings(base)


def _bases(word: str) -> Iterator[str]:
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield stem
            yield stem + "e"
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    elif word.endswith("es"):
        yield from (word[:-2], word[:-1])
    elif word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


def _endings(base: str) -> Iterator[str]:
    yield base
    if base.endswith("e"):
        yield from (f"{base}s", f"{base}d", f"{base[:-1]}ing")
    elif base.endswith("y") and base[-2] not in _VOWELS:
        yield from (f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing")
    else:
        yield from (f"{base}s", f"{base}es", f"{base}ed", f"{base}ing")
        if _DOUBLING.search(base):
            yield from (f"{base}{base[-1]}ed", f"{base}{base[-1]}ing")
