"""The findings of a thread of posts, told in the text of the whole."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.schema import CheckedText, Finding


def in_whole_text(parts: Sequence[CheckedText]) -> tuple[Finding, ...]:
    """Return the findings of all parts, counted in the text of the whole thread."""
    findings: list[Finding] = []
    offset = 0
    for part in parts:
        findings.extend(
            replace(found, start=found.start + offset, end=found.end + offset)
            for found in part.findings
        )
        offset += len(part.text) + len("\n\n")
    return tuple(findings)
