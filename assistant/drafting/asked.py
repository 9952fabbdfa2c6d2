"""Say what a customer asked, in their own words turned to our side, by rule.

"can we bring our own cake?" becomes "whether you can bring your own cake", which can
stand behind "We'll find out". The rule speaks only where the order of the words shows
where the subject ends; anything else is left to the template's own words.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import regex

from assistant.drafting.perspective import DAYS, turn
from assistant.drafting.sifting import is_hanging, is_unkind
from assistant.privacy import find_private
from assistant.text import sentence_spans

_LONGEST = 90  # characters, the bound that every frame is written for
_FEWEST_WORDS, _MOST_WORDS = 3, 15
_READ = 2000  # characters; the question stands near the beginning
_VERBS = Path(__file__).with_name("verbs.txt")
_SAID_BEFORE = regex.compile(
    r"^(?:(?:hi|hiya|hey|hello|hullo|dear \w+|good (?:morning|afternoon|evening|day)|"
    r"morning|evening|thanks|thank you|thx|ok|okay|so|and|but|also|um+|erm|right|oh|"
    r"well|sorry|please|pls|plz|excuse me|team|there|all|folks|guys|sir|madam|quick (?:q|"
    r"question|one)|genuine question|silly question|daft question|stupid question|"
    r"(?:noob|dumb) (?:q|question)|just (?:wondering|checking|asking|curious)|question|"
    r"asking for a friend|one more thing|wondering|curious)\b[\s,.!:;–—-]*)+",
    regex.I,
)
_MANY_OF_YOU = regex.compile(
    r"\b(?:(?:you|u) (?:guys|people|lot|folks)|yous|ye|y'?all)\b", regex.I
)
_ADDRESS = regex.compile(r"(?<!\S)(?:@[\w.]++|#\w++|https?://\S++)[:,]?+")
_TELL_ME = regex.compile(
    r"^(?:(?:can|could|would|will) (?:you|u|anyone|someone|somebody)(?: please| kindly)?"
    r" (?:tell|let|advise|inform|confirm|check|say|explain)(?: (?:me|us))?"
    r"(?: know)?(?: to (?:me|us))?|do (?:you|u) know|(?:any|have you got any) idea|"
    r"i(?:'d| would) (?:like|love) to know|i(?:'m| am) (?:wondering|asking)|i wonder|"
    r"i wanted to (?:ask|know)|(?:please )?(?:tell|let) me(?: know)?|"
    r"(?:may|might|can|could) (?:i|we) (?:please |just |kindly )?(?:ask|know|enquire)|"
    r"(?:please |kindly )?(?:advise|confirm))[\s,]+",
    regex.I,
)
_AFTER_COMMA = regex.compile(
    r"[,;–—-]\s+(?:and |but |so )?((?:is|are|can|could|do|does|will|what|when|where|which|"
    r"how) .+)$",
    regex.I,
)
_ASKING = r"what|when|where|which|who|whose|how"
_INDIRECT = regex.compile(rf"^(?:if|whether|{_ASKING})\b", regex.I)
_IF = regex.compile(r"^if\b", regex.I)
_TRUE = regex.compile(r"^(?:is it|it's|its) (true|right|correct)(?: that)? ", regex.I)
_ANY = regex.compile(
    r"^(?:is there |are there |have you got |do you have )?any (chance|way|news|word|"
    r"update|updates|plans|idea when|sign) (of|to|on|for|about|when)\b",
    regex.I,
)
_BE = "is|are|was|were|isn't|aren't"
_CAN = "can|could|will|would|should|must|may|might|shall"
_HAVE = "have|has"
_WHO = "i|we|you|u|they|he|she|it|there|this|that|these|those|anyone|someone|anybody"
_YES_OR_NO = regex.compile(rf"^({_BE}|{_CAN}|{_HAVE}|am|do|does) ({_WHO})\b(.*)", regex.I)
_BE_THING = regex.compile(rf"^({_BE}) (.+)", regex.I)
_DO_THING = regex.compile(rf"^(do|does|{_CAN}) (.+)", regex.I)
_WH = (
    rf"(?:what|which|whose)(?: (?!(?:{_BE}|{_CAN}|{_HAVE}|do|does|did|about|if)\b)"
    r"[\w'-]+){0,3}|when|where|who|how (?:much|many|long|far|wide|old|big|tall|early|"
    r"late|soon|often|high|deep|heavy|large|small|fast|hot|close|near|"
    r"(?:many|much) [\w'-]+(?: [\w'-]+)?)|how far in advance|how|what time"
)
_WH_WHO = regex.compile(
    rf"^({_WH}) ({_BE}|{_CAN}|{_HAVE}|am|do|does) ({_WHO})\b(.*)", regex.I
)
_WH_BE = regex.compile(
    rf"^({_WH})(?: (is|are|was|were)|(?<=\bwhat|\bwhere|\bwhen|\bhow)('?s)) (.+)", regex.I
)
_NAMED = regex.compile(r"^(?:the|an?|my|your|ur|our)\b", regex.I)
_PARTICLE = regex.compile(r"^(.+) (on|for|over|due|in|out|like|called|made of)$", regex.I)
_WH_SAID = regex.compile(rf"^({_WH}) (i|we|you|u) (?!guys)([\w-]+)\b(.*)", regex.I)
_WH_DO = regex.compile(rf"^({_WH}) (do|does|{_CAN}) (.+)", regex.I)
_HOW_TO = regex.compile(
    rf"^(how|where|who|when|which [\w'-]+) (?:do|can|would|should|must|shall) "
    r"(?:i|we|you|u|one)(?: please)? (?!(?:know|guys|all|have|think|need|get on)\b)(.+)",
    regex.I,
)
# What may begin what is said of a thing, so that the thing ends before it: what it is
# like or does, or only where it is.
_STATE = (
    r"still|nearly|almost|just|[\w-]+est|also|only|ever|already|always|actually|really|now|definitely|not|the same|"
    r"part|open|closed|shut|extra|included|free|available|ready|cheaper|dearer|welcome|"
    r"possible|compulsory|mandatory|ok|okay|fine|safe|accessible|step[- ]free|suitable|"
    r"in use|in stock|in service|on sale|on time|out of (?:stock|order|date)|"
    r"refundable|transferable|valid|due|here|there|hard|soft|live|down|decorative|"
    r"compatible|waterproof|vegan|vegetarian|halal|kosher|gluten[- ]free|nut[- ]free|"
    r"dog[- ]friendly|wheelchair[- ]friendly|big|small|long|wide|enough|separate|better|"
    r"worse|different|normal|real|genuine|legit|true|worth|back|sold out|in stock|made|"
    r"sold|kept|cut|built|sent|bought|shown|given|taken|done|held|written|meant|left|"
    r"paid|lit|floodlit|set|put|[\w-]*[a-df-z]ed|coming|going|running|happening|closing|"
    r"opening|stopping|changing|moving|working|leaving|arriving|staying|doing|getting|"
    r"having|being|starting|ending|finishing|(?:too|very|so|quite) \w+|an?(?= )"
)
_PLACE = (
    r"in|on|at|for|from|to|with|within|near|by|of(?= )|under|over|after|before|until|till|"
    r"between|inside|outside|up|off|out|around|past|as|like"
)
_STATES = regex.compile(rf"^(?:{_STATE})\b", regex.I)
_DETERMINERS = (
    r"the|an?|my|your|ur|our|all|any|both|these|those|each|every|some|no|new|other"
)
_THING_STATE = regex.compile(
    rf"^((?:(?:{_DETERMINERS}) )*+[\w'.&/-]+ (?:[\w'.&/-]+ ){{0,6}}?)((?:{_STATE})\b.*)",
    regex.I,
)
_ENDS_AT_PLACE = regex.compile(rf"\b(?:{_PLACE}) $", regex.I)
_THING_PLACE = regex.compile(
    rf"^((?:(?:{_DETERMINERS}) )*+[\w'.&/-]+ (?:[\w'.&/-]+ ){{0,4}}?)((?:{_PLACE})\b.*)",
    regex.I,
)
_TAIL = regex.compile(
    r"(?:\s*[,;–—(].*|\s+-\s.*|\s+(?:i'?m|i'?ve|i'll|i'd|we're|we've)\b.*|"
    r"\s+(?:or|and|n|&) (?:from |by |at |in )?(?:should|shall|do|does|did|is|are|was|can|"
    r"could|will|would|must|what|how|where|when|have|has|it'?s|i|we|if|not)\b.*|"
    r"\s+(?:please|pls|plz|pl|thanks|thx|ta|cheers|tho|though|lol|x+|btw|again|anymore|"
    r"any more|in the end|then|or|or not|or no|or what|at all|roughly|exactly|yet)"
    r"|(?<=\w{3} \w+) i (?:was|have|had|am|just|got|bought|lost|forgot|think|\w+ed)\b.*"
    r"|\s+(?:cheers|guys|folks|mate|lads|hun|x+))+$",
    regex.I,
)
_END_OF_CLAUSE = regex.compile(
    r"\s+(?:if|because|since|as|while|although|cos|coz|bc|so|but|seeing) (?:i|i'm|my|we|"
    r"you|he|she|it|they|the|that|there)\b.*$",
    regex.I,
)
_CLEAN = regex.compile(r"^[\p{L}\p{N}\s'’£€$%./+&-]++$")
_ODD = regex.compile(
    r"\b(?:he|she|him|her|his|they|them|their|these|those|that|it(?! is to\b|'s true\b)|"
    r"its|ones?|this(?! (?:year|week|weekend|month|morning|afternoon|evening|summer|"
    r"winter|spring|autumn|season|term|christmas|easter)\b))\b",
    regex.I,
)
_BE_LAST = regex.compile(rf"^(?:{_ASKING})\b.*\b(?:is|are|was|were)$", regex.I)
_DAYS = regex.compile(rf"\b(?:{'|'.join(sorted(DAYS))})s?\b")
_DAY_OF = {
    **dict.fromkeys(("tues", "tue"), "Tuesday"),
    **dict.fromkeys(("weds", "wed"), "Wednesday"),
    **dict.fromkeys(("thurs", "thur", "thu"), "Thursday"),
    **dict.fromkeys(("fri",), "Friday"),
}
_SHORT_DAYS = regex.compile(rf"\b(?:{'|'.join(_DAY_OF)})\b", regex.I)
_FEW = regex.compile(r"\bthere is (?=(?:any |some )?\w+s\b(?! of\b))")
_UNTURNED = regex.compile(
    r"\b(?:i|me|my|mine|u|ur|us)\b|\b(?:get|want|for|to|with|from|of|at|by|like) we\b"
)
_TOO_LITTLE = regex.compile(
    r"^(?:whether (?:you|we)(?: [\w']+){1,2}|(?:how|where|who|when) to \w+)$"
)
_SHOUTED = regex.compile(r"\b\p{Lu}{3,}\b.*\b\p{Lu}{3,}\b")
_SMALL_TALK = regex.compile(
    r"\b(?:joke|joking|kidding|mind|serious|wrong with|the point|the hell|on earth|"
    r"supposed to|going to do|gonna|think|believe|happy|ashamed|proud|even|sure|care to)\b",
    regex.I,
)
_IRREGULAR_S = {"have": "has", "do": "does", "go": "goes", "be": "is"}
_VOWELS = "aeiou"


def asked(text: str) -> str:
    """Return the first question of a message as it stands behind "We'll find out".

    Such as "whether you can bring your own cake"; nothing where it is not sure.
    """
    for sentence in _questions(text[:_READ]):
        said = _indirect(sentence)
        if said and _may_be_said(said, sentence):
            return said
    return ""


def _questions(text: str) -> Iterator[str]:
    """Yield what may be a question, without what is said around it."""
    read = _ADDRESS.sub(" ", text).replace("’", "'")
    spans = list(sentence_spans(read))
    for span in spans:
        sentence = " ".join(read[span.start : span.end].split())
        sentence = _MANY_OF_YOU.sub("you", sentence)
        marked = "?" in sentence
        if marked or len(spans) == 1:
            said = _SAID_BEFORE.sub("", sentence.partition("?")[0].strip(" .!"))
            yield said
            yield from (part[1] for part in _AFTER_COMMA.finditer(said, overlapped=True))


def _indirect(question: str) -> str:
    asked_for = _TELL_ME.match(question)
    rest = _short(question[asked_for.end() :] if asked_for else question)
    if asked_for and _INDIRECT.match(rest):
        return turned_after(*_parted(_IF.sub("whether", rest)))
    if match := _TRUE.match(rest):
        said = turned_after("", rest[match.end() :])
        return f"whether it's true that {said}" if said else ""
    if match := _ANY.match(rest):
        return _of_any(match, rest)
    shapes = (_how_to, _of_who, _wh_of_who, _wh_of_thing, _of_thing)
    return next((said for shape in shapes if (said := shape(rest))), "")


def _short(question: str) -> str:
    cut = _END_OF_CLAUSE.sub("", _TAIL.sub("", question))
    return _TAIL.sub("", cut).strip(" .,!-")


def _parted(indirect: str) -> tuple[str, str]:
    """Part an indirect question into its first word and what is asked."""
    first, _, rest = indirect.partition(" ")
    return first.lower(), rest


def _of_any(match: "regex.Match[str]", rest: str) -> str:
    what, joint = match[1].lower(), match[2].lower()
    said = turned_after("", rest[match.end() :])
    article = "a " if what in ("chance", "way", "sign") else "any "
    return f"whether there's {article}{what} {joint} {said}" if said else ""


def _how_to(rest: str) -> str:
    match = _HOW_TO.match(rest)
    if not match:
        return ""
    said = turned_after("", match[2])
    if match[2].split()[0].lower() not in verbs():
        return ""
    return f"{match[1].lower()} to {said}" if said else ""


def _of_who(rest: str) -> str:
    """Return a yes-or-no question whose subject is one small word."""
    match = _YES_OR_NO.match(rest)
    return turned_after("whether", _stated(*match.groups())) if match else ""


def _wh_of_who(rest: str) -> str:
    match = _WH_WHO.match(rest)
    if not match:
        return ""
    return turned_after(match[1].lower(), _stated(*match.groups()[1:]))


def _stated(helper: str, who: str, rest: str) -> str:
    """Return a question in the order of a statement."""
    helper, rest = helper.lower(), rest.strip()
    if helper == "do":
        return f"{who} {rest}"
    if helper == "does":
        verb, _, after = rest.partition(" ")
        return f"{who} {_third(verb)} {after}" if verb.lower() in verbs() else ""
    return f"{who} {helper} {rest}"


def _of_thing(rest: str) -> str:
    """Return a yes-or-no question whose subject is a thing, where it ends for sure."""
    if match := _BE_THING.match(rest):
        parts = _subject_before(match[2])
        return turned_after("whether", f"{parts[0]} {match[1].lower()} {parts[1]}") if (
            parts
        ) else ""
    if match := _DO_THING.match(rest):
        return turned_after("whether", _done_by(match[1].lower(), match[2]))
    return ""


def _wh_of_thing(rest: str) -> str:
    if match := _WH_BE.match(rest):
        first, thing = match[1].lower(), match[4]
        helper = (match[2] or "is").lower()
        if first.startswith(("which ", "what ")) and _STATES.match(thing):
            if not _NAMED.match(thing):  # "which documents are needed"
                return turned_after(first, f"{helper} {thing}")
        if first.startswith(("where", "when", "how", "what time")) and " much" not in first:
            parts = _before_state(thing)
            if parts:
                return turned_after(first, f"{parts[0]} {helper} {parts[1]}")
        if first.startswith("what") and not _NAMED.match(thing):
            return ""
        if at := _PARTICLE.match(thing):
            return turned_after(first, f"{at[1]} {helper} {at[2]}")
        return turned_after(first, f"{thing} {helper}")
    if match := _WH_DO.match(rest):
        return turned_after(match[1].lower(), _done_by(match[2].lower(), match[3]))
    if (match := _WH_SAID.match(rest)) and match[3].lower() in verbs():
        return turned_after(match[1].lower(), f"{match[2]} {match[3]}{match[4]}")
    return ""


def _subject_before(rest: str) -> tuple[str, str] | None:
    """Part a thing from what is asked of it; None where it is not sure."""
    match = _THING_PLACE.match(rest)
    at_a_place = (match[1].strip(), match[2]) if match else None
    return _before_state(rest) or at_a_place


def _before_state(rest: str) -> tuple[str, str] | None:
    match = _THING_STATE.match(rest)
    if not match or _ENDS_AT_PLACE.search(match[1]):
        return None
    return match[1].strip(), match[2]


def _done_by(helper: str, rest: str) -> str:
    """Return what a thing does, in the order of a statement, or nothing."""
    words = rest.split()
    for place in range(1, min(len(words), 7)):
        word, after = words[place].lower(), words[place + 1 : place + 2]
        if after and after[0].lower() in verbs():  # "does home cover include"
            continue
        if word in verbs() and words[place - 1].lower() not in _ARTICLES:
            thing, rest = " ".join(words[:place]), " ".join(words[place + 1 :])
            verb = _third(word) if helper == "does" else word
            if helper in ("do", "does"):
                return f"{thing} {verb} {rest}"
            kept = _ADVERB.match(thing)
            thing, word = (kept[1], f"{kept[2]} {word}") if kept else (thing, word)
            return f"{thing} {helper} {word} {rest}"
    return ""


_ADVERB = regex.compile(r"(.+) (still|also|only|ever|always|really|actually)", regex.I)
_ARTICLES = frozenset("a an the my your our ur to any some no".split())


def turned_after(first: str, stated: str) -> str:
    """Return a statement turned to our side behind a first word, or nothing."""
    if not stated.strip():
        return ""
    spelled = _SHORT_DAYS.sub(lambda day: _DAY_OF[day[0].lower()], turn(stated))
    turned = _DAYS.sub(lambda day: day[0].capitalize(), spelled)
    return _FEW.sub("there are ", f"{first} {turned}".strip())


def _third(verb: str) -> str:
    """Return a verb as it stands behind he, she or it."""
    verb = verb.lower()
    if verb in _IRREGULAR_S:
        return _IRREGULAR_S[verb]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{verb}s"


def _may_be_said(said: str, question: str) -> bool:
    words = said.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or len(said) > _LONGEST:
        return False
    if not _CLEAN.match(said) or is_unkind(said):
        return False
    if is_hanging(said) and not _BE_LAST.match(said):
        return False
    if _UNTURNED.search(said) or _ODD.search(said) or _SHOUTED.search(question):
        return False
    if _TOO_LITTLE.match(said) or _SMALL_TALK.search(said):
        return False
    return not find_private(said)


@cache
def verbs() -> frozenset[str]:
    """Return the verbs by which a subject is known to have ended."""
    return frozenset(_VERBS.read_text("utf-8").split())
