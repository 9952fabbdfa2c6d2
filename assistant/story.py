"""The story of a case in five lines, for the agent who takes it over.

Made from what the store keeps, so it is masked as that is, and the same case always
has the same story.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, tzinfo

from assistant.conversation import Ledger, Listener
from assistant.library import Library, listed
from assistant.schema import Channel
from assistant.store import State, StoredCase, StoredTask, StoredTurn, TaskState
from assistant.text import sentence_spans

_MOST_WORDS = 160  # characters of what was said
_STATES = {
    TaskState.KEPT: "kept",
    TaskState.LATE: "kept late",
    TaskState.DROPPED: "no longer needed",
}


def story_of(
    case: StoredCase, *, listener: Listener, library: Library, channel: Channel
) -> tuple[str, ...]:
    """Return who, what, what we promised, what was given, and where it stands."""
    ledger = listener.ledger(case.thread)
    topic = library.topics.get(case.topic)
    return (
        _who(case, channel),
        _what(case, topic.title if topic else case.topic),
        _promised(case.tasks),
        _given(ledger, listener),
        _stands(case),
    )


def in_zone(case: StoredCase, zone: tzinfo | None) -> StoredCase:
    """Return a case with its times in a zone, or in that of this machine."""

    def local(moment: datetime | None) -> datetime | None:
        return moment and moment.astimezone(zone)

    return replace(
        case,
        opened_at=case.opened_at.astimezone(zone),
        answer_by=local(case.answer_by),
        due_at=local(case.due_at),
        closed_at=local(case.closed_at),
        turns=tuple(replace(t, at=t.at.astimezone(zone)) for t in case.turns),
        tasks=tuple(replace(t, due_at=t.due_at.astimezone(zone)) for t in case.tasks),
    )


def _who(case: StoredCase, channel: Channel) -> str:
    theirs = sum(turn.role == "customer" for turn in case.turns)
    ours = sum(turn.role == "agent" for turn in case.turns)
    reach = f", {case.followers:,} followers" if case.followers else ""
    verified = ", verified" if case.verified else ""
    return (
        f"Who: a customer on {channel.name}{reach}{verified}, since "
        f"{_date(case.opened_at)}; {_many(theirs, 'message')} from them, "
        f"{_many(ours, 'reply', 'replies')} from us."
    )


def _what(case: StoredCase, title: str) -> str:
    said = [turn for turn in case.turns if turn.role == "customer"]
    first = _opening(said[0].text) if said else ""
    mood = f"; now {said[-1].emotion}" if said and said[-1].emotion else ""
    return f"What: {title}, severity {case.severity} of 5{mood}. “{first}”"


def _promised(tasks: Iterable[StoredTask]) -> str:
    promises = [task for task in tasks if task.is_promise]
    if not promises:
        return "Promised: nothing."
    told = [
        f"“{_opening(task.what)}” by {_moment(task.due_at)}, {_kept(task)}"
        for task in promises[-2:]
    ]
    earlier = f" ({len(promises) - 2} before)" if len(promises) > 2 else ""
    return f"Promised: {'; '.join(told)}{earlier}."


def _kept(task: StoredTask) -> str:
    if task.state is TaskState.OPEN:
        return "OVERDUE" if task.overdue else "open"
    return _STATES[task.state]


def _given(ledger: Ledger, listener: Listener) -> str:
    given = listed(_theirs(name, listener) for name in ledger.given) or "nothing yet"
    if not ledger.missing:
        return f"Given: {given}."
    missing = listed(_theirs(name, listener) for name in ledger.missing)
    return f"Given: {given}; asked for and not given: {missing}."


def _theirs(name: str, listener: Listener) -> str:
    return listener.ear.words(name).removeprefix("your ").removeprefix("the ")


def _stands(case: StoredCase) -> str:
    if case.state is State.CLOSED:
        when = f" on {_date(case.closed_at)}" if case.closed_at else ""
        return f"Stands: closed{when}: {case.closed_reason}."
    line = f"Stands: {_waits(case)}"
    if case.due_at:
        late = ", OVERDUE" if case.overdue else ""
        line += f", next due {_moment(case.due_at)}{late}"
    if case.assignee:
        line += f"; with {case.assignee}"
    if case.reopened:
        line += f"; reopened {_many(case.reopened, 'time')}"
    notes = [turn for turn in case.turns if turn.role == "note"]
    return f"{line}{_note(notes[-1])}." if notes else f"{line}."


def _waits(case: StoredCase) -> str:
    if case.answer_by:
        return "they wait for our answer"
    if any(task.is_promise for task in case.owed):
        return "we owe them what we promised"
    return "we wait for their answer" if case.owed else "nothing is owed"


def _note(turn: StoredTurn) -> str:
    by = f" ({turn.author})" if turn.author else ""
    return f"; {_opening(turn.text).rstrip('.')}{by}"


def _opening(text: str) -> str:
    spans = sentence_spans(text)
    first = text[spans[0].start : spans[0].end] if spans else text
    words = " ".join(first.split())
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS].rstrip()}…"


def _many(number: int, what: str, several: str = "") -> str:
    return f"{number} {what if number == 1 else several or what + 's'}"


def _date(moment: datetime | None) -> str:
    return f"{moment:%a} {moment.day} {moment:%b}" if moment else ""


def _moment(moment: datetime) -> str:
    return f"{_date(moment)} {moment:%H:%M}"
