"""Yield what may be said in the place of words that a check flagged.

Frames that reviewers wrote (`templates/mending.yml`) come before a kind sentence in
the place of the whole; what a sentence states stays in all but the last resort.
Nothing here is checked yet: `assistant.mending` holds each against every rule.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.library import Frames, Mending
from assistant.schema import Family, Finding, Severity, Span
from assistant.text import Phrase, PhraseIndex, sentence_spans

_LEAST_WORDS = 3  # that a mended sentence keeps
_ENOUGH_WORDS = 8  # that a reply keeps where a sentence goes without another
_FACT = re.compile(
    r"\w*\d[\w:.,/-]*\w|\d|https?://\S+|[\w-]+\.(?:com|org|net|example)\S*|@\w+"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:today|tonight|tomorrow)\b"
    r"|\b(?:dm|inbox|link|form|call|email|ring|refund|replacement)\b"
    r"|(?-i:\b[A-Z]{2,}\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?:\s*[;:–—]|,| - |\.\.\.|…)\s+(?:(?:and|but|so|then)\s+)?")
_OPENERS = re.compile(
    r"(?:we|i|we're|we've|we'll|i'm|i've|i'll|it|it's|it'll|this|that's|they|she|he"
    r"|there's|there|your|our|the|please|you can|you'll find|call|send|try|reply|write"
    r"|tell|ask|let|turn|press|open|go|check|bring|use|next|both|all)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:have|has|did|do|does|is|are|can|could|would|will|was|were|may|shall"
    r"|what|which|when|where|who|how|why)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:is|are|was|were|you|she|he|we|for|in|at)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))[ ,]*$"
)
_EDGE = " ,;:–—-"
_NO_TONE = (Family.LEAK, Family.LENGTH, Family.MISSING)
_NOTHING = " "  # a sentence that goes, where another has said the kind thing


def better_wordings(
    found: Finding, text: str, sentence: Span, mending: Mending | None
) -> Iterator[str]:
    """Yield what may be said in the place of a sentence, the nearest first."""
    said = text[sentence.start : sentence.end]
    inside = Span(found.start - sentence.start, found.end - sentence.start)
    frames = mending.families.get(found.family) if mending else None
    if mending and found.family not in (*_NO_TONE, Family.UNCLEAR):
        yield from _stripped(said, frames, mending.any)
    if found.fix is not None:
        yield said[: inside.start] + found.fix + said[inside.end :]
    if mending is None or found.family is Family.MISSING:
        return
    if found.family is Family.LENGTH:
        yield from _shorter(said)
    elif found.family is Family.LEAK:
        yield from _without_detail(said, inside, found, mending)
        yield from (
            one for one in _clauses(said) if _keeps_facts(one, said[: inside.start])
        )
        yield mending.private
    elif found.family is not Family.UNCLEAR:
        yield from _said_better(found, text, said, mending)


def _said_better(
    found: Finding, text: str, said: str, mending: Mending
) -> Iterator[str]:
    """Yield what keeps most of a sentence, then what stands in for it."""
    frames = mending.families.get(found.family)
    clauses = [one for one in _clauses(said) if facts_in(one)]
    if found.family is Family.LIABILITY:
        clauses = []  # what led to an admission is mostly a part of it
    kept = [*_swapped(said, frames, mending.any), *clauses]
    yield from (one for one in kept if _keeps_facts(one, said))
    instead = [one for one in (frames.instead if frames else ()) if one not in text]
    for clause in clauses:
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


def _without_detail(
    said: str, inside: Span, found: Finding, mending: Mending
) -> Iterator[str]:
    """Yield a sentence that calls a private detail by what it is."""
    before, after = said[: inside.start], said[inside.end :]
    if _GREETING.fullmatch(before.lower()):
        yield (
            "Hello" if before.lower().startswith("dear") else before + "there"
        ) + after
    detail = said[inside.start : inside.end]
    if not re.search(r"[\d@]", detail) or _TELLS.search(detail):
        return
    bare = before.rstrip(" (:#")
    if bare.lower().endswith((" no", " no.", " nr")):
        bare = bare[: bare.rindex(" ")].rstrip()
    after = after.removeprefix(")") if "(" in before[len(bare) :] else after
    last = bare.split()[-1:] or [""]
    if last[0].lower().strip(".,") in mending.named:
        yield bare + after
    name = mending.details.get(found.kind) if found.kind else None
    if name is None:
        return
    if last[0].lower() in ("your", "the", "this", "my", "our"):
        name = name.removeprefix("your ")
    yield _sentence(before + name + after)


def _swapped(said: str, own: Frames | None, common: Frames) -> Iterator[str]:
    """Yield a sentence with other words in the place of some."""
    for frames in (own, common):
        if frames is None:
            continue
        for match in _index(tuple(frames.swaps)).find(said):
            start, end = match.span.start, match.span.end
            new = frames.swaps[match.owner]
            space = " " if said[:start] and said[start] == "'" else ""
            yield _sentence(said[:start] + space + new + said[end:])


def _stripped(said: str, own: Frames | None, common: Frames) -> Iterator[str]:
    """Yield a sentence without what leads in to it, without its tail, without both."""
    tails = [t for f in (own, common) if f for t in f.tails]
    leads = [t for f in (own, common) if f for t in f.leads]
    stem = said.rstrip(".!?…")
    cut = _index(tuple(tails)).find(stem)
    ends = [m.span.start for m in cut if m.span.end == len(stem)]
    opening = _index(tuple(leads)).find(said)
    begins = [m.span.end for m in opening if m.span.start == 0]
    if begins:
        yield _stem(said[max(begins) :])
    if ends:
        yield _stem(said[: min(ends)])
    if begins and ends and min(ends) > max(begins):
        yield _stem(said[max(begins) : min(ends)])


def _clauses(said: str) -> Iterator[str]:
    """Yield what remains of a sentence without its first clauses or its last ones."""
    for joint in _JOINT.finditer(said):
        rest, head = said[joint.end() :], said[: joint.start()]
        if _OPENERS.match(rest):
            yield _stem(rest)
            if _OPENERS.match(head):
                yield _stem(head)
        elif _ASKS.match(rest) and _OPENERS.match(head):
            yield _stem(head)


def _stem(said: str) -> str:
    """Return a piece of a sentence as a sentence; nothing where too few words stay."""
    piece = said.strip().strip(_EDGE).removeprefix("that ").rstrip(" ,;:?!.–—-")
    end = "?" if _ASKS.match(piece) else "."
    return _sentence(piece + end) if len(piece.split()) >= _LEAST_WORDS else ""


def _sentence(said: str) -> str:
    said = said.strip()
    return said[:1].upper() + said[1:]


def _keeps_facts(new: str, old: str) -> bool:
    return facts_in(old) <= facts_in(new)


def facts_in(text: str) -> set[str]:
    """Return what a text states that no kind word can stand in for."""
    return {match[0].lower() for match in _FACT.finditer(text)}


@lru_cache(maxsize=64)
def _index(phrases: tuple[str, ...]) -> "PhraseIndex[str]":
    return PhraseIndex({phrase: [Phrase.parse(phrase)] for phrase in phrases})
