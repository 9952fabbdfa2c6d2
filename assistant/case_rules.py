"""The small rules of cases: what is due, what keeps a promise, what is said next."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from assistant.conversation import Calendar, Ledger
from assistant.library import Times
from assistant.schema import Assessment, ContactReason, Form, Hours
from assistant.store import NewTask, StoredCase, StoredTask, TaskKind

_FOLLOW_UP = "They have not answered; follow up once."
_LAST_LOOK = "No answer to two messages; close the case, or reach them another way."


def answer_due(assessment: Assessment, now: datetime) -> datetime:
    """Return by when a message is to be answered."""
    return now + timedelta(minutes=max(assessment.respond_by_minutes, -1440))


def hung(ledger: Ledger, case: StoredCase) -> Iterator[NewTask]:
    """Yield what we promised for when they had done their part, which they now have."""
    known = {task.what for task in case.tasks}
    for promise in ledger.promises:
        if promise.hangs and promise.what not in known:
            kind = TaskKind.WORD if promise.word else TaskKind.DEED
            yield NewTask(kind, promise.what, promise.due, promise.dated)


def follow_up(
    case: StoredCase, form: Form, now: datetime, *, times: Times, hours: Hours | None
) -> NewTask:
    """Return when to ask again after a question; nobody is asked a third time."""
    at = Calendar.at(now, hours)
    if case.turns and case.turns[-1].role == "agent":
        return NewTask(TaskKind.FOLLOW_UP, _LAST_LOOK, now + times.last_look, False)
    due = at.next_open(at.now + times.silence[form])
    return NewTask(TaskKind.FOLLOW_UP, _FOLLOW_UP, due, False)


def keeps(moves: frozenset[str], task: StoredTask) -> bool:
    """Say whether a reply of ours keeps what was owed: a word by news, all by a fix."""
    if task.kind is TaskKind.DEED:
        return "fixed" in moves
    return not task.is_promise or "holding" not in moves


def asks_back(text: str, ledger: Ledger, *, asked: tuple[str, ...]) -> bool:
    """Say whether a reply waits for an answer of theirs."""
    return "?" in text or any(name in ledger.missing for name in asked)


def only_praise(case: StoredCase) -> bool:
    """Say whether a customer wrote nothing but praise."""
    said = [turn for turn in case.turns if turn.role == "customer"]
    return bool(said) and all(
        turn.contact_reason is ContactReason.SATISFACTION for turn in said
    )


def last_place(case: StoredCase) -> str:
    """Return the channel on which the customer wrote last."""
    said = [turn for turn in case.turns if turn.role == "customer"]
    return said[-1].channel if said else case.channel


def nudge(case: StoredCase) -> str:
    """Return the topic of our next word where the customer's last one is answered."""
    said = [turn for turn in case.turns if turn.role != "note"]
    if not said or said[-1].role == "customer":
        return ""
    return "promise_due" if any(task.is_promise for task in case.owed) else "follow_up"
