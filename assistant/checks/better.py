"""Yield what may be said in the place of words that a check flagged.

Of all wordings those that keep every fact of the sentence come first: without what
leads in to it, with other words for some, a clause of it, and at last a kind sentence
in its place or before the rest. Reviewers wrote the frames (`templates/mending.yml`).
Nothing here is checked yet: `assistant.mending` holds each against every rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.clauses import clauses, greeting_of, heads, is_step, stem
from assistant.checks.facts import deeds_in, facts_in, lost_from
from assistant.checks.unsaid import is_stump, sentence, without_detail
from assistant.library import Frames, Mending
from assistant.schema import Family, Finding, Severity, Span
from assistant.text import ENGLISH, Phrase, PhraseIndex, PhraseMatch, sentence_spans

_ENOUGH_WORDS = 8  # that a reply keeps where a sentence goes without another
_FEW_WORDS = 3  # that are enough where they state something
_NO_TONE = (Family.LEAK, Family.LENGTH, Family.MISSING, Family.UNCLEAR)
_PROMISED = (Family.OVERPROMISE, Family.LIABILITY)  # what is done is the fault itself
_SORRY = (Family.LIABILITY, Family.INSINCERE)  # a better sorry stands in the place
_I = re.compile(r"I(?:'|\b)")


def better_texts(
    found: Finding, text: str, place: Span, mending: Mending, language: str
) -> Iterator[str]:
    """Yield texts with another wording in a place, those that lose least first.

    `place` is the sentence, or the sentences, of the finding. In another language
    than English only what is private goes. What a sentence states goes for an error
    alone.
    """
    said = text[place.start : place.end]
    may_lose = found.severity is Severity.ERROR
    wordings = _Wordings(found, text, place, mending, language)
    ranked: list[tuple[int, str]] = []
    for new in wordings.all():
        lost = wordings.lost(said, new, text)
        if not lost or may_lose:
            ranked.append((len(lost), new))
    yield from (new for _, new in sorted(ranked, key=lambda one: one[0]))


@dataclass(frozen=True, slots=True)
class _Wordings:
    """One flagged place in a text, and all that may be said there."""

    found: Finding
    text: str
    place: Span
    mending: Mending
    language: str

    @property
    def said(self) -> str:
        return self.text[self.place.start : self.place.end]

    @property
    def frames(self) -> Frames | None:
        return self.mending.families.get(self.found.family)

    def lost(self, said: str, new: str, text: str) -> set[str]:
        """Return the facts beside the fault that the new text does not state."""
        family = self.found.family
        lost = lost_from(said, new)
        if family in _PROMISED:
            return lost - deeds_in(said)
        if family is Family.LEAK:
            return lost - facts_in(text[self.found.start : self.found.end])
        return lost

    def all(self) -> Iterator[str]:
        """Yield whole texts, the nearest wording first."""
        family, start = self.found.family, self.place.start
        inside = Span(self.found.start - start, self.found.end - start)
        said, english = self.said, self.language == ENGLISH
        if english and family not in _NO_TONE:
            yield from map(self._greeted, self._reworded())
        if self.found.fix is not None:
            yield self._put(said[: inside.start] + self.found.fix + said[inside.end :])
        if family is Family.LEAK:
            yield from self._without_detail(inside)
        elif english and family is Family.LENGTH:
            yield from _shorter(said)
        elif english and family not in _NO_TONE:
            yield from self._instead()

    def _without_detail(self, inside: Span) -> Iterator[str]:
        plain, said = self.mending.plain(self.language), self.said
        some = without_detail(said, inside, self.found, plain, self.language)
        yield from map(self._put, some)
        if self.language == ENGLISH:
            yield from map(self._put, (*clauses(said), *heads(said)))
            again = plain.private in self.text  # said once, it is enough
            yield self._rest() if again else self._greeted(plain.private)

    def _reworded(self) -> Iterator[str]:
        """Yield what keeps most of a sentence."""
        core = self.said.removeprefix(greeting_of(self.said))
        own, common = self.frames, self.mending.any
        stripped = [one for one in _stripped(core, own, common) if one]
        yield from stripped
        for base in (*stripped, core):
            yield from _swapped(base, own, common)
        if self.found.family is not Family.LIABILITY:
            # what led to an admission is mostly a part of it
            yield from (one for one in clauses(core) if _tells(one) or ":" in core)
            yield from (one for one in heads(core) if _tells(one))

    def _instead(self) -> Iterator[str]:
        """Yield what stands in for a sentence: nothing, or a kind one."""
        text, said, family = self.text, self.said, self.found.family
        kind = [one for one in self._kind(family) if one not in text]
        is_kind = any(
            one in text for f in self.mending.families for one in self._kind(f)
        )
        is_later = self.place.start > sentence_spans(text)[0].start
        rest = self._rest()
        core = said.removeprefix(greeting_of(said))
        for clause in clauses(core):
            if _tells(clause) and family is not Family.LIABILITY:
                yield from (self._greeted(f"{one} {clause}") for one in kind)
        enough = _FEW_WORDS if is_kind else _ENOUGH_WORDS
        goes = family not in _SORRY or is_kind
        if goes and (is_later or is_kind) and _is_enough(rest, enough):
            yield rest
        if goes and is_later and not is_kind and not rest.rstrip().endswith("?"):
            yield from (_before(one, rest) for one in kind)
        if not _is_enough(rest, _FEW_WORDS):
            onward = self.mending.plain(self.language).onward
            yield from (self._greeted(f"{one} {onward}") for one in kind if onward)
        yield from map(self._greeted, kind)

    def _kind(self, family: Family) -> tuple[str, ...]:
        frames = self.mending.families.get(family)
        return frames.instead if frames else ()

    def _rest(self) -> str:
        """Return the text without the place, but for a greeting in it."""
        after = self.text[self.place.end :].lstrip(" ")
        return self.text[: self.place.start] + _after(greeting_of(self.said), after)

    def _put(self, said: str) -> str:
        before, after = self.text[: self.place.start], self.text[self.place.end :]
        stands = said and not is_stump(said, self.said)
        return before + said + after if stands else ""

    def _greeted(self, said: str) -> str:
        greeting = greeting_of(self.said)
        return self._put(_after(greeting, said) if said else "")


def _after(greeting: str, said: str) -> str:
    """Return a sentence after a greeting, with a small letter after a comma."""
    if greeting.rstrip().endswith(",") and "\n" not in greeting and not _I.match(said):
        said = said[:1].lower() + said[1:]
    return greeting + said


def _before(kind: str, text: str) -> str:
    """Return a text with a kind sentence after its greeting."""
    greeting = greeting_of(text)
    rest = text.removeprefix(greeting)
    return f"{_after(greeting, kind)} {sentence(rest)}"


def _is_enough(text: str, least: int) -> bool:
    words = len(text.split())
    return words >= least or (words >= _FEW_WORDS and bool(facts_in(text)))


def _tells(clause: str) -> bool:
    return bool(facts_in(clause)) or is_step(clause)


def _shorter(text: str) -> Iterator[str]:
    """Yield a text without its last sentences that state nothing, ever fewer."""
    for span in reversed(sentence_spans(text)[1:]):
        if not facts_in(text[span.start : span.end]):
            text = text[: span.start] + text[span.end :]
            yield text


def _swapped(said: str, own: Frames | None, common: Frames) -> Iterator[str]:
    """Yield a sentence with other words for all that can be swapped, or for one."""
    for frames in (own, common):
        if frames is None or not frames.swaps:
            continue
        found = _index(tuple(frames.swaps)).find(said)
        matches = sorted(found, key=lambda one: one.span.start - one.span.end)
        apart = [m for n, m in enumerate(matches) if not _overlaps(m, matches[:n])]
        for some in (apart, *([match] for match in matches)):
            new = said
            for match in sorted(some, key=lambda one: -one.span.start):
                start, end = match.span.start, match.span.end
                space = " " if new[:start] and new[start] == "'" else ""
                new = new[:start] + space + frames.swaps[match.owner] + new[end:]
            if new != said:
                yield sentence(new)


def _overlaps(match: PhraseMatch[str], others: list[PhraseMatch[str]]) -> bool:
    return any(match.span.overlaps(other.span) for other in others)


def _stripped(said: str, own: Frames | None, common: Frames) -> Iterator[str]:
    """Yield a sentence without what leads in to it, without its tail, without both."""
    tails = [t for f in (own, common) if f for t in f.tails]
    leads = [t for f in (own, common) if f for t in f.leads]
    whole = said.rstrip(".!?…")
    cut = _index(tuple(tails)).find(whole)
    ends = [m.span.start for m in cut if m.span.end == len(whole)]
    opening = _index(tuple(leads)).find(said)
    begins = [m.span.end for m in opening if m.span.start == 0]
    if begins and ends and min(ends) > max(begins):
        yield stem(said[max(begins) : min(ends)])
    if begins:
        yield stem(said[max(begins) :])
    if ends:
        yield stem(said[: min(ends)])


@lru_cache(maxsize=64)
def _index(phrases: tuple[str, ...]) -> "PhraseIndex[str]":
    return PhraseIndex({phrase: [Phrase.parse(phrase)] for phrase in phrases})
