"""Which words say what the code or number beside them is."""

from dataclasses import dataclass
from functools import cache

from assistant.privacy.page import Page
from assistant.privacy.terms import Terms, find_terms
from assistant.privacy.wording import words
from assistant.schema import LeakKind

_INNOCENT = "innocent"
_KINDS = (
    LeakKind.ORDER_NUMBER,
    LeakKind.ACCOUNT_NUMBER,
    LeakKind.BOOKING,
    LeakKind.BANK_ACCOUNT,
    LeakKind.NATIONAL_ID,
    LeakKind.IP_OR_DEVICE_ID,
    LeakKind.CREDENTIAL,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cue word makes of the code beside it; `kind` is None for innocent ones.

    A loose word stands in many innocent sentences, so it wants a code of some length.
    """

    kind: LeakKind | None
    loose: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word found on a page."""

    meaning: Meaning
    start: int
    end: int


def cues_on(page: Page) -> list[Cue]:
    """Return the cues of a page in reading order, the longest at each place."""
    return [
        Cue(meaning, start, end) for start, end, meaning in find_terms(page, _known())
    ]


@cache
def _known() -> Terms[Meaning]:
    known = {
        cue: Meaning(kind, cue.startswith("~"))
        for kind in _KINDS
        for cue in words("cues", kind)
    }
    innocent = Meaning(None, loose=False)
    return Terms({**known, **dict.fromkeys(words("cues", _INNOCENT), innocent)})
