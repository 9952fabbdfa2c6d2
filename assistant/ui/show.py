"""Turn records into what the screens take: highlighted words and plain lines.

What a customer or an agent wrote goes through here only, and only into components
that show text as text; see `badges` for what may become HTML.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from assistant.errors import Mistake
from assistant.rewording import Reworded
from assistant.schema import (
    Assessment,
    ContactReason,
    Emotion,
    Family,
    Finding,
    Handoff,
    Impact,
    Opener,
    Reply,
    Route,
    Severity,
    SignalName,
    Span,
)

Tokens = list[tuple[str, str | None]]

GRAVE = (Severity.ERROR, Severity.WARNING, Severity.SUGGESTION)
_SHOWN = ("topic:", "emotion:", "reason:")
_MOST_FINDINGS = 40  # more would bury the screen, and the first ones tell enough
_HANDOFFS = {
    Handoff.NONE: "",
    Handoff.DM: ", then move to a direct message",
    Handoff.PHONE: ", then move to the phone",
    Handoff.EMAIL: ", then move to email",
    Handoff.IN_PERSON: ", then meet in person",
}


def plain(name: str) -> str:
    """Return the name of a thing in words: `late_delivery` is `late delivery`."""
    return name.rpartition(":")[2].replace("_", " ")


def highlight(text: str, marks: Iterable[tuple[Span, str]]) -> Tokens:
    """Cut a text where its marks begin and end; of two marks the earlier one wins."""
    labels: list[str | None] = [None] * len(text)
    for span, label in reversed(list(marks)):
        start, end = max(span.start, 0), min(span.end, len(text))
        labels[start:end] = [label] * max(end - start, 0)
    pieces = groupby(zip(text, labels, strict=True), key=lambda pair: pair[1])
    return [("".join(char for char, _ in run), label) for label, run in pieces]


def show_changes(reworded: Reworded) -> list[str]:
    """Return a line for each change that can be taken back, numbered."""
    return [
        f"{number}. {change.before.strip() or '·'} → {change.after.strip() or '·'}"
        for number, change in enumerate(reworded.changes, 1)
    ]


def show_words(reply: Reply) -> Tokens:
    """Return the message with the words that show what is at stake, felt and meant."""
    return highlight(reply.message.text, _evidence(reply.assessment))


def _evidence(assessment: Assessment) -> Iterator[tuple[Span, str]]:
    yield from ((s.span, plain(s.name)) for s in assessment.signals)
    for kind in _SHOWN:
        for evidence in assessment.evidence:
            if evidence.shows.startswith(kind):
                yield evidence.span, plain(evidence.shows)


def word_colours(topics: Iterable[str]) -> dict[str, str]:
    """Return a colour for everything that words of a message can show."""
    colours = dict.fromkeys(map(plain, topics), "#0f766e")
    colours |= dict.fromkeys(map(plain, ContactReason), "#0f766e")
    colours |= dict.fromkeys(map(plain, Emotion), "#b45309")
    colours |= dict.fromkeys((one.told for one in Impact), "#6d28d9")
    return colours | dict.fromkeys(map(plain, SignalName), "#b91c1c")


def show_about(assessment: Assessment, title: str) -> str:
    """Return what a message is about, in a line."""
    return f"{plain(assessment.contact_reason).capitalize()} · {title}"


def show_stakes(assessment: Assessment) -> Tokens:
    """Return every signal and what the customer has been through, each as a label."""
    signals = (plain(signal.name) for signal in assessment.signals)
    names = dict.fromkeys((*signals, *(one.told for one, _ in assessment.impacts)))
    return [(name, name) for name in names] or [("Nothing beside the topic.", None)]


def show_sum(assessment: Assessment) -> str:
    """Return the priority score as the sum it is."""
    parts = [f"{plain(p.what)} ({p.points:.1f})" for p in assessment.score_parts]
    return " + ".join(parts).capitalize() or "No parts were counted."


def show_route(route: Route) -> str:
    """Return where a message goes, in a line."""
    if not route.answer:
        where = "Leave it unanswered"
    elif route.public:
        where = "Answer in public"
    else:
        where = "Answer in private"
    line = f"{where}{_HANDOFFS[route.handoff]}."
    if route.escalate:
        line += f" Show it to {plain(route.escalate)} first."
    if route.like:
        line += " Like it."
    return line + (" Repost it." if route.repost else "")


def show_reasons(reasons: Iterable[str], notes: Iterable[str] = ()) -> str:
    """Return reasons and notes, one a line."""
    return "\n".join(f"– {line}" for line in (*reasons, *notes))


def show_moments(opener: Opener) -> str:
    """Return where the first private words go and when, one a line."""
    return "\n".join((f"{opener.channel.name}.", *opener.notes))


def show_faults(text: str, findings: Iterable[Finding]) -> Tokens:
    """Return a text with its findings marked by how grave they are."""
    gravest = sorted(findings, key=lambda finding: GRAVE.index(finding.severity))
    marks = [(f.span, f.severity) for f in gravest if f.family is not Family.LENGTH]
    return highlight(text, marks)


def show_findings(findings: Iterable[Finding]) -> Tokens:
    """Return each finding with its reason and its fix, as a list to read."""
    listed = list(findings)
    tokens = [token for lines in _listed(listed) for token in lines]
    if len(listed) > _MOST_FINDINGS:
        tokens.append((f"\n\nand {len(listed) - _MOST_FINDINGS} more", None))
    return tokens


def finding_in_list(findings: Iterable[Finding], index: int) -> Finding | None:
    """Return the finding of which `show_findings` made the token of that index."""
    listed = list(findings)
    for found, lines in zip(listed, _listed(listed), strict=False):
        if index < len(lines):
            return found
        index -= len(lines)
    return None


def finding_in_text(
    text: str, findings: Iterable[Finding], index: int
) -> Finding | None:
    """Return the gravest finding in the token of that index of `show_faults`."""
    listed = list(findings)
    tokens = show_faults(text, listed)
    start = sum(len(said) for said, _ in tokens[:index])
    said, label = tokens[index] if index < len(tokens) else ("", None)
    here = Span(start, start + len(said))
    there = (f for f in listed if f.severity == label and f.span.overlaps(here))
    return next(there, None)


def _listed(findings: list[Finding]) -> Iterator[Tokens]:
    for number, found in enumerate(findings[:_MOST_FINDINGS]):
        lines: Tokens = [("\n\n", None)] if number else []
        lines += [(found.severity, found.severity), (f" {found.message}", None)]
        if found.why:
            lines.append((f"\n{found.why}", None))
        if found.fix is not None:
            lines += [("\n", None), ("fix", "fix"), (f" {_show_fix(found.fix)}", None)]
        yield lines


def _show_fix(fix: str) -> str:
    return f"“{fix}”" if fix.strip() else "leave it out"


def show_mistakes(mistakes: Iterable[Mistake]) -> Tokens:
    """Return the mistakes of one file, one a line, as `line: what`."""
    tokens: Tokens = []
    for mistake in mistakes:
        tokens += [("\n", None)] if tokens else []
        tokens += [(f"line {mistake.line}", "error"), (f" {mistake.problem}", None)]
    return tokens
