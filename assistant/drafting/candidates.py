"""Find the clauses of a message that could stand for what happened, turned to us.

Extractive: a candidate is a sentence or a part of one, in the order of its words, and
only when it can stand in a frame such as "I'm sorry that …".
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from assistant.drafting.perspective import turn
from assistant.drafting.sifting import is_hanging, is_shaped, is_unkind, trouble_in
from assistant.drafting.supplying import goes_on_of_others, supply
from assistant.privacy import find_private
from assistant.text import sentence_spans

_LONGEST = 90  # characters, the bound that every frame is written for
_FEWEST_WORDS = 4
_MOST_WORDS = 17
_MOST = 24  # candidates of a message
_READ = 2000  # characters; what happened stands near the beginning
_ADDRESS = regex.compile(r"(?<!\S)(?:#\w++|https?://\S++)[:,]?+|(?<!\S)@[\w.]++[:,]?+")
_BRAND_DID = regex.compile(
    r"(?<!\S)@[\w.]++ (?=(?:have|has|just|charged|lost|cancelled|canceled|sent|keep) )"
)
_JOINT = regex.compile(
    r"\s*(?:(?<!\d)[,:]|[,:](?!\s?\d)|[;—–()]|\s-+\s|\.{2,}|…|\n|"
    r"\b(?:and|but|so|because|then|while|yet|although|when|after|which|as)\b)\s*",
    regex.I,
)
_FILLERS = (
    "well|ok|okay|so|and|but|also|just|hi there|hi|hello|hey|oh|wow|ugh|sorry|yes|no,|"
    "literally|honestly|seriously|basically|apparently|unfortunately|sadly|again|update|"
    "now|currently|anyway|like|yet|then|good (?:morning|evening|afternoon)|once again|"
    "sir|madam|ma'?am|mam|bro|bhai|dude|mate|hun|clearly|obviously|guys|folks|actually|"
    "dear \\w+|today|yesterday|fyi|tbh|btw|"
    "last (?:night|week|month|year)|this (?:morning|week|month|afternoon|evening)"
)
_BEFORE = regex.compile(rf"^(?:(?:{_FILLERS})\b[\s,!.:-]*+)+", regex.I)
_AFTER = regex.compile(
    r"(?:[\s,]+(?:lol|smh|ffs|mate|please|pls|thanks|thank you|guys|wtf|though|tho|tbh|"
    r"btw|omg|lmao|too|also|haha|at all|folks|either|anymore|now|today|sir|madam|"
    r"ma'?am|apparently|again and again|yet again|here|so|still|like)|[\s.,!?;:-])+$",
    regex.I,
)
_CLEAN = regex.compile(r"^[\p{L}\p{N}\s'’£$€%,.:/-]++$")
_LOUD = (
    "not still never twice again no my nothing all whole also another and first same "
    "wrong only every any one out your the been today in on at was is am are before "
    "after"
)
_WHOLE_VERB = regex.compile(
    r"\b(?:log|logged|logging|sign|signed|get|got|check|checked|let you|move|moved) "
    r"(?:in|on|off|out)$",
    regex.I,
)
_NO_TIME = regex.compile(r":(?!\d)|(?<!\d):")
_THE = regex.compile(r"\b(since|after|before) (?=(?:update|upgrade|launch|delivery)\b)")
_IN_MAY = regex.compile(r"\b(in|since|by|until|last|next|of|\d|st|nd|rd|th) may\b")
_GLUED = regex.compile(r"\b(\d+)(hrs?|wks?|mins?|yrs?|days?|weeks?)\b", regex.I)
_LONG_NUMBER = regex.compile(r"\d{5,}|\d\s*[.:/-]\s*\d+\s*[./-]|\d{2,}-\d{2,}")
# What takes the matter away from what happened: wishes, opinions, what may be, and
# words whose meaning stands elsewhere.
_AWKWARD = regex.compile(
    r"\b(?:i|we) (?:just |really |do |only )*(?:don't|think|guess|hope|wish|feel|know|"
    r"suppose|bet|believe|want|need|wonder|love|like|hate|mean|understand|say|said|"
    r"see|assume|expect|will|would|won't|might|may|could|can|should|must|swear|"
    r"remember|appreciate|recommend|do not|used to|thought|decided)\b"
    r"|\b(?:this(?! (?:week|month|year|morning|afternoon|evening|time))|"
    r"these|those|it's|here|he'll|w|they're|he's|she's|that's|there's)\b"
    r"|^(?:that|it|they|them|he|she|his|her|their)\b"
    r"|\b(?:name|problem|point|concern|question) is\b|\bcowboys?|\bto no avail\b"
    r"|\b(?:if|why|what|who|how|where|whether|whose|please|thanks|thank|lol|lmao|"
    r"haha|omg|wtf|would|should|could|might|maybe|perhaps|never again|wanna|gonna|"
    r"switch\w*|competitors?|lawyers?|solicitors?|sue|suing|court|scam\w*|fraud\w*|die|"
    r"died|dying|suicid\w*|kill\w*|blood\w*|hospital|imagine|personally|anyone|"
    r"anything|everything|such|absolute\w*|total\w*|ridiculous\w*|"
    r"pathetic\w*|appalling|shocking|frustrat\w*|annoy\w*|angry|furious|fuming|"
    r"unacceptable|terrible|awful|horrible|horrendous|worst|atrocious|poor|shame|"
    r"sucks?|irritat\w*|disgust\w*|disappoint\w*|for one|"
    r"sick of|tired of|fed up|done with|service|experience|company|nightmare|"
    r"question|thing|stuff|yourself|yourselves|"
    r"bloody|bullshit|bs|fkn|effing|dead|wow|clue|idea|matter|fault|surprise)\b",
    regex.I,
)
# "It" and "them" may stand only where the same words have said what is meant.
_IT = regex.compile(r"\b(?:it|they|them|there|he|she|him|his|her|their)\b", regex.I)
_NAMED = regex.compile(
    r"^(?:[^,]*\b)?(?:my|your|our|the|a|an)\b \p{L}+\b.* (?:(?:and|but|because|when|"
    r"until|before|after|so|as)\b.*\b(?:it|they|them|he|she|him)|(?:his|her|their))\b"
    r"|^there (?:is|are|was|were) ",
    regex.I,
)
_WHO = regex.compile(
    r"^(?:you|we|your|our|the|nobody|no one|someone|you've|we've|you're|we're|you'd|"
    r"there (?:is|are|was|were)|half|two|three|four|both|every|an?)\b",
    regex.I,
)
# A word that ends in s tells what happened only where something follows: "your app
# keeps crashing", and not "your new files".
_TELLS = regex.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|will|would|came|got|"
    r"\w+n't|(?:you|we|he|she|it|they|there|nobody)'(?:s|re|ve|d|ll)|\w{3,}ed|never|"
    r"went|took|left|lost|broke|sent|told|paid|kept|made|gave|said|hung|threw|sat|"
    r"stood|let|put|cut|shut|hurt|fell|felt|ran|rang|rose|ate|wrote|"
    r"cannot|keep|fail|\w{3,}s(?= \w))\b",
    regex.I,
)
# Trouble that is told without a word for it.
_ALSO = regex.compile(
    r"\b(?:left|gone|fell|hit|closed|only|instead|nobody|swore|laughed|fined|bitten|"
    r"sick|ill|wrong|hidden|short|smell\w*|stink\w*|mice|mould|rat|blood|allergic|"
    r"extra|taken|taking|took|removed|deleted|wiped|dropped|banned|evict\w*|kept|"
    r"snapped|jammed|rolled|melted|unable|unsafe|invalid|hacked|compromised|"
    r"logs? you out|signed (?:you|for)|put off|moved|changed|out of|off|down)\b",
    regex.I,
)
_FINITE = regex.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|will|cannot|came|got|"
    r"went|took|left|lost|broke|sent|told|paid|kept|made|gave|said|hung|threw|sat|"
    r"stood|let|put|cut|shut|hurt|fell|felt|rang|rose|wrote|tore|ripped|never|keep|"
    r"\p{L}+n't|\p{L}+'(?:s|re|ve|d|ll)|\p{L}{3,}ed|keeps|says|shows|crashes|freezes|"
    r"drove|bought|ran|ate|stole|flew|blew|bit|hit|spent|read|fed|sold|stays|comes|goes|"
    r"takes|makes|smells|works)\b"
    r"|\p{L}{3,}s (?:to|the|your|our|on|every|when|and|us|you|a|in|at|as|off|out|down|"
    r"nothing|constantly|all)\b",
    regex.I,
)
# Persons that cannot stand so after turning: two of them, or one without its verb.
_BROKEN = regex.compile(
    r"\b(?:you|we) (?:was|is|has|am|being|guys|need|should|must|ought|please|yours)\b"
    r"|(?:\bwe|^you) (?:\w+ing|not|no|to|for|at|in|on|from|and|or|a|an|the|your|our|"
    r"you|we|us|(?:can|could)(?!'))\b|\byou(?:'ve|'d) (?:a|an|the|no|two|three|\d+)\b"
    r"|\bbelieve\b|\bwe (?:don't|do not|have to|can't) (?:receive|get|need|see|have)\b"
    r"|^(?:you|we)(?:'ve| have|'d| had|'re| are| only| just| also| still| never)* "
    r"(?:realis\w+|realiz\w+|noticed?|know|knew|forgot\w*|wonder\w*|been with|"
    r"changed|done nothing|going|doing|used|complain\w*|coming|have (?:a|an|no)|tried|"
    r"a|an|the|not usually|so|very|with|in|\d+)\b"
    r"|^(?:you|we) (?:never|don't|didn't|did not|do not) "
    r"(?:know|have|realise|see|care)\b"
    r"|^you(?:'ve|'d| have| had)? (?:cancel\w+|accident\w+|logged|got in|came home|"
    r"collected|agreed|sold|applied)\b|\bwe (?:more|enough|all|any)\b"
    # Numbers that do not agree.
    r"|^(?:your|our|the) (?:(?!(?:on|of|in|and|with|for|at|to|from)\b)\w+ ){0,3}"
    r"(?!(?:staff|team|crew|police|people|children|kids|men|women|data)\b)\w*[^s\W] "
    r"(?:are|were|have|don't|aren't|weren't|haven't)\b"
    r"|^(?:your|our|the) (?:(?!(?:on|of|in|and|with|for|at|to|from)\b)\w+ ){0,3}"
    r"\w{3,}[^su\W]s (?:is|was|has|isn't|wasn't|hasn't|doesn't)\b"
    r"|\b(?:have|'ve) (?:rang|went|came back on|broke|gave|took)\b"
    # Two clauses that nothing joins.
    r"|(?<!\b(?:and|but|that|when|as|because|so|than|while|until|after|before|since|"
    r"what|nor|or|where|how|told you|said|says|to|for|from|with|by|of|for us|gave)) "
    r"(?:you|we) (?:have|had|are|were|can't|lost|did|do|rang|paid|got|asked)\b"
    r"|(?<!\b(?:and|but|that|when|as|because|so)) "
    r"(?:nobody|someone(?! else)|no one) \w+"
    r"|(?:^|\s)'|"
    r"\b(?:you|we) (?:you|we)\b"
    r"|\b(?:i|my|me|mine|myself|ur|u|im|ive)\b"
    r"|^the \p{L}++ your\b"
    r"|\bso (?:\w+ed|took|had|went|lost|got|rang|paid)\b"
    r"|\bthe (?:you|we|your|our|the|a)\b"
    r"|\b(?:your|our) (?:is|was|has|are|you|we|the|a)\b"
    r"|\b(?:and|but|or|that) (?:us|me)\b|\bus (?:are|were|have|had|did|do|can|will)\b"
    r"|\bwe (?:help|fix|sort|do|have any|deliver|offer|are (?:going|able))\b"
    r"|^(?:you|we|the|your|our)(?:\s\w+)?$|\s\b(?:be|been|being) (?:be|been)\b",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause turned to our side, and where in its message it stood, from 0 to 1."""

    text: str
    place: float
    whole: bool
    ordinal: int


def candidates_of(text: str) -> list[Candidate]:
    """Return what could stand for what happened, each once, as it was told."""
    found: dict[str, Candidate] = {}
    text = text[:_READ]
    for part, before, place, whole in _parts(text):
        said = _sound(part, before)
        if said and said not in found:
            found[said] = Candidate(said, place, whole, len(found))
        if len(found) == _MOST:
            break
    return [one for one in found.values() if not find_private(one.text)]


def tells_trouble(said: str) -> bool:
    """Say whether a word of a clause tells of trouble, and not only the whole of it."""
    return bool(trouble_in(said) or _ALSO.search(said))


def looks_of(said: str) -> tuple[bool, ...]:
    """Return what the look of a clause tells of whether it is one.

    A verb that says when, a subject that it may begin with, the shape of a clause,
    words that tell what happened; then what cannot stand so, and what hangs.
    """
    return (
        bool(_FINITE.search(said)),
        bool(_WHO.match(said)),
        is_shaped(said, "clause"),
        bool(_TELLS.search(said)),
        bool(_BROKEN.search(said)),
        _hangs(said),
    )


def _parts(text: str) -> Iterator[tuple[str, str, float, bool]]:
    """Yield sentences and parts of them, with what went before and their place."""
    read = _ADDRESS.sub(" ; ", _BRAND_DID.sub("you ", text))
    for span in sentence_spans(read):
        sentence = read[span.start : span.end].strip(" ;")
        if sentence.endswith("?"):
            continue
        place = span.start / max(1, len(read))
        yield sentence, read[: span.start], place, True
        starts = [0, *(match.end() for match in _JOINT.finditer(sentence))]
        ends = [*(match.start() for match in _JOINT.finditer(sentence)), len(sentence)]
        for first, start in enumerate(starts):
            for end in ends[first : first + 3]:
                if (start, end) != (0, len(sentence)):
                    before = f"{read[: span.start]} {sentence[:start]}"
                    yield sentence[start:end], before, place, False


def _sound(part: str, before: str) -> str:
    """Return a part turned, or nothing where it cannot surely stand in a frame."""
    part = _AFTER.sub("", _BEFORE.sub("", part.strip()))
    if not 1 < len(part.split()) <= _MOST_WORDS or not _CLEAN.match(part):
        return ""
    part = _IN_MAY.sub(r"\1 May", _GLUED.sub(r"\1 \2", _quiet(part)))
    part = _THE.sub(r"\1 the ", supply(part, before) or part)
    if _IT.search(part) and not _NAMED.search(part):
        return ""
    if _LONG_NUMBER.search(part) or _AWKWARD.search(part) or is_unkind(part):
        return ""
    said = turn(part) if part else ""
    if len(said.split()) > len(part.split()) and goes_on_of_others(before):
        return ""
    if not _FEWEST_WORDS <= len(said.split()) <= _MOST_WORDS or len(said) > _LONGEST:
        return ""
    if not _TELLS.search(said):
        return ""
    if not _WHO.match(said) or _BROKEN.search(said) or _hangs(said):
        return ""
    if not _FINITE.search(said) or _NO_TIME.search(said):
        return ""
    return said if is_shaped(said, "clause") else ""


def _hangs(said: str) -> bool:
    """Say whether more must follow; "you can't log in" is whole."""
    return is_hanging(said) and not _WHOLE_VERB.search(said)


def _quiet(part: str) -> str:
    """Return shouted words small; nothing where a name may be among them."""
    letters = [word for word in part.split() if len(word) > 1 and word.isupper()]
    if not letters:
        return part
    if len(letters) * 2 > len(part.split()):
        return part.lower()
    loud = set(_LOUD.split())
    return " ".join(
        word.lower() if word.isupper() and word.lower() in loud else word
        for word in part.split()
    )
