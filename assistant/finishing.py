"""Finish a draft: fit it to its channel and hold it against every rule."""

from assistant.checks import Checks
from assistant.checks.parts import in_whole_text
from assistant.fitting import fit, whole
from assistant.schema import CheckedDraft, Context, Draft, Message


def fit_and_check(draft: Draft, message: Message, checks: Checks) -> CheckedDraft:
    """Fit a draft to the channel of its message and check what came of it.

    A draft that cannot fit is left whole, and the check says so.
    """
    mention = _mention(message)
    fitted = fit(draft, message.channel, mention=mention)
    return check_draft(
        fitted or whole(draft, message.channel, mention=mention), message, checks
    )


def check_draft(draft: Draft, message: Message, checks: Checks) -> CheckedDraft:
    """Check a draft part by part, as it would go out."""
    context = Context(
        channel=message.channel,
        public=message.channel.public,
        brand=message.brand,
        customer=message.customer,
        customer_text=message.text,
        tone=draft.tone,
        grounded=True,
        said=" ".join(t.text for t in message.thread if t.role == "agent"),
        language=draft.language,
    )
    parts = [checks.check(part, context) for part in draft.parts]
    entire = parts[0] if len(parts) == 1 else checks.check(draft.text, context)
    return CheckedDraft(
        draft=draft,
        findings=in_whole_text(parts),
        scores=entire.scores,
        length=max((part.length for part in parts), key=lambda length: length.count),
    )


def _mention(message: Message) -> str:
    handle = message.customer.handle.lstrip("@")
    return f"@{handle}" if handle and message.channel.mention_in_text else ""
