"""Say when the first private words may be sent, and what the place allows."""

from collections.abc import Iterator

from assistant.schema import Channel, Handoff

_HOUR, _DAY = 60, 1440  # minutes
_MOMENTS = {
    Handoff.EMAIL: "Send it as the answer to their e-mail.",
    Handoff.PHONE: "Say it when they call.",
    Handoff.IN_PERSON: "Say it when they come in.",
}


def moments(
    handoff: Handoff, channel: Channel, there: Channel, minutes_waiting: int
) -> Iterator[str]:
    """Yield when to open in private, seen from the public channel.

    `there` is the private channel; `minutes_waiting` is how long the message is up.
    """
    if handoff is not Handoff.DM:
        yield from (_MOMENTS[handoff],) if handoff in _MOMENTS else ()
        return
    if channel.dm_started_by == "customer":
        yield f"Send it once they have written; on {channel.name} they write first."
        then = "after their last message"
    else:
        yield from _first(channel, minutes_waiting)
        then = "after they have answered"
    if there.dm_started_by == "customer" and there.dm_window_minutes is not None:
        yield f"{there.name} lets us write for {_long(there.dm_window_minutes)} {then}."


def _first(channel: Channel, minutes_waiting: int) -> Iterator[str]:
    """Yield how we may write first, and for how long."""
    window = channel.dm_window_minutes
    if window is None:
        yield f"On {channel.name} we may write first, unless they have closed it."
    else:
        left = _long(max(0, window - minutes_waiting))
        yield (
            f"{channel.name} lets us write first within {_long(window)} of their post;"
            f" {left} are left."
        )
    if channel.dm_messages == 1:
        yield (
            f"{channel.name} lets us send one private message until they answer,"
            " so all that we need is in it."
        )


def _long(minutes: int) -> str:
    """Return a stretch of time in whole days, hours or minutes, never too long."""
    if minutes >= 2 * _DAY:
        return f"{minutes // _DAY} days"
    return f"{minutes // _HOUR} hours" if minutes >= 2 * _HOUR else f"{minutes} minutes"
