"""The wording by which questions are known, and parted, in the order of their words."""

import regex

from assistant.drafting.perspective import DAYS
from assistant.text.forms import SHORTHAND


def _any(words: str) -> str:
    """Return a pattern for any of some words or phrases, which commas part."""
    return "|".join(" ".join(one.split()) for one in words.split(",") if one.strip())


def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern, regex.I)


_ASKING = _any("what, when, where, which, who, whose, how")
_BE = _any("is, are, was, were, isn't, aren't")
_CAN = _any("can, could, will, would, should, must, may, might, shall")
_HAVE = _any("have, has")
_WHO = _any(
    """i, we, you, u, they, he, she, it, there, this, that, these, those, anyone,
    someone, anybody"""
)
_HOW = _any(
    """much, many, long, far, wide, old, big, tall, early, late, soon, often, high,
    deep, heavy, large, small, fast, hot, close, near, far in advance"""
)
_HELPERS = rf"{_BE}|{_CAN}|{_HAVE}|do|does|did"
_WH = (
    rf"(?:what|which|whose)(?: (?!(?:{_HELPERS}|about|if)\b)[\w'-]+){{0,3}}"
    rf"|when|where(?: (?:in|on) (?:the|your|our|my) [\w'-]+)?|who|how (?:{_HOW})"
    rf"|how (?:many|much) (?!(?:{_HELPERS})\b)[\w'-]+(?: [\w'-]+)?|how"
)

# What may begin what is said of a thing, so that the thing ends before it: what it is
# like or does, or else only where it is.
_STATE = _any(
    r"""still, nearly, almost, just, also, only, ever, already, always, actually,
    really, now, definitely, not, the same, part, open, closed, shut, extra,
    included, free, ready, cheaper, dearer, welcome, compulsory, mandatory, ok, okay,
    alright, all right, fine, safe, wheelchair[- ]accessible,
    \w+[ai]ble, step[- ]free, in use, in stock, in service, on sale,
    on time, out of (?:stock|order|date), valid, due,
    here, there, hard, soft, live, down, decorative, waterproof,
    vegan, vegetarian, halal, kosher, dog[- ]friendly, wheelchair[- ]friendly,
    (?:gluten|nut|dairy|sugar|lactose|egg|smoke)[- ]free,
    (?:cash|card|adults?|members|residents) only, rough, busy, quiet, cold, warm, hot,
    loud, heavy, early, late, easy, strict, fresh, raw, spicy, clean, private,
    local, direct, flat, steep, shallow, noisy, expensive, cheap, likely,
    limited, shutting, big, small, long, wide, enough, separate, better, worse,
    different, normal, full, real, genuine, legit, true, worth, back, sold out,
    made, sold, kept, cut, built, sent, bought, shown, given, taken, done, held,
    gone, written, meant, left, paid, lit, floodlit, set, put, [\w-]*[a-df-z]ed,
    [\w-]+est, coming, going, running, happening, closing, opening, stopping,
    changing, moving, working, leaving, arriving, staying, doing, getting,
    having, being, starting, ending, finishing, (?:too|very|so|quite) \w+,
    an?(?= )"""
)
_PLACE = _any(
    """in, on, at, for, from, to, with, within, near, by, of, under, over, after,
    before, until, till, between, inside, outside, up, off, out, around, past,
    round, through, into, onto, across, along, behind, as, like, per"""
)
_DETERMINERS = _any(
    """the, an?, my, your, ur, our, all, any, both, these, those, each, every, some,
    no, new, other"""
)
_THING = rf"(?:(?:{_DETERMINERS}) )*+[\w'.&/-]+ "
_MORE = r"(?:[\w'.&/-]+ )"

# What stands around a question.
_GREETING = _any(
    r"""hi, hiya, hey, hello, hullo, dear \w+, good (?:morning|afternoon|evening|day),
    morning, evening, thanks, thank you, thx, ok, okay, so, and, but, also, um+,
    erm, right, oh, well, sorry, excuse me, team, there, all,
    folks, sir, madam, (?:quick|genuine|silly|daft|stupid|noob|dumb)
    (?:question|one|q), question, just (?:wondering|checking|asking|curious),
    asking for a friend, one more thing, wondering, curious"""
)
_POLITE = _any(
    r"""pl, thanks, thx, ta, cheers, tho, though, lol, x+, btw, again,
    anymore, any more, in the end, then, or, or not, or no, or what, at all,
    roughly, exactly, yet, guys, folks, mate, lads, hun"""
)
_GOES_ON = _any(
    """should, shall, do, does, did, is, are, was, can, could, will, would, must, what,
    how, where, when, have, has, it'?s, i, we, if, not"""
)
_OF_ME = _any("i'?m, i'?ve, i'll, i'd, we're, we've")
_I_DID = _any(r"was, have, had, am, just, got, bought, lost, forgot, think, \w+ed")
_TELL = "|".join(
    (
        r"(?:can|could|would|will) (?:you|u|anyone|someone|somebody) (?:just )?"
        r"(?:tell|let|advise|inform|confirm|check|say|explain)(?: (?:me|us))?"
        r"(?: know)?(?: to (?:me|us))?",
        r"(?:do|does|would) (?:you|u|anyone|someone|anybody) know",
        r"(?:anyone|anybody|someone|somebody) knows?",
        r"(?:have you got )?any idea",
        r"i(?:'d| would) (?:like|love) to know",
        r"i(?:'m| am) (?:wondering|asking)",
        r"i wonder",
        r"i wanted to (?:ask|know)",
        r"(?:tell|let) me(?: know)?",
        r"(?:may|might|can|could) (?:i|we) (?:just )?(?:ask|know|enquire)",
        r"advise|confirm",
    )
)

# Goes before all else is looked at.
PLEASE = _compiled(r"\s*\b(?:please|pls|plz|kindly)\b")
SAID_BEFORE = _compiled(rf"^(?:(?:{_GREETING})\b[\s,.!:;–—-]*)+")
AFTER_COMMA = _compiled(
    r"[,;–—-]\s+(?:and |but |so )?"
    rf"((?:is|are|can|could|do|does|will|{_ASKING}) .+)$"
)
TAIL = _compiled(
    rf"(?:\s*[,;–—(].*|\s+-\s.*|\s+(?:{_OF_ME})\b.*"
    rf"|\s+(?:or|and|n|&) (?:from |by |at |in )?(?:{_GOES_ON})\b.*"
    rf"|(?<=\w{{3}} \w+)(?<!\b(?:{_HELPERS})) i (?:{_I_DID})\b.*|\s+(?:{_POLITE}))+$"
)
END_OF_CLAUSE = _compiled(
    r"\s+(?:if|because|since|while|although|cos|coz|bc|so|but|seeing) "
    r"(?:i|i'm|my|we|you|he|she|it|they|the|that|there)\b.*$"
)

# Where a second question begins, in a sentence or behind one that asked.
_ASKS_ON = (
    rf"(?:(?:{_BE}|{_CAN}|{_HAVE}|do|does) (?:{_WHO}|{_DETERMINERS})\b"
    rf"|(?:{_WH}) (?:{_HELPERS})\b|(?:if|whether) (?:{_WHO})\b)"
)
AND_ASKS = _compiled(rf"\s*,?\s+(?:and|n|&)(?: also)? (?={_ASKS_ON})")
GOES_ON_ASKING = _compiled(rf"^(?:and|also|plus)\b[\s,]*{_ASKS_ON}")
# What is asked for sure, though it cannot be said again.
REAL = _compiled(rf"^(?:(?:{_TELL})[\s,]+)?{_ASKS_ON}(?: \S+){{2,}}")

# The shapes of questions.
TELL_ME = _compiled(rf"^(?:{_TELL})[\s,]+")
INDIRECT = _compiled(rf"^(?:if|whether|{_ASKING})\b")
IF = _compiled(r"^(?:if|that)\b")
CONFIRM = _compiled(r"\b(?:confirm|check)\b")
IS_IT_TRUE = _compiled(r"^(?:is it|it's|its) (?:true|right|correct)(?: that)? ")
ANY = _compiled(
    r"^(?:is there |are there |have you got |do you have )?any "
    r"(chance|way|news|word|updates?|plans|sign) (of|to|on|for|about)\b"
)
# Who or what does something is asked in the order of a statement.
WHO_DOES = _compiled(
    rf"^(who|what|which(?: (?!(?:{_HELPERS})\b)[\w'-]+){{1,2}}) "
    rf"(?!(?:{_BE}|does|needs|wants|cares|says)\b)([\w-]+s) (.+)"
)
HOW_TO = _compiled(
    r"^(how|where|who|when|which [\w'-]+) (?:do|can|would|should|must|shall) "
    r"(?:i|we|one) (?!(?:know|all|have|think|need)\b)(.+)"
)
HOW_I = _compiled(r"^how (?:i|we|you|u) (?:can )?(.+)")
# May be how we do it, or how anybody does.
BY_ANYONE = _compiled(
    r"^how (?:do|can|would) (?:you|u)\b"
    r"|^(?:do|did|would) (?:you|u) (?:still |also |even )?have to\b"
    r"|^where (?:do|can|would) (?:you|u) (?:go|find|see|click|get|change|turn|look|"
    r"tap)\b"
)
ASKS_A_PERSON = _compiled(rf"^(?:{_CAN}) (?:i|you|u|we|he|she|they|it)\b")
OF_WHO = _compiled(rf"^({_BE}|{_CAN}|{_HAVE}|am|do|does) ({_WHO})\b(.*)")
# "Can you bring dogs?" asks what anyone may do; of "can you take" nobody can say.
ANYONE_MAY = _compiled(
    r"^(can|could|may) (?:you|u) (?=(?:still |also |just )?(?:bring|park|camp|swim|eat|"
    r"smoke|wear|walk|cycle|stay|sit|come|go|drink|picnic|fish|get (?:in|on|off|out|up|"
    r"there)|turn up|queue)\b)"
)
# A favour asked of us; only what we do to an order or an account is worth looking up.
FAVOUR = _compiled(r"^(?:can|could|will|would|might) (?:you|u) (?:still |also )?")
OUR_WORK = _compiled(
    r"^(?:add|alter|cancel|change|collect|deliver|downgrade|extend|fit|fix|freeze|hold|"
    r"install|merge|move|pause|post|put|rebook|remove|renew|repair|replace|reschedule|"
    r"reserve|ship|skip|split|swap|switch|transfer|update|upgrade)\b"
)
ANYONE_OR_WE = _compiled(
    r"^(?:can|could|may|do|does) (?:you|u) (?:still |also |even )?(?:get|pay|use|"
    r"book|buy|take|return|see|watch|eat|deposit|withdraw|rent|apply|earn|collect)\b"
    r"(?! (?:me|us|my|our)\b)"
)
BE_THING = _compiled(rf"^({_BE}) (.+)")
DO_THING = _compiled(rf"^(do|does|{_CAN}) (.+)")
WH_OF_WHO = _compiled(rf"^({_WH}) ({_BE}|{_CAN}|{_HAVE}|am|do|does) ({_WHO})\b(.*)")
WH_BE = _compiled(
    rf"^({_WH})(?: (is|are|was|were)|(?<=\bwhat|\bwhere|\bwhen|\bhow)('?s)) (.+)"
)
WH_DO = _compiled(rf"^({_WH}) (do|does|{_CAN}) (.+)")
WH_SAID = _compiled(rf"^({_WH}) (i|we|you|u) ([\w-]+)\b(.*)")
STATES = _compiled(rf"^(?:{_STATE})\b")
THING_PLACE = _compiled(rf"^({_THING}{_MORE}{{0,4}}?)((?:{_PLACE})\b.*)")
NO_END = _compiled(rf"^(?:{_PLACE}|{_DETERMINERS}|or|and)$")
NAMED = _compiled(r"^(?:the|an?|my|your|ur|our)\b")
PARTICLE = _compiled(r"^(.+) (on|for|over|due|in|out|like|called|made of)$")
# A verb that is a noun, too, is one where such a word or nothing follows it.
CLEAR_VERB = _compiled(
    r"^(?:accept|allow|apply|arrive|be|come|contain|cost|deliver|do|expire|get|give|go|"
    r"have|include|keep|know|mean|need|open|pay|provide|require|sell|send|take|use|want)$"
)
SMALL = _compiled(
    rf"^(?:{_PLACE}|{_DETERMINERS}|{_WHO}|\d.*|me|us|cash|over|two|three)$"
)
EITHER = _compiled(r"\b(?:or|and)\b")
ADVERB = _compiled(r"^(.+) (still|also|only|ever|always|really|actually)$")

# What cannot be said again, or says too little.
CLEAN = regex.compile(r"^[\p{L}\p{N}\s'’£€$%./+&-]++$")
_TIMES = _any(
    """year, week, weekend, month, morning, afternoon, evening, summer, winter, spring,
    autumn, season, term, christmas, easter, monday, tuesday, wednesday,
    thursday, friday, saturday, sunday"""
)
ODD = _compiled(
    r"\b(?:he|she|him|her|his|they|them|their|these|those|its"
    r"|(?<!\bthe [\w-]+ )ones?"
    r"|that(?=')|(?<!\b(?:an?|any|the|some) [\w-]+ )that"
    r"|(?<!\b(?:before|after|when|until|till|once|how) )it(?! is to\b|'s true\b)"
    rf"|this(?! (?:{_TIMES})\b))\b"
)
UNTURNED = regex.compile(
    r"\b(?:i|me|my|mine|u|ur|us)\b"
    r"|\b(?:get|want|for|to|with|from|of|at|by|like) we\b"
)
SHOUTED = regex.compile(r"\b\p{Lu}{3,}\b.*\b\p{Lu}{3,}\b")
_IDLE = _any(
    """joke, joking, kidding, mind, serious, wrong with, the point, the hell, on earth,
    supposed to, going to do, gonna, think, believe, happy, ashamed, proud,
    even, sure, care to"""
)
IDLE = _compiled(rf"\b(?:{_IDLE})\b")
TOO_LITTLE = regex.compile(
    r"^(?:whether (?:you|we)(?: [\w']+){1,2}|(?:how|where|who|when) to \w+)$"
)
BE_LAST = _compiled(rf"^(?:{_ASKING})\b.*\b(?:is|are|was|were)$")

# Who is meant by "you" is sure only in its usual places.
YOU = _compiled(r"\b(?:you|u)\b")
OF_US = _compiled(
    rf"^(?:.*\b(?:if|whether|that) )?(?:(?:{_WH}) )?(?:(?:{_HELPERS}) )?(?:you|u)\b"
    rf"|^(?:{_TELL})|^is it (?:true|right|correct)(?: that)? (?:you|u)\b"
)
YOU_AFTER = _compiled(
    r"\b(?:from|to|with|by|for|of|on|at|via|through|let|give|tell|send|show|pay|owe) "
    r"(?:you|u)\b"
)

# Small mends of what was turned.
DAYS_NAMED = regex.compile(rf"\b(?:{'|'.join(sorted(DAYS))})s?\b")
DAY_OF = {short: full for short, full in SHORTHAND.items() if full.lower() in DAYS}
SHORT_DAYS = _compiled(r"\b(?:tues?|weds?|thurs?|thu|fri)\b|\b(?:mon|sat|sun)$")
SEVERAL = regex.compile(r"\bthere is (?=(?:any |some )?\w+s\b(?! of\b))")

# What is asked in earnest by who complains, as it was turned: whether one may do
# something, or somebody can; when, where, who to and how to; what one should do.
IN_EARNEST = _compiled(
    r"^(?:whether (?:(?:you|we|i|someone|somebody|anyone|anybody) "
    r"(?:can|could|may|might|should|need|must|have to)"
    r"|(?!(?:you|we|look)\b)(?:(?!and\b)\S+ ){1,6}(?:will|would|can|could|counts?)"
    r"|you(?:'ve| have) been|anyone has|there(?:'s| is) (?:an?|any) (?:chance|way)\b"
    r"|there(?:'s| is| are) any\w* you)"
    r"|when (?:you (?:will|can|may|should|need)\b|(?!you\b|we\b|it would))"
    r"|how (?:to|you (?:can|could|may)|long|soon)\b"
    r"|(?:who|where) (?:to|you (?:can|could|should|need))\b|where \w+(?: \w+)? goes\b"
    r"|who (?:handles|deals|looks)\b|what (?:you (?:should|need|can|do next)|we need))"
    r"(?! (?:there|who|at|in|please|possibly|ever|not|no)\b)(?!.*\bor\b)"
)
