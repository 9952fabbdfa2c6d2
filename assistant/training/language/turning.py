"""Turn what a person said of themselves to the side of those who answer.

I becomes you, my your, you we or us, your our, and verbs agree. For training pairs
only: it is bolder than a rule whose words go out unread may be.
"""

import re

_TURNS = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll",
    "im": "you're", "ive": "you've", "me": "you", "my": "your", "mine": "yours",
    "myself": "yourself", "we": "you", "we're": "you're", "we've": "you've",
    "we'd": "you'd", "we'll": "you'll", "us": "you", "our": "your", "ours": "yours",
    "ourselves": "yourselves", "your": "our", "ur": "our", "yours": "ours",
    "yourself": "ourselves", "yourselves": "ourselves", "you're": "we're",
    "youre": "we're", "you've": "we've", "youve": "we've", "you'd": "we'd",
    "you'll": "we'll", "am": "are",
}  # fmt: skip
_TIDY = {
    "dont": "don't", "cant": "can't", "wont": "won't", "didnt": "didn't",
    "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't", "hasnt": "hasn't",
    "havent": "haven't", "couldnt": "couldn't", "wouldnt": "wouldn't",
    "shouldnt": "shouldn't", "arent": "aren't", "werent": "weren't",
    "thats": "that's", "theres": "there's", "pls": "please", "plz": "please",
    "thx": "thanks", "ppl": "people", "tho": "though", "cos": "because",
    "coz": "because", "bc": "because", "abt": "about", "wks": "weeks",
    "hrs": "hours", "yrs": "years", "mins": "minutes", "rn": "right now",
}  # fmt: skip
# After these, "you" is who is done to: "told you" becomes "told us".
_TAKES_OBJECT = re.compile(
    r"^(?:to|for|from|with|by|at|of|on|about|than|like|without|after|against|"
    r"tell|told|ask(?:ed|ing)?|give|gave|given|call(?:ed|ing)?|contact(?:ed|ing)?|"
    r"e-?mail(?:ed|ing)?|messag(?:e|ed|ing)|paid|pay(?:ing)?|send|sent|sending|"
    r"phon(?:e|ed|ing)|rang|ring|chas(?:e|ed|ing)|show(?:ed)?|let|help(?:ed)?|thank|"
    r"love|hate|trust(?:ed)?|reach(?:ed)?|see|saw|found|find|wrote|dm'?d)$",
    re.I,
)
_VERB_AFTER_I = {"was": "were", "wasn't": "weren't", "am": "are", "wasnt": "weren't"}
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d.,:]*\d|\S|\s+")
_END = re.compile(r"^[.,!?;:]$")
_FIRST_PERSON = ("i", "i'm", "im", "me")


def turn(sentence: str) -> str:
    """Return the sentence with its persons turned, tidied, without a capital first."""
    pieces = _WORD.findall(sentence.replace("’", "'"))
    said: list[str] = []
    before = ""
    for place, piece in enumerate(pieces):
        if piece.isspace():
            said.append(" ")
            continue
        word = piece.lower()
        following = _next_word(pieces, place)
        said.append(_said(piece, word, before, following, first=not before))
        before = word
    return re.sub(r"\s+", " ", "".join(said)).strip(" .,!?;:-")


def _said(piece: str, word: str, before: str, after: str, *, first: bool) -> str:
    if before == "i" and word in _VERB_AFTER_I:
        return _VERB_AFTER_I[word]
    if word in ("you", "u"):
        if not after or _END.match(after) or _TAKES_OBJECT.match(before):
            return "us"
        return "we"
    if word in ("was", "were") and before in ("you", "u"):
        return "were"
    if word in _TURNS and not (piece.isupper() and len(piece) > 1 and word == "us"):
        return _TURNS[word]
    if word in _TIDY:
        return _TIDY[word]
    if first and not (piece.isupper() and len(piece) > 1):
        return piece[:1].lower() + piece[1:]
    return piece


def _next_word(pieces: list[str], place: int) -> str:
    for piece in pieces[place + 1 :]:
        if not piece.isspace():
            return piece
    return ""


_SUBJECT = r"(?P<subject>(?:your|our|the|a|an|no|his|her|their)(?: [\w'-]+){1,3}?)"
_BEING = re.compile(
    rf"^{_SUBJECT} (?:is|are|was|were|has been|have been) (?P<rest>.+)$"
)
_NOT_BEING = re.compile(
    rf"^{_SUBJECT} (?:isn't|aren't|wasn't|weren't|hasn't been|haven't been) "
    r"(?P<rest>.+)$"
)
_NOT = re.compile(
    rf"^{_SUBJECT} (?:didn't|doesn't|hasn't|haven't|won't|never) (?P<verb>[a-z]+)"
    r"(?P<rest>.*)$"
)
_YOU = re.compile(
    r"^you(?:'ve| have|'re| are| were| had)?(?: been)? (?P<verb>[a-z]+ing|"
    r"[a-z]+)(?P<rest>.*)$"
)
_ING = {
    "waited": "waiting", "paid": "paying", "ordered": "ordering", "called": "calling",
    "tried": "trying", "lost": "losing", "spent": "spending", "sent": "sending",
    "asked": "asking", "bought": "buying", "got": "getting", "had": "having",
    "received": "receiving", "missed": "missing", "sat": "sitting", "stood": "standing",
    "told": "telling", "emailed": "emailing", "booked": "booking", "left": "leaving",
    "went": "going", "came": "coming", "found": "finding", "made": "making",
    "filed": "filing", "contacted": "contacting", "wrote": "writing", "took": "taking",
    "returned": "returning", "requested": "requesting", "reported": "reporting",
}  # fmt: skip
_BASES = {
    "arrive": "arriving", "arrived": "arriving", "come": "coming", "came": "coming",
    "work": "working", "worked": "working", "get": "getting", "turn": "turning",
    "turned": "turning", "answer": "answering", "answered": "answering",
    "load": "loading", "open": "opening", "opened": "opening", "fit": "fitting",
    "show": "showing", "showed": "showing", "send": "sending", "sent": "sending",
    "receive": "receiving", "received": "receiving", "reply": "replying",
    "respond": "responding", "responded": "responding", "give": "giving",
    "tell": "telling", "told": "telling", "fix": "fixing", "fixed": "fixing",
}  # fmt: skip


def to_gerund(clause: str) -> str:
    """Return a turned clause as an -ing phrase, or nothing where the rule is unsure."""
    if match := _NOT_BEING.match(clause):
        return f"{match['subject']} not being {match['rest']}"
    if match := _BEING.match(clause):
        rest = match["rest"]
        if rest.split(" ", 1)[0].endswith("ing"):
            return f"{match['subject']} {rest}"
        return f"{match['subject']} being {rest}"
    if match := _NOT.match(clause):
        verb = _BASES.get(match["verb"])
        return f"{match['subject']} not {verb}{match['rest']}" if verb else ""
    if match := _YOU.match(clause):
        verb = match["verb"]
        is_ing = verb.endswith("ing") and len(verb) > 5 and not verb.endswith("thing")
        verb = verb if is_ing else _ING.get(verb, "")
        return f"{verb}{match['rest']}" if verb else ""
    return ""
