"""Find the edits that make a written clause of a message."""

from collections.abc import Sequence
from difflib import SequenceMatcher

import regex

from assistant.drafting.edits import Edit, clause_of, words_of
from assistant.drafting.perspective import AGREES, TIDY, TURNS
from assistant.schema import Span

# What is put in speaks as the customer does, and is turned with the rest.
AS_THE_CUSTOMER = {
    "you": "i",
    "you've": "i've",
    "you're": "i'm",
    "you'd": "i'd",
    "your": "my",
    "we": "you",
    "we've": "you've",
    "we're": "you're",
    "our": "your",
    "us": "you",
}
_THE_FIRM = frozenset(("you", "u"))
_ALIKE = 0.85  # of two spellings of one word
_SHORTEST = 4  # letters of a word that may be misspelt
_PUT = -0.4  # what a word that is put in costs, where one that stays gives 1
_GOES_ON = 0.3  # what a word that stays beside the one before gives more
_NOWHERE = float("-inf")
_MARK = regex.compile(r"[^\p{L}\d£$€₹%]+")
_Place = tuple[int, int, bool]


def edits_of(text: str, clause: str) -> list[Edit] | None:
    """Return the edits that make a clause of a text, or None where none can.

    Words may be spelt otherwise in the clause; the edits keep the customer's spelling.
    """
    given = words_of(text)
    wanted = [
        _plain(clause[span.start : span.end])
        for span in words_of(clause)
        if not _MARK.fullmatch(clause[span.start : span.end])
    ]
    texts = [_plain(text[span.start : span.end]) for span in given]
    kept = _aligned(texts, wanted)
    if not kept:
        return None
    return _edits(given, wanted, kept)


def makes(text: str, edits: Sequence[Edit], clause: str) -> bool:
    """Say whether edits make a clause, spelling and marks aside."""
    made = list(_spoken(clause_of(text, edits)))
    wanted = list(_spoken(clause))
    return len(made) == len(wanted) and all(
        one == other or _is_spelling_of(one, other)
        for one, other in zip(made, wanted, strict=True)
    )


def _spoken(said: str) -> list[str]:
    words = (_plain(said[span.start : span.end]) for span in words_of(said))
    return [word for word in words if not _MARK.fullmatch(word)]


def _edits(
    given: Sequence[Span], wanted: Sequence[str], kept: Sequence[tuple[int, int]]
) -> list[Edit] | None:
    edits: list[Edit] = []
    done = 0
    held: int | None = None
    for place, number in kept:
        put = " ".join(AS_THE_CUSTOMER.get(one, one) for one in wanted[done:number])
        if held is not None and not put and place == held + 2:
            between = given[held + 1]
            if between.start == given[held].end and between.end == given[place].start:
                edits.append(Edit(between))  # the mark within a word: "e-mail"
        edits.append(Edit(given[place], put))
        done, held = number + 1, place
    return edits if done == len(wanted) else None


def _aligned(given: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Return which given word stands for which wanted one, in order, at least cost."""
    worth: dict[_Place, float] = {(0, 0, False): 0.0}
    came: dict[_Place, _Place] = {}

    def reach(place: _Place, before: _Place, more: float) -> None:
        total = worth.get(before, _NOWHERE) + more
        if total > worth.get(place, _NOWHERE):
            worth[place], came[place] = total, before

    for i in range(len(given) + 1):
        for j in range(len(wanted) + 1):
            for went_on in (False, True):
                here = (i, j, went_on)
                if here not in worth:
                    continue
                if i < len(given):
                    reach((i + 1, j, False), here, 0.0)
                if j < len(wanted):
                    reach((i, j + 1, went_on), here, _PUT)
                if i < len(given) and j < len(wanted):
                    stays = _stands_for(given[i], wanted[j])
                    if stays:
                        more = stays + (_GOES_ON if went_on else 0.0)
                        reach((i + 1, j + 1, True), here, more)
    ends = [(len(given), len(wanted), went_on) for went_on in (False, True)]
    place = max(ends, key=lambda one: worth.get(one, _NOWHERE))
    kept: list[tuple[int, int]] = []
    while place in came:
        before = came[place]
        if place[0] > before[0] and place[1] > before[1]:
            kept.append((before[0], before[1]))
        place = before
    return kept[::-1]


def _stands_for(given: str, wanted: str) -> float:
    """Return how well a customer's word stands for one of a clause, 0 to 1."""
    meant = TIDY.get(given, given)
    if TURNS.get(meant) == wanted or (meant in _THE_FIRM and wanted in ("we", "us")):
        return 1.0
    if meant in TURNS or meant in _THE_FIRM:
        return 0.0
    if meant == wanted:
        return 0.9 if wanted in AS_THE_CUSTOMER else 1.0
    if AGREES.get(meant) == wanted or AGREES.get(wanted) == meant:
        return 0.9
    return 0.8 if _is_spelling_of(meant, wanted) else 0.0


def _is_spelling_of(given: str, wanted: str) -> bool:
    if min(len(given), len(wanted)) < _SHORTEST or given[0] != wanted[0]:
        return False
    return SequenceMatcher(None, given, wanted).ratio() >= _ALIKE


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")
