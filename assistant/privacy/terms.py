"""Find the terms of a long list on a page, the longest at each place."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from assistant.privacy.page import LETTERS, WORD, Page, Word, plain_letters

_MOST_WORDS = 4
_MOST_LETTERS = 40
Meaning = TypeVar("Meaning")


class Terms(Generic[Meaning]):
    """A list of terms, each with its meaning, ready to be found on pages."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self.known = {_key(term): meaning for term, meaning in meanings.items()}
        self.openings = frozenset(term.split()[0] for term in self.known)
        letters = map(LETTERS.search, self.openings)
        self.needed = frozenset(first[0] if first else "" for first in letters)


def find_terms(page: Page, terms: Terms[Meaning]) -> Iterator[tuple[int, int, Meaning]]:
    """Yield start, end and meaning of each known term, in reading order."""
    if not page.has(terms.needed):
        return
    known, openings, words = terms.known, terms.openings, page.words
    done = 0
    for position, word in enumerate(words):
        if word.plain not in openings and word.plain.partition("'")[2] not in openings:
            continue
        if position < done:
            continue
        for count in range(min(_MOST_WORDS, len(words) - position), 0, -1):
            last = words[position + count - 1]
            if last.end - word.start > _MOST_LETTERS or _is_cut(page, word, last):
                continue
            term = " ".join([one.plain for one in words[position : position + count]])
            meaning = known.get(term) or known.get(term.partition("'")[2])
            if meaning is not None:
                done = position + count
                yield word.start, last.end, meaning
                break


def _is_cut(page: Page, first: Word, last: Word) -> bool:
    """Say whether the words are part of a code: the STI of STI1ROB6."""
    before, after = (
        page.plain[max(0, first.start - 1) : first.start],
        page.plain[last.end : last.end + 1],
    )
    return before.isalnum() or after.isalnum()


def _key(term: str) -> str:
    """Return how a term reads on a page: its plain words, one space between them."""
    return " ".join(WORD.findall(plain_letters(term)))
