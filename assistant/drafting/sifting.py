"""Say why words that a model wrote may not be used, or that they may.

The decoding rules keep out facts that nobody gave. What is left to find here is what no
list of words can see: a phrase that breaks off, that says nothing of this message, that
joins what the customer kept apart, that turns a no into a yes, or that the model itself
did not believe in.
"""

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Literal

from assistant.models.jobs import Written
from assistant.privacy import find_private
from assistant.schema import LeakKind
from assistant.text import word_forms

Fault = Literal[
    "",
    "empty",
    "unfinished",
    "unlikely",
    "says_nothing",
    "unfaithful",
    "loses_a_no",
    "unkind",
    "private",
    "ungrammatical",
    "beside_the_point",
]
LEAST_LIKELY = -0.45  # mean nats a token; below it the model was guessing
_FEWEST_WORDS = 3
_LEAP = 2  # words of the message that may be left out between two words
_ADDED = 1  # small words that may be put in
_MAY_BE_ADDED = frozenset(
    "a an the is are was were be been has have had there that and to of for".split()
)
_VERB_BY = 6  # words; by then a clause has said what happens
_PERSONS = frozenset(
    "i i'm im i've ive i'd me my mine we we're we've us our you you're you've u ur "
    "your youre".split()
)
_SHORT = 4  # letters; shorter words carry grammar
# What the customer told of themselves in public is no leak when it is met with care.
_FACTS = (LeakKind.HEALTH, LeakKind.FINANCIAL, LeakKind.TRAVEL_OR_LOCATION)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_CLAUSE = re.compile(r"(?<=[.!?])\s+|\n+|[,;:]\s|\s(?:and|but)\s")
_NO = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|without|neither|nor|cannot|unable|fail\w*|"
    r"refus\w*|stop\w*|miss\w*|lost|lose|(?:is|are|was|were|has|have|had|do|does|did|"
    r"ca|could|wo|would|should|ai)n['’]?t)\b",
    re.I,
)
_UNKIND = re.compile(
    r"\b(?:fuck\w*|shit\w*|crap\w*|damn\w*|bloody|wtf|idiot\w*|moron\w*|stupid\w*|"
    r"joke|pathetic|useless|scum|clown\w*|thie(?:f|ves)|liars?|incompetent|disgrace\w*|"
    r"disgust\w*|garbage|trash|hell|arse\w*|ass|bastard\w*|scam\w*|lol|lmao|omg)\b",
    re.I,
)
_GLAD = re.compile(
    r"\b(?:love[ds]?|lovely|great|excellent|amazing|thank\w*|perfect|enjoy\w*|"
    r"brilliant|wonderful|helpful|kind|nice|delicious|friendly|happy|fantastic|"
    r"superb|best|fair play|to be fair)\b",
    re.I,
)
_TROUBLE = re.compile(
    r"\b(?:late|still|twice|wait(?:ed|ing)|stuck|wrong\w*|broke|broken|damag\w+|"
    r"smash\w+|crack\w+|torn|ripp\w+|leak\w*|delay\w*|cancel\w*|charged|"
    r"overcharg\w+|debited|deducted|billed|locked|blocked|shut|cut off|hung up|"
    r"rude\w*|shout\w*|ignor\w+|cold|dirty|filthy|empty|mould\w*|expired|stale|raw|"
    r"crash\w*|freez\w+|frozen|dead|died|errors?|fault\w*|bugs?|glitch\w*|loud|noisy|"
    r"stolen|stole|hack\w*|fraud\w*|threw|thrown|dump\w+|forgot\w*|soak\w+|"
    r"drench\w+|strand\w+|keeps|wast\w+|ruin\w+|suspend\w+|reject\w+|declin\w+|"
    r"denied|turned away|worse|worst|terrible|awful|horrible|struggl\w*|doubled|"
    r"(?:gone|went) up|chas(?:ed|ing)|for (?:\d+|two|three|four|five|six|several) "
    r"(?:hours?|days?|weeks?|months?|years?))\b",
    re.I,
)
# A phrase cannot end here: something is still to come.
_HANGING = frozenset(
    [
        *("a", "an", "the", "to", "of", "for", "from", "with", "at", "by", "into"),
        *("and", "or", "but", "your", "our", "their", "his", "its", "is", "was", "nor"),
        *("are", "were", "has", "had", "because", "that", "which", "who", "than"),
        *("when", "while", "if", "very", "so", "as", "we", "i", "no", "every", "my"),
        *("being", "having", "been", "be", "get", "make", "after", "before", "he"),
        *(
            "in",
            "not",
            "has",
            "have",
            "did",
            "do",
            "does",
            "can",
            "will",
            "would",
            "this",
        ),
    ]
)
_CLAUSE_BEGINS = re.compile(
    r"^(?:you|we|your|our|the|a|an|nobody|no one|someone|somebody|there|everyone|"
    r"nothing|half|all|you've|we've|you're|we're|there's|you'd)\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|will|would|came|got|"
    r"\w+n't|\w+'(?:s|re|ve|d|ll)|\w{3,}ed|never|went|took|left|lost|broke|sent|told|"
    r"paid|kept|made|gave|said|hung|threw|sat|stood|let|put|cut|shut|hurt|fell|felt|"
    r"won't|ran|rang|rose|ate|wrote|\w{3,}s)\b",
    re.I,
)
# A phrase with one of these is a sentence of its own, "being" or "having" aside.
_SAYS = re.compile(
    r"\b(?:is|are|was|were|am|has|had|did|does|do|can|could|will|would|won't|"
    r"\w+n't|(?:you|we|it|he|she|they|there)'(?:s|re|ve|d|ll)|told|came|went|got|"
    r"(?:you|we|he|she|they|it) [a-z]+ed)\b",
    re.I,
)
_GERUND = re.compile(
    r"\b(?!(?:thing|nothing|something|anything|everything|morning|"
    r"evening|during|king|ring|string|spring|ceiling|building|wedding|booking)\b)"
    r"[a-z]{2,}ing\b",
    re.I,
)
# What begins so has lost its subject, asks, or speaks of somebody not named in it.
_NO_CLAUSE = re.compile(
    r"^(?:to|of|for|from|with|at|by|and|or|but|because|which|who|than|if|not|being|"
    r"having|please|thanks?|hello|hi|while|when|so|as|would|should|could|can|does|did|"
    r"do|is|are|was|were|has|have|had|how|why|what|where|whose|whom|got|asked|told|"
    r"made|went|came|paid|ordered|waited|bought|signed|sent|tried|still|only|just|"
    r"he|she|they|it|him|her|them|this|that|these|those|its|he's|she's|they're|it's|"
    r"same|email|order|again|also|then|now|today|yesterday|sorry|yes|no)\b",
    re.I,
)
_NO_MATTER = re.compile(
    r",|\b(?:want|who|which|"
    r"you(?:'d)? (?:like|need|expect|guess|think|suppose|hope|wonder)|"
    r"we (?:can|could|would|should|might|must|have to)|please|him|them|supposed|"
    r"(?:one|two) of (?:you|them))\b",
    re.I,
)
_WRONG = re.compile(
    r"\b(?:you|we) (?:was|is|has|am|been|being|\w+ing|supposed|not|no)\b"
    r"|\b(?:i|my|me|mine|myself)\b"
    r"|\b(?:your|our) (?:is|was|has|are|you|we|your|our|the|a|an|it|they)\b"
    r"|\b(?:a|an|the) (?:the|a|an|is|was|are|you|we)\b",
    re.I,
)


def fault_of_matter(
    written: Written, text: str, small: AbstractSet[str], *, glad: bool = False
) -> Fault:
    """Return why these words may not stand for what happened, or nothing.

    `text` is the message and `small` are the words that state no fact. `glad` says
    that the customer wrote to praise, so that what is good is the matter.
    """
    said = written.text
    if not said:
        return "empty"
    if not written.ended or is_hanging(said):
        return "unfinished"
    if written.likelihood < LEAST_LIKELY:
        return "unlikely"
    if is_unkind(said):
        return "unkind"
    if any(detail.kind not in _FACTS for detail in find_private(said)):
        return "private"
    if _WRONG.search(said) or not is_shaped(said, written.ask.job):
        return "ungrammatical"
    weighty = [word for word in _words(said) if word not in small]
    if not weighty or len(said.split()) < _FEWEST_WORDS:
        return "says_nothing"
    if _repeats(said, text) or _leaps(said, text):
        return "unfaithful"
    if _loses_a_no(said, text):
        return "loses_a_no"
    if not glad and not trouble_in(said):
        return "beside_the_point"
    return ""


def trouble_in(text: str) -> int:
    """Return how many words tell of trouble, less one where the words are glad."""
    found = len(_NO.findall(text)) + len(_TROUBLE.findall(text))
    return max(0, found - (1 if _GLAD.search(text) else 0))


def is_hanging(said: str) -> bool:
    """Say whether the last word asks for more to come."""
    return _last_word(said) in _HANGING


def is_unkind(said: str) -> bool:
    """Say whether a word of it hurts."""
    return bool(_UNKIND.search(said))


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _last_word(said: str) -> str:
    words = _words(said)
    return words[-1] if words else ""


def is_shaped(said: str, shape: str) -> bool:
    """Say whether words can stand as the shape that a frame asks for."""
    if shape == "noun":
        return not _SAYS.search(said)
    if shape == "gerund":
        opening = " ".join(said.split()[:_VERB_BY])
        return bool(_GERUND.search(opening)) and not _SAYS.search(opening)
    if _NO_CLAUSE.match(said) or _NO_MATTER.search(said):
        return False
    opening = " ".join(said.split()[:_VERB_BY])
    return bool(_CLAUSE_BEGINS.match(said) and _VERB.search(opening))


def _repeats(said: str, text: str) -> bool:
    """Say whether a weighty word comes oftener than the customer used it."""
    used = Counter(_stem(word) for word in _words(text))
    counted = Counter(_stem(word) for word in _words(said) if len(word) >= _SHORT)
    return any(n > 1 and n > used[stem] for stem, n in counted.items())


def _stem(word: str) -> str:
    return word[:_SHORT]


def _leaps(said: str, text: str) -> bool:
    """Say whether the words leave out more than a little of what stood between them.

    A small model that leaps over words changes what they said: "it was in stock" out of
    "out of stock, but it was in stock when I paid".
    """
    words = _words(said)
    given = [_forms_of(word) for word in _words(text)]
    return not any(
        _runs(words, given, start)
        for start in range(len(given))
        if words and _matches(words[0], given[start])
    )


def _runs(words: list[str], given: Sequence[AbstractSet[str]], start: int) -> bool:
    """Say whether all words follow from `start` with no long leap between them."""
    at, added = start, 0
    for word in words[1:]:
        near = range(at + 1, min(at + 2 + _LEAP, len(given)))
        found = next((n for n in near if _matches(word, given[n])), None)
        if found is None:
            if word not in _MAY_BE_ADDED:
                return False
            added += 1
        else:
            at = found
    return added <= _ADDED


def _matches(word: str, forms: AbstractSet[str]) -> bool:
    if word in _PERSONS:
        return bool(forms & _PERSONS)
    return word in forms or word.replace("'", "") in forms


@lru_cache(maxsize=4096)
def _forms_of(word: str) -> frozenset[str]:
    return frozenset(form.lower() for form in word_forms(word)) | {word}


def _loses_a_no(said: str, text: str) -> bool:
    """Say whether the words come from a clause whose no they dropped."""
    if _NO.search(said):
        return False
    mine = set(word_forms(said))
    best, source = 0, ""
    for clause in _CLAUSE.split(text):
        shared = sum(word in mine for word in _words(clause))
        if shared > best:
            best, source = shared, clause
    return bool(_NO.search(source))
