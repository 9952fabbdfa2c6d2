"""Say why words that a model wrote may not be used, or that they may.

The decoding rules keep out facts that nobody gave. What is left to find here is what no
list of words can see: a phrase that breaks off, that says nothing of this message, that
joins what the customer kept apart, that turns a no into a yes, or that the model itself
did not believe in.
"""

import re
from collections.abc import Set as AbstractSet
from typing import Literal

from assistant.drafting.faithful import (
    begins_behind,
    is_quoted,
    leaps,
    repeats,
    words_in,
)
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
_VERB_BY = 6  # words; by then a gerund has said what happens
_CLAUSE_VERB_BY = 9  # and a clause
# What the customer told of themselves in public is no leak when it is met with care.
FACTS = (LeakKind.HEALTH, LeakKind.FINANCIAL, LeakKind.TRAVEL_OR_LOCATION)
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
    r"(?:one|two) of (?:you|them)|you (?:could|would|should|might|may))\b"
    # What they decide is their own affair, and what is over is not told as going on.
    r"|^you (?:won['’]t|will not|will never) (?!be|get|have|receive|see|hear)"
    r"|^you (?:cancel|order|call|send|return|ask|book|report|write|complain|buy|email|"
    r"receive|make|give|tell|speak|phone|contact)\b",
    re.I,
)
_WRONG = re.compile(
    r"\b(?:you|we) (?:was|is|has|am|been|being|\w+ing|supposed|not|no)\b"
    r"|\b(?:i|my|me|mine|myself|these|those)\b"
    r"|\b(?:your|our) (?:is|was|has|are|you|we|your|our|the|a|an|it|they)\b"
    r"|\b(?:a|an|the) (?:the|a|an|is|was|are|you|we)\b"
    r"|\b(?:is|are|was|were) (?:nobody|somebody|someone|you|we|they|(?:charged|billed|"
    r"told|sold|gave|took) (?:you|us))\b",
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
    if any(detail.kind not in FACTS for detail in find_private(said)):
        return "private"
    if _WRONG.search(said) or not is_shaped(said, written.ask.job):
        return "ungrammatical"
    weighty = [word for word in words_in(said) if word not in small]
    if not weighty or len(said.split()) < _FEWEST_WORDS:
        return "says_nothing"
    if repeats(said, text) or leaps(said, text) or is_quoted(said, text):
        return "unfaithful"
    if written.ask.job == "clause" and begins_behind(said, text):
        return "ungrammatical"
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


def _last_word(said: str) -> str:
    words = words_in(said)
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
    opening = " ".join(said.split()[:_CLAUSE_VERB_BY])
    return bool(_CLAUSE_BEGINS.match(said) and _VERB.search(opening))


def _loses_a_no(said: str, text: str) -> bool:
    """Say whether the words come from a clause whose no they dropped."""
    if _NO.search(said):
        return False
    mine = set(word_forms(said))
    best, source = 0, ""
    for clause in _CLAUSE.split(text):
        shared = sum(word in mine for word in words_in(clause))
        if shared > best:
            best, source = shared, clause
    return bool(_NO.search(source))
