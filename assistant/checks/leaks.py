"""Keep a customer's private details out of public replies."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.private import PrivateModel
from assistant.privacy import (
    PrivateDetail,
    find_private,
    find_secrets,
    find_secrets_asked,
    repeated,
    was_told,
)
from assistant.schema import Brand, Context, Family, Finding, LeakKind, Severity, Span
from assistant.text import ENGLISH

_WHAT = {
    LeakKind.EMAIL: "a person's e-mail address",
    LeakKind.PHONE: "a person's phone number",
    LeakKind.POSTAL_ADDRESS: "where somebody lives",
    LeakKind.PERSON_NAME: "a name that was not public",
    LeakKind.ORDER_NUMBER: "an order or case number",
    LeakKind.ACCOUNT_NUMBER: "a customer or policy number",
    LeakKind.PAYMENT_CARD: "a card number",
    LeakKind.BANK_ACCOUNT: "bank details",
    LeakKind.NATIONAL_ID: "an identity number",
    LeakKind.DATE_OF_BIRTH: "a date of birth",
    LeakKind.HEALTH: "somebody's health",
    LeakKind.CREDENTIAL: "a password, code or key",
    LeakKind.FINANCIAL: "somebody's money matters",
    LeakKind.TRAVEL_OR_LOCATION: "where somebody is or travels",
    LeakKind.BOOKING: "somebody's booking",
    LeakKind.IP_OR_DEVICE_ID: "the address or number of a device",
}
_WHY = "Everyone can read a public reply, and it stays."
_WHY_ASKING = "People answer where they are asked, and the answer stays."
_WHY_PRIVATE = "Messages are kept, and nobody who helps needs it."
# Below this a colleague should look, but the reply may go out.
SURE = 0.58
_STANDS_FOR = {
    LeakKind.EMAIL: "your email address",
    LeakKind.PHONE: "your number",
    LeakKind.POSTAL_ADDRESS: "your address",
    LeakKind.ORDER_NUMBER: "your order",
    LeakKind.ACCOUNT_NUMBER: "your account",
    LeakKind.PAYMENT_CARD: "your card",
    LeakKind.BANK_ACCOUNT: "your bank account",
    LeakKind.IP_OR_DEVICE_ID: "your device",
}
_NOUN_BEFORE = re.compile(
    r"\b(?P<noun>order|parcel|package|delivery|case|ticket|booking|reservation|policy"
    r"|claim|account|membership|meter|card|visa|mastercard|amex|suitcase|bag|refund"
    r"|invoice|shipment|complaint|serial|iban)"
    r"(?P<tail>(?: (?:number|no\.?|ref(?:erence)?|code|id))?[ :#]{1,3})$",
    re.IGNORECASE,
)


def check_leaks(
    text: str, context: Context, *, model: PrivateModel | None = None
) -> Iterator[Finding]:
    """Yield a finding for each private detail that should not stand in this text.

    With a model, what it sees in public texts joins what the rules find.
    """
    if not context.public:
        yield from _in_private(text)
        return
    shown = bytearray(len(text))
    details = model.find(text, told_by(context)) if model else find_private(text)
    for detail in details:
        if not may_stand(detail, text, context):
            if detail.confidence >= SURE:
                shown[detail.span.start : detail.span.end] = b"x" * len(detail.span)
            yield _leak(detail, text, context)
    again = [
        span
        for span in repeated(text, context.customer_text)
        if not any(shown[span.start : span.end])
    ]
    posted = _posted(context.customer_text) if again else {}
    for span in again:
        kind = posted.get(_bare(text[span.start : span.end]), LeakKind.ORDER_NUMBER)
        detail = PrivateDetail(kind, span, 1.0, "the customer posted it", span)
        if not _is_the_brands(detail, text, context.brand):
            yield _leak(detail, text, context)


def _in_private(text: str) -> Iterator[Finding]:
    """In a private channel only what nobody should ever send is a finding."""
    for detail in find_secrets(text):
        if not _is_last_four(detail):
            card = detail.kind is LeakKind.PAYMENT_CARD
            severity = Severity.ERROR if card else Severity.WARNING
            message = f"This shows {_WHAT[detail.kind]}; leave it out."
            yield _finding(detail, severity, message, _WHY_PRIVATE)
    for span in find_secrets_asked(text):
        kind = LeakKind.ASKS_PRIVATE_IN_PUBLIC
        detail = PrivateDetail(kind, span, 1.0, "asks for a secret", span)
        message = "This asks for a password, PIN or card; no channel is safe for that."
        yield _finding(detail, Severity.ERROR, message, _WHY_PRIVATE)


def _is_last_four(detail: PrivateDetail) -> bool:
    return detail.span.end - detail.span.start <= len("4242")


def may_stand(detail: PrivateDetail, text: str, context: Context) -> bool:
    """Say whether a detail is the brand's own, or made public by the customer."""
    if _is_the_brands(detail, text, context.brand):
        return True
    return was_told(detail, text, told_by(context))


def told_by(context: Context) -> str:
    """Return what the customer has made public: their name and their message."""
    return f"{context.customer.name} | {context.customer_text}"


def _is_the_brands(detail: PrivateDetail, text: str, brand: Brand) -> bool:
    """Compare with the brand's contacts, however either is spaced."""
    shown = _bare(text[detail.span.start : detail.span.end])
    if detail.kind is LeakKind.PERSON_NAME:
        return bool(shown) and shown in _bare(f"{brand.name} {brand.sign_off}")
    for own in _own_contacts(brand):
        if len(shown) >= 3 and (shown in _bare(own) or _same_number(shown, own)):
            return True
        if detail.kind is LeakKind.EMAIL and _same_house(text, detail, own):
            return True
    return False


def _own_contacts(brand: Brand) -> Iterator[str]:
    yield from brand.contacts
    if brand.status_page:
        yield brand.status_page
    for places in brand.handoffs.values():
        yield from places.values()


def _bare(written: str) -> str:
    return "".join(filter(str.isalnum, written.casefold()))


def _same_number(shown: str, own: str) -> bool:
    """`+44 1632 960118` and `01632 960118` are one number."""
    digits = "".join(filter(str.isdigit, own))
    enough = 7
    if not shown.isdigit() or min(len(shown), len(digits)) < enough:
        return False
    one, other = shown.lstrip("0"), digits.lstrip("0")
    return one.endswith(other[-9:]) or other.endswith(one[-9:])


def _same_house(text: str, detail: PrivateDetail, own: str) -> bool:
    """A mailbox at the domain of the brand's own mailboxes is the brand's."""
    shown = text[detail.span.start : detail.span.end].casefold()
    domain = own.casefold().rpartition("@")[2].split("/")[0]
    return "." in domain and shown.rpartition("@")[2] == domain


@lru_cache(maxsize=256)
def _posted(customer_text: str) -> dict[str, LeakKind]:
    """Return what each detail is that the customer posted, however it is spaced."""
    return {
        _bare(customer_text[detail.span.start : detail.span.end]): detail.kind
        for detail in find_private(customer_text)
    }


def _leak(detail: PrivateDetail, text: str, context: Context) -> Finding:
    # The message never repeats the detail: findings are shown, stored and logged.
    english = context.language in ("", ENGLISH)
    severity = Severity.ERROR if detail.confidence >= SURE else Severity.SUGGESTION
    if detail.kind is LeakKind.ASKS_PRIVATE_IN_PUBLIC:
        message = "This asks for private details in public; ask in a private message."
        asked = text[detail.span.start : detail.span.end]
        fix = asked_in_private(asked) if english else None
        return _finding(detail, severity, message, _WHY_ASKING, fix)
    message = (
        f"This shows {_WHAT[detail.kind]} to everyone; keep it for a private message."
    )
    span, fix = _without(detail, text) if english else (detail.span, None)
    return _finding(detail, severity, message, _WHY, fix, span)


def _finding(
    detail: PrivateDetail,
    severity: Severity,
    message: str,
    why: str,
    fix: str | None = None,
    span: Span | None = None,
) -> Finding:
    where = span or detail.span
    return Finding(
        rule=f"leak.{detail.kind}",
        family=Family.LEAK,
        severity=severity,
        start=where.start,
        end=where.end,
        message=message,
        why=why,
        fix=fix,
        kind=detail.kind,
    )


def _without(detail: PrivateDetail, text: str) -> tuple[Span, str | None]:
    """Return words that can stand for the detail, and the stretch they replace."""
    stand_in = _STANDS_FOR.get(detail.kind)
    start, end = detail.span.start, detail.span.end
    if stand_in is None or _is_last_four(detail):
        return detail.span, None
    noun = _NOUN_BEFORE.search(text[max(0, start - 30) : start])
    if noun is not None:
        return Span(start - len(noun["tail"]) - len(noun["noun"]), end), noun["noun"]
    if text[start - 1 : start] == "#":
        start -= 1
    opens = not text[:start].rstrip() or text[:start].rstrip()[-1] in ".!?\n"
    return Span(start, end), stand_in.capitalize() if opens else stand_in


_REPLY_WITH = re.compile(
    r"^(?P<please>please |pls |just )?(?:reply(?: here| below)?(?: with)?"
    r"|comment(?: here| below)?(?: with)?"
    r"|post|drop|leave|pop|add|update your review with|edit your review (?:with"
    r"|to add))(?: us)?"
    r" (?P<what>.+?)(?: (?:below|here|in the comments|in a reply"
    r"|in your reply))?(?P<end>[?.!]?)$",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(
    r"^what(?:'s|’s| is| are|s) (?P<what>.+?)(?: please)?(?P<end>[?.!]?)$",
    re.IGNORECASE,
)


def asked_in_private(request: str) -> str | None:
    """Return the request, turned to a direct message, or None where that is unclear."""
    reply_with, what_is = _REPLY_WITH.match(request), _WHAT_IS.match(request)
    if what_is is not None:
        return f"Could you send us {what_is['what']} in a direct message?"
    if reply_with is not None:
        send = "Please send us" if request[0].isupper() else "please send us"
        return f"{send} {reply_with['what']} in a direct message{reply_with['end']}"
    if request.isascii() and " " in request:
        body = request.rstrip("?.!")
        return f"{body} in a direct message{request[len(body) :]}"
    return None
