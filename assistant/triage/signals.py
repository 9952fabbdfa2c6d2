"""Name what is at stake in a message beside its topic."""

import re
from collections.abc import Iterator, Mapping

from assistant.library import Topic, Weights
from assistant.privacy import find_private
from assistant.schema import ContactReason, LeakKind, Message, Signal, SignalName, Span
from assistant.triage.reading import Reading
from assistant.triage.shape import Shape

_READ = (
    SignalName.SAFETY,
    SignalName.LEGAL_THREAT,
    SignalName.OUTAGE,
    SignalName.REPEAT_CONTACT,
    SignalName.VULNERABLE_PERSON,
    SignalName.SCAM_REPORT,
)
_NOT_IN_PRAISE = frozenset(
    {SignalName.SAFETY, SignalName.OUTAGE, SignalName.REPEAT_CONTACT}
)
_OPINIONS = frozenset({ContactReason.FEEDBACK, ContactReason.SATISFACTION})
_MANY_TOPICS = 3  # so many topics at once are several problems
_CASES = (
    "stake:hardship",
    "stake:stranded",
    "stake:medicine",
    "stake:fraud",
    "stake:data_exposed",
    "stake:documents",
    "stake:look_up",
    "stake:lifeline_cut",
    "signal:safety",
    "signal:scam_report",
    "signal:vulnerable_person",
)
_CLEAR_BAIT = 1.4
_PESTERING = 4  # the same handle so often in one message
_PRIVATE = frozenset(
    {
        LeakKind.EMAIL,
        LeakKind.PHONE,
        LeakKind.POSTAL_ADDRESS,
        LeakKind.ORDER_NUMBER,
        LeakKind.ACCOUNT_NUMBER,
        LeakKind.PAYMENT_CARD,
        LeakKind.BANK_ACCOUNT,
        LeakKind.NATIONAL_ID,
        LeakKind.DATE_OF_BIRTH,
        LeakKind.CREDENTIAL,
        LeakKind.BOOKING,
        LeakKind.IP_OR_DEVICE_ID,
    }
)


_DETAIL = re.compile(
    r"\d(?:[ ./()-]{0,2}\d){5}"
    r"|\w@\w"
    r"|\b(?:password|passcode|pin|login|born|birthday|dob)\b"
    r"|\b\d{1,4}[a-z]? [a-z]{2,20} (?:st|street|road|rd|avenue|ave|lane|close|drive)\b",
    re.IGNORECASE,
)


def is_bait(
    reading: Reading, shape: Shape, topics: Mapping[str, Topic], weights: Weights
) -> bool:
    """Say whether a message is bait, spam or abuse without any case.

    Insults and swearing are no bait where the writer has a case.
    """
    bait = sum(map(reading.strength, ("signal:troll", "stake:spam")))
    bait += reading.told("topic:troll")
    bait += shape.handles >= _PESTERING or shape.gibberish
    if bait < weights.reading.troll:
        return False
    case = sum(map(reading.shows, _CASES)) + _has_case(reading, topics)
    case += reading.shows("reason:satisfaction")
    return case == 0 or (bait >= _CLEAR_BAIT and case == 1)


def find_signals(
    message: Message,
    reading: Reading,
    reason: ContactReason,
    *,
    shown: frozenset[SignalName],
    weights: Weights,
) -> Iterator[Signal]:
    """Yield each signal of a message with the words that show it.

    `shown` are signals that the topic or a stake of the message has shown already.
    """
    praise = reason is ContactReason.SATISFACTION
    for name in _READ:
        spans = reading.spans(f"signal:{name}")
        if praise and name in _NOT_IN_PRAISE:
            continue
        if spans:
            yield Signal(name, spans[0])
        elif name in shown or (
            name is SignalName.REPEAT_CONTACT and _unanswered(message)
        ):
            yield Signal(name)
    if SignalName.TROLL in shown:
        spans = (
            reading.spans("signal:troll")
            or reading.spans("stake:spam")
            or reading.spans("topic:troll")
        )
        yield Signal(SignalName.TROLL, spans[0] if spans else Span(0, 0))
    if _reaches_far(message, weights):
        yield Signal(SignalName.WIDE_REACH)
    yield from _private(message)
    yield from _several(reading)
    if reading.other_language:
        yield Signal(SignalName.OTHER_LANGUAGE)


def _has_case(reading: Reading, topics: Mapping[str, Topic]) -> bool:
    """Say whether a telling phrase names something to settle or to answer."""
    return any(
        found.phrases and topics[name].contact_reason not in _OPINIONS
        for what, found in reading.found.items()
        if (name := what.removeprefix("topic:")) in topics
    )


def _problems(reading: Reading) -> list[Span]:
    """Return where each topic that has a telling phrase begins, trolling aside."""
    return [
        found.phrases[0]
        for what, found in reading.found.items()
        if what.startswith("topic:") and what != "topic:troll" and found.phrases
    ]


def _unanswered(message: Message) -> bool:
    return bool(message.thread) and message.thread[-1].role == "customer"


def _reaches_far(message: Message, weights: Weights) -> bool:
    customer = message.customer
    return customer.verified or customer.followers >= weights.wide_reach_followers


def _private(message: Message) -> Iterator[Signal]:
    if not message.channel.public or not _may_hold_details(message.text):
        return
    for detail in find_private(message.text):
        if detail.kind in _PRIVATE:
            yield Signal(SignalName.PERSONAL_DATA_POSTED, detail.span)
            return


def _may_hold_details(text: str) -> bool:
    """Say whether a closer look for private details is worth its time."""
    return _DETAIL.search(text) is not None


def _several(reading: Reading) -> Iterator[Signal]:
    spans = reading.spans("signal:several_problems")
    if spans:
        yield Signal(SignalName.SEVERAL_PROBLEMS, spans[0])
        return
    last, count = -1, 0
    for span in sorted(_problems(reading), key=lambda span: span.start):
        if span.start >= last:
            last, count = span.end, count + 1
    if count >= _MANY_TOPICS:
        yield Signal(SignalName.SEVERAL_PROBLEMS)
