"""Keep drafts to what the message and the brand file say: no invented facts.

Only drafts are held to this; an agent may know more than we do.
"""

from collections.abc import Iterator

import regex

from assistant.schema import Brand, Context, Family, Finding, Severity, Span
from assistant.text import fold

_NUMBER = regex.compile(r"(?<![\w.])[€$£₹¥]?\d(?:[.,:/]?\d)*+%?")
_LINK = regex.compile(r"(?:https?://)?[\w-]++(?:\.[\w-]++)++(?:/\S*+)?", regex.I)
_MAIL = regex.compile(r"(?<![\w.+@-])[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)*+")
_HANDLE = regex.compile(r"(?<![\w.])@\w{2,30}+(?:@[\w.-]++)?")
_CLOSING = ".,:;/?!)\"'"  # signs after a link that are not of it
_KINDS = (
    (_HANDLE, "a handle"),
    (_MAIL, "an e-mail address"),
    (_LINK, "a link"),
    (_NUMBER, "a number"),
)


def check_grounding(text: str, context: Context) -> Iterator[Finding]:
    """Yield a finding for each number, link or handle that nobody gave us."""
    if not context.grounded:
        return
    given = _given(context)
    taken: list[tuple[int, int]] = []
    folded = fold(text)
    for pattern, what in _KINDS:
        for match in pattern.finditer(folded.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if match[0].lower().rstrip(_CLOSING) not in given:
                yield _finding(what, folded.span(*match.span()))


def _given(context: Context) -> str:
    handle = f"@{context.customer.handle.lstrip('@')}"
    known = (context.customer_text, context.said, context.customer.name, handle)
    return fold(" ".join([*known, *_stated(context.brand)])).text.lower()


def _stated(brand: Brand) -> Iterator[str]:
    yield from (brand.name, brand.sign_off, brand.status_page)
    yield from brand.contacts
    yield from brand.facts.values()
    for places in brand.handoffs.values():
        yield from places.values()


def _finding(what: str, span: Span) -> Finding:
    return Finding(
        rule="ungrounded.fact",
        family=Family.UNGROUNDED,
        severity=Severity.ERROR,
        start=span.start,
        end=span.end,
        message=f"This states {what} that the message and the brand file do not give.",
        why="A draft may only say what we were told; anything else is a guess.",
    )
