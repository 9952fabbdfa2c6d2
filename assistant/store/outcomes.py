"""What was sent in place of a draft, and how much of the draft was left in it."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from assistant.errors import InputError
from assistant.store.records import Outcome

ACCEPTED = 0.7  # a draft counts as used from this similarity on

# Scripts from Thai on write without spaces, so there every letter stands alone.
_WORD = re.compile(r"[^\W\u0e00-\U0010ffff]++|\S")
# Time grows with the words times the pairs of equal ones; a letter of 2,400 characters
# has about 400 and 3,000. Past that the words are counted, their order is let be.
_MOST_WORDS = 400
_MOST_PAIRS = 10_000


def what_was_sent(draft: str, outcome: Outcome, final: str | None) -> str | None:
    """Return the text that was sent for a draft, None where none is known."""
    if outcome is Outcome.SENT_AS_IS:
        if final is not None and final.strip() != draft.strip():
            raise InputError("this is not the draft; record what was sent as edited")
        return draft
    if outcome is Outcome.EDITED and not final:
        raise InputError("an edited draft needs the text that was sent")
    return final


def similarity(draft: str, sent: str) -> float:
    """Return the share of both texts, 0 to 1, that stands in words left as they were.

    Words are compared, each with the weight of its letters: letter by letter two
    unrelated texts look alike, and 2,000 repetitive characters take most of a minute.
    """
    ours, theirs = _WORD.findall(draft), _WORD.findall(sent)
    total = _letters(ours) + _letters(theirs)
    if not total:
        return 1.0
    return 2 * _kept(ours, theirs) / total


def _kept(ours: list[str], theirs: list[str]) -> int:
    first, second = Counter(ours), Counter(theirs)
    pairs = sum(count * second[word] for word, count in first.items())
    if pairs > _MOST_PAIRS or max(len(ours), len(theirs)) > _MOST_WORDS:
        return _letters((first & second).elements())
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return sum(
        _letters(ours[block.a : block.a + block.size])
        for block in matcher.get_matching_blocks()
    )


def _letters(words: Iterable[str]) -> int:
    return sum(map(len, words))
