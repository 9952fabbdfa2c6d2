"""Say what a message is about in the customer's own words: "your blue trainers".

A model marks the words that can stand behind "about the trouble with", "about" or "for
your kind words about", and tells whose the thing is. What it marks is used only where
it is short, plain, kind and nobody's private matter.
"""

from bisect import bisect_left

import regex

from assistant.drafting.marking import Marked
from assistant.drafting.perspective import DAYS, TURNS
from assistant.drafting.sifting import is_hanging, is_unkind
from assistant.privacy import find_private
from assistant.schema import Span
from assistant.text import sentence_spans

# What a marked piece is a part of: a thing that is theirs, ours, known to both, one of
# many, or that takes no article.
BARE = "bare"
SUBJECTS = ("your", "our", "the", "a", BARE)
_ACRONYM = 5  # letters; a longer word of capitals was shouted
_MOST_WORDS = 7
_LONGEST = 60  # characters
_PLAIN = regex.compile(
    r"^[\p{L}\p{N}](?:[\p{L}\p{N}\s'’+/-]|&(?!amp)|(?<=\d)[.:](?=\d))*+$"
)
_LONG_NUMBER = regex.compile(r"\d{4,}")
_DETERMINER = regex.compile(
    r"^(?:my|your|ur|our|the|an?|this|that|these|those|his|her|their|its|some|any|all)"
    r"\s+",
    regex.I,
)
_PERSON = regex.compile(
    r"\b(?:i|me|we|us|you|u|he|she|him|they|them|myself|it|mine|ours)\b|n['’]t\b",
    regex.I,
)
_DAY = regex.compile(rf"\b(?:{'|'.join(sorted(DAYS))})\b")
_WHOSE = regex.compile(r"\b(?:my|our|your|ur)\b", regex.I)
_OWNER = regex.compile(r"\b(my|our|your|ur)\s+$", regex.I)
# What is said with a vowel first: "an hour", "an RSS feed", but "a one bed flat".
_VOWEL = regex.compile(
    r"^(?:[AEFHILMNORSX][A-Z]+\b|(?![A-Z]{2})"
    r"(?i:(?!one\b|once\b|eu|uni|us[eu]|ut[ei])[aeiou]|hour|honest))"
)
# What tells a thing apart stands between its owner, or its article, and the words that
# were marked: "my key" deposit, "my daughter's" passport; what only judges it does not.
_APART = regex.compile(
    r"(?i)\b(?:my|our|your|ur|the|this|these|those|an?)\s+"
    r"(?P<apart>(?-i:[a-z]\p{L}*+(?:-\p{L}++)?)(?P<whose>['’]s)?)\s+$"
)
_JUDGES = frozenset(
    "own same wrong right very only other whole entire actual so-called usual best "
    "worst good bad great nice lovely amazing brilliant poor stupid silly bloody "
    "damn".split()
)
# What needs its thing behind it: "my new" is half of something.
_NO_THING = frozenset(
    "new old last next first second third latest big small little broken whole same "
    "one two three four five six".split()
)
_COUNTS = regex.compile(r"(?:one|two|three|four|five|six|seven|\d+) \p{L}+$", regex.I)
_BEFORE = frozenset(
    "in on at of for from with by to about and or but than as into over after".split()
)
_AFTER = (" on", " off", " out", " up", " down")
_GOES_ON = regex.compile(r"[-–]\w")  # only half of a word was marked
_NUMBER = regex.compile(
    r" \d{1,3}\b(?! ?(?:%|[ap]m|min|h(?:ou)?r|day|night|week|month|year|time|of|[A-Z]))"
)
# "my disabled iPhone": what was done to a thing, and behind it the thing itself.
_DONE_TO = regex.compile(r"(?i)\b\p{L}{3,}ed$")
_THING = regex.compile(
    r"(?i) (?!(?:in|on|at|of|for|from|with|by|to|and|or|but|as|into|off|out|up|down|"
    r"over|is|was|are|were|has|had|have|be|so|when|while|because|since|until|after|before|"
    r"if|then|than|that|this|it|i|me|my|you|your|we|our|they|again|yet|still|now|today|"
    r"yesterday|twice|all|not|no|please|pls|thanks)\b)\p{L}{3,}\b"
)
_BEFORE_NUMBER = regex.compile(r" (?:on|at|for|by|in|from|since|until) \d{1,3}$")
_HANDLE = regex.compile(r"[@#](\w{2,30}+)")
_SHORTEST = 4  # letters of a firm's name that a handle is searched for
# To name these in public would say that somebody is in need, or was wronged.
_IN_NEED = regex.compile(
    r"\b(?:debts?|arrears|overdrafts?|bankruptc\w+|insolvenc\w+|evictions?|"
    r"foreclosures?|repossess\w+|bailiffs?|(?:identity )?theft|fraud|scam)\b",
    regex.I,
)
_EDGES = " \n\t.,;:!?…\"“”'‘’()-–—*"


def worded(text: str, marked: Marked) -> str:
    """Return marked words as a draft says them, or nothing where it may not."""
    after = text[marked.span.end :]
    if _GOES_ON.match(after) or text[: marked.span.start].endswith(("@", "#")):
        return ""
    number = _NUMBER.match(after)  # platform 1
    end = number.end() if number else _to_the_thing(text, marked.span)
    start = marked.span.start - _from_what_tells_it_apart(text, marked.span.start)
    said = text[start : marked.span.end + end].strip(_EDGES)
    said = " ".join(_DETERMINER.sub("", said).replace("’", "'").split())
    said = _whole(said)
    if not said or len(said) > _LONGEST or len(said.split()) > _MOST_WORDS:
        return ""
    if not _PLAIN.match(said) or _LONG_NUMBER.search(said) or _PERSON.search(said):
        return ""
    said = _quiet(said, text, Span(start, marked.span.end))
    said = _DAY.sub(lambda match: match[0].capitalize(), said)
    said = _WHOSE.sub(lambda match: TURNS[match[0].lower()], said)
    label = _told_whose(text, start) or marked.label
    if label == "a" and _COUNTS.match(said):
        return ""
    phrase = f"{_article(label, said)}{said}"
    if _IN_NEED.search(said) or _is_in_a_handle(said, text):
        return ""
    return "" if is_unkind(phrase) or find_private(phrase) else phrase


def _from_what_tells_it_apart(text: str, start: int) -> int:
    """Return how far before the marked words the thing begins that they name."""
    found = _APART.search(text[:start])
    if not found or found["apart"] in _JUDGES | _BEFORE:
        return 0
    return start - int(found.start("apart"))


def _to_the_thing(text: str, span: Span) -> int:
    """Return how far behind the marked words the thing ends that they speak of."""
    if not _DONE_TO.search(text[span.start : span.end]):
        return 0
    thing = _THING.match(text, span.end)
    return thing.end() - span.end if thing else 0


def _is_in_a_handle(said: str, text: str) -> bool:
    """Say whether the thing is the firm itself: "Hulu" of "@hulu_support"."""
    last = said.rsplit(maxsplit=1)[-1].lower()
    handles = (match[1].lower() for match in _HANDLE.finditer(text))
    return len(last) >= _SHORTEST and any(last in handle for handle in handles)


def _whole(said: str) -> str:
    """Return words without what asks for more to come; nothing of what goes before."""
    said = _BEFORE_NUMBER.sub("", said)
    while said and (is_hanging(said) or said.lower().endswith(_AFTER)):
        said = said.rpartition(" ")[0]
    first, last = said.partition(" ")[0].lower(), said.rpartition(" ")[2].lower()
    return "" if first in _BEFORE or last in _NO_THING else said


def _told_whose(text: str, start: int) -> str:
    """Return whose it is where the message says so, turned to our side, or nothing."""
    found = _OWNER.search(text[:start])
    return TURNS[found[1].lower()] if found else ""


def _quiet(said: str, text: str, span: Span) -> str:
    """Return the words without a capital that only their place gave them."""
    if said.isupper() and (" " in said or text.isupper() or len(said) > _ACRONYM):
        return said.lower()
    starts = [sentence.start for sentence in sentence_spans(text[: span.end])]
    place = bisect_left(starts, span.start)
    first, _, rest = said.partition(" ")
    begins = place < len(starts) and not text[starts[place] : span.start].strip(_EDGES)
    if begins and first.istitle() and not rest[:1].isupper():
        return f"{said[0].lower()}{said[1:]}"
    return said


def _article(label: str, said: str) -> str:
    if label == BARE:
        return ""
    if label == "a":
        return "an " if _VOWEL.match(said) else "a "
    return f"{label} "
