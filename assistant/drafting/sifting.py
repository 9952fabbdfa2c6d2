"""Say why words that a model wrote may not be used, or that they may.

The decoding rules keep facts out that nobody gave. What is left to find here is what
no list of words can see: a phrase that breaks off, that says nothing of this message,
that turns a no into a yes, or that the model itself did not believe in.
"""

import re
from collections.abc import Iterable
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
    "loses_a_no",
    "unkind",
    "private",
    "ungrammatical",
]
FAULTS: tuple[Fault, ...] = (
    *("empty", "unfinished", "unlikely", "says_nothing", "loses_a_no"),
    *("unkind", "private", "ungrammatical"),
)
LEAST_LIKELY = -1.6  # mean nats a token; below it the model was guessing
_WORD = re.compile(r"[^\W_][\w'’-]*")
_NO = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|without|neither|nor|cannot|unable|fail\w*|"
    r"refus\w*|stop\w*|miss\w*|lost|lose|\w+n['’]?t)\b",
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
        *("and", "or", "but", "your", "our", "their", "his", "her", "its", "is", "was"),
        *("are", "were", "has", "had", "because", "that", "which", "who", "than"),
        *("when", "while", "if", "very", "so", "as", "we", "you", "i", "no", "every"),
        *("being", "having", "been", "be", "get", "make", "after", "before"),
    ]
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|will|would|came|got|"
    r"\w+n't|\w+'(?:s|re|ve|d|ll)|\w{3,}ed|never|went|took|left|lost|broke|sent|told|"
    r"paid|kept|made|gave|said|hung|threw|sat|stood|let|put|cut|shut|hurt|fell|felt|"
    r"\w{3,}s)\b",
    re.I,
)
_WRONG_AGREEMENT = re.compile(
    r"\b(?:your|our)(?= (?:is|was|has|are)\b)"
    r"|\byou (?:was|is|has|am)\b|\bwe (?:was|is|has|am)\b|\b(?:i|my|me|mine|myself)\b"
    r"|\b(\w+) \1\b(?<!had had)(?<!that that)",
    re.I,
)


def fault_of_matter(written: Written, text: str, small: Iterable[str]) -> Fault:
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
    if not _tells(said, small):
        return "says_nothing"
    if _loses_a_no(said, text):
        return "loses_a_no"
    if _WRONG_AGREEMENT.search(said):
        return "ungrammatical"
    if written.ask.job == "clause" and not _VERB.search(said):
        return "ungrammatical"
    if find_private(said):
        return "private"
    return ""


def _last_word(said: str) -> str:
    words = _WORD.findall(said.lower())
    return words[-1] if words else ""


def _tells(said: str, small: Iterable[str]) -> bool:
    known = frozenset(small)
    weighty = [word for word in _WORD.findall(said.lower()) if word not in known]
    return len(weighty) >= 1 and len(said.split()) >= 3


def _loses_a_no(said: str, text: str) -> bool:
    """Say whether the sentence these words come from has a no that they dropped."""
    if _NO.search(said):
        return False
    mine = set(word_forms(said))
    best, source = 0, ""
    for sentence in re.split(r"(?<=[.!?])\s+|\n+|[,;:]\s", text):
        shared = sum(word in mine for word in _WORD.findall(sentence))
        if shared > best:
            best, source = shared, sentence
    return bool(source) and bool(_NO.search(source))
