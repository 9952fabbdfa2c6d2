"""What somebody owns, owes, earns, was charged or gets back."""

from collections.abc import Iterator

from assistant.privacy.details import Guess
from assistant.privacy.needs import needed
from assistant.privacy.ordinary import MONEY
from assistant.privacy.page import Page, expression
from assistant.privacy.wording import wording
from assistant.schema import LeakKind

_SOMEBODY = wording("money", "somebody")
_STATE = wording("money", "state")
_DONE = wording("money", "done")
_OWED = wording("money", "owed")
_ACCOUNT = (
    rf"{wording('money', 'whose account')} (?:[a-z0-9]+ )?{wording('money', 'account')}"
)
_OFFER_BEFORE = wording("money", "offer before")
_OFFER_AFTER = rf"^ ?(?:/|{wording('money', 'offer after')})"
_SETTLED = rf"{wording('money', 'settled')}[^.!?]{{0,20}}$"
_WE_ACTED = (
    r"\b(?:we|we've|i|i've)(?: have| just| already| also)* [a-z]+(?:ed|aid|ent)\b"
)
_WHOSE_AMOUNT = rf"{wording('money', 'whose')} (?:[a-z-]+ {{1,2}}){{0,2}}(?:of )?$"
_TROUBLE = (
    rf"{wording('money', 'trouble')}"
    rf"|{wording('money', 'whose')} (?:[a-z]+ )?{wording('money', 'late payment')}"
    r" (?:payment |has |have |was |is |were |just |also |being |been |keeps? |got )*"
    rf"{wording('money', 'went wrong')}"
    rf"|{wording('money', 'whose')} {wording('money', 'money record')}"
    r"(?: of| is| was| shows?| came| being)? [^.!?\n]{0,30}?"
    rf"(?:\d{{3}}|{wording('money', 'bad news')})"
    rf"|{wording('money', 'refused')}[^.!?\n]{{0,40}}(?<!include )insufficient funds"
)
_TROUBLED = ("trouble", "late payment", "money record")
_TOO_LITTLE = frozenset(["insufficient"])
_MAYBE = r"\b(?:if|when|unless|whether|in case)\b[^.!?]{0,30}$"
_REACH = 70


def find_money(page: Page) -> Iterator[Guess]:
    """Yield each statement about one person's money, the amount as its core."""
    for match in expression(MONEY).finditer(page.plain) if page.digits else ():
        end = match.start() + len(match[0].rstrip(".,"))
        if not page.in_link(*match.span()):
            yield from _amount(page, match.start(), end)
    if not page.has(_TOO_LITTLE, needed("money", *_TROUBLED)):
        return
    for match in expression(_TROUBLE).finditer(page.plain):
        if not expression(_MAYBE).search(page.before(match.start())):
            why = "tells of money trouble"
            yield Guess(LeakKind.FINANCIAL, *match.span(), 0.7, why)


def _amount(page: Page, start: int, end: int) -> Iterator[Guess]:
    before, after = page.before(start, reach=_REACH), page.after(end, reach=_REACH)
    if _is_offer(before, after):
        return
    sure = _how_sure(before, after)
    if sure:
        opens, closes = _stretch(page, start, end)
        why = "an amount beside words for one person's money"
        yield Guess(LeakKind.FINANCIAL, opens, closes, sure, why, (start, end))


def _is_offer(before: str, after: str) -> bool:
    if expression(_OFFER_AFTER).search(after) or expression(_MAYBE).search(before):
        return True
    if expression(_SETTLED).search(before):
        return False
    return bool(expression(_OFFER_BEFORE).search(before[-26:]))


def _how_sure(before: str, after: str) -> float:
    around = f"{before} | {after}"
    state = bool(expression(_STATE).search(around))
    done = bool(expression(_DONE).search(around))
    refunded = "refund" in around and expression(_WE_ACTED).search(before)
    if (done or state) and expression(_ACCOUNT).search(around):
        return 0.85
    if (done or state) and expression(_SOMEBODY).search(around):
        return 0.75
    if done and refunded:
        return 0.7
    owed = state and expression(_OWED).search(around)
    return 0.6 if owed or expression(_WHOSE_AMOUNT).search(before) else 0.0


def _stretch(page: Page, start: int, end: int) -> tuple[int, int]:
    """Take in the words around an amount that make it telling."""
    before, after = page.before(start, reach=40), page.after(end, reach=45)
    states = [match.start() for match in expression(_STATE).finditer(before)]
    opens = start - len(before) + states[-1] if states else start
    account = expression(_ACCOUNT).search(after)
    return opens, end + account.end() if account else end
