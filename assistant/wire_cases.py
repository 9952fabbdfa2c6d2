"""The JSON of cases and outages."""

from collections.abc import Iterable
from dataclasses import asdict

from assistant.outages import Outage, Report
from assistant.schema import CheckedDraft
from assistant.store import StoredCase, StoredTask
from assistant.wire import Json, draft_json


def case_json(case: StoredCase, story: Iterable[str] = ()) -> Json:
    """Return a case; with its story where that was asked for."""
    return {**asdict(case), "story": list(story)}


def task_json(task: StoredTask) -> Json:
    """Return something that is owed."""
    return asdict(task)


def outage_json(
    outage: Outage,
    announcement: Iterable[CheckedDraft],
    replies: Iterable[tuple[Report, CheckedDraft]],
) -> Json:
    """Return what many write about, the announcement, and an answer for each."""
    return {
        "topic": outage.topic,
        "words": list(outage.words),
        "began": outage.began and outage.began.isoformat(),
        "latest": outage.latest and outage.latest.isoformat(),
        "writers": outage.writers,
        "ids": [report.id for report in outage.reports],
        "announcement": [draft_json(draft) for draft in announcement],
        "replies": [
            {"id": report.id, **draft_json(draft)} for report, draft in replies
        ],
    }
