"""Turn a customer's clause to the side of those who answer: I to you, you to we.

Only what can be turned surely comes out: persons and verbs agree, a subject that was
left out is put back where the verb tells whose it was, and the tense stays.
"""

import regex

TURNS = {
    "i": "you",
    "i'm": "you're",
    "im": "you're",
    "i've": "you've",
    "ive": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "we": "you",
    "we're": "you're",
    "we've": "you've",
    "we'd": "you'd",
    "we'll": "you'll",
    "us": "you",
    "our": "your",
    "ours": "yours",
    "ourselves": "yourselves",
    "your": "our",
    "ur": "our",
    "yours": "ours",
    "you're": "we're",
    "youre": "we're",
    "you've": "we've",
    "youve": "we've",
    "you'd": "we'd",
    "you'll": "we'll",
    "yourself": "ourselves",
    "yourselves": "ourselves",
    "here": "there",
}
TIDY = {
    **{
        f"{stem}nt": f"{stem}n't"
        for stem in "did does is was has have could would should are were had".split()
    },
    "dont": "don't",
    "cant": "can't",
    "wont": "won't",
    "recieved": "received",
    "wks": "weeks",
    "hrs": "hours",
    "yrs": "years",
    "mins": "minutes",
    "hr": "hour",
    "yr": "year",
    "w/o": "without",
    "elses": "else's",
    "everyones": "everyone's",
    "someones": "someone's",
    "somebodys": "somebody's",
    "babys": "baby's",
    "thru": "through",
    "moms": "mom's",
    "mums": "mum's",
    "bday": "birthday",
    "abt": "about",
    "deliverd": "delivered",
    "acct": "account",
}
AGREES = {
    "was": "were",
    "wasn't": "weren't",
    "am": "are",
    "is": "are",
    "has": "have",
    "hasn't": "haven't",
    "isn't": "aren't",
    "doesn't": "don't",
    "does": "do",
}
_OF_THEM = frozenset(("i", "i've", "i'd", "i'm", "ive", "im"))
_AND = frozenset(("and", "but", "then"))
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april "
    "june july august september october november december christmas easter".split()
)
MANY_OF_YOU = regex.compile(
    r"\b(?:you|u) (?:guys|people|lot|all|folks)\b|\by'?all\b|\byous\b", regex.I
)
_OBJECT = regex.compile(
    r"(?:to|for|from|with|by|at|of|on|about|than|like|without|after|against|"
    r"tell|told|ask(?:ed|ing)?|give|gave|given|call(?:ed|ing)?|contact(?:ed|ing)?|"
    r"e-?mail(?:ed|ing)?|messag(?:e|ed|ing)|paid|pay(?:ing)?|send|sent|sending|"
    r"phon(?:e|ed|ing)|rang|ring(?:ing)?|chas(?:e|ed|ing)|show(?:ed)?|let|help(?:ed)?|"
    r"trust(?:ed)?|reach(?:ed)?|owe[ds]?|wrote|dm'?d|tweet(?:ed)?)"
)
# What a subject goes on with, also behind a verb or a noun: "the text you sent".
_OF_A_SUBJECT = regex.compile(
    r"(?:just|still|never|also|only|always|keep|kept|said|say|sent|told|have|had|are|"
    r"were|do|did|will|would|can|could|charged|gave|took|left|promised|sold|booked|"
    r"\p{L}+n't)"
)
_WAITING = r"(?:waiting|trying|calling|ringing|chasing|paying|emailing)"
_DONE = (
    "waited|ordered|paid|booked|bought|rang|phoned|emailed|tried|spent|asked|arrived|"
    "signed up|queued|drove|travelled|sat|stood|chased|got|received"
)
_TO_ME = (
    "charged|sent|gave|told|billed|overcharged|ignored|blocked|banned|left|kept|"
    "refused|promised|sold|cut|hung up on|locked|delivered|double charged"
)
_MINE = (
    "parcel|package|order|delivery|refund|flight|card|account|internet|wifi|broadband|"
    "bill|bag|luggage|suitcase|phone|booking|router|money|payment|appointment|room|"
    "boiler|meals?|food|laptop|subscription|connection|electricity|power|prescription"
)
_OURS = (
    "app|website|site|driver|engineer|courier|staff|agent|customer service|"
    "customer support|support|service|system|portal|website"
)
_THINGS = (
    "tracking|bus|train|plane|queue|machine|lift|heating|screen|ticket|door|gate|"
    "battery|charger|handle|box|seal|toilets?|fridge|oven|sofa|wheel|zip|line|link|"
    "page|code|hotel|shop|branch|store|rider|nurse|doctor|manager|guard|pilot|crew|"
    "waiter|receptionist|tram|ferry|coach|car|water|gas|meter|bed|shower|pool|tap"
)
_VERB = (
    r"(?:still |just |also )?(?:is|was|are|were|has|have|had|isn't|wasn't|hasn't|"
    r"haven't|didn't|doesn't|won't|can't|keeps|never|came|arrived|broke|stopped|went|"
    r"got|left|threw|told|hung|dumped|crashes|crashed|says|said|refused|lost|"
    r"cancelled|canceled|delayed|failed|fails|shows|snapped|cracked|turned up|froze|"
    r"leaks|smells|tried|drove|shut|fell|won't|takes|took|let|made|put)"
)
# What was left out at the beginning, by what stands there.
_SUBJECTS = [
    (rf"still {_WAITING}\b", "you are "),
    (rf"{_WAITING}\b(?=.*\b(?:for|since|\d+|hours?|days?|weeks?)\b)", "you have been "),
    (r"been (?=\w+ing\b|on hold|without|told|charged|left)", "you have "),
    (rf"(?:{_TO_ME}) (?:me|us)\b", "we "),
    (rf"(?:have|just) (?:{_TO_ME}) (?:me|us)\b", "we "),
    (r"(?:charged|billed|overcharged) (?:twice|double|for|£|\$|again)", "you were "),
    (
        r"(?:told|promised) (?=to\b|that\b|i\b|i'm\b|we\b|we're\b|there\b|it's\b)",
        "you were ",
    ),
    (rf"(?:{_DONE})\b", "you "),
    (r"(?:can't|cannot|couldn't|can not)\b", "you "),
    (
        r"(?:still )?(?:haven't|never) (?:received|had|heard|got|been|seen|arrived)\b",
        "you ",
    ),
    (r"no \w+(?: \w+)?(?= (?:for|since|in) )", "you have had "),
    (r"still no \w+", "there is "),
    (rf"(?:(?:final|new|whole|last) )?(?:{_MINE}) {_VERB}\b", "your "),
    (rf"(?:{_THINGS}) (?:{_VERB}|\p{{L}}+ed)\b", "the "),
    (rf"(?:(?:new|whole|online) )?(?:{_OURS}) (?:{_VERB}|\p{{L}}+ed)\b", "our "),
]
_MISSING = [(regex.compile(f"^{seen}", regex.I), said) for seen, said in _SUBJECTS]
_WAS = regex.compile(
    r"^(?:i )?(?:was|were|got) ((?:charged|billed|overcharged) (?:twice|double|for|£|"
    r"\$|again))",
    regex.I,
)
_WORD = regex.compile(r"\p{L}+(?:'\p{L}+)*|w/o|[\d.,:]*\d|\S|\s+")


def turn(clause: str) -> str:
    """Return a clause with its persons turned, or what comes nearest to it."""
    clause = _WAS.sub(r"\1", clause)
    clause = MANY_OF_YOU.sub("you", " ".join(clause.replace("’", "'").split()))
    pieces = [
        TIDY.get(one.lower(), one) for one in _WORD.findall(clause.strip(" .,!-"))
    ]
    subject = _missing("".join(pieces))
    turned = _turned(pieces, lead=not subject)
    if subject == "you " and turned.startswith("still haven't"):
        return "you " + turned
    if subject == "there is " and turned.startswith("still"):
        return "there is " + turned
    return subject + turned


def _missing(clause: str) -> str:
    return next((said for seen, said in _MISSING if seen.match(clause)), "")


def _turned(pieces: list[str], *, lead: bool) -> str:
    said: list[str] = []
    words = [piece.lower() for piece in pieces if not piece.isspace()]
    of_them = bool(words) and words[0] in _OF_THEM
    place = 0
    for piece in pieces:
        if piece.isspace():
            said.append(" ")
            continue
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        earlier = words[place - 2] if place > 1 else ""
        if of_them and before in _AND and piece.lower() in AGREES:
            before = "i"  # "I rang three times and was told"
        said.append(_said(piece, before, earlier, after))
        place += 1
    return "".join(said)


def _said(piece: str, before: str, earlier: str, after: str) -> str:
    word = piece.lower()
    if word in AGREES and (
        before in ("i", "u")
        or (before in ("you", "we") and not _OBJECT.fullmatch(earlier))
    ):
        return AGREES[word]
    if word in ("you", "u"):
        ends = not after or not after[0].isalpha()
        held = _OBJECT.fullmatch(before) and not _OF_A_SUBJECT.fullmatch(after)
        return "us" if ends or held else "we"
    if word in TURNS and piece != "US":
        return TURNS[word]
    if word in DAYS:
        return word.capitalize()
    if not before and (len(piece) == 1 or not piece.isupper()):
        return word
    return piece
