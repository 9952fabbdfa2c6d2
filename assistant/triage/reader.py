"""Find every phrase of the library in a message, in one walk over its words.

What is found says what it shows, as `topic:late_delivery` or `stake:deadline`, and
which words show it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.library import Cues, Library
from assistant.schema import Span
from assistant.text import ENGLISH, Phrase, PhraseIndex, language_of, sentence_spans
from assistant.triage.reading import Found, Reading
from assistant.triage.spelling import Spelling

_ORDERS = "stake:orders"
_MOST_SIGNS = 3  # a row of forty angry faces tells no more than three
_MOST_EXCUSES = 50
_NEAR = 160  # code points; what stands further apart does not belong together


@dataclass(slots=True)
class _Matches:
    phrases: list[Span] = field(default_factory=list)
    hints: list[tuple[str, Span]] = field(default_factory=list)
    unless: list[Span] = field(default_factory=list)
    rows: dict[int, list[tuple[Span, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )


_Place = tuple[int, int]  # row of `together`, and place in the row
_Owner = tuple[str, str | _Place]  # what it shows; the list it stands in


class Reader:
    """All phrases of a library that read messages, ready to look in one."""

    def __init__(self, library: Library) -> None:
        self._spelling = Spelling(library.spellings)
        phrases: dict[_Owner, Iterable[Phrase]] = {}
        self._weights: dict[str, float] = {}
        self._widths: dict[tuple[str, int], int] = {}
        self._signs: dict[str, list[str]] = defaultdict(list)
        for topic in library.topics.values():
            what = f"topic:{topic.name}"
            phrases[what, "phrases"] = topic.cues
            phrases[what, "hints"] = topic.hints
            phrases[what, "abroad"] = topic.abroad
        for kind, cues in _kinds(library):
            self._add(f"{kind}:{cues.name}", cues, phrases)
        spelled = {
            owner: tuple(dict.fromkeys(map(self._spelling.phrase, each)))
            for owner, each in phrases.items()
        }
        self._index = PhraseIndex(spelled)

    def read(self, text: str) -> Reading:
        """Return all that the words of `text` show.

        What gives orders to the program counts for nothing.
        """
        language = language_of(text)
        abroad = language != ENGLISH
        found = self._find(text, abroad=abroad)
        orders = found.get(_ORDERS)
        if orders and orders.phrases:
            text = _without(text, orders.phrases)
            found = {**self._find(text, abroad=abroad), _ORDERS: orders}
        return Reading(text, found, language)

    def _find(self, text: str, *, abroad: bool) -> dict[str, Found]:
        matches: dict[str, _Matches] = defaultdict(_Matches)
        plain = self._spelling.plain(text)
        for match in self._index.find(plain.text):
            what, part = match.owner
            span = plain.original(match.span)
            if isinstance(part, tuple):
                matches[what].rows[part[0]].append((span, part[1]))
            elif part == "hints":
                words = plain.text[match.span.start : match.span.end].lower()
                matches[what].hints.append((words, span))
            elif part == "unless":
                matches[what].unless.append(span)
            elif abroad or part != "abroad":
                matches[what].phrases.append(span)
        self._find_signs(text, matches)
        return {what: self._settle(what, each) for what, each in matches.items()}

    def _settle(self, what: str, matches: _Matches) -> Found:
        """Drop what is excused, and what is said twice over by the same words."""
        unless = sorted(matches.unless, key=_start)
        phrases = [
            *matches.phrases,
            *(
                span
                for row, parts in matches.rows.items()
                for span in _together(parts, self._widths[what, row], unless)
            ),
        ]
        telling = _apart(_not_excused(phrases, unless))
        hints: dict[str, Span] = {}
        for words, span in matches.hints:
            hints.setdefault(words, span)
        free = _not_excused(hints.values(), sorted((*unless, *telling), key=_start))
        return Found(telling, _apart(free), self._weights.get(what, 1.0))

    def _add(
        self, what: str, cues: Cues, phrases: dict[_Owner, Iterable[Phrase]]
    ) -> None:
        phrases[what, "phrases"] = cues.phrases
        phrases[what, "hints"] = cues.hints
        phrases[what, "unless"] = cues.unless
        phrases[what, "abroad"] = cues.abroad
        for number, row in enumerate(cues.together):
            self._widths[what, number] = len(row)
            for place, phrase in enumerate(row):
                phrases[what, (number, place)] = (phrase,)
        self._weights[what] = cues.weight
        for sign in cues.signs:
            self._signs[sign].append(what)

    def _find_signs(self, text: str, matches: dict[str, _Matches]) -> None:
        for sign, shown in self._signs.items():
            start = text.find(sign)
            count = 0
            while start >= 0 and count < _MOST_SIGNS:
                span = Span(start, start + len(sign))
                for what in shown:
                    matches[what].phrases.append(span)
                start = text.find(sign, span.end)
                count += 1


def _kinds(library: Library) -> Iterable[tuple[str, Cues]]:
    for kind, each in (
        ("signal", library.signals),
        ("emotion", library.emotions),
        ("reason", library.reasons),
        ("stake", library.stakes),
        ("impact", library.impact_cues),
        ("outright", library.outright),
    ):
        for cues in each:
            yield kind, cues


def _without(text: str, orders: Iterable[Span]) -> str:
    """Blank out each order, in reading order, to the end of its sentence."""
    pending = list(orders)[::-1]
    pieces: list[str] = []
    done = 0
    for sentence in sentence_spans(text):
        start = sentence.end
        while pending and pending[-1].start < sentence.end:
            start = min(start, max(sentence.start, pending.pop().start))
        pieces += (text[done:start], " " * (sentence.end - start))
        done = sentence.end
    return "".join([*pieces, text[done:]])


def _together(
    parts: Iterable[tuple[Span, int]], width: int, unless: list[Span]
) -> Iterable[Span]:
    """Yield each stretch in which every place of a row stands near the others."""
    latest: dict[int, Span] = {}
    for span, place in sorted(parts, key=lambda part: part[0].start):
        if any(span.overlaps(excuse) for excuse in unless[:_MOST_EXCUSES]):
            continue
        latest = {
            other: seen
            for other, seen in latest.items()
            if other != place and not seen.overlaps(span)
        }
        latest[place] = span
        first = min(seen.start for seen in latest.values())
        if len(latest) == width and span.end - first <= _NEAR:
            yield Span(first, span.end)


def _not_excused(spans: Iterable[Span], excuses: list[Span]) -> list[Span]:
    """Return the spans, in order, that overlap none of the excuses, also in order."""
    free: list[Span] = []
    open_excuses = iter(excuses)
    latest_end = -1
    pending = next(open_excuses, None)
    for span in sorted(spans, key=_start):
        while pending is not None and pending.start < span.end:
            latest_end = max(latest_end, pending.end)
            pending = next(open_excuses, None)
        if latest_end <= span.start:
            free.append(span)
    return free


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join spans that overlap, so that words count once."""
    joined: list[Span] = []
    for span in sorted(spans, key=_start):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _start(span: Span) -> int:
    return span.start
