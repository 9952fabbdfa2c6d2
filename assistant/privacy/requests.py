"""Requests that make a customer post private details where everyone reads them."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.privacy.details import Guess
from assistant.privacy.needs import needed
from assistant.privacy.page import Page, expression, read_page, vocabulary_of
from assistant.privacy.wording import wording, words
from assistant.schema import LeakKind, Span

_THING = wording("requests", "private thing")
_THING_WORDS = words("requests", "word of a private thing")
_FILL = r"[^.!?\n]{0,70}?"
_REST = r"[^.!?\n]{0,40}"
_FEW = r"(?:[a-z-]+ )"
_PLEASE = rf"(?:{wording('requests', 'please')} ){{0,4}}"
_GIVE = wording("requests", "give") + r"(?! code)"
_CAN = wording("requests", "can")
_HAVE = wording("requests", "have")
_BEFORE_GIVING = wording("requests", "before giving")
_WHAT_IS = rf"\bwhat(?:'s| is| was| are|s) {_PLEASE}"
_WHOSE = r"(?:your|ur|the|his|her|their|that) "


@dataclass(frozen=True, slots=True)
class _Ask:
    """How something is asked for, and what stands in every sentence that asks so."""

    shape: str
    sections: tuple[str, ...] = ()  # a word of a phrase of one of them
    words: frozenset[str] = frozenset()  # or one of these
    question: bool = False  # and a question mark

    def may_be_in(self, plain: str, vocabulary: frozenset[str]) -> bool:
        """Say whether it is worth looking for."""
        if self.question and "?" not in plain:
            return False
        if self.sections:
            return not vocabulary.isdisjoint(needed("requests", *self.sections))
        return not (self.words and vocabulary.isdisjoint(self.words))


_WHAT = frozenset(("what", "whats"))
_ASKS = (
    _Ask(
        rf"{wording('requests', 'which')} {wording('requests', 'which, then')}{_REST}",
        ("which",),
    ),
    _Ask(rf"{_WHAT_IS}{_WHOSE}{_FEW}{{0,6}}?{_THING}{_REST}", words=_WHAT),
    _Ask(rf"{_WHAT_IS}{_THING}{_REST}", words=_WHAT),
    _Ask(
        rf"{_CAN} (?:you|u|we|i) {_PLEASE}{_HAVE} {_FILL}{_THING}{_REST}",
        ("can",),
    ),
    _Ask(
        rf"{_CAN} (?:you|u) {_PLEASE}(?:mind )?(?:[a-z]+ (?:and|to) )?{_GIVE}"
        rf" {_FILL}{_THING}{_REST}",
        ("can",),
    ),
    _Ask(
        rf"(?:^|[.!?,;:…)-] ?|[^\w\s'] |{_BEFORE_GIVING} ){_PLEASE}{_GIVE}"
        rf" {_FILL}{_THING}{_REST}",
        ("give",),
    ),
    _Ask(
        rf"{wording('requests', 'may we have')} {_FILL}{_THING}{_REST}\?",
        ("may we have",),
        question=True,
    ),
    _Ask(
        rf"{wording('requests', 'we need')} {_FEW}{{0,2}}?{_THING}{_REST}",
        ("we need",),
    ),
    _Ask(
        rf"^(?:your |the |ur )?{_FEW}?{_THING}"
        rf"(?: (?:and|or|plus) {_FEW}{{0,2}}{_THING})?,? ?(?:please|pls|plz)? ?\?",
        question=True,
    ),
    _Ask(
        rf"{wording('requests', 'ask, in other languages')} {_FILL}{_THING}{_REST}",
        ("ask, in other languages",),
    ),
)
_PRIVATELY = (
    rf"{wording('requests', 'privately')}"
    r"|https?://|www\.|\b[\w-]{2,40}\.(?:com|example|org|net|co|io|uk|de|fr|es|it|nl"
    r"|pt|eu|me|gov|info)(?:/|\b)|\S@\S|➡|👉|✉|📩|📥|📨"
)
_SENT_IN_PRIVATE = wording("requests", "sent in private")
_IN_PUBLIC = wording("requests", "in public")
_REFUSES = wording("requests", "refuses")
_NOTHING_PRIVATE = wording("requests", "nothing private")
_SECRET = wording("requests", "secret")


def find_requests(page: Page) -> Iterator[Guess]:
    """Yield requests to post private details, unless they point to a private way."""
    for position, sentence in enumerate(page.sentences):
        if not _may_ask(page, sentence) or _is_private(page, position):
            continue
        stretch = _asked(page, sentence)
        if stretch is not None:
            why = "asks for a private detail where everyone reads the answer"
            yield Guess(LeakKind.ASKS_PRIVATE_IN_PUBLIC, *stretch, 0.8, why)


def find_secrets_asked(text: str) -> Iterator[Span]:
    """Yield requests for a password, a PIN or a whole card: wrong in any channel."""
    page = read_page(text)
    # A stretch may end within a word, so what begins like a secret counts as well.
    secret = tuple(needed("requests", "secret"))
    if not any(row.startswith(secret) for row in page.vocabulary):
        return
    for sentence in page.sentences:
        stretch = _asked(page, sentence) if _may_ask(page, sentence) else None
        if stretch is not None:
            start, end = stretch
            if expression(_SECRET).search(page.plain, start, end):
                yield page.original(start, end)


def asks_in_private(text: str, span: Span) -> bool:
    """Say whether each sentence of a stretch has what it asks for sent in private.

    Fewer ways count than beside what the rules find: an app or a login may be what is
    asked for.
    """
    page = read_page(text)
    asking = [
        page.plain[sentence.start : sentence.end]
        for sentence in page.sentences
        if page.original(sentence.start, sentence.end).overlaps(span)
    ]
    return bool(asking) and all(
        expression(_SENT_IN_PRIVATE).search(said)
        and not expression(_IN_PUBLIC).search(said)
        for said in asking
    )


def _may_ask(page: Page, sentence: Span) -> bool:
    """Say whether a sentence has a word of something private; few have."""
    if not page.has(_THING_WORDS):
        return False
    vocabulary = vocabulary_of(page.plain[sentence.start : sentence.end])
    return not needed("requests", "private thing", "which").isdisjoint(vocabulary)


def _asked(page: Page, sentence: Span) -> tuple[int, int] | None:
    """Return the stretch of a sentence that asks for something private."""
    plain = page.plain[sentence.start : sentence.end]
    if expression(_NOTHING_PRIVATE).search(plain):
        return None
    vocabulary = vocabulary_of(plain)
    for ask in _ASKS:
        if not ask.may_be_in(plain, vocabulary):
            continue
        match = expression(ask.shape).search(plain)
        if match is None:
            continue
        start = match.end() - len(match[0].lstrip(" .!?,;:…)-"))
        if expression(_REFUSES).search(plain[max(0, start - 40) : match.end()]):
            continue
        asks = plain.startswith("?", match.end())
        return sentence.start + start, sentence.start + match.end() + asks
    return None


def _is_private(page: Page, position: int) -> bool:
    """Look for a private way in the sentence and in those beside it."""
    sentence = page.sentences[position]
    here = page.plain[sentence.start : sentence.end]
    if expression(_PRIVATELY).search(here):
        return True
    if expression(_IN_PUBLIC).search(here):
        return False
    beside = page.sentences[max(0, position - 1) : position + 2]
    return any(
        expression(_PRIVATELY).search(page.plain[near.start : near.end])
        for near in beside
    )
