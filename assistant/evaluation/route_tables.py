"""The tables of how messages are read: confusions, signals, languages."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from assistant.evaluation.figures import Table, share_of, tally
from assistant.evaluation.route_read import ReadCase
from assistant.schema import ContactReason, Handoff, SignalName
from assistant.text import language_name


def route_tables(read: Sequence[ReadCase]) -> Iterator[Table]:
    """Yield each table that the cases have labels for."""
    yield _reasons(read)
    yield _handoffs(read)
    yield from _signals(read)
    yield from _languages(read)


def _reasons(read: Sequence[ReadCase]) -> Table:
    pairs = Counter((o.case.contact_reason, o.assessment.contact_reason) for o in read)
    reasons = tuple(ContactReason)
    rows = tuple(
        (one.value, tuple(pairs[one, to] for to in reasons)) for one in reasons
    )
    return Table("reasons", "labelled reason, given", tuple(reasons), rows)


def _handoffs(read: Sequence[ReadCase]) -> Table:
    pairs = Counter((one.case.best, one.handoff_given) for one in read)
    handoffs = tuple(Handoff)
    rows = tuple(
        (one.value, tuple(pairs[one, to] for to in handoffs)) for one in handoffs
    )
    return Table("handoffs", "best handoff, given", tuple(handoffs), rows)


def _signals(read: Sequence[ReadCase]) -> Iterator[Table]:
    """Yield how well each signal is found, where signals are labelled."""
    told = [one for one in read if one.case.signals is not None]
    rows = []
    for name in SignalName:
        found = tally((name in o.case.shows, o.assessment.has(name)) for o in told)
        if found.labelled:
            shares = (found.recall, found.precision, found.f1)
            rows.append((name.value, (found.labelled, *shares)))
    if rows:
        columns = ("labelled", "recall", "precision", "f1")
        yield Table("signals", "signal", columns, tuple(rows))


def _languages(read: Sequence[ReadCase]) -> Iterator[Table]:
    """Yield how well messages in each language are read, where there are several."""
    spoken: dict[str, list[ReadCase]] = defaultdict(list)
    for one in read:
        spoken[one.assessment.language].append(one)
    if len(spoken) < 2:
        return
    rows = [
        (
            language_name(code),
            (
                len(some),
                share_of(some, lambda one: one.reason_right),
                share_of(some, lambda one: one.handoff_right),
                share_of(some, lambda one: one.severity_near),
            ),
        )
        for code, some in sorted(spoken.items(), key=lambda item: -len(item[1]))
    ]
    columns = ("messages", "reason", "handoff", "severity near")
    yield Table("languages", "language", columns, tuple(rows))
