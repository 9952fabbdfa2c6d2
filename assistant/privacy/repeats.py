"""Details that a customer posted: what of them a reply repeats, what it may repeat."""

from collections.abc import Iterator

from assistant.privacy.cues import cues_on
from assistant.privacy.details import PrivateDetail
from assistant.privacy.ordinary import is_ordinary
from assistant.privacy.page import WORD, Page, expression, plain_letters, read_page
from assistant.schema import LeakKind, Span

# What the customer told of these is known to all; the others point to one person.
_MAY_BE_TOLD = frozenset(
    {
        LeakKind.HEALTH,
        LeakKind.FINANCIAL,
        LeakKind.TRAVEL_OR_LOCATION,
        LeakKind.DATE_OF_BIRTH,
        LeakKind.BOOKING,
        LeakKind.PERSON_NAME,
    }
)
_SMALL = frozenset(
    "the and you your was had has for with from his her their our are been that this mr"
    " mrs ms miss mx dr herr frau liebe dear senor senora sra sr madame monsieur".split()
)
_TELLING_SHAPE = r"\d+[a-z]+\d+[a-z\d]*|[a-z]+\d+[a-z]+[a-z\d]*"
# Groups with a digit, or a few capitals, one after the other: "JD01 0002 AB 34".
_GROUPED = r"(?=[^ ]*\d)[\w/.*+-]{1,40}(?:[ ().-]{1,3}(?:[A-Z]{1,3}(?= )|(?=[^ ]*\d)[\w/.*+-]{1,40}))*"
_LEAST = 5  # letters and digits; what is shorter points to nobody
_MOST_GROUPS = 6


def repeated(text: str, customer_text: str) -> Iterator[Span]:
    """Yield each number or code of the customer's that `text` says again."""
    theirs = _telling_codes(read_page(customer_text)) if customer_text else frozenset()
    if not theirs:
        return
    page = read_page(text)
    done = 0
    for position, code in enumerate(page.codes):
        if code.start < done or page.in_link(code.start, code.end):
            continue
        for last in reversed(page.codes[position : position + _MOST_GROUPS]):
            if _bare(page.plain[code.start : last.end]) in theirs:
                done = last.end
                yield page.original(code.start, last.end)
                break


def was_told(detail: PrivateDetail, text: str, told: str) -> bool:
    """Say whether the customer has made this fact public in their own words."""
    if detail.kind not in _MAY_BE_TOLD or not told:
        return False
    core = text[detail.core.start : detail.core.end]
    words = [w for w in _words(core) if w not in _SMALL and (len(w) > 2 or w.isdigit())]
    known = _words(told)
    if detail.kind is LeakKind.PERSON_NAME:
        return bool(words) and words[-1] in known
    if detail.kind is LeakKind.HEALTH:
        return any(_alike(word, other) for word in words for other in known)
    return bool(words) and all(
        any(_alike(word, other) for other in known) for word in words
    )


def _words(text: str) -> list[str]:
    return WORD.findall(plain_letters(text))


def _alike(word: str, other: str) -> bool:
    """`broke` is like `broken`: the first letters agree."""
    if word.isdigit() or other.isdigit():
        return word.lstrip("0") == other.lstrip("0")
    shared = max(4, min(len(word), len(other)) - 2)
    return word == other or (
        min(len(word), len(other)) >= 4 and word[:shared] == other[:shared]
    )


def _telling_codes(page: Page) -> frozenset[str]:
    cues = cues_on(page)
    found: set[str] = set()
    for position, code in enumerate(page.codes):
        if page.in_link(code.start, code.end) or is_ordinary(
            page, code.start, code.end
        ):
            continue
        innocent = any(
            cue.meaning.kind is None and 0 <= code.start - cue.end <= 12 for cue in cues
        )
        named = any(
            cue.meaning.kind is not None and 0 <= code.start - cue.end <= 25
            for cue in cues
        )
        if innocent or page.text[code.start - 1 : code.start] == "@":
            continue
        for last in page.codes[position : position + _MOST_GROUPS]:
            between = page.text[code.start : last.end]
            if not expression(_GROUPED).fullmatch(between):
                break
            bare = _bare(between)
            if _points_to_somebody(bare, named=named):
                found.add(bare)
    return frozenset(found)


def _bare(written: str) -> str:
    return "".join(filter(str.isalnum, written))


def _points_to_somebody(bare: str, *, named: bool) -> bool:
    digits = sum(map(str.isdigit, bare))
    if len(bare) < _LEAST or digits == 0 or len(bare) > 40:
        return False
    if bare.startswith(("0800", "0808", "1800", "1888", "1877")):
        return False
    if named:
        return digits >= 2
    if bare.isdigit():
        return digits >= 6
    if expression(_TELLING_SHAPE).fullmatch(bare):
        return digits >= 2 and len(bare) >= 6
    return digits >= 5
