"""The pair to the public line: what we say first in the private place it names."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.checks import Checks
from assistant.conversation import Known, Listener
from assistant.drafting import opening_of, write_opener
from assistant.finishing import fit_and_check
from assistant.going_on import GoingOn
from assistant.library import Library
from assistant.routing import moments
from assistant.schema import Channel, Handoff, Message, Opener, Reply, Tone, Turn

_SPOKEN = {Handoff.PHONE: "Phone", Handoff.IN_PERSON: "In person"}


def open_in_private(
    reply: Reply,
    tone: Tone,
    *,
    library: Library,
    channels: Mapping[str, Channel],
    checks: Checks,
    listener: Listener,
    going_on: GoingOn | None,
) -> Opener | None:
    """Return the first private words to a reply, in a tone; None where none are due.

    They are fitted to the private channel and checked as private text. They ask for
    nothing that the thread holds, say nothing that was said in it, and are not due
    once the talk is private. `going_on` is how the thread was read, where it goes on.
    """
    opening = opening_of(reply.message, reply.route)
    if opening is None or not reply.route.answer or not reply.drafts:
        return None
    if _is_private(reply.message):
        return None
    handoff, channel = reply.route.handoff, reply.message.channel
    there = _there(handoff, channel, channels)
    in_private = listener.in_their_words(replace(reply.message, channel=there))
    draft = write_opener(
        in_private,
        replace(reply.assessment, topic=reply.drafts[0].draft.topic),
        opening,
        library=library,
        tone=tone,
        known=_known(reply, listener, going_on),
        more=listener.given(reply.message) | (going_on.values if going_on else {}),
    )
    if draft is None:
        return None
    notes = moments(handoff, channel, there, reply.message.minutes_waiting)
    checked = fit_and_check(draft, in_private, checks)
    return Opener(handoff, there, checked, tuple(notes))


def _is_private(message: Message) -> bool:
    """Say whether they, or we, have written in private already."""
    been = any(turn.public is False for turn in message.thread)
    return been or not message.channel.public


def _known(reply: Reply, listener: Listener, going_on: GoingOn | None) -> Known:
    message = reply.message
    latest = Turn("customer", message.text, message.at, message.channel.public)
    ledger = going_on.ledger if going_on else listener.ledger((*message.thread, latest))
    drafts = (checked.draft.text for checked in reply.drafts)
    return Known(ledger, drafts, listener.ear)


def _there(
    handoff: Handoff, channel: Channel, channels: Mapping[str, Channel]
) -> Channel:
    """Return the private place of a handoff; what is spoken has no limit."""
    key = channel.dm_channel if handoff is Handoff.DM else handoff.value
    if key in channels and not channels[key].public:
        return channels[key]
    name = _SPOKEN.get(handoff, "Private message")
    return Channel(key, name, None, "none", public=False, form="chat", signed=False)
