"""Twenty conversations are played from complaint to closing, as a reader would have it."""

from datetime import UTC

import pytest
from conversation_kit import FILES, apologies, play, read, sentences

from assistant.store import State

MOST_FIELDS = {
    "stage",
    "topic",
    "handoff",
    "escalate",
    "state",
    "reason",
    "due",
    "owed",
    "kept",
    "asks_not",
    "says",
    "tone",
    "answer",
    "story",
    "assignee",
    "reopened",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_conversations_go_from_complaint_to_closing(path, engine):
    script = read(path)
    played = None
    for number, (turn, played, work) in enumerate(play(script, engine), 1):
        wanted = turn.get("expect", {})
        assert set(wanted) <= MOST_FIELDS, (number, set(wanted) - MOST_FIELDS)
        seen = {name: _seen(name, want, played, work) for name, want in wanted.items()}
        assert seen == wanted, f"turn {number}: {turn}\n" + "\n".join(played.said)
    assert played.case.state is State.CLOSED
    assert played.case.owed == ()
    _assert_nothing_is_said_twice(played, engine)


def _assert_nothing_is_said_twice(played, engine):
    ear = engine.listener.ear
    drafted = [reply.drafts[0] for reply in played.replies]
    assert [draft.draft.text for draft in drafted if not draft.ready] == []
    sorry = apologies(played.said, ear)
    assert len(sorry) == len(set(sorry))
    ours = [s for text in played.said for s in sentences(text) if len(s.split()) > 4]
    assert [s for s in set(ours) if ours.count(s) > 1] == []
    assert "[" not in "".join(draft.draft.text for draft in drafted)


def _seen(name, want, played, work):
    """Return what came, in the shape in which the file says it."""
    case = played.case
    reply = played.replies[-1] if played.replies else None
    if name == "due":
        due = case.due_at and case.due_at.astimezone(UTC)
        return due and f"{due:%a %H:%M}"
    if name == "owed":
        return [task.kind.value for task in case.owed]
    if name == "kept":
        return [t.state.value for t in case.tasks if t.is_promise]
    if name == "says":
        return want if want in played.said[-1] else played.said[-1]
    if name == "asks_not":
        return want if want not in played.said[-1] else played.said[-1]
    if name == "story":
        story = "\n".join(work.story(case))
        return want if want in story else story
    if name == "stage":
        return reply.drafts[0].draft.topic
    if name in ("handoff", "escalate", "answer"):
        return getattr(work.draft(case.id).route, name)
    if name == "tone":
        return reply.drafts[0].draft.tone.value
    return {
        "topic": case.topic,
        "state": case.state.value,
        "reason": case.closed_reason,
        "assignee": case.assignee,
        "reopened": case.reopened,
    }[name]
