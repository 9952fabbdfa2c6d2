"""Read what a text states, in figures and in words, so that mending can keep it.

Facts are times, amounts, links, places and names, what was asked for, and what was or
will be done. Two texts are compared by their words: a fact may stand anywhere.
"""

import re

_FIGURE = re.compile(
    r"\w*\d[\w:.,/-]*\w|\d|https?://\S+|[\w-]+\.(?:com|org|net|example)\S*|@\w+",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tonight|tomorrow|noon"
    r"|midnight|weekends?|january|february|april|june|july|august|september|october"
    r"|november|december|christmas|easter|half|dm|inbox|link|form|call|email|ring"
    r"|refund|replacement|free"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|forty|fifty|sixty|ninety|hundred|thousand|dozen)(?!-| times| calls))\b"
    r"|(?<=next )(?:week|month|year)\b|(?<=in the )(?:morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_PLACE = re.compile(r"\b(?:in|at|to|from|near|via|for|on) (?P<name>[A-Z][a-z]{2,})\b")
# What is done for a customer. What is only felt or said about them is no deed.
_DEEDS = (
    "add(?:ed|ing)|ask(?:ed|ing)|book(?:ed|ing)|bring(?:ing)?|brought|cancel(?:led|ling)"
    "|chang(?:ed|ing)|check(?:ed|ing)|collect(?:ed|ing)|correct(?:ed|ing)"
    "|credit(?:ed|ing)|deliver(?:ed|ing)|fix(?:ed|ing)?|flagg(?:ed|ing)|found|freez(?:e|ing)"
    "|frozen|issu(?:ed|ing)|mend(?:ed|ing)?|mov(?:ed|ing)|open(?:ed|ing)|passed|paid"
    "|post(?:ed|ing)?|refund(?:ed|ing)?|remov(?:ed|ing)|repair(?:ed|ing)?"
    "|replac(?:ed|ing)|report(?:ed|ing)|restor(?:ed|ing)|return(?:ed|ing)?|send(?:ing)?"
    "|sent|stopp(?:ed|ing)|swap(?:ped|ping)?|trac(?:ed|ing)|updat(?:ed|ing)|waiv(?:ed|ing)"
)
_DONE = re.compile(
    r"(?<!should )(?<!could )(?<!would )(?<!might )"
    r"(?:'ve|'ll|'re|'m|'s|\b(?:have|has|had|will|am|are|is|was|were))"
    r"(?: (?:just|now|already|also|all|been|being|be))* "
    rf"(?P<deed>{_DEEDS})\b",
    re.IGNORECASE,
)


def facts_in(text: str) -> set[str]:
    """Return what a text states that no kind word can stand in for, in small letters.

    A name counts where it is that of a place or the like: "in Leeds".
    """
    found = [match[0] for match in _FIGURE.finditer(text)]
    found += [match[0] for match in _WORD.finditer(text)]
    found += [match[0] for match in _CAPITALS.finditer(text)]
    found += [match["name"] for match in _PLACE.finditer(text)]
    return {one.lower() for one in found} | deeds_in(text)


def deeds_in(text: str) -> set[str]:
    """Return the verbs that say what was done for somebody, or will be."""
    return {match["deed"].lower() for match in _DONE.finditer(text)}


def lost_from(old: str, new: str) -> set[str]:
    """Return the facts of one text that another does not state."""
    said = new.lower()
    return {fact for fact in facts_in(old) if not _stands_in(fact, said)}


def _stands_in(fact: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fact)}(?!\w)", said) is not None
