"""Outages over REST: say when many write about one thing, and what to answer."""

from datetime import timedelta

from fastapi import APIRouter
from pydantic import Field

from assistant.api.desk import VERSION, AtDesk
from assistant.outage_replies import announce, reply_to_each
from assistant.outages import find_outages, read_reports
from assistant.wire import Json, MessageIn, Wire
from assistant.wire_cases import outage_json

router = APIRouter(prefix="/v1/outages", tags=["outages"])


class ReportIn(MessageIn):
    """A message with a name of its own, and when it came (`at`)."""

    id: str | int = ""


class OutagesIn(Wire):
    """Messages that may be about one thing, and what there is to say about it.

    `service`, `next_update` and `way_round` go into the announcement; `fixed` asks for
    the news that it is over.
    """

    messages: list[ReportIn] = Field(min_length=1, max_length=1000)
    window_minutes: int = Field(default=60, ge=1, le=10_080)
    fewest: int = Field(default=5, ge=2, le=1000)
    service: str = Field(default="", max_length=200)
    next_update: str = Field(default="", max_length=200)
    way_round: str = Field(default="", max_length=300)
    fixed: bool = False


@router.post("")
def group(given: OutagesIn, desk: AtDesk) -> Json:
    """Group messages about one thing; announce it, and answer each in other words."""
    engine = desk.plain
    messages = (
        (str(one.id or number), one.to_message(engine, brand=desk.brand))
        for number, one in enumerate(given.messages, 1)
    )
    found = find_outages(
        read_reports(messages, engine),
        window=timedelta(minutes=given.window_minutes),
        fewest=given.fewest,
    )
    told = {
        "service": given.service,
        "next_update": given.next_update,
        "way_round": given.way_round,
    }
    words = {name: text for name, text in told.items() if text}
    answered = [
        outage_json(
            outage,
            () if given.fixed else announce(outage, engine, words),
            reply_to_each(outage, engine, words, fixed=given.fixed),
        )
        for outage in found
    ]
    return {"version": VERSION, "outages": answered}
