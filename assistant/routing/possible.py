"""Fit a wish to what the channel allows, and say so when it does not."""

from assistant.routing.wishes import Wish
from assistant.schema import Handoff, Message

_NEAREST = {
    Handoff.NONE: (),
    Handoff.DM: (Handoff.EMAIL, Handoff.PHONE, Handoff.IN_PERSON),
    Handoff.PHONE: (Handoff.DM, Handoff.EMAIL, Handoff.IN_PERSON),
    Handoff.EMAIL: (Handoff.DM, Handoff.PHONE, Handoff.IN_PERSON),
    Handoff.IN_PERSON: (Handoff.PHONE, Handoff.EMAIL, Handoff.DM),
}
_NAMES = {
    Handoff.NONE: "in this thread",
    Handoff.DM: "a private message",
    Handoff.PHONE: "the phone",
    Handoff.EMAIL: "e-mail",
    Handoff.IN_PERSON: "a visit",
}

_IN_PRIVATE = "We are in private already, so it can be settled here."


def fit_to_channel(wish: Wish, message: Message) -> tuple[Handoff, tuple[str, ...]]:
    """Return the nearest possible handoff, and the reasons for it."""
    if message.channel.is_already(wish.handoff):
        if wish.handoff is Handoff.DM:
            return Handoff.NONE, (_IN_PRIVATE,)
        here = _NAMES[wish.handoff].capitalize()
        return Handoff.NONE, (wish.reason, f"{here} is where we are already.")
    if wish.handoff is Handoff.NONE:
        return Handoff.NONE, (wish.reason,)
    for handoff in (wish.handoff, *_next_best(wish)):
        if _obstacle(handoff, message) is None:
            return handoff, (wish.reason, *_remarks(wish, handoff, message))
    return Handoff.NONE, (wish.reason, *_remarks(wish, Handoff.NONE, message))


def _next_best(wish: Wish) -> tuple[Handoff, ...]:
    """Return where to go instead; what needs privacy never comes back to the thread."""
    return tuple(
        handoff
        for handoff in (wish.others or _NEAREST[wish.handoff])
        if handoff is not Handoff.NONE
    )


def _obstacle(handoff: Handoff, message: Message) -> str | None:
    """Say why a handoff is not possible here, or None where it is."""
    channel = message.channel
    if handoff not in channel.handoffs:
        return f"{channel.name} offers no way to {_NAMES[handoff]}"
    window = channel.dm_window_minutes
    too_late = window is not None and message.minutes_waiting > window
    if handoff is Handoff.DM and channel.dm_started_by != "customer" and too_late:
        return f"the time in which {channel.name} lets us write first is over"
    return None


def _remarks(wish: Wish, handoff: Handoff, message: Message) -> tuple[str, ...]:
    channel = message.channel
    remarks: list[str] = []
    obstacle = _obstacle(wish.handoff, message)
    if obstacle:
        remarks.append(
            f"{_NAMES[wish.handoff].capitalize()} would be best, but {obstacle}; "
            f"{_NAMES[handoff]} comes nearest."
        )
    if handoff is Handoff.DM and channel.dm_started_by == "customer":
        remarks.append(f"On {channel.name} the customer has to write to us first.")
    if handoff is Handoff.DM and channel.dm_messages == 1:
        remarks.append(
            f"{channel.name} lets us send one private message until they answer."
        )
    return tuple(remarks)
