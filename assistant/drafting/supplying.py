"""Put back what people leave out when they type in a hurry, in their own voice.

"been waiting 3 weeks" is "I've been waiting 3 weeks", "app down again" is "your app is
down again", and "it broke after two days" is "the kettle broke after two days" where
the kettle was named just before. What cannot be put back surely stays as it is.
"""

import regex

from assistant.drafting.things import PEOPLE, is_noun, is_plural, owner_of

_UNIT = r"(?:min(?:ute)?|hour|hr|day|week|wk|month|year|yr)s?"
_NUMBER = (
    r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several)"
)
_DOING = (
    "waiting|trying|calling|ringing|chasing|paying|asking|emailing|on hold|without|"
    "stuck|stranded|messaging|sitting|standing|queuing|queueing|told|charged|left|"
    "overcharged|billed|locked out|ignored|passed|a customer|here|there"
)
_PAST = (
    "waited|ordered|paid|booked|bought|rang|phoned|emailed|tried|spent|asked|arrived|"
    "queued|drove|travelled|sat|stood|chased|got|received|reported|complained|called|"
    "messaged|cancelled|returned|sent back|requested|applied|subscribed|upgraded|"
    "switched|landed|flew|renewed|turned up|checked in|logged in|signed up|walked|"
    "handed|filled in|moved in|swapped|took back|went back|came home|"
    "(?:lost|missed|found|opened|moved) (?:my|our|the|an?)"
)
_TO_MINE = (
    "charged|took|billed|ignored|blocked|banned|refused|locked|wiped|deleted|removed|"
    "rejected|declined|denied|ruined|damaged|threw|dumped|smashed|crushed|overcharged"
)
_TO_ME = (
    "charged|sent|gave|told|billed|overcharged|ignored|blocked|banned|left|kept|fined|"
    "refused|promised|sold|cut|hung up on|locked|delivered|double charged|rejected"
)
_DID = rf"(?:(?:{_TO_ME}) (?:me|us)|(?:{_TO_MINE}) (?:my|our))\b"
_PASSIVE = (
    "overcharged|charged|billed|ignored|refused|denied|turned away|"
    "cut off|hung up on|given|kicked|locked out|stranded|blocked|banned|quoted|"
    "fined|treated"
)
_STATES = (
    "down|gone|missing|stuck|late|overdue|broken|empty|cold|frozen|dead|wrong|"
    "dirty|mouldy|soaked|wet|locked|lost|stolen|offline|closed|faulty|"
    "unavailable|unusable|blank|torn|smashed|cracked|damaged|expired|nowhere"
)
_DONE_TO = (
    "cancelled|canceled|delayed|charged|refused|rejected|declined|blocked|suspended|"
    "taken|dumped|thrown|marked|signed for|removed|wiped|deleted|switched off|cut off|"
    "opened|delivered|crushed|ripped|sent|debited|deducted|doubled|postponed|"
    "rescheduled|dispatched|shipped|billed|sold|ignored|closed|lost|damaged|smashed"
)
_SAYS = (
    "is|was|are|were|has|have|had|isn't|wasn't|hasn't|haven't|didn't|doesn't|don't|"
    "won't|can't|keeps|keep|kept|never|came|arrived|broke|stopped|went|got|told|hung|"
    "threw|dumped|crashes|crashed|says|said|refused|lost|failed|fails|shows|showed|"
    "snapped|cracked|turned|froze|freezes|leaks|leaked|smells|smelled|tried|drove|"
    "shut|fell|takes|took|let|made|put|died|works|worked|vanished|disappeared|"
    "exploded|melted|shrank|ripped|tore|charged|sent|left|ignored|closed|logs|logged|"
    "asked|grabbed|walked|laughed|shouted|swore|parked|burst|flooded|jumped|rose|"
    "increased|dropped|bounced|timed|cancelled|canceled|rejected|removed|"
    "hasnt|doesnt|didnt|wont|"
    "cant|isnt|wasnt|changed|moved|started|gave|rated|marked|reset|kicked"
)
# What may stand behind a verb that has all it needs.
_FOLLOWED = (
    r"(?=\s*$| (?:again|on|in|at|by|for|without|from|since|with|twice|because|as|when|"
    r"before|after|until|due|\d|early|late|overnight|all|and|three|so|yesterday|over|"
    r"outside|behind|this|last)\b)"
)
_NOUN = r"[\p{L}&][\p{L}&'-]*+"
# A verb that what follows tells: "list disappears when", "machine ate my card".
_ACTS = (
    r"\p{L}{3,}(?:ed|s)(?= (?:my|me|us|our|the|a|an|when|to|on|in|for|at|every|as|and|"
    r"off|out|up|down|after|before|since|into|from|by|with|without|again|back|\d)\b)"
    r"|(?:ate|stole|spat|bit|hit|ran|flew|blew|broke|grew|sank|tore|wore|shook|struck|"
    r"stuck|swung|spilt|spelt|burnt|lied|rang|sat|stood|stays|makes|comes|goes)\b"
)
_WHERE = (
    rf" (?:on|in|at|of|for|from|to) (?:(?:my|the|your|our) )?{_NOUN}(?: \d{{1,3}})?"
)
_BARE = regex.compile(
    rf"^(?P<noun>{_NOUN}(?: {_NOUN}){{0,2}}?(?: \d{{1,3}})?)(?:{_WHERE})? "
    rf"(?:(?:still|just|also|only) )?(?:(?:{_SAYS})\b|{_ACTS})",
    regex.I,
)
_WITHOUT_VERB = regex.compile(
    rf"^(?P<noun>(?:my |your |our |the )?{_NOUN}(?: {_NOUN}){{0,2}}?) "
    r"(?:still |now |just |already |again |all |completely )?"
    rf"(?:(?P<state>(?:{_STATES})\b{_FOLLOWED}|"
    r"(?<=still )(?:in|at|on|out|with|under)\b|"
    r"out of \w+|not (?!a\b|the\b|that\b|only\b)\w+)|"
    rf"(?P<done>(?:{_DONE_TO})\b{_FOLLOWED}))"
    r"(?!.*\b(?:is|are|was|were|has|have|had|does|did|do|can|will|keeps|says)\b)"
    r"(?!.*n['’]?t\b)",
    regex.I,
)
_SIMPLE = [
    (rf"(still )?been (?={_DOING})", r"i've \1been "),
    (
        r"(still )(?=waiting|trying|chasing|paying|stuck|without|on hold)",
        r"i'm still ",
    ),
    (
        rf"(?=(?:waiting|trying|chasing|paying)\b.*\b(?:for|since|{_UNIT})\b)",
        "i've been ",
    ),
    (rf"(?:just |have |then )?(?={_DID})", "you "),
    (
        r"(?:just |i |then )?(?:got |was |were |been |being )?"
        rf"(?P<v>{_PASSIVE}) "
        r"(?!me\b|us\b|my\b|our\b|it\b|them\b|him\b|her\b|you\b|u\b|the\b|your\b)",
        r"i was \g<v> ",
    ),
    (
        r"(?:just |i )?(?:got |was |were |been |being )?(?P<v>told|promised) "
        r"(?=to\b|that\b|i\b|i'm\b|we\b|we're\b|there\b|its\b|it's\b|an?\b|by\b)",
        r"i was \g<v> ",
    ),
    (rf"(?P<v>\d{{1,2}}[.:]?\d\d) (?=(?:{_DONE_TO})\b)", r"the \g<v> was "),
    (rf"(?=(?:{_PAST})\b)", "i "),
    (r"(?=(?:can't|cannot|couldn't|can not|cant)\b)", "i "),
    (
        r"(?:still )?(?=(?:haven't|havent|never) "
        r"(?:received|had|heard|got|been|seen)\b)",
        "i ",
    ),
    (r"(?:and |but )?still no (?=\p{L})", "there is still no "),
    (
        r"(?:and |but )?no (?!one\b|idea\b|thanks\b|problem\b|more\b|longer\b|"
        r"way\b|wonder\b|matter\b|need\b|doubt\b|joke\b|point\b|clue\b|excuse\b|"
        rf"offence\b)(?!{_NOUN}(?: {_NOUN})?? (?:{_SAYS})\b)(?=\p{{L}})",
        "i've had no ",
    ),
    (
        rf"(?:a |an |nearly |over |another )?(?={_NUMBER}[ -]?{_UNIT} "
        r"(?:wait|delay|queue|hold)\b)",
        "there was a ",
    ),
]
_LEFT_OUT = [(regex.compile(f"^{seen}", regex.I), said) for seen, said in _SIMPLE]
_THIS = regex.compile(rf"^(?:this|these) (?={_NOUN} )", regex.I)
_IT = regex.compile(
    r"^(?P<who>it|they)(?= )(?! (?:is|was|are|were|isn't|wasn't|had|said|say|says|told|"
    r"want|isnt|wasnt|still|rang|took)\b)",
    regex.I,
)
_THEY = regex.compile(
    rf"^they (?=(?:have |just |even |then |also |still )?(?:{_DID}|(?:cancelled|"
    r"canceled|lost|closed|moved|changed|spelled|spelt|forgot|gave|sent|delivered|sold|"
    r"scrapped|stopped|removed|deleted|doubled|left|put|threw|cut|switched|never|"
    r"haven't|won't|didn't|don't|keep)\b))",
    regex.I,
)
# Others who may be meant by "they".
_SEVERAL = regex.compile(
    r"\b(?:my|our|the|two|three|four|some|these|those|other|both) (?:\w+ )?"
    r"(?:kids|children|boys|girls|sons|daughters|parents|neighbours|neighbors|guests|"
    r"people|men|women|tenants|lads|ladies|police|family|scammers|thieves|\w+ers|\w+ors)\b",
    regex.I,
)
_LASTS = regex.compile(rf"\b(?:for {_NUMBER} {_UNIT}|since)\b", regex.I)
_WITHIN = regex.compile(r"(?<!\b(?:and|but|then|so))\s*(?<=[\p{L}\p{N}]\s*)$", regex.I)
# What goes on with "and" after these is still said of them.
_OF_OTHERS = regex.compile(
    r"\b(?:she|he|they|she's|he's|they're|mum|mom|mother|dad|father|son|daughter|wife|"
    r"husband|baby)\b[^.!?;,\n]*\b(?:and|but)\s*$",
    regex.I,
)
_GOT = regex.compile(
    r"\b(?:bought|ordered|got|booked|purchased|received|sent|have|had|returned) "
    rf"(?:me |us )?(?:an?|my|the|this|some|new|your)(?P<noun> {_NOUN}(?: {_NOUN})??)"
    r"(?=\s*(?:$|[,.;!]|from|off|for|on|with|in|at|last|and|but|that|to|by|which|a|"
    r"\d|yesterday|today|online|here|through|via)(?:\s|$|\b))",
    regex.I,
)
_OWNED = regex.compile(
    rf"\b(?:my|your|our|the)(?P<noun> {_NOUN}(?: {_NOUN})?) (?:{_SAYS})\b", regex.I
)


def supply(part: str, before: str) -> str:
    """Return a part with its subject and verb, or nothing where none is missing.

    `before` is what the message says ahead of it, where "it" may have been named.
    """
    if _THEY.match(part) and not _SEVERAL.search(before):  # of a firm, to the firm
        return str(_THEY.sub("you ", part, 1))
    pronoun = _IT.match(part)
    if pronoun:
        return _named(part, pronoun, before)
    part = _THIS.sub("", part) if _THIS.match(part) else part
    begins = not _WITHIN.search(before) and not goes_on_of_others(before)
    for seen, said in _LEFT_OUT if begins else ():
        if seen.match(part):
            small = _small(part)
            return " ".join(seen.sub(lambda m, s=said: m.expand(s), small, 1).split())
    return _with_noun(part)


def goes_on_of_others(before: str) -> bool:
    """Say whether what follows is still said of somebody else, who was named."""
    return bool(_OF_OTHERS.search(before))


def _with_noun(part: str) -> str:
    return _with_verb(part) or _with_determiner(part)


def _with_determiner(part: str) -> str:
    """Return a part that has a verb with whose thing it is."""
    found = _BARE.match(part)
    if not found or not is_noun(found["noun"]):
        return ""
    return f"{owner_of(found['noun'])} {_small(part)}"


def _with_verb(part: str) -> str:
    """Return "my bag is still in Leeds" of "bag still in Leeds", or nothing."""
    found = _WITHOUT_VERB.match(part)
    if not found:
        return ""
    noun = regex.sub(r"^(?:my|your|our|the) ", "", found["noun"], flags=regex.I)
    if not is_noun(noun):
        return ""
    if found["done"] and noun.lower().split()[-1] in PEOPLE:
        return ""
    owned = (
        found["noun"] if noun != found["noun"] else f"{owner_of(noun)} {_small(noun)}"
    )
    rest = part[found.end("noun") :].strip()
    return f"{owned} {_was(found, rest, many=is_plural(noun))} {rest}"


def _was(found: "regex.Match[str]", rest: str, *, many: bool) -> str:
    """Return the verb that is missing: of what lasts, is so now, or was done."""
    if _LASTS.search(rest):
        return "have been" if many else "has been"
    if found["state"]:
        return "are" if many else "is"
    return "were" if many else "was"


def _named(part: str, pronoun: "regex.Match[str]", before: str) -> str:
    """Return the part with the thing in the place of the pronoun, if it was named."""
    named = [*_GOT.finditer(before), *_OWNED.finditer(before)]
    if not named:
        return ""
    last = max(named, key=lambda match: match.end())
    noun = last["noun"].strip()
    if not is_noun(noun) or is_plural(noun) != (pronoun["who"].lower() == "they"):
        return ""
    return f"{owner_of(noun)} {noun.lower()}{part[pronoun.end() :]}"


def _small(part: str) -> str:
    first, _, rest = part.partition(" ")
    return part if first.isupper() else f"{first.lower()} {rest}".strip()
