"""Yield what may be said in the place of words that a check flagged.

Frames that reviewers wrote (`templates/mending.yml`) come before a kind sentence in
the place of the whole; what a sentence states stays in all but the last resort.
Nothing here is checked yet: `assistant.mending` holds each against every rule.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.clauses import clauses, stem
from assistant.checks.unsaid import sentence, without_detail
from assistant.library import Frames, Mending
from assistant.schema import Family, Finding, Severity, Span
from assistant.text import ENGLISH, Phrase, PhraseIndex, sentence_spans

_ENOUGH_WORDS = 8  # that a reply keeps where a sentence goes without another
_FACT = re.compile(
    r"\w*\d[\w:.,/-]*\w|\d|https?://\S+|[\w-]+\.(?:com|org|net|example)\S*|@\w+"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|tonight|tomorrow)\b"
    r"|\b(?:dm|inbox|link|form|call|email|ring|refund|replacement)\b"
    r"|(?-i:\b[A-Z]{2,}\b)",
    re.IGNORECASE,
)
_NO_TONE = (Family.LEAK, Family.LENGTH, Family.MISSING)
_NOTHING = " "  # a sentence that goes, where another has said the kind thing


def better_wordings(
    found: Finding, text: str, place: Span, mending: Mending, language: str
) -> Iterator[str]:
    """Yield what may be said in the place of a sentence, the nearest first.

    In another language than English only what is private goes.
    """
    said = text[place.start : place.end]
    inside = Span(found.start - place.start, found.end - place.start)
    english = language == ENGLISH
    frames = mending.families.get(found.family)
    if english and found.family not in (*_NO_TONE, Family.UNCLEAR):
        yield from _stripped(said, frames, mending.any)
    if found.fix is not None:
        yield said[: inside.start] + found.fix + said[inside.end :]
    if found.family is Family.LEAK:
        plain = mending.plain(language)
        yield from without_detail(said, inside, found, plain, language)
    if not english or found.family is Family.MISSING:
        return
    if found.family is Family.LENGTH:
        yield from _shorter(said)
    elif found.family is Family.LEAK:
        yield from (
            one for one in clauses(said) if _keeps_facts(one, said[: inside.start])
        )
        yield mending.plain(language).private
    elif found.family is not Family.UNCLEAR:
        yield from _said_better(found, text, said, mending)


def _said_better(
    found: Finding, text: str, said: str, mending: Mending
) -> Iterator[str]:
    """Yield what keeps most of a sentence, then what stands in for it."""
    frames = mending.families.get(found.family)
    told = [one for one in clauses(said) if facts_in(one)]
    if found.family is Family.LIABILITY:
        told = []  # what led to an admission is mostly a part of it
    kept = [*_swapped(said, frames, mending.any), *told]
    yield from (one for one in kept if _keeps_facts(one, said))
    instead = [one for one in (frames.instead if frames else ()) if one not in text]
    for clause in told:
        if _keeps_facts(clause, said):
            yield from (f"{one} {clause}" for one in instead)
    if _keeps_facts("", said) or found.severity is Severity.ERROR:
        others = [one for f in mending.families.values() for one in f.instead]
        if any(one in text for one in others) and _is_enough(text.replace(said, "")):
            yield _NOTHING
        yield from instead


def _is_enough(text: str) -> bool:
    return len(text.split()) >= _ENOUGH_WORDS


def _shorter(text: str) -> Iterator[str]:
    """Yield a text without its last sentences that state nothing, ever fewer."""
    for span in reversed(sentence_spans(text)[1:]):
        if not facts_in(text[span.start : span.end]):
            text = text[: span.start] + text[span.end :]
            yield text


def _swapped(said: str, own: Frames | None, common: Frames) -> Iterator[str]:
    """Yield a sentence with other words in the place of some."""
    for frames in (own, common):
        if frames is None:
            continue
        for match in _index(tuple(frames.swaps)).find(said):
            start, end = match.span.start, match.span.end
            new = frames.swaps[match.owner]
            space = " " if said[:start] and said[start] == "'" else ""
            yield sentence(said[:start] + space + new + said[end:])


def _stripped(said: str, own: Frames | None, common: Frames) -> Iterator[str]:
    """Yield a sentence without what leads in to it, without its tail, without both."""
    tails = [t for f in (own, common) if f for t in f.tails]
    leads = [t for f in (own, common) if f for t in f.leads]
    whole = said.rstrip(".!?…")
    cut = _index(tuple(tails)).find(whole)
    ends = [m.span.start for m in cut if m.span.end == len(whole)]
    opening = _index(tuple(leads)).find(said)
    begins = [m.span.end for m in opening if m.span.start == 0]
    if begins:
        yield stem(said[max(begins) :])
    if ends:
        yield stem(said[: min(ends)])
    if begins and ends and min(ends) > max(begins):
        yield stem(said[max(begins) : min(ends)])


def _keeps_facts(new: str, old: str) -> bool:
    return facts_in(old) <= facts_in(new)


def facts_in(text: str) -> set[str]:
    """Return what a text states that no kind word can stand in for."""
    return {match[0].lower() for match in _FACT.finditer(text)}


@lru_cache(maxsize=64)
def _index(phrases: tuple[str, ...]) -> "PhraseIndex[str]":
    return PhraseIndex({phrase: [Phrase.parse(phrase)] for phrase in phrases})
