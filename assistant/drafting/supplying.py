"""Put back what people leave out when they type in a hurry, in their own voice.

"been waiting 3 weeks" is "I've been waiting 3 weeks", "app down again" is "your app is
down again", and "it broke after two days" is "the kettle broke after two days" where
the kettle was named just before. What cannot be put back surely stays as it is.
"""

import regex

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
    "switched|landed|flew|renewed|(?:lost|missed|found|opened|moved) (?:my|our|the|an?)"
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
_MINE = frozenset(
    "parcel package order delivery refund flight card account internet wifi broadband "
    "bill bag bags luggage suitcase phone booking router money payment payments "
    "boiler appointment room meal meals food laptop subscription connection "
    "electricity power prescription statement balance salary wages pension deposit "
    "mortgage insurance claim policy licence passport visa seat ticket tickets meter "
    "heating tv watch tablet console headphones kettle washing pizza burger curry "
    "takeaway groceries login password profile points voucher direct landline "
    "contract line results scan operation referral car van bike buggy pram stroller "
    "wheelchair".split()
)
_OURS = frozenset(
    "app website site driver drivers engineer engineers courier couriers staff agent "
    "agents support system portal service helpline chatbot bot crew manager team "
    "receptionist nurse technician technicians update server servers rider chat "
    "checkout store shop branch hotel restaurant gym".split()
)
_NO_NOUN = frozenset(
    "a an and any anything as at but by can cannot could did do does each even every "
    "everyone everything for from had half has have he her here him his how i if in "
    "is it its just last less let like many maybe me more most much my never next no "
    "nobody none not nothing now of off on once one only or other our out over please "
    "quite rather really same she should since so some someone something soon still "
    "such than thank thanks that the their them then there these they this those "
    "though to today too two u under until up us very was we well were what when "
    "where which while who why will with without would yes yesterday yet you your got "
    "get go going been being waiting trying told paid ordered booked asked tried "
    "called am are be both either neither few lots loads plenty three four five six "
    "seven eight nine ten also again already always because before after all almost "
    "actually literally it's i'm i've don't didn't can't won't isn't wasn't doesn't "
    "haven't hasn't good great best love lovely nice amazing worst bad poor shocking "
    "absolute absolutely total complete day week month hour minute days weeks months "
    "hours minutes sorry hi hello hey dear update edit fyi ok okay oh wow ugh mr mrs "
    "ms miss incl cut pick check look see says said make take come came went mins hrs "
    "min hr x vs guys lads idiots vampires muppets clowns what's that's there's he's "
    "she's they're you're we're we've i'd let's who's how's ur mine yours hers ours "
    "broke broken wrote straight upside stone rolled somebody people shes hes theres "
    "thats whats ive im sir madam r arrived".split()
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
# Who does things themselves: "seller cancelled" is no seller that was cancelled.
_PEOPLE = frozenset(
    "driver drivers engineer courier agent seller buyer host groomer rider fitter "
    "doctor dentist nurse teacher steward manager restaurant hotel shop store branch "
    "company staff crew hygienist contractor guard council bank school pharmacist "
    "lady man guy girl assembler landlord gym clinic".split()
)
_NOUN = r"[\p{L}&][\p{L}&'-]*+"
_BARE = regex.compile(
    rf"^(?P<noun>{_NOUN}(?: {_NOUN}){{0,2}}?(?: \d{{1,3}})?) "
    rf"(?:(?:still|just|also|only) )?(?:{_SAYS})\b",
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
    rf"^they (?=(?:have |just |even |then |also |still )?{_DID})", regex.I
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
    if _THEY.match(part):  # of a firm, to the firm
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
    if not found or not _is_noun(found["noun"]):
        return ""
    return f"{_owner(found['noun'])} {_small(part)}"


def _with_verb(part: str) -> str:
    """Return "my bag is still in Leeds" of "bag still in Leeds", or nothing."""
    found = _WITHOUT_VERB.match(part)
    if not found:
        return ""
    noun = regex.sub(r"^(?:my|your|our|the) ", "", found["noun"], flags=regex.I)
    if not _is_noun(noun):
        return ""
    if found["done"] and noun.lower().split()[-1] in _PEOPLE:
        return ""
    owned = found["noun"] if noun != found["noun"] else f"{_owner(noun)} {_small(noun)}"
    rest = part[found.end("noun") :].strip()
    return f"{owned} {_was(found, rest, many=_is_plural(noun))} {rest}"


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
    if not _is_noun(noun) or _is_plural(noun) != (pronoun["who"].lower() == "they"):
        return ""
    return f"{_owner(noun)} {noun.lower()}{part[pronoun.end() :]}"


def _is_noun(noun: str) -> bool:
    words = noun.lower().split()
    return all(word not in _NO_NOUN for word in words) and not any(
        word.endswith(("ly", "ing", "'s", "’s", "n't")) for word in words
    )


def _is_plural(noun: str) -> bool:
    last = noun.lower().split()[-1]
    return last.endswith("s") and not last.endswith(("ss", "us", "is"))


def _owner(noun: str) -> str:
    """Return whose it is, in the customer's voice: theirs, ours, or nobody's."""
    words = noun.lower().split()
    if words[-1] in _OURS:
        return "your"
    return "my" if words[-1] in _MINE or words[0] in _MINE else "the"


def _small(part: str) -> str:
    first, _, rest = part.partition(" ")
    return part if first.isupper() else f"{first.lower()} {rest}".strip()
