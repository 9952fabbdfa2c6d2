"""Say why words that a model wrote may not be used, or that they may.

The decoding rules keep out facts that nobody gave. What is left to find here is what no
list of words can see: a phrase that breaks off, that says nothing of this message, that
joins what the customer kept apart, that turns a no into a yes, or that the model itself
did not believe in.
"""

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from typing import Literal

from assistant.models.jobs import Written
from assistant.privacy import find_private
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
]
LEAST_LIKELY = -1.3  # mean nats a token; below it the model was guessing
_FEWEST_WORDS = 3
_APART = 1  # sentences between the words of one matter
_SHORT = 4  # letters; shorter words carry grammar
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
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
# A phrase cannot end here: something is still to come.
_HANGING = frozenset(
    [
        *("a", "an", "the", "to", "of", "for", "from", "with", "at", "by", "into"),
        *("and", "or", "but", "your", "our", "their", "his", "its", "is", "was", "nor"),
        *("are", "were", "has", "had", "because", "that", "which", "who", "than"),
        *("when", "while", "if", "very", "so", "as", "we", "i", "no", "every", "my"),
        *("being", "having", "been", "be", "get", "make", "after", "before", "he"),
    ]
)
_CLAUSE_BEGINS = re.compile(
    r"^(?:you|we|they|he|she|it|nobody|no one|someone|somebody|there|everyone|"
    r"nothing)\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|will|would|came|got|"
    r"\w+n't|\w+'(?:s|re|ve|d|ll)|\w{3,}ed|never|went|took|left|lost|broke|sent|told|"
    r"paid|kept|made|gave|said|hung|threw|sat|stood|let|put|cut|shut|hurt|fell|felt|"
    r"won't|ran|rang|rose|ate|wrote|\w{3,}s)\b",
    re.I,
)
_NO_CLAUSE = re.compile(
    r"^(?:to|of|for|from|with|at|by|and|or|but|because|which|who|than|if|not|being|"
    r"having|please|thanks?|hello|hi|while|when|so|as|would|should|could|can|does|did|"
    r"do|is|are|was|were|has|have|had)\b",
    re.I,
)
_WRONG = re.compile(
    r"\b(?:you|we) (?:was|is|has|am)\b|\b(?:i|my|me|mine|myself)\b"
    r"|\b(?:your|our) (?:is|was|has|are|you|we|your|our|the|a|an|it|they)\b"
    r"|\b(?:a|an|the) (?:the|a|an|is|was|are|you|we)\b",
    re.I,
)


def fault_of_matter(written: Written, text: str, small: AbstractSet[str]) -> Fault:
    """Return why these words may not stand for what happened, or nothing.

    `text` is the message and `small` are the words that state no fact.
    """
    said = written.text
    if not said:
        return "empty"
    if not written.ended or _last_word(said) in _HANGING:
        return "unfinished"
    if written.likelihood < LEAST_LIKELY:
        return "unlikely"
    if _UNKIND.search(said):
        return "unkind"
    weighty = [word for word in _words(said) if word not in small]
    if not weighty or len(said.split()) < _FEWEST_WORDS:
        return "says_nothing"
    if _repeats(said, text) or _joins_what_was_apart(weighty, text):
        return "unfaithful"
    if _loses_a_no(said, text):
        return "loses_a_no"
    if _WRONG.search(said) or not _is_shaped(said, written.ask.job):
        return "ungrammatical"
    return "private" if find_private(said) else ""


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _last_word(said: str) -> str:
    words = _words(said)
    return words[-1] if words else ""


def _is_shaped(said: str, shape: str) -> bool:
    if shape != "clause":
        return True
    if _NO_CLAUSE.match(said):
        return False
    return bool(_CLAUSE_BEGINS.match(said) or _VERB.search(said))


def _repeats(said: str, text: str) -> bool:
    """Say whether a weighty word comes oftener than the customer used it."""
    used = Counter(_stem(word) for word in _words(text))
    counted = Counter(_stem(word) for word in _words(said) if len(word) >= _SHORT)
    return any(n > 1 and n > used[stem] for stem, n in counted.items())


def _stem(word: str) -> str:
    return word[:_SHORT]


def _joins_what_was_apart(weighty: list[str], text: str) -> bool:
    """Say whether the words come from sentences that do not stand together."""
    sentences = [set(word_forms(part.lower())) for part in _SENTENCE.split(text)]
    best = 0
    for first in range(len(sentences)):
        near = set[str]().union(*sentences[first : first + 1 + _APART])
        best = max(best, sum(word in near for word in weighty))
    return best < len(weighty)


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
