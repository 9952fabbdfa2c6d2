"""Make pairs by rule: what a person said of themselves, turned to our side.

"My parcel was due Monday and nobody answers me" gives "your parcel was due Monday and
nobody answers you". By the hundred thousand they teach a small model to read: to find
the sentence that matters, to turn who speaks, to tidy what was typed in a hurry. The
words asked for are tidy; the words read are often not.
"""

import random
import re
from collections.abc import Iterable, Iterator

from assistant.models.jobs import mark_of
from assistant.training.language.pairs import Lesson, as_job
from assistant.training.language.turning import to_gerund, turn

_MOST_WORDS = 18
_FEWEST_WORDS = 4
_MOST_CHARACTERS = 95
_MOST_READ = 900  # characters of the message in one pair
_STRIDE = 4  # sentences from one pair to the next of a long text
_ALONE = 0.4  # share of pairs that read a sentence or two, as drafts ask of them
_GERUNDS = 0.5  # share of clauses told as an -ing phrase where the rule can
_SENTENCE = re.compile(r"[^.!?\n]+[.!?…]*")
_PART = re.compile(
    r"\s*(?:[;:—–]|,(?=\s*(?:and|but|so|which|then|because)\b)|\s-\s|…|\.{2,})\s*"
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|well|ok|okay|yes|yeah|no|oh|hi|hello|hey|because|also|plus|"
    r"then|now|anyway|honestly|seriously|basically|actually|apparently|please|sorry|"
    r"lol|wow|dear|subject)\b[,:!]?\s*)+",
    re.I,
)
_OWN = re.compile(r"\b(?:i|i'm|i've|im|ive|my|me|we|our|us|you|your)\b", re.I)
_TROUBLE = re.compile(
    r"\b(?:not|never|no(?:body|thing)?|still|lost|late|missing|broke\w*|stuck|wrong|"
    r"wait\w*|charg\w*|cancel\w*|delay\w*|damag\w*|refus\w*|ignor\w*|hung|rude|fail\w*|"
    r"crash\w*|lock\w*|down|twice|weeks?|months?|hours?|days?|paid|pay|refund|money|"
    r"without|cannot|unable|stop\w*|cold|dirty|hurt|sick|overcharg\w*|denied|closed|"
    r"report\w*|disput\w*|fee|fees|error|late|can't|didn't|won't|isn't|wasn't|hasn't|"
    r"haven't|couldn't|doesn't|don't|thank\w*|love\w*|helped|kind|great)\b",
    re.I,
)
_NO_MATTER = re.compile(
    r"[@#<>\[\]{}*|\\~^=_]|https?:|\b(?:lol|lmao|wtf|fuck\w*|shit\w*|idiot\w*|"
    r"moron\w*|bitch\w*|ass|dick|stupid|crap|damn)\b",
    re.I,
)


def make_echoes(texts: Iterable[str], *, most: int, seed: int) -> Iterator[Lesson]:
    """Yield up to `most` lessons, each from another text."""
    chance = random.Random(seed)
    made = 0
    for text in texts:
        if made >= most:
            return
        for lesson in _echo(text, chance):
            made += 1
            yield lesson


def _echo(text: str, chance: random.Random) -> Iterator[Lesson]:
    text = " ".join(text.split())
    pieces = [match[0].strip() for match in _SENTENCE.finditer(text)]
    for start in range(0, len(pieces), _STRIDE):
        most = 2 if chance.random() < _ALONE else 2 * _STRIDE
        window = pieces[start : start + chance.randint(1, most)]
        place = max(range(len(window)), key=lambda at: (_weight(window[at]), -at))
        clause = matter_of(window[place]) if _weight(window[place]) > 0 else ""
        if clause:
            read = roughen(" ".join(window)[:_MOST_READ], chance)
            yield _in_a_shape(read, clause, chance)


def _in_a_shape(read: str, clause: str, chance: random.Random) -> Lesson:
    gerund = to_gerund(clause)
    if gerund and chance.random() < _GERUNDS:
        return as_job(read, mark_of("gerund"), gerund)
    return as_job(read, mark_of("clause"), clause)


def matter_of(sentence: str) -> str:
    """Return the part of a sentence that tells what happened, turned; or nothing."""
    if sentence.endswith("?"):
        return ""
    parts = [part for part in _PART.split(_LEAD.sub("", sentence)) if part.strip()]
    fitting = [part for part in parts if _fits(part)]
    if not fitting:
        return ""
    best = max(fitting, key=_weight)
    turned = turn(best.strip(" .,!…\"'“”"))
    return turned if len(turned) <= _MOST_CHARACTERS else ""


def roughen(text: str, chance: random.Random) -> str:
    """Return the text as somebody in a hurry may have typed it, or as it is."""
    if chance.random() < 0.45:
        return text
    if chance.random() < 0.5:
        text = text.lower()
    elif chance.random() < 0.15:
        text = text.upper()
    if chance.random() < 0.4:
        text = text.replace("'", "").replace("’", "")
    if chance.random() < 0.3:
        text = re.sub(r"[,;]", "", text)
    if chance.random() < 0.25:
        text = _hurried(text, chance)
    return text


def _weight(sentence: str) -> float:
    if sentence.endswith("?") or _NO_MATTER.search(sentence):
        return 0.0
    own = len(_OWN.findall(sentence))
    if not own:
        return 0.0
    return min(own, 2) * 0.5 + min(len(_TROUBLE.findall(sentence)), 4)


def _fits(part: str) -> bool:
    words = part.split()
    return (
        _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and bool(_OWN.search(part))
        and not _NO_MATTER.search(part)
        and part.count('"') % 2 == 0
        and part.count("(") == part.count(")")
    )


_HURRIED = {
    "you": "u", "your": "ur", "are": "r", "please": "pls", "because": "cos",
    "and": "n", "with": "w", "people": "ppl", "though": "tho", "to": "2",
    "for": "4", "really": "rly", "weeks": "wks", "hours": "hrs", "what": "wat",
    "thanks": "thx", "about": "abt", "going to": "gonna", "the": "teh",
}  # fmt: skip


def _hurried(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for place, word in enumerate(words):
        if word.lower() in _HURRIED and chance.random() < 0.4:
            words[place] = _HURRIED[word.lower()]
        elif len(word) > 4 and word.isalpha() and chance.random() < 0.05:
            at = chance.randrange(1, len(word) - 2)
            words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)
