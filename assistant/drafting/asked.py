"""Say what a customer asked, in their own words turned to our side, by rule.

"can we bring our own cake?" becomes "whether you can bring your own cake", which can
stand behind "We'll find out". The rule speaks only where the order of the words shows
where the subject ends; anything else is left to the template's own words.
"""

from collections.abc import Iterator
from itertools import islice

from assistant.drafting import asking
from assistant.drafting.matter import ADDRESS
from assistant.drafting.perspective import MANY_OF_YOU, turn
from assistant.drafting.sifting import is_hanging, is_unkind
from assistant.drafting.stating import (
    before_place,
    before_state,
    done_by,
    is_third,
    third,
    verbs,
)
from assistant.privacy import find_private
from assistant.text import sentence_spans

_LONGEST = 90  # characters, the bound that every frame is written for
_FEWEST_WORDS, _MOST_WORDS = 3, 15
_FEWEST_LEFT = 6  # words that a question must keep whose condition was cut
_THE_REST = ", and the rest of what you ask"
_READ = 2000  # characters; the question stands near the beginning
_MOST_ASKED = 300  # characters of a sentence that may be a question
_MOST_PARTS = 3  # of it behind commas that may be one by themselves


def asked(text: str) -> str:
    """Return what a message asks as it stands behind "We'll find out".

    Such as "whether you can bring your own cake"; nothing where it is not sure. Of
    two questions both where there is room, and else word that there is more.
    """
    told: list[str] = []
    untold = 0
    for question in _questions(text):
        said = next(filter(None, map(_said, question)), "")
        if said and said not in told:
            told.append(said)
        elif not said and asking.REAL.match(question[0]):
            untold += 1
    if not told:
        return ""
    first, *others = told
    fuller: list[str] = []
    if len(others) == 1 and not untold:
        comma = "," if " and " in first else ""
        fuller.append(f"{first}{comma} and {others[0]}")
    if others or untold:
        fuller.append(f"{first}{_THE_REST}")
    return next((said for said in fuller if len(said) <= _LONGEST), first)


def asked_beside(text: str) -> str:
    """Return a question that a complaint or a report asks in earnest, or nothing.

    "Do your riders eat the chips?" asks nothing; "when will it be back?" does, and is
    returned as `asked` returns it.
    """
    said = (one for question in _questions(text) for one in map(_said, question))
    return next(filter(asking.IN_EARNEST.match, said), "")


def _said(question: str) -> str:
    said = _indirect(question) if _is_addressed(question) else ""
    return said if said and _may_be_said(said, question) else ""


def _questions(text: str) -> Iterator[tuple[str, ...]]:
    """Yield what may be questions, without what is said around them.

    Of each the whole sentence, and what stands behind its commas.
    """
    read = ADDRESS.sub(" ", text[:_READ]).replace("’", "'")
    spans = list(sentence_spans(read))
    asks = False
    for span in spans:
        sentence = " ".join(read[span.start : span.end].split())
        goes_on = asks and asking.GOES_ON_ASKING.match(sentence)
        asks = "?" in sentence or len(spans) == 1 or bool(goes_on)
        if not asks:
            continue
        whole = MANY_OF_YOU.sub("you", sentence.partition("?")[0].strip(" .!"))
        if len(whole) > _MOST_ASKED:
            continue
        for one in asking.AND_ASKS.split(whole):
            said = asking.SAID_BEFORE.sub("", asking.PLEASE.sub("", one).lstrip(" ,"))
            parts = asking.AFTER_COMMA.finditer(said, overlapped=True)
            yield (said, *(part[1] for part in islice(parts, _MOST_PARTS)))


def _is_addressed(question: str) -> bool:
    """Say whether "you" is us for sure: asked first of all, or behind a small word."""
    others = asking.YOU.findall(asking.YOU_AFTER.sub("", question))
    first = asking.OF_US.match(question)
    return len(others) <= (1 if first else 0)


def _indirect(question: str) -> str:
    wrapped = asking.TELL_ME.match(question)
    rest = _short(question[wrapped.end() :] if wrapped else question)
    confirm = wrapped and asking.CONFIRM.search(wrapped[0])
    if wrapped and (asking.INDIRECT.match(rest) or (confirm and asking.IF.match(rest))):
        if how := asking.HOW_I.match(rest):
            return _turned("how to", how[1])
        first, _, stated = asking.IF.sub("whether", rest).partition(" ")
        return _turned(first.lower(), stated)
    if match := asking.IS_IT_TRUE.match(rest):
        return _turned("whether it's true", rest[match.end() :])
    if match := asking.ANY.match(rest):
        article = "a" if match[1].lower() in ("chance", "way", "sign") else "any"
        first = f"whether there's {article} {match[1].lower()} {match[2].lower()}"
        return _turned(first, rest[match.end() :])
    if asking.BY_ANYONE.match(rest):
        return ""
    shapes = (_how_to, _of_who, _wh_of_who, _who_does, _wh_of_thing, _of_thing)
    return next((said for shape in shapes if (said := shape(rest))), "")


def _short(question: str) -> str:
    """Return a question without what hangs on it; nothing where that is the point."""
    whole = asking.TAIL.sub("", asking.END_OF_CLAUSE.sub("", question))
    cut = asking.TAIL.sub("", whole).strip(" .,!-")
    parted = asking.END_OF_CLAUSE.search(question)
    return "" if parted and len(cut.split()) < _FEWEST_LEFT else str(cut)


def _how_to(rest: str) -> str:
    match = asking.HOW_TO.match(rest)
    if not match or match[2].partition(" ")[0].lower() not in verbs():
        return ""
    return _turned(f"{match[1].lower()} to", match[2])


def _of_who(rest: str) -> str:
    """Return a yes-or-no question whose subject is one small word."""
    favour = asking.FAVOUR.match(rest)
    if asking.ANYONE_MAY.match(rest):
        rest = asking.ANYONE_MAY.sub(r"\1 i ", rest)
    elif (
        favour and not asking.OUR_WORK.match(rest[favour.end() :])
    ) or asking.ANYONE_OR_WE.match(rest):
        return ""
    match = asking.OF_WHO.match(rest)
    return _turned("whether", _stated(*match.groups())) if match else ""


def _wh_of_who(rest: str) -> str:
    match = asking.WH_OF_WHO.match(rest)
    return _turned(match[1].lower(), _stated(*match.groups()[1:])) if match else ""


def _who_does(rest: str) -> str:
    """Return a question whose subject is what it asks for; its order stays."""
    match = asking.WHO_DOES.match(rest)
    if not match or not is_third(match[2].lower()):
        return ""
    return _turned(match[1].lower(), f"{match[2]} {match[3]}")


def _stated(helper: str, who: str, rest: str) -> str:
    """Return a question in the order of a statement."""
    helper, rest = helper.lower(), rest.strip()
    if helper == "do":
        return f"{who} {rest}"
    if helper == "does":
        verb, _, after = rest.partition(" ")
        return f"{who} {third(verb)} {after}" if verb.lower() in verbs() else ""
    return f"{who} {helper} {rest}"


def _of_thing(rest: str) -> str:
    """Return a yes-or-no question whose subject is a thing, where it ends for sure."""
    if match := asking.BE_THING.match(rest):
        parts = before_state(match[2]) or before_place(match[2])
        return _turned("whether", _being(match[1], parts)) if parts else ""
    match = asking.DO_THING.match(rest)
    if match and not asking.ASKS_A_PERSON.match(rest):
        return _turned("whether", done_by(match[1].lower(), match[2]))
    return ""


def _wh_of_thing(rest: str) -> str:
    if match := asking.WH_BE.match(rest):
        first, helper, thing = match[1].lower(), match[2] or "is", match[4]
        return _turned(first, _wh_being(first, helper.lower(), thing))
    if match := asking.WH_DO.match(rest):
        return _turned(match[1].lower(), done_by(match[2].lower(), match[3]))
    match = asking.WH_SAID.match(rest)
    if match and match[3].lower() in verbs():
        return _turned(match[1].lower(), f"{match[2]} {match[3]}{match[4]}")
    return ""


def _wh_being(first: str, helper: str, thing: str) -> str:
    """Return what a thing is, or what is so, in the order of a statement."""
    named = asking.NAMED.match(thing)
    if first.startswith(("which ", "what ")) and asking.STATES.match(thing):
        return "" if named else f"{helper} {thing}"  # "which documents are needed"
    if first not in ("what", "who"):
        parts = before_state(thing)
        if parts:
            return _being(helper, parts)
    if first.startswith("what") and not named:
        return ""
    if at := asking.PARTICLE.match(thing):
        return f"{at[1]} {helper} {at[2]}"
    return f"{thing} {helper}"


def _being(helper: str, parts: tuple[str, str]) -> str:
    return f"{parts[0]} {helper.lower()} {parts[1]}"


def _turned(first: str, stated: str) -> str:
    """Return a statement turned to our side behind its first words, or nothing."""
    if not stated.strip():
        return ""
    said = _with_its_capital(turn(stated), stated)
    said = asking.SHORT_DAYS.sub(lambda day: asking.DAY_OF[day[0].lower()], said)
    said = asking.DAYS_NAMED.sub(lambda day: day[0].capitalize(), said)
    return str(asking.SEVERAL.sub("there are ", f"{first} {said}"))


def _with_its_capital(turned: str, stated: str) -> str:
    """Return what was turned with the name that it begins with, if it does."""
    first = stated.split(maxsplit=1)[0]
    is_name = first[0].isupper() and turned.split(maxsplit=1)[0] == first.lower()
    return f"{first}{turned[len(first) :]}" if is_name else turned


def _may_be_said(said: str, question: str) -> bool:
    if not _FEWEST_WORDS <= len(said.split()) <= _MOST_WORDS or len(said) > _LONGEST:
        return False
    if not asking.CLEAN.match(said) or asking.SHOUTED.search(question):
        return False
    if is_hanging(said) and not asking.BE_LAST.match(said):
        return False
    doubts = (asking.UNTURNED, asking.ODD, asking.TOO_LITTLE, asking.IDLE)
    if any(doubt.search(said) for doubt in doubts) or is_unkind(said):
        return False
    return not find_private(said)
