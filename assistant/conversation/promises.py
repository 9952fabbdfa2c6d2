"""Find what a sent reply promises, and by when: so that nothing promised is forgotten.

A promise is a sentence in which we say that we will do something. One that hangs on the
customer ("DM us your order number and we'll trace it today") counts from the moment
they have done their part.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.conversation.calendars import Calendar
from assistant.conversation.moments import Moment, find_moments
from assistant.schema import Hours, Span
from assistant.text import sentence_spans

_UNDATED = timedelta(hours=24)  # when we say we'll write and not when
_WILL = r"(?:['’]ll|\swill|\sshall|(?:['’]re|['’]m|\sare|\sam|\sis)\sgoing\sto)"
_SAYS = re.compile(
    rf"\b(?:we|i|one\sof\sus|someone|somebody|(?:a|our|the|my)\s[\w\s-]{{2,30}}?){_WILL}\s"
    rf"|\byou{_WILL}\s(?:hear|have|get|receive|be\scalled|see)\b"
    r"|\b(?:expect|watch\sfor)\s(?:a|an|our|another)\s(?:call|reply|answer|message|e-?mail)"
    r"|\b(?:will\s(?:reply|answer|call|write|update)|and\swill)\b",
    re.I,
)
_EMPTY = re.compile(
    rf"(?:we|i){_WILL}\s(?:(?:gladly|happily|then|just)\s)?(?:need|be\s(?:open|closed|glad|happy|here|pleased|able)|"
    r"love|miss|keep\sthat|never|not\sbe\sable|have\sto|pick\sit\sup)"
    r"|\b(?:won['’]t|will\snot)\b|\bthe\s[\w\s]{2,30}\swill\sbe\s(?:open|closed)",
    re.I,
)
_HANGS = re.compile(
    r"\b(?:please\s)?(?:dm|send|tell|give|share|message|e-?mail|write\sto|drop|let\sus\shave"
    r"|let\sme\shave|call|ring|reply\swith|could\syou|can\syou|would\syou|show)\b"
    r"(?:(?!\bwe['’]ll\b|\bi['’]ll\b).){0,140}?(?:\band\b|[?;,])\s*(?:then\s)?(?:we|i|one|someone|a)\b"
    r"|\b(?:once|when|as\ssoon\sas|after|if)\s(?:you|we\shave\s(?:it|your)|i\shave\s(?:it|your))\b",
    re.I | re.S,
)
_ON_THEM = re.compile(r"^\s*(?:if|should|unless)\b", re.I)
_WORD = re.compile(
    r"\b(?:come\sback|get\sback|write|reply|answer|update|call|ring|phone|contact"
    r"|in\stouch|hear|message|dm|email|e-mail|tell|let\syou\sknow|post|news|look\sagain|be\sback|check\sin|have\s(?:an\s)?(?:answer|news))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What we said we would do, and by when.

    `word` promises to write or call, and is kept by writing; a deed is kept by doing.
    `dated` says that the reply named the time, in the words of `when`; `hangs` that it
    counts only once the customer has done what the same reply asks.
    """

    what: str
    due: datetime
    word: bool
    dated: bool
    hangs: bool
    when: str = ""


def find_promises(
    text: str, sent: datetime, hours: Hours | None = None
) -> tuple[Promise, ...]:
    """Return each promise of a reply that was sent at a moment.

    Times count from then, in the brand's zone and hours where they are known. Of
    promises without a time only the first to write back counts, and none beside a
    dated one.
    """
    at = Calendar.at(sent, hours)
    found = list(_promises(text, at))
    dated = [promise for promise in found if promise.dated]
    undated = [promise for promise in found if promise.word and not promise.dated]
    return (*dated, *(undated[:1] if not dated else ()))


def _promises(text: str, at: Calendar) -> Iterator[Promise]:
    for span in sentence_spans(text):
        sentence = text[span.start : span.end]
        is_question = sentence.rstrip("\"'”’) ").endswith("?")
        said = _SAYS.search(sentence)
        if said is None or is_question or _ON_THEM.match(sentence):
            continue
        if _EMPTY.search(sentence):
            continue
        found = _promise(sentence, said.start(), at)
        waits = not found.word and _follows_a_question(text, span)
        yield replace(found, hangs=waits or bool(_HANGS.search(sentence)))


def _promise(sentence: str, start: int, at: Calendar) -> Promise:
    moments = list(find_moments(sentence, at))
    ours = [moment for moment in moments if moment.span.start >= start] or moments
    best: Moment | None = min(ours, key=lambda moment: moment.due, default=None)
    return Promise(
        what=sentence.strip(),
        due=best.due if best else at.next_open(at.now + _UNDATED),
        word=bool(_WORD.search(sentence, start)),
        dated=best is not None,
        hangs=False,
        when=sentence[best.span.start : best.span.end] if best else "",
    )


def _follows_a_question(text: str, span: Span) -> bool:
    """Say whether a sentence stands right after a question: it waits for the answer."""
    return text[: span.start].rstrip(" \n\"'”’)").endswith("?")
