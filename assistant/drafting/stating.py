"""The order of a statement in place of that of a question, where its verb is known."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.drafting import asking

_MOST_OF_A_THING = 7  # words
_VERBS = Path(__file__).with_name("verbs.txt")
_ARTICLES = frozenset("a an the my your our ur to any some no".split())
_IRREGULAR = {"have": "has", "do": "does", "go": "goes", "be": "is"}
_VOWELS = "aeiou"


def before_state(rest: str) -> tuple[str, str] | None:
    """Part a thing from what is said of it; None where it is not sure."""
    words = rest.split()
    for place in range(1, min(len(words), _MOST_OF_A_THING + 1)):
        said = " ".join(words[place:])
        if asking.STATES.match(said) and not asking.NO_END.match(words[place - 1]):
            thing = " ".join(words[:place])
            return None if asking.EITHER.search(thing) else (thing, said)
    return None


def before_place(rest: str) -> tuple[str, str] | None:
    """Part a thing from where it is; None where none is said."""
    match = asking.THING_PLACE.match(rest)
    return (match[1].strip(), match[2]) if match else None


def done_by(helper: str, rest: str) -> str:
    """Return what a thing does, in the order of a statement, or nothing."""
    words = rest.split()
    for place in range(1, min(len(words), _MOST_OF_A_THING)):
        before, verb = words[place - 1].lower(), words[place].lower()
        after = words[place + 1 :]
        if before in _ARTICLES or not _is_verb(verb, after):
            continue
        thing = " ".join(words[:place])
        if helper in ("do", "does"):
            said = third(verb) if helper == "does" else verb
        else:
            kept = asking.ADVERB.match(thing)
            thing = kept[1] if kept else thing
            said = f"{helper} {kept[2]} {verb}" if kept else f"{helper} {verb}"
        return " ".join((thing, said, *after))
    return ""


def _is_verb(word: str, after: Sequence[str]) -> bool:
    """Say whether a word is a verb here, and no noun as in "home cover includes"."""
    if word not in verbs():
        return False
    if asking.CLEAR_VERB.match(word) or not after:
        return True
    return bool(asking.SMALL.match(after[0]))


def is_third(word: str) -> bool:
    """Say whether a word is a verb as it stands behind he, she or it."""
    ends = {word.removesuffix("s"), word.removesuffix("es"), f"{word[:-3]}y"}
    return word in _IRREGULAR.values() or not ends.isdisjoint(verbs())


def third(verb: str) -> str:
    """Return a verb as it stands behind he, she or it."""
    verb = verb.lower()
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ies"
    hisses = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    return f"{verb}es" if hisses else f"{verb}s"


@cache
def verbs() -> frozenset[str]:
    """Return the verbs by which a subject is known to have ended."""
    return frozenset(_VERBS.read_text("utf-8").split())
