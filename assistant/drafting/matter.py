"""Say what happened in the customer's own words, turned to our side, by rule.

"my parcel has been stuck in Leeds" becomes "your parcel has been stuck in Leeds". The
rule speaks only when it is sure: a short statement of trouble with a plain subject.
Anything else is left to the template's own words.
"""

from collections.abc import Iterator

import regex

from assistant.drafting.perspective import turn
from assistant.privacy import find_private
from assistant.schema import Message
from assistant.text import Phrase, PhraseIndex, sentence_spans

_LONGEST = 90  # characters, the bound that every frame is written for
_SHORTEST_WORDS = 4
_MOST_WORDS = 18
_SUBJECTS = [
    "my",
    "our",
    "your",
    "the",
    "i",
    "i'm",
    "i've",
    "we",
    "we've",
    "we're",
    "nobody",
    "no one",
    "someone",
    "half",
]
_VERB = (
    "(is|was|are|were|has|have|had|isn't|wasn't|aren't|weren't|hasn't|haven't|hadn't|"
    "can't|cannot|couldn't|didn't|don't|doesn't|won't|never|still|keeps|kept|keep|came|"
    "arrived|broke|stopped|went|got|left|lost|charged|cancelled|canceled|missed|waited|"
    "paid|sent|took|threw|told|answered|answers|died|failed|fails|crashes|crashed|"
    "leaked|leaks|burned|burnt|ruined|turned|showed|fell|ripped|tore|refused|ignored|"
    "hung|delivered|dumped|spent|ordered|received)"
)
_TROUBLE = [
    "(still|hasn't|haven't|hasnt|havent|didn't|didnt|nobody|no one)",
    "(can't|cant|cannot|couldn't|couldnt|won't|wont|doesn't|doesnt|isn't|wasn't)",
    "never (came|arrived|got|had|received|answered|turned up|called|works|worked)",
    "(lost|late|missing|stuck|broken|smashed|cracked|damaged|torn|ripped|soaked)",
    "(delayed|cancelled|canceled|charged twice|double|overcharged|locked|blocked)",
    "(wrong|faulty|crash*|fail*|error*|frozen|dead|down|leak*|burn*|cold|dirty|filthy)",
    "(waiting|waited|stranded|ignored|refused|rude|hung up|thrown|threw|dumped|ruined)",
    "(stopped working|not working|missed|expired|empty|mouldy|moldy|stale|stolen)",
    "(weeks|hours|days|months) ... (now|later|ago|without|waiting)",
    "for (the)? (third|fourth|fifth|second|3rd|4th|5th|2nd|last|past|over|nearly|#)",
]
_AWKWARD = [
    "(fuck*|shit*|crap*|damn*|wtf|idiot*|moron*|stupid|joke|pathetic|useless|scum)",
    "(clowns|thieves|robbers|liars|incompetent|disgrace*|disgusting|garbage|trash)",
    "(lol|lmao|haha|omg|thanks|thank|please|pls|cheers|love|great|congrat*|bravo)",
    "(if|why|what|who|how|when|where|which|whether|whose)",
    "(this|that|it|they|them|he|she|him|her|his|their|these|those|here|there)",
    "(think|guess|hope|wish|feel|know|suppose|bet|believe|want|need|would|should)",
    "(never again|switch* to|competitor*|lawyer*|solicitor*|sue|court|scam*|fraud*)",
    "(die|died|dead|dying|death|suicid*|kill*|blood|hospital|ambulance)",
    "(today|tomorrow|tonight|yesterday|now)",
    "(remember|imagine|personally|either|anymore|because|wanna|gonna)",
    "(i|we|you) (don't|dont|do not|won't|wont|have nothing)",
    "my (problem|failed|question|point|issue)",
]
_SPLIT = regex.compile(
    r"\s*(?:[,;:—–]|\s-\s|\.\.\.|\.{2,}|…|\b(?:and|but|so|because|then|while)\b)\s*",
    regex.I,
)
_READ = 4000  # characters; what happened stands near the beginning
ADDRESS = regex.compile(r"(?<!\S)(?:@[\w.]++|#\w++|https?://\S++)[:,]?+")
_WORDS = regex.compile(r"[\p{L}\p{N}'’£$€%-]++")
_CLEAN = regex.compile(r"^[\p{L}\p{N}\s'’£$€%,./-]++$")


class MatterRule:
    """The rule that turns a customer's sentence, ready to be used on messages."""

    def __init__(self) -> None:
        self._cues = PhraseIndex(
            {
                "starts": [Phrase.parse(f"^ {s}") for s in _SUBJECTS],
                "verb": [Phrase.parse(_VERB)],
                "trouble": [Phrase.parse(trouble) for trouble in _TROUBLE],
                "awkward": [Phrase.parse(awkward) for awkward in _AWKWARD],
            }
        )

    def clause(self, message: Message) -> str:
        """Return what happened as a clause, or nothing when unsure."""
        found = [self._matter_of(sentence) for sentence in _statements(message.text)]
        best = max(found, key=len, default="")
        return "" if best and find_private(best) else best

    def _matter_of(self, sentence: str) -> str:
        """Return the whole sentence turned if each half can stand, else one half."""
        halves = [half for half in _SPLIT.split(sentence) if half]
        turned = [self._turned(half) for half in halves]
        whole = self._turned(sentence) if all(turned) else ""
        best = whole or max(turned, key=len, default="")
        return best if len(best.split()) >= _SHORTEST_WORDS else ""

    def _turned(self, candidate: str) -> str:
        words = [match[0] for match in _WORDS.finditer(candidate)]
        if not 1 < len(words) <= _MOST_WORDS:
            return ""
        if not _CLEAN.match(candidate) or _shouts(words):
            return ""
        shown = {match.owner for match in self._cues.find(candidate)}
        if "awkward" in shown or not {"starts", "verb", "trouble"} <= shown:
            return ""
        turned = turn(candidate)
        return turned if len(turned) <= _LONGEST else ""


def _statements(text: str) -> Iterator[str]:
    """Yield the sentences of a text that are no questions."""
    read = ADDRESS.sub(" ", text[:_READ])
    for span in sentence_spans(read):
        sentence = read[span.start : span.end].strip()
        if not sentence.endswith("?"):
            yield sentence.rstrip(".!…")


def _shouts(words: list[str]) -> bool:
    return sum(len(word) > 2 and word.isupper() for word in words) > 0
