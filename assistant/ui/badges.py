"""The few pieces of HTML on the screens, made of our own words and numbers alone.

Every word comes from an enumeration of `schema`, so nothing that a person wrote can
become markup.
"""

from assistant.schema import (
    Assessment,
    Emotion,
    Handoff,
    Length,
    Priority,
    Severity,
    Tone,
)

HEADER = (
    '<header class="t-head"><span class="t-name">Tactful</span>'
    '<span class="t-line">Read the message, draft a reply, check it, '
    "send it yourself.</span></header>"
)
EMPTY_EDITOR = (
    '<p class="t-quiet">Take a draft with “Use this”, or write your own reply here. '
    "It is checked as you type.</p>"
)
NO_CASES = '<p class="t-quiet">No case is open. Write below what a customer wrote.</p>'
CASE_HINT = (
    '<p class="t-quiet">Choose a case to see its story, what was said, and a draft of '
    "the next word.</p>"
)
YOU_CHOSE = '<p class="t-quiet">You chose this topic.</p>'
NO_ANSWER = '<p class="t-quiet">No draft: this message wants no answer.</p>'
WHAT_BECAME = '<p class="t-quiet">What became of the draft</p>'
SAVED = '<p class="t-done">Saved. Drafts use it from now on.</p>'
RECORDED = {
    "sent_as_is": '<p class="t-done">Recorded: sent as is.</p>',
    "edited": '<p class="t-done">Recorded: sent edited.</p>',
    "rejected": '<p class="t-done">Recorded: rejected.</p>',
}
_UNITS = {
    "weighted": "characters",
    "graphemes": "characters",
    "code_points": "characters",
    "utf16": "characters",
    "bytes": "bytes",
    "septets": "characters",
    "none": "characters",
}


def reading_badges(assessment: Assessment) -> str:
    """Return priority, time left, gravity and feeling as a row of figures."""
    strength = round(assessment.emotion_strength * 100)
    figures = (
        _figure("Priority", _priority(assessment.priority, assessment.priority_score)),
        _figure("Respond", _due(assessment.respond_by_minutes)),
        _figure("Severity", f"{assessment.severity:d} of 5"),
        _figure("Feeling", f"{_word(assessment.emotion)} <small>{strength:d}%</small>"),
    )
    return f'<div class="t-figures">{"".join(figures)}</div>'


def draft_badges(tone: Tone, length: Length, *, ready: bool) -> str:
    """Return the head of a draft: its tone, its length, whether it may go out."""
    return (
        f'<div class="t-draft"><strong>{_word(tone)}</strong>'
        f"{_readiness(ready)}</div>{_counter(length)}"
    )


def opener_badges(tone: Tone, length: Length, *, ready: bool) -> str:
    """Return the head of the first words in private; speech has no length to count."""
    counted = "" if length.limit is None else _counter(length)
    return (
        '<div class="t-draft"><strong>Then, in private</strong>'
        f'{_readiness(ready)}</div><div class="t-length">{_word(tone)}</div>{counted}'
    )


def text_badges(length: Length, warmth: float, *, ready: bool) -> str:
    """Return where a text stands: whether it may go out, its length, its warmth."""
    return (
        f'<div class="t-draft">{_readiness(ready)}{_warmth(warmth)}</div>'
        f"{_counter(length)}"
    )


def rung_badges(tone: Tone, warmth: float, handoff: Handoff) -> str:
    """Return the head of a rung: its tone, how warm it reads, where it leads."""
    return (
        f'<div class="t-draft"><strong>{_word(tone)}</strong>'
        f'<span class="t-quiet">{_leads(handoff)}</span></div>{_warmth(warmth)}'
    )


def counts_badge(severities: list[Severity]) -> str:
    """Return how much was found, gravest first."""
    if not severities:
        return '<p class="t-quiet">Nothing to mend.</p>'
    counts = [
        f'<span class="t-count t-{_word(s).lower()}">{severities.count(s):d} '
        f"{_word(s).lower()}{'s' if severities.count(s) > 1 else ''}</span>"
        for s in reversed(Severity)
        if s in severities
    ]
    return f'<p class="t-counts">{"".join(counts)}</p>'


def _word(name: Priority | Emotion | Tone | Severity) -> str:
    return name.value.replace("_", " ").capitalize()


def _figure(label: str, value: str) -> str:
    return f'<div class="t-figure"><span>{label}</span><b>{value}</b></div>'


def _priority(priority: Priority, score: float) -> str:
    return (
        f'<i class="t-dot t-{priority.value}"></i>{_word(priority)} '
        f"<small>{score:.0f} of 100</small>"
    )


def _due(minutes: int) -> str:
    late = "overdue by " if minutes < 0 else "within "
    minutes = abs(minutes)
    if minutes < 120:
        return f"{late}{minutes:d} min"
    return (
        f"{late}{minutes // 60:d} h"
        if minutes < 2880
        else f"{late}{minutes // 1440:d} days"
    )


def _readiness(ready: bool) -> str:
    if ready:
        return '<span class="t-state t-ready">Ready</span>'
    return '<span class="t-state t-not">Not ready</span>'


def _counter(length: Length) -> str:
    if length.limit is None:
        return f'<div class="t-length">{length.count:,d} {_UNITS[length.unit]}</div>'
    share = min(round(100 * length.count / length.limit), 100)
    over = "" if length.fits else " t-over"
    return (
        f'<div class="t-length{over}">{length.count:,d} of {length.limit:,d} '
        f'{_UNITS[length.unit]}</div><div class="t-bar{over}">'
        f'<i style="width:{share:d}%"></i></div>'
    )


def _warmth(warmth: float) -> str:
    share = round(100 * warmth)
    return (
        f'<div class="t-warmth"><span>Warmth {warmth:.2f}</span>'
        f'<div class="t-bar t-warm"><i style="width:{share:d}%"></i></div></div>'
    )


def _leads(handoff: Handoff) -> str:
    return {
        Handoff.NONE: "stays here",
        Handoff.DM: "to a DM",
        Handoff.PHONE: "to the phone",
        Handoff.EMAIL: "to email",
        Handoff.IN_PERSON: "in person",
    }[handoff]
