"""Decide what to do with a message: answer where, move where, and who must see it."""

from assistant.library import Library
from assistant.routing.gestures import gestures
from assistant.routing.opening import moments
from assistant.routing.possible import fit_to_channel
from assistant.routing.suiting import wish_by_suiting
from assistant.routing.wishes import case_of, wish_by_rules
from assistant.schema import Assessment, Message, Route

__all__ = ["choose_route", "moments"]


def choose_route(message: Message, assessment: Assessment, library: Library) -> Route:
    """Return the route of a message, with reasons in words that an agent reads."""
    gesture = gestures(message, assessment, library)
    case = case_of(assessment, library)
    wish = wish_by_suiting(case) if assessment.suits else wish_by_rules(case)
    handoff, reasons = fit_to_channel(wish, message)
    return Route(
        public=message.channel.public and gesture.answer,
        handoff=handoff,
        escalate=gesture.escalate,
        like=gesture.like,
        repost=gesture.repost,
        answer=gesture.answer,
        reasons=(*reasons, *gesture.reasons),
    )
